import { csvLine, parseCsv } from '../formats/csv-text.ts';
import type { ChosenPeople, PersonThere } from '../journey/move/people.ts';
import type { Context } from './context.ts';

const head = ['id', 'name', 'email', 'there', 'there_name'];

/** Who stands for whom, as a person wrote it into the table; nothing where there is none yet. */
export async function chosenPeople({ disk }: Context, path: string): Promise<ChosenPeople> {
  if ((await disk.sizeBytes(path)) === undefined) return new Map();
  const [, ...rows] = parseCsv(Buffer.from(await disk.read(path)).toString('utf8'));
  return new Map(rows.flatMap(([id = '', , , there = '']) => (there.trim() === '' ? [] : [[id, there] as const])));
}

export function peopleTable(people: readonly PersonThere[]): string {
  const rows = people.map(({ id, name, email, there, thereName }) => csvLine([id, name, email, there, thereName], ';'));
  // The mark tells spreadsheets that this is UTF-8.
  return `\uFEFF${csvLine(head, ';')}${rows.join('')}`;
}
