import { entriesOf } from '../journey/plan/file.ts';
import type { PlanEntry } from '../journey/plan/entry.ts';
import { titlesIn } from './titles.ts';
import { textsFor } from '../texts/catalogue.ts';
import type { PlanHeader } from '../journey/types.ts';
import type { Context } from './context.ts';
import type { Language } from '../base/text.ts';

const linesAtOnce = 500;

/** A cell that no spreadsheet takes for a formula, in quotes. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function row(cells: readonly (string | number)[]): string {
  return `${cells.map((one) => cell(String(one))).join(';')}\r\n`;
}

type Words = ReturnType<typeof textsFor>['views']['plan'];

/** An entry of a plan as cells under `tableHead`. */
export function planCells(
  entry: PlanEntry,
  words: Words,
  language: Language,
  { through: others = [] }: Pick<PlanHeader, 'through'> = {},
): readonly (string | number)[] {
  if (entry.type === 'step') {
    const { number, key, name, action, through } = entry.step;
    const way = action.do === 'delete' ? action.fate : action.do;
    const whose = others.find(({ connection }) => connection === through)?.name ?? through;
    const remarks = [
      ...(action.do === 'cascade' ? [`${action.with.kind} ${action.with.id}`] : []),
      ...(whose === undefined ? [] : [words.through(whose)]),
    ];
    return [number, words.ways[way], key.kind, key.id, name, remarks.join(', ')];
  }
  if (entry.type === 'kept') {
    const { key, name, why } = entry.kept;
    return ['', words.ways.stays, key.kind, key.id, name, why[language]];
  }
  const { number, kind, key, bin, steps, url = '' } = entry.byHand;
  const name = bin === undefined ? entry.byHand.name : words.bin(bin.map(titlesIn(language)), entry.byHand.name);
  return [number, words.ways.byHand, kind, key?.id ?? '', name, `${steps[language]} ${url}`.trim()];
}

/** The whole plan as a table that a spreadsheet opens: what goes, what stays and why, what is by hand. */
export async function planTable(
  { disk, language }: Context,
  planPath: string,
  tablePath: string,
  header: Pick<PlanHeader, 'through'>,
): Promise<void> {
  const words = textsFor(language).views.plan;
  const part = `${tablePath}.part`;
  const file = await disk.append(part, { from: 0 });
  try {
    // The mark tells spreadsheets that this is UTF-8.
    let waiting = [`\uFEFF${row(words.tableHead)}`];
    for await (const entry of entriesOf(disk, planPath)) {
      waiting.push(row(planCells(entry, words, language, header)));
      if (waiting.length < linesAtOnce) continue;
      await file.write(waiting.join(''));
      waiting = [];
    }
    await file.write(waiting.join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  await disk.move(part, tablePath);
}
