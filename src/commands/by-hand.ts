import type { Archive } from '../archive/archive.ts';
import { Bye24Error } from '../base/error.ts';
import { entriesOf, readPlan } from '../journey/plan/file.ts';
import { confirmByHand, reportOf } from '../journey/prove/prove.ts';
import type { ByHandStep } from '../journey/types.ts';
import { exitFilesOf, findArchive, withArchive } from './archives.ts';
import { alone } from './carry-out.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['byHand']['parameters']>;

/** A by-hand step, and who said or what showed that it is done. */
export interface HandItem extends ByHandStep {
  readonly doneBy?: string;
}

/** A file that only a person can fetch, and where. */
export interface HandFile {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly link?: string;
}

export interface ByHandResult {
  readonly type: 'byHand';
  readonly archive: string;
  readonly items: readonly HandItem[];
  /** Files that the portal gives only to a person: to be downloaded before their records go. */
  readonly files: readonly HandFile[];
  readonly open: number;
}

const forHands = new Set(['EXPORT_FILE_SESSION_ONLY', 'EXPORT_FILE_BY_HAND']);

/** The files that an archive names for a person, each with its link. */
function filesOf(archive: Archive): readonly HandFile[] {
  const files: HandFile[] = [];
  for (const { owner, name, missing } of archive.files()) {
    if (missing === undefined || !forHands.has(missing.code)) continue;
    const link = /https?:\/\/\S+$/u.exec(missing.message)?.[0];
    files.push({ kind: owner.kind, id: owner.id, name, ...(link === undefined ? {} : { link }) });
  }
  return files;
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
  const files = await withArchive(context, archive, 'read', async (open) => filesOf(open));
  // Files can be looked up before there is a plan.
  const planned = files.length === 0 || (await disk.sizeBytes(plan)) !== undefined;
  const items = planned ? await itemsOf(context, plan, journalPath) : [];
  const open = items.filter(({ doneBy }) => doneBy === undefined).length;
  const isDone = open === 0 && files.length === 0;
  return { ending: isDone ? 'whole' : 'partial', result: { type: 'byHand', archive, items, files, open } };
}
