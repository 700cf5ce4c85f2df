import type { Kind, KindId } from '../../kinds/kind.ts';
import { type Target, targetsOf } from '../apply/target.ts';
import type { PlanSource } from '../apply/source.ts';
import type { Ledger } from '../journal/ledger.ts';
import type { Step } from '../types.ts';
import { nameOf } from '../../archive/key-name.ts';

/** A target that stayed because it, or something that goes along with it, is not as it was archived. */
export interface Drift {
  readonly target: Target;
  /** Its own step and those that go along: all are looked at, for a list below shows the first difference only. */
  readonly steps: readonly Step[];
}

/** Actions whose step means one version of the record and nothing finer. */
function meansVersion({ action }: Step): boolean {
  const { do: what } = action;
  return what === 'delete' || what === 'binOff' || (what === 'deactivate' && action.despite === undefined);
}

/** Whether a target stayed because it, or what goes along with it, changed. Something new below it is no such thing. */
export function isDrift({ step, along }: Target, { states, blockers }: Pick<Ledger, 'states' | 'blockers'>): boolean {
  if (!meansVersion(step)) return false;
  const state = states.get(step.number);
  const blocker = blockers.get(step.number);
  const changedBelow = along.some(({ step: { key } }) => nameOf(key) === blocker);
  return state === 'changed' || (state === 'childAppeared' && changedBelow);
}

/** What of a plan stayed because it changed since the export, as its journal says. */
export async function driftOf(
  plan: PlanSource,
  ledger: Ledger,
  kinds: ReadonlyMap<KindId, Kind>,
): Promise<readonly Drift[]> {
  const drift: Drift[] = [];
  for await (const target of targetsOf(plan.entries(), kinds)) {
    const { step, along } = target;
    if (isDrift(target, ledger)) drift.push({ target, steps: [step, ...along.map((each) => each.step)] });
  }
  return drift;
}
