import { Bye24Error } from '../../base/error.ts';
import type { LedgerState } from '../journal/ledger.ts';
import type { PlanEntry } from '../plan/entry.ts';
import type { PlanStart } from '../plan/plan.ts';
import type { PlanHeader, Step } from '../types.ts';

/** States of steps that put somebody else there, or may have. */
const DONE: ReadonlySet<LedgerState> = new Set(['acknowledged', 'handed', 'stillThere', 'unknown', 'intended']);

/** What the file of an undo begins with: the same archive, the other way round. */
export function startOfUndo({ policy, version, portal, sealRoot }: PlanHeader, nowMs: number): PlanStart {
  const { handover } = policy;
  if (handover === undefined) throw new Bye24Error('HANDOVER_ABSENT');
  return {
    version,
    portal,
    sealRoot,
    madeAtMs: nowMs,
    policy: { ...policy, handover: { from: handover.to, to: handover.from } },
  };
}

/**
 * The plan that takes a hand-over back: for each step that was carried out, the people who stood there in the archive.
 * Where somebody has put others since, the check before each step leaves them alone.
 * @throws Bye24Error HANDOVER_NOTHING when nothing was carried out
 */
export async function* undoEntries(
  entries: AsyncIterable<PlanEntry>,
  stateOf: (step: number) => LedgerState,
): AsyncGenerator<PlanEntry, void, void> {
  let number = 0;
  for await (const entry of entries) {
    if (entry.type !== 'step' || !DONE.has(stateOf(entry.step.number))) continue;
    const step = reversed(entry.step, number + 1);
    if (step === undefined) continue;
    number += 1;
    yield { type: 'step', step };
  }
  if (number === 0) throw new Bye24Error('HANDOVER_NOTHING', { from: '' });
}

function reversed({ action, ...step }: Step, number: number): Step | undefined {
  if (action.do !== 'hand') return undefined;
  const { from, to, fields } = action;
  return {
    ...step,
    number,
    action: {
      do: 'hand',
      from: to,
      to: from,
      fields: fields.map(({ field, was, becomes }) => ({ field, was: becomes, becomes: was })),
    },
  };
}
