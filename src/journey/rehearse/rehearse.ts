import type { Clock } from '../../base/clock.ts';
import type { Disk } from '../../base/disk.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { apply } from '../apply/apply.ts';
import type { ApplyOptions, ApplyReport } from '../apply/options.ts';
import type { Through } from '../apply/alive.ts';
import type { PlanSource } from '../apply/source.ts';
import { readJournal } from '../journal/read.ts';
import { type LedgerState, StepStates } from '../journal/ledger.ts';
import type { PlanEntry } from '../plan/entry.ts';
import { prove } from '../prove/prove.ts';
import type { ProofReport } from '../prove/types.ts';
import type { Kept, Watch } from '../types.ts';

export interface RehearseOptions {
  readonly plan: PlanSource;
  readonly disk: Disk;
  /** Of the rehearsal alone; what an earlier one left there is thrown away. */
  readonly journalPath: string;
  /** A local portal that was loaded from the archive, in this process, under the planned portal's address. */
  readonly portal: Portal;
  /** The same portal, as others who filled the archive are shown it. */
  readonly through?: Through;
  readonly archive: ApplyOptions['archive'];
  readonly kinds: readonly Kind[];
  /** Kinds that the copy has no place for (loadArchive says which): what is planned of them is not rehearsed. */
  readonly without?: readonly KindId[];
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly watch?: Watch;
}

export interface Rehearsal {
  /** What apply itself said. */
  readonly applied: ApplyReport;
  /** What the proof of it says: before and after of each kind, and everything that ended otherwise than planned. */
  readonly proof: ProofReport;
  /** True when every step ended as planned: the plan can go as it is. */
  readonly clean: boolean;
  /** Planned kinds that could not be rehearsed; their numbers in `proof` say nothing. */
  readonly without: readonly KindId[];
}

/**
 * Carries a plan out on a copy of the portal: the code of apply and prove, to the letter, on another port. No socket is
 * opened and no secret is at hand; the time that a real run waits is not waited here.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { plan, disk, journalPath, portal, archive, kinds, signal, watch } = options;
  const through = options.through === undefined ? {} : { through: options.through };
  const clock = hasty(options.clock);
  await disk.remove(journalPath);
  watch?.({ type: 'stage', stage: 'rehearse', state: 'started' });
  const applied = await apply({
    plan,
    disk,
    journalPath,
    portal,
    ...through,
    archive,
    kinds,
    clock,
    guard: { attended: false, portal: plan.header.portal, planSha256: plan.sha256 },
    ...(signal === undefined ? {} : { controls: { signal } }),
    ...(watch === undefined ? {} : { watch: asRehearsal(watch) }),
  });
  if (applied.error !== undefined) throw applied.error;
  // Half a rehearsal says nothing of the plan.
  signal?.throwIfAborted();
  const proof = await prove({
    disk,
    journalPath,
    portal,
    ...through,
    kinds,
    archived: archive.archived,
    clock,
    ...(signal === undefined ? {} : { signal }),
    ...(watch === undefined ? {} : { watch: asRehearsal(watch) }),
  });
  watch?.({ type: 'stage', stage: 'rehearse', state: 'finished' });
  const missing = new Set(options.without);
  const without = proof.kinds.filter(({ kind, planned }) => planned > 0 && missing.has(kind)).map(({ kind }) => kind);
  return { applied, proof, clean: applied.ended === 'finished' && proof.exceptionCount === 0, without };
}

/** Time that does not wait: whoever sleeps wakes at once, and later by as much as was to be slept. */
function hasty(clock: Clock): Clock {
  let skippedMs = 0;
  return {
    now: () => clock.now() + skippedMs,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      skippedMs += ms;
    },
  };
}

/** The progress of the two stages inside, told as that of the rehearsal. */
function asRehearsal(watch: Watch): Watch {
  return (progress) => {
    if (progress.type === 'kind') watch({ ...progress, stage: 'rehearse' });
    else if (progress.type !== 'stage') watch(progress);
  };
}

const STAYS: Readonly<Partial<Record<LedgerState, Kept['reason']>>> = {
  refused: 'refused',
  childAppeared: 'childNotPlanned',
};

const NO_METHOD = 'ERROR_METHOD_NOT_FOUND';

const WHY = {
  ru: 'Репетиция показала, что портал эту запись не удалит.',
  en: 'The rehearsal showed that the portal will not delete this record.',
} as const;

/**
 * The plan as the rehearsal leaves it: steps that the copy refused become records that stay, with what would have gone
 * along. The entries keep their order and are numbered anew; they make a plan of their own, with a hash of its own. What the
 * copy could not rehearse (kinds that it has no place for, methods that it lacks) says nothing, and stays in the plan.
 */
export async function* adjusted(
  disk: Disk,
  journalPath: string,
  plan: PlanSource,
  without: readonly KindId[] = [],
): AsyncGenerator<PlanEntry, void, void> {
  const states = new StepStates(plan.header.steps);
  const mute = new Set<string>();
  const isMute = (name: string): boolean => mute.has(name) || without.some((kind) => name.startsWith(`${kind}:`));
  for await (const { event } of readJournal(disk, journalPath)) {
    states.see(event);
    if (event.type !== 'outcome' && event.type !== 'found') continue;
    // What stands in the way of a record may be one of which the copy can say nothing.
    const isBlocked = event.type === 'found' && event.child !== undefined && isMute(event.child);
    if (event.code === NO_METHOD || isBlocked) mute.add(`${event.kind}:${event.id}`);
  }
  let number = 0;
  let along: Extract<PlanEntry, { type: 'step' }>[] = [];
  for await (const entry of plan.entries()) {
    if (entry.type !== 'step') {
      yield entry;
    } else if (entry.step.action.do === 'cascade') {
      along.push(entry);
    } else {
      const { kind, id } = entry.step.key;
      const reason = isMute(`${kind}:${id}`) ? undefined : STAYS[states.get(entry.step.number)];
      for (const { step } of [...along, entry]) {
        const { key, name } = step;
        if (reason !== undefined) yield { type: 'kept', kept: { key, name, reason, why: WHY } };
        else yield { type: 'step', step: { ...step, number: (number += 1) } };
      }
      along = [];
    }
  }
}
