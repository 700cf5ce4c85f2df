import type { ProfileResult } from '../../commands/profile-leave.ts';
import { titlesIn } from '../../commands/titles.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showOutcome } from './apply.ts';
import { showNext } from './next.ts';

type Of<Did extends ProfileResult['did']> = Extract<ProfileResult, { did: Did }>;

function paragraph(text: string, { columns, line }: Page): void {
  for (const one of wrap(text, columns)) line(one);
}

function showCheck(result: Of<'check'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.profile;
  const titleOf = titlesIn(texts.language);
  const { leaver, theirs, sole, administrator, atStake } = result;
  if (sole) {
    paragraph(style.red(words.sole), page);
    for (const { kind, count } of atStake) line(`  ${titleOf(kind)}: ${texts.format.number(count)}`);
    line();
  } else if (administrator === false) line(`${style.green('✓')} ${words.notAdministrator}`);
  if (theirs.length === 0) {
    line(`${style.green('✓')} ${words.nothingTheirs}`);
    return showNext(`bye24 profile leave phone --who ${leaver.id}`, page);
  }
  line(`${style.yellow('!')} ${words.theirs}`);
  for (const { kind, count } of theirs) line(`  ${titleOf(kind)}: ${texts.format.number(count)}`);
  showNext(`bye24 handover --from ${leaver.id} --to …`, page);
}

function showDeactivated(result: Of<'deactivate'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.profile;
  const { applied, seen, ownWebhook, hidden } = result;
  showOutcome(applied, page);
  line();
  line(`${seen === 'active' ? style.yellow('!') : style.green('✓')} ${words.seen[seen]}`);
  line(`${ownWebhook === 'dead' ? style.green('✓') : style.yellow('!')} ${words.webhook[ownWebhook]}`);
  if (hidden === undefined) line(`${style.yellow('!')} ${words.logUnread}`);
  else if (hidden.length === 0) line(`${style.green('✓')} ${words.noHidden}`);
  for (const { id, events, lastAt } of hidden ?? [])
    line(`${style.yellow('!')} ${words.hidden(id, events, tame(lastAt))}`);
  paragraph(words.stays, page);
  const again = `bye24 profile leave deactivate --who ${result.leaver.id}`;
  showNext(applied.ended === 'finished' ? 'bye24 status' : again, page);
}

function showRequest({ standing, leaver }: Of<'requested' | 'status'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.profile;
  line(style.bold(words.request[standing.state](standing.day, standing.untilMs)));
  if (standing.lookAgainAtMs !== undefined) line(words.lookAgain(standing.lookAgainAtMs));
  showNext(`bye24 profile leave status --who ${leaver.id}`, page);
}

export function show(result: ProfileResult, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.profile;
  line(style.bold(words.title(tame(result.leaver.name), result.portal)));
  line();
  switch (result.did) {
    case 'check':
      return showCheck(result, page);
    case 'deactivate':
      return showDeactivated(result, page);
    case 'phone':
      words.phone.forEach((step, index) => paragraph(`${index + 1}. ${step}`, page));
      line();
      paragraph(words.phoneAfter, page);
      return showNext(`bye24 profile leave requested --who ${result.leaver.id}`, page);
    case 'requested':
    case 'status':
      return showRequest(result, page);
    default:
      return result satisfies never;
  }
}
