import { Bye24Error } from '../base/error.ts';
import { entriesOf, readPlan } from '../journey/plan/file.ts';
import { confirmByHand, reportOf } from '../journey/prove/prove.ts';
import type { ByHandStep } from '../journey/types.ts';
import { exitFilesOf, findArchive } from './archives.ts';
import { alone } from './carry-out.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['byHand']['parameters']>;

/** A by-hand step, and who said or what showed that it is done. */
export interface HandItem extends ByHandStep {
  readonly doneBy?: string;
}

export interface ByHandResult {
  readonly type: 'byHand';
  readonly archive: string;
  readonly items: readonly HandItem[];
  readonly open: number;
}

async function itemsOf({ disk }: Context, plan: string, journal: string): Promise<readonly HandItem[]> {
  await readPlan(disk, plan);
  const begun = ((await disk.sizeBytes(journal)) ?? 0) > 0;
  const report = begun ? await reportOf(disk, journal) : undefined;
  const done = new Map(report?.byHand.map(({ number, doneBy }) => [number, doneBy]));
  const items: HandItem[] = [];
  for await (const entry of entriesOf(disk, plan)) {
    if (entry.type !== 'byHand') continue;
    const doneBy = done.get(entry.byHand.number);
    items.push({ ...entry.byHand, ...(doneBy === undefined ? {} : { doneBy }) });
  }
  return items;
}

/** The checklist of what a person does, and the note that it was done, by name. */
export async function run(context: Context, input: Input): Promise<Done<ByHandResult>> {
  const { disk, clock } = context;
  const archive = await findArchive(context, input.archive);
  const { plan, journal: journalPath } = exitFilesOf(archive, input.work);
  if (input.do === 'confirm') {
    const by = input.by?.trim() ?? '';
    const known = new Set((await itemsOf(context, plan, journalPath)).map(({ number }) => number));
    const numbers = input.numbers.map(Number);
    const wrong = numbers.find((number) => !known.has(number));
    if (by === '' || numbers.length === 0 || wrong !== undefined) {
      throw new Bye24Error('BY_HAND_UNCLEAR', { number: wrong ?? input.numbers.join(','), by });
    }
    await alone(context, archive, () => confirmByHand({ disk, journalPath, clock, numbers, by }));
  }
  const items = await itemsOf(context, plan, journalPath);
  const open = items.filter(({ doneBy }) => doneBy === undefined).length;
  return { ending: open === 0 ? 'whole' : 'partial', result: { type: 'byHand', archive, items, open } };
}
