import { join } from 'node:path';

import { z } from 'zod';

import type { Clock } from '../../base/clock.ts';
import type { Disk } from '../../base/disk.ts';
import { Bye24Error } from '../../base/error.ts';
import { openChained, type OpenJournal, readCommits } from '../../base/journal/journal.ts';
import { takeLock } from '../../base/journal/lock.ts';
import { thisProcess } from '../../base/this-process.ts';
import { BoxError } from '../error.ts';
import type { Before } from './deeds.ts';
import { hashOfPlan, idOfPlan, type UninstallPlan } from './plan.ts';

const journalName = 'uninstall.jsonl';

const event = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('plan'),
    id: z.string(),
    planSha256: z.string(),
    plan: z.custom<UninstallPlan>((value) => typeof value === 'object'),
  }),
  z.object({
    type: z.literal('begin'),
    step: z.number(),
    before: z.record(z.string(), z.union([z.string(), z.boolean()])),
  }),
  z.object({ type: z.literal('done'), step: z.number() }),
  z.object({ type: z.literal('undone'), step: z.number() }),
  /** What was put aside was deleted for good: there is no way back but the backup. */
  z.object({ type: z.literal('purged') }),
  z.object({ type: z.literal('tookOver'), from: z.string() }),
]);
type Event = z.infer<typeof event>;

/** Where an uninstall stands, by its journal alone. */
export interface State {
  readonly id: string;
  readonly plan: UninstallPlan;
  /** Steps that were begun, with what there was before. */
  readonly begun: Map<number, Before>;
  readonly done: Set<number>;
  purged: boolean;
}

function fold(state: State | undefined, line: Event): State | undefined {
  if (line.type === 'plan') {
    return { id: line.id, plan: line.plan, begun: new Map(), done: new Set(), purged: false };
  }
  if (line.type === 'begin') state?.begun.set(line.step, line.before);
  else if (line.type === 'done') state?.done.add(line.step);
  else if (line.type === 'undone') {
    state?.begun.delete(line.step);
    state?.done.delete(line.step);
  } else if (line.type === 'purged' && state !== undefined) state.purged = true;
  return state;
}

/**
 * The journal of an uninstall, beside the backup: what was begun and what is done, durable line by line and chained like
 * that of an exit (I8). Raises JOURNAL_DAMAGED.
 */
export class UninstallJournal {
  readonly state: State;
  readonly #journal: OpenJournal<Event>;

  constructor(journal: OpenJournal<Event>, state: State) {
    this.#journal = journal;
    this.state = state;
  }

  /** Hash of the last line: whoever keeps it can tell whether anything before it was changed. */
  get head(): string {
    return this.#journal.head;
  }

  async write(line: Event): Promise<void> {
    this.#journal.note(line);
    await this.#journal.commit();
    fold(this.state, line);
  }

  close(): Promise<void> {
    return this.#journal.close();
  }
}

/** What the journal beside a backup says; undefined when there is none, or nothing in it. */
export async function readState(disk: Disk, backup: string): Promise<State | undefined> {
  let state: State | undefined;
  for await (const lines of readCommits(disk, join(backup, journalName), event)) {
    for (const line of lines) state = fold(state, line.event);
  }
  return state;
}

/**
 * Opens the journal of the uninstall that was begun with this backup, or begins one for `plan`, alone: two processes never
 * work on one server at once. Raises BOX_LOCKED, BOX_NOTHING_REMOVED, BOX_PURGED, JOURNAL_DAMAGED.
 */
export async function withJournal<Result>(
  options: { readonly disk: Disk; readonly clock: Clock; readonly backup: string },
  plan: UninstallPlan | undefined,
  use: (journal: UninstallJournal) => Promise<Result>,
): Promise<Result> {
  const { disk, clock, backup } = options;
  const path = join(backup, journalName);
  const lock = await takeLock(disk, join(backup, 'uninstall.locks'), thisProcess()).catch((error: unknown) => {
    if (error instanceof Bye24Error && error.code === 'LOCKED') throw new BoxError('BOX_LOCKED', error.detail);
    throw error;
  });
  try {
    let state: State | undefined;
    const journal = await openChained({
      disk,
      path,
      clock,
      events: event,
      visit: (line) => {
        state = fold(state, line.event);
      },
    });
    try {
      return await use(await begin(journal, state, plan, backup, lock.tookOver));
    } finally {
      await journal.close();
    }
  } finally {
    await lock.release();
  }
}

async function begin(
  journal: OpenJournal<Event>,
  state: State | undefined,
  plan: UninstallPlan | undefined,
  backup: string,
  tookOver: object | undefined,
): Promise<UninstallJournal> {
  if (state?.purged === true) throw new BoxError('BOX_PURGED', { path: backup });
  const isOpen = state !== undefined && (state.begun.size > 0 || plan === undefined);
  if (!isOpen && plan === undefined) throw new BoxError('BOX_NOTHING_REMOVED', { path: backup });
  if (isOpen) {
    const opened = new UninstallJournal(journal, state);
    if (tookOver !== undefined) await opened.write({ type: 'tookOver', from: JSON.stringify(tookOver) });
    return opened;
  }
  const chosen = plan as UninstallPlan;
  const id = idOfPlan(chosen);
  const fresh: State = { id, plan: chosen, begun: new Map(), done: new Set(), purged: false };
  const opened = new UninstallJournal(journal, fresh);
  await opened.write({ type: 'plan', id, planSha256: hashOfPlan(chosen), plan: chosen });
  return opened;
}

/** An uninstall that was begun with this backup and not taken back. */
export async function begunPlan(disk: Disk, backup: string): Promise<UninstallPlan | undefined> {
  const state = await readState(disk, backup);
  return state !== undefined && state.begun.size > 0 ? state.plan : undefined;
}
