import { createHash } from 'node:crypto';

import { z } from 'zod';

import { Bye24Error } from '../../base/error.ts';
import type { Disk } from '../../base/disk.ts';
import { linesOf } from '../../base/lines.ts';
import type { PlanHeader } from '../types.ts';
import type { PlanEntry } from './entry.ts';
import type { PlanStart } from './plan.ts';

const text = z.object({ ru: z.string(), en: z.string() });
const key = z.object({ kind: z.string(), id: z.string() });
const count = z.int().nonnegative();
const condition = z.object({
  field: z.string(),
  is: z.enum(['<', '<=', '=', '!=', '>=', '>', '~']),
  value: z.string(),
});
const startSchema = z.object({
  type: z.literal('plan'),
  version: z.literal(1),
  portal: z.string(),
  sealRoot: z.string(),
  madeAtMs: z.int(),
  policy: z.object({
    kinds: z.union([z.literal('all'), z.array(z.string())]),
    where: z.array(condition),
    keep: z.array(key),
    binsOff: z.boolean().optional(),
    handover: z.object({ from: z.string(), to: z.string() }).optional(),
  }),
  through: z.array(z.object({ connection: z.string(), name: z.string() })).optional(),
  notTaken: z.array(z.string()).optional(),
});
const action = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('delete'),
    fate: z.enum(['gone', 'bin']),
    binDays: count.optional(),
    despite: z.array(z.string()).optional(),
  }),
  z.object({ do: z.literal('binOff') }),
  z.object({ do: z.literal('cascade'), with: key }),
  z.object({ do: z.literal('deactivate'), despite: z.array(z.string()).optional() }),
  z.object({ do: z.literal('scrub'), fields: z.array(z.string()).min(1) }),
  z.object({
    do: z.literal('hand'),
    from: z.string(),
    to: z.string(),
    fields: z.array(z.object({ field: z.string(), was: z.array(z.string()), becomes: z.array(z.string()) })).min(1),
  }),
]);
const entrySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('step'),
    step: z.object({
      number: count,
      key,
      name: z.string(),
      fingerprint: z.string(),
      action,
      through: z.string().optional(),
    }),
  }),
  z.object({
    type: z.literal('kept'),
    kept: z.object({
      key,
      name: z.string(),
      reason: z.enum([
        'chosen',
        'notVerified',
        'neverDeletable',
        'refused',
        'childNotPlanned',
        'lastAdministrator',
        'vanished',
        'protected',
        'notTransferable',
      ]),
      why: text,
    }),
  }),
  z.object({
    type: z.literal('byHand'),
    byHand: z.object({
      number: count,
      kind: z.string(),
      key: key.optional(),
      name: z.string(),
      bin: z.array(z.string()).optional(),
      steps: text,
      why: text,
      url: z.string().optional(),
      check: z.enum(['api', 'person']),
    }),
  }),
]);
const endSchema = z.object({
  type: z.literal('end'),
  steps: count,
  kept: count,
  byHand: count,
  /** Of all lines above. */
  sha256: z.string(),
});

/** A plan on disk. `sha256` is the hash of the whole file, as `sha256sum` prints it: what a person repeats to apply it. */
export interface PlanFile {
  readonly path: string;
  readonly sha256: string;
  readonly header: PlanHeader;
}

const BATCH = 500;

/**
 * Writes a plan as JSON Lines (header, entries, end with counts and a hash) as its entries come: flat memory, and the
 * file is there whole or not at all.
 */
export async function writePlan(
  disk: Disk,
  path: string,
  start: PlanStart,
  entries: AsyncIterable<PlanEntry> | Iterable<PlanEntry>,
): Promise<PlanFile> {
  const part = `${path}.part`;
  const hash = createHash('sha256');
  const file = await disk.append(part, { from: 0 });
  const counts = { steps: 0, kept: 0, byHand: 0 };
  try {
    let waiting: string[] = [];
    const flush = async (): Promise<void> => {
      const block = waiting.join('');
      waiting = [];
      hash.update(block);
      await file.write(block);
    };
    waiting.push(`${JSON.stringify({ type: 'plan', ...start })}\n`);
    for await (const entry of entries) {
      counts[entry.type === 'step' ? 'steps' : entry.type] += 1;
      waiting.push(`${JSON.stringify(entry)}\n`);
      if (waiting.length >= BATCH) await flush();
    }
    await flush();
    waiting.push(`${JSON.stringify({ type: 'end', ...counts, sha256: hash.copy().digest('hex') })}\n`);
    await flush();
    await file.sync();
  } catch (error) {
    await file.close();
    await disk.remove(part);
    throw error;
  }
  await file.close();
  await disk.move(part, path);
  return { path, sha256: hash.digest('hex'), header: { ...start, ...counts } };
}

