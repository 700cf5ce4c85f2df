import type { ResultOf } from '../../commands/runs.ts';
import { titlesIn } from '../../commands/titles.ts';
import { table, wrap } from '../layout.ts';
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
  const records = taken.reduce((sum, { kept }) => sum + kept, 0);
  const { count, bytes } = result.files;
  line();
  line(views.export.sum(records, count, bytes, result.finishedAtMs - result.startedAtMs));
  line(style.bold(result.state === 'complete' ? views.export.complete : views.export.incomplete));
  line(style.dim(placeOf(result.archive)));
  showNext('bye24 verify', page);
}
