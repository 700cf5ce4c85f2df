import type { Kind, KindId } from '../../kinds/kind.ts';
import type { PlanSource } from '../apply/source.ts';
import { targetsOf } from '../apply/target.ts';
import type { Ledger, LedgerState } from '../journal/ledger.ts';
import type { Step } from '../types.ts';
import { isDrift } from './drift.ts';

/** States that another run of apply looks at again. */
const OPEN: ReadonlySet<LedgerState> = new Set(['planned', 'intended', 'unknown', 'refused', 'childAppeared']);

/** States in which nothing is sent for a step any more, nor for what takes it along. */
const THROUGH: ReadonlySet<LedgerState> = new Set(['acknowledged', 'absent', 'inBin', 'alreadyGone']);

/** A step that another run may carry out. */
export interface LeftStep {
  readonly step: Step;
  /** Only where its new version is brought home first. */
  readonly isChanged: boolean;
}

/** What of a plan another run may still carry out, as its journal says, with what would go along. */
export async function* leftOf(
  plan: PlanSource,
  ledger: Ledger,
  kinds: ReadonlyMap<KindId, Kind>,
): AsyncGenerator<LeftStep, void, void> {
  for await (const target of targetsOf(plan.entries(), kinds)) {
    const isChanged = isDrift(target, ledger);
    if (!isChanged && !OPEN.has(ledger.states.get(target.step.number))) continue;
    for (const { step } of [...target.along, target]) {
      if (!THROUGH.has(ledger.states.get(step.number))) yield { step, isChanged };
    }
  }
}