function altered(path: string, line: number, cause?: unknown): Bye24Error {
  return new Bye24Error('PLAN_ALTERED', { path, line }, { cause });
}

function parsed<Value>(schema: z.ZodType<Value>, line: string, path: string, number: number): Value {
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw altered(path, number, error);
  }
}

type Counts = { -readonly [Each in 'steps' | 'kept' | 'byHand']: number };

function tally(counts: Counts, type: PlanEntry['type']): void {
  counts[type === 'step' ? 'steps' : type] += 1;
}

/** Walks a plan's lines and holds its end to them; `entry` reads one between the first and the last, and counts it. */
async function walk(
  disk: Disk,
  path: string,
  entry: (text: string, number: number, counts: Counts) => void,
): Promise<PlanFile> {
  if ((await disk.sizeBytes(path)) === undefined) throw new Bye24Error('PLAN_ABSENT', { path });
  const hash = createHash('sha256');
  const counts: Counts = { steps: 0, kept: 0, byHand: 0 };
  let number = 0;
  let start: PlanStart | undefined;
  let ended = false;
  for await (const line of linesOf(disk.chunks(path))) {
    number += 1;
    if (!line.whole || ended) throw altered(path, number);
    if (number === 1) {
      const { type: _, ...rest } = parsed(startSchema, line.text, path, number);
      start = rest as PlanStart;
    } else if (line.text.startsWith('{"type":"end"')) {
      const end = parsed(endSchema, line.text, path, number);
      const same = end.steps === counts.steps && end.kept === counts.kept && end.byHand === counts.byHand;
      if (!same || end.sha256 !== hash.copy().digest('hex')) throw altered(path, number);
      ended = true;
    } else {
      entry(line.text, number, counts);
    }
    hash.update(`${line.text}\n`);
  }
  if (!ended || start === undefined) throw altered(path, number);
  return { path, sha256: hash.digest('hex'), header: { ...start, ...counts } };
}

/**
 * Reads a whole plan once, in flat memory, and answers for its integrity; `visit` sees every entry on the way.
 * @throws Bye24Error PLAN_ABSENT; PLAN_ALTERED when the file is not as it was written (edited, cut, unknown content)
 */
export function readPlan(disk: Disk, path: string, visit?: (entry: PlanEntry) => void): Promise<PlanFile> {
  return walk(disk, path, (text, number, counts) => {
    const entry = parsed(entrySchema, text, path, number) as PlanEntry;
    tally(counts, entry.type);
    if (entry.type === 'step' && entry.step.number !== counts.steps) throw altered(path, number);
    visit?.(entry);
  });
}

const entryStart = /^\{"type":"(?<type>step|kept|byHand)",/u;

/**
 * Which plan lies there, for showing it: the hash and the counts answer for every byte, but entries are not read one by
 * one. Whoever carries a plan out reads it with `readPlan`.
 * @throws Bye24Error PLAN_ABSENT; PLAN_ALTERED when the file is not as it was written
 */
export function glanceAtPlan(disk: Disk, path: string): Promise<PlanFile> {
  return walk(disk, path, (text, number, counts) => {
    const type = entryStart.exec(text)?.groups?.['type'] as PlanEntry['type'] | undefined;
    if (type === undefined) throw altered(path, number);
    tally(counts, type);
  });
}

/** The entries of a plan that was read whole and found unaltered before. */
export async function* entriesOf(disk: Disk, path: string): AsyncGenerator<PlanEntry, void, void> {
  let number = 0;
  for await (const line of linesOf(disk.chunks(path))) {
    number += 1;
    if (number === 1 || line.text.startsWith('{"type":"end"')) continue;
    yield parsed(entrySchema, line.text, path, number) as PlanEntry;
  }
}
