import { basename } from 'node:path';

import { quoted } from '../../commands/desktop-views.ts';
import { flagOf } from '../../commands/parameter.ts';
import type { SubjectResult } from '../../commands/subject.ts';
import { fieldTitleIn, oneTitleIn } from '../../commands/titles.ts';
import { cut, tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showOutcome } from './apply.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';
import { showHands, showKinds } from './plan.ts';
import { showEnds } from './prove.ts';
import { showRehearsal } from './rehearse.ts';

const shown = 200;

/** The command for the same person, with the next word. */
function again(word: string, { given }: Page): string {
  const person = (['name', 'phone', 'email'] as const).flatMap((name) => {
    const value = given[name];
    return typeof value === 'string' ? [flagOf(name), value] : [];
  });
  return `bye24 subject ${word} ${quoted(person)}`;
}

/** What the portal itself still shows of the person, beside the plan. */
function showStill({ still }: Extract<SubjectResult, { did: 'prove' }>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.subject;
  const titleOf = oneTitleIn(texts.language);
  const { found, looked, unread } = still;
  line(`${found.length === 0 ? style.green('✓') : style.yellow('!')} ${words.still(found.length, looked.length)}`);
  for (const { key, name } of found.slice(0, shown)) line(`  ${titleOf(key.kind)} ${key.id}  ${tame(name)}`);
  if (unread.length > 0) {
    line(`${style.yellow('!')} ${words.unread(unread.map(({ kind }) => titleOf(kind)).join(', '))}`);
  }
}

function showFound({ found }: Extract<SubjectResult, { did: 'find' }>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.subject;
  const titleOf = oneTitleIn(texts.language);
  const fieldIn = fieldTitleIn(texts.language);
  if (found.length === 0) {
    line(words.nothing);
    for (const one of wrap(words.notRead, columns)) line(style.dim(one));
    return;
  }
  for (const is of ['about', 'belongs', 'mentions'] as const) {
    const group = found.filter((each) => each.is === is);
    if (group.length === 0) continue;
    line(style.bold(words[is](group.length)));
    for (const { key, name, why } of group.slice(0, shown)) {
      const reasons = why
        .map(
          ({ field, by, to }) =>
            `${words.by[by]} ${to === undefined ? fieldIn(key.kind, field) : `${titleOf(to.kind)} ${to.id}`}`,
        )
        .join(', ');
      line(cut(`  ${titleOf(key.kind)} ${key.id}  ${tame(name)}  ${style.dim(tame(reasons))}`, columns));
    }
    if (group.length > shown) line(style.dim(`  ${texts.views.verify.more(group.length - shown)}`));
    line();
  }
  for (const one of wrap(words.notRead, columns)) line(style.dim(one));
}

export function show(result: SubjectResult, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.subject;
  switch (result.did) {
    case 'find':
      showFound(result, page);
      return result.found.length === 0 ? undefined : showNext(again('export', page), page);
    case 'export':
      line(words.exported(result.dossier.records, result.dossier.files));
      line(placeOf(result.path));
      return showNext(again('plan', page), page);
    case 'plan':
      showKinds(result.plan, page);
      showHands(result.plan, page);
      line();
      line(style.dim(`SHA-256 ${result.plan.sha256}`));
      return showNext(again('rehearse', page), page);
    case 'rehearse':
      showRehearsal(result.rehearsal, page);
      return showNext(again('apply', page), page);
    case 'apply':
      showOutcome(result.applied, page);
      return showNext(again(result.applied.ended === 'finished' ? 'prove' : 'apply', page), page);
    case 'prove':
      showEnds(result.proof.total, page);
      showStill(result, page);
      for (const one of wrap(words.archiveHolds, page.columns)) line(one);
      line(placeOf(`${result.folder}/proof`));
      return showNext(
        result.proof.byHand.length > 0 ? `bye24 by-hand --work ${basename(result.folder)}` : 'bye24 status',
        page,
      );
    default:
      return result satisfies never;
  }
}
