import { boxStep } from '../commands/box-words.ts';
import type { Notice } from '../commands/notice.ts';
import { titlesIn } from '../commands/titles.ts';
import { tame } from './layout.ts';
import type { ProgressView } from './progress/human.ts';
import type { Page } from './terminal.ts';
import { removalStepLine, showRemovalPlan } from './views/desktop.ts';

/** Says a notice to a person, above the moving block. */
export function sayNotice(notice: Notice, progress: ProgressView, page: Page): void {
  const { texts, style } = page;
  const { notices } = texts.views;
  switch (notice.type) {
    case 'ready': {
      if (notice.webhook === undefined) {
        progress.say(`${style.green('✓')} ${style.bold(notices.uiReady)}`);
        progress.say(`  ${notice.url}`);
        progress.say(style.dim(`  ${notices.uiAgain}`));
        return;
      }
      progress.say(`${style.green('✓')} ${style.bold(notices.ready(notice.url))}`);
      progress.say(`  ${notices.webhook(notice.webhook, notice.webhookOf)}`);
      if (notice.app !== undefined) progress.say(`  ${texts.oauth.app(notice.app)}`);
      if (notice.tlsUrl !== undefined) progress.say(`  ${notices.tls(notice.tlsUrl, notice.ca ?? '')}`);
      if (notice.records !== undefined) progress.say(`  ${notices.servedArchive(notice.records)}`);
      if (notice.without !== undefined && notice.without.length > 0) {
        progress.say(style.yellow(`  ! ${notices.servedWithout(notice.without.map(titlesIn(texts.language)))}`));
      }
      if ((notice.filesMissing ?? 0) > 0)
        progress.say(style.yellow(`  ! ${notices.filesMissing(notice.filesMissing ?? 0)}`));
      progress.say(style.dim(`  ${notices.stopServing}`));
      return;
    }
    case 'consent':
      progress.say(texts.oauth.open);
      progress.say(`  ${notice.url}`);
      if (notice.redirect !== undefined) progress.say(style.dim(`  ${texts.oauth.back(notice.redirect)}`));
      return;
    case 'company':
      progress.say(style.bold(notices.company));
      progress.say(
        style.dim(notice.from === 'seed' ? notices.madeUp(notice.size, notice.seed) : notices.fromFile(notice.path)),
      );
      progress.say(style.dim(notices.ownPortal(notice.url)));
      progress.say('');
      return;
    case 'removal':
      showRemovalPlan(notice.plan, page, (text = '') => progress.say(text));
      return;
    case 'removalStep':
      progress.say(removalStepLine(notice, page));
      return;
    case 'boxStep':
      progress.say(style.dim(`· ${tame(boxStep(notice.step, page.texts))}`));
      return;
    default:
      notice satisfies never;
  }
}
