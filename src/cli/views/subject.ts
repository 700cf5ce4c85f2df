import type { SubjectResult } from '../../commands/subject.ts';
import { oneTitleIn } from '../../commands/titles.ts';
import { cut, tame } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showStates } from './apply.ts';
import { placeOf } from './place.ts';
import { showHands, showKinds } from './plan.ts';
import { showEnds } from './prove.ts';

const shown = 200;

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
  if (found.length === 0) return line(words.nothing);
  for (const is of ['about', 'belongs', 'mentions'] as const) {
    const group = found.filter((each) => each.is === is);
    if (group.length === 0) continue;
    line(style.bold(words[is](group.length)));
    for (const { key, name, why } of group.slice(0, shown)) {
      const reasons = why
        .map(({ field, by, to }) => `${words.by[by]} ${to === undefined ? field : `${to.kind} ${to.id}`}`)
        .join(', ');
      line(cut(`  ${titleOf(key.kind)} ${key.id}  ${tame(name)}  ${style.dim(tame(reasons))}`, columns));
    }
    if (group.length > shown) line(style.dim(`  ${texts.views.verify.more(group.length - shown)}`));
    line();
  }
}

export function show(result: SubjectResult, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.subject;
  switch (result.did) {
    case 'find':
      return showFound(result, page);
    case 'export':
      line(words.exported(result.dossier.records, result.dossier.files));
      return line(placeOf(result.path));
    case 'plan':
      showKinds(result.plan, page);
      showHands(result.plan, page);
      line();
      return line(style.dim(`SHA-256 ${result.plan.sha256}`));
    case 'rehearse':
      return showEnds(result.rehearsal.total, page);
    case 'apply':
      return showStates(result.applied.states, page);
    case 'prove':
      showEnds(result.proof.total, page);
      showStill(result, page);
      return line(placeOf(`${result.folder}/proof`));
    default:
      return result satisfies never;
  }
}
