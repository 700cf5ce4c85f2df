import type { ResultOf } from '../../commands/runs.ts';
import { titlesIn } from '../../commands/titles.ts';
import { table, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';

export function show({ portal, kinds, exportMs, costs }: ResultOf<'inventory'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views, format } = texts;
  const titleOf = titlesIn(texts.language);
  const rows = kinds.map(({ kind, state, total }) => {
    const count = state !== 'here' ? '–' : total === undefined ? '?' : format.number(total);
    const remark = state === 'here' ? '' : views.inventory.states[state];
    return [titleOf(kind), style.dim(kind), count, style.dim(remark)];
  });
  line(style.bold(portal));
  for (const text of table(rows, [{}, {}, { align: 'right' }, { gives: true }], columns)) line(text);
  const sum = kinds.reduce((whole, { total = 0 }) => whole + total, 0);
  line();
  if (kinds.some(({ state, total }) => state === 'here' && total === undefined)) {
    for (const text of wrap(views.inventory.countedLater, columns)) line(style.dim(text));
  }
  line(views.inventory.sum(sum, exportMs.from, exportMs.to));
  const [first] = costs;
  if (first !== undefined) {
    line();
    line(style.bold(views.inventory.costsTitle));
    for (const { kind, requests, ms } of costs) {
      const text = views.inventory.cost(titleOf(kind), requests.from, requests.to, ms.from, ms.to);
      for (const one of wrap(text, columns)) line(one);
    }
    for (const text of wrap(views.inventory.leaveOut(first.kind), columns)) line(style.dim(text));
  }
  showNext('bye24 export', page);
}
