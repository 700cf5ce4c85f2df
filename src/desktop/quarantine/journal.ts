import { join } from 'node:path';

import { z } from 'zod';

import type { AppendFile, Disk } from '../../base/disk.ts';
import { Bye24Error } from '../../base/error.ts';
import type { RemovalPlan } from '../plan.ts';

/** How a step ended. `left`: it did not touch anything, and `reason` says why. */
const outcome = z.strictObject({
  type: z.literal('outcome'),
  step: z.number(),
  end: z.enum(['done', 'absent', 'left', 'failed']),
  reason: z.string().optional(),
  code: z.number().optional(),
});

const restored = z.strictObject({
  type: z.literal('restored'),
  step: z.number(),
  end: z.enum(['back', 'backChanged', 'there', 'reinstall', 'nothing', 'left', 'failed']),
  reason: z.string().optional(),
});

const line = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('begin'), version: z.literal(1), atMs: z.number(), plan: z.unknown() }),
  z.strictObject({ type: z.literal('intent'), step: z.number() }),
  outcome,
  z.strictObject({ type: z.literal('end'), atMs: z.number() }),
  z.strictObject({ type: z.literal('restoreBegin'), atMs: z.number() }),
  restored,
  z.strictObject({ type: z.literal('restoreEnd'), atMs: z.number() }),
  /** What was kept is given up: it is being deleted for good. */
  z.strictObject({ type: z.literal('emptied'), atMs: z.number() }),
]);

export type JournalLine = z.infer<typeof line>;
export type Outcome = z.infer<typeof outcome>;
export type Restored = z.infer<typeof restored>;

/** What a journal says so far. */
export interface Standing {
  readonly plan: RemovalPlan;
  readonly beganAtMs: number;
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** Steps that were begun and whose end is not known: looked into, never assumed (I3). */
  readonly begun: ReadonlySet<number>;
  readonly ended: boolean;
  readonly restored: ReadonlyMap<number, Restored>;
  readonly restoreEnded: boolean;
  readonly emptied: boolean;
}

export function journalOf(run: string): string {
  return join(run, 'journal.jsonl');
}

/** The journal of a run, with the length of what is whole in it; a torn last line is not. */
async function linesOf(
  disk: Disk,
  path: string,
): Promise<{ readonly lines: readonly JournalLine[]; readonly wholeBytes: number }> {
  const bytes = Buffer.from(await disk.read(path));
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const texts = bytes
    .toString('utf8', 0, wholeBytes)
    .split('\n')
    .filter((text) => text !== '');
  try {
    return { lines: texts.map((text) => line.parse(JSON.parse(text))), wholeBytes };
  } catch (error) {
    throw new Bye24Error('DESKTOP_QUARANTINE_DAMAGED', { path }, { cause: error });
  }
}

/** Reads how far a run came; undefined when it had not even begun. Raises DESKTOP_QUARANTINE_DAMAGED. */
export async function readStanding(disk: Disk, run: string): Promise<Standing | undefined> {
  const path = journalOf(run);
  if ((await disk.sizeBytes(path)) === undefined) return undefined;
  const { lines } = await linesOf(disk, path);
  const [first] = lines;
  if (first?.type !== 'begin') return undefined;
  const outcomes = new Map(lines.flatMap((one) => (one.type === 'outcome' ? [[one.step, one] as const] : [])));
  const restoredSteps = new Map(lines.flatMap((one) => (one.type === 'restored' ? [[one.step, one] as const] : [])));
  return {
    // Written by this program from a plan of this version; its steps are looked at one by one before they are done.
    plan: first.plan as RemovalPlan,
    beganAtMs: first.atMs,
    outcomes,
    begun: new Set(lines.flatMap((one) => (one.type === 'intent' && !outcomes.has(one.step) ? [one.step] : []))),
    ended: lines.some(({ type }) => type === 'end'),
    restored: restoredSteps,
    restoreEnded: lines.some(({ type }) => type === 'restoreEnd'),
    emptied: lines.some(({ type }) => type === 'emptied'),
  };
}

/** Every line is durable when `write` returns. */
export class Journal {
  readonly #file: AppendFile;

  constructor(file: AppendFile) {
    this.#file = file;
  }

  /** Opens a run's journal for more lines, after cutting a torn one. */
  static async open(disk: Disk, run: string): Promise<Journal> {
    const path = journalOf(run);
    const size = await disk.sizeBytes(path);
    if (size === undefined) return new Journal(await disk.append(path));
    const { wholeBytes } = await linesOf(disk, path);
    return new Journal(await disk.append(path, { from: wholeBytes }));
  }

  async write(one: JournalLine): Promise<void> {
    await this.#file.write(`${JSON.stringify(one)}\n`);
    await this.#file.sync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
