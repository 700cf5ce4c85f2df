import type { ResultOf } from '../../commands/runs.ts';
import { titlesIn } from '../../commands/titles.ts';
import { table, tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showMissing } from './missing.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

export function show(result: ResultOf<'export'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views, format } = texts;
  const titleOf = titlesIn(texts.language);
  const taken = result.kinds.filter(({ seen, kept }) => seen > 0 || kept > 0);
  const rows = taken.map(({ kind, kept, portal, state }) => [
    state === 'complete' ? style.green('✓') : style.yellow('!'),
    titleOf(kind),
    style.dim(kind),
    format.number(kept),
    portal === undefined || portal === kept ? '' : style.yellow(views.export.portalSays(portal)),
  ]);
  for (const text of table(rows, [{}, {}, {}, { align: 'right' }, { gives: true }], columns)) line(text);
  showMissing(result.missing, titleOf, page);
  if (result.withheld.length > 0) {
    line();
    const where = result.withheld.map(({ kind, fields }) => `${titleOf(kind)} (${fields.join(', ')})`);
    for (const text of wrap(views.export.withheld(where.join('; ')), columns)) line(style.dim(text));
  }
  const { featuresOff = [] } = result;
  if (featuresOff.length > 0) {
    for (const text of wrap(texts.connecting.featuresOff(featuresOff), columns)) line(style.dim(text));
  }
  const records = taken.reduce((sum, { kept }) => sum + kept, 0);
  const { count, bytes } = result.files;
  line();
  line(views.export.sum(records, count, bytes, result.finishedAtMs - result.startedAtMs));
  if (result.fullRequests !== undefined) line(views.export.requests(result.requests, result.fullRequests));
  line(style.bold(result.state === 'complete' ? views.export.complete : views.export.incomplete));
  if (result.team !== undefined) showTeam(result.team, page);
  line(style.dim(placeOf(result.archive)));
  showNext('bye24 verify', page);
}

/** What employees' own connections added, and how many are not here. */
function showTeam({ members, unseen }: NonNullable<ResultOf<'export'>['team']>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.team.views;
  if (members.length > 0) {
    line();
    line(style.bold(words.exported.title));
  }
  for (const { name, state, records, alone, code = '' } of members) {
    const told = {
      complete: words.exported.complete(records, alone),
      incomplete: `${words.exported.complete(records, alone)}; ${words.exported.incomplete}`,
      failed: words.exported.failed(code),
    }[state];
    line(`${state === 'complete' ? style.green('✓') : style.yellow('!')} ${tame(name)}: ${told}`);
  }
  if (members.length > 0) for (const one of wrap(words.remove, columns)) line(one);
  if (unseen.count === 0) return;
  const titleOf = titlesIn(texts.language);
  const kinds = ['chat', 'mailbox', 'disk-storage', 'calendar-event'].map((kind) => titleOf(kind).toLowerCase());
  for (const one of wrap(`${words.unseen(unseen.count, kinds)} bye24 team`, columns)) line(style.dim(one));
}
