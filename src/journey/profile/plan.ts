import { Bye24Error } from '../../base/error.ts';
import { fingerprintOf } from '../../archive/fingerprint.ts';
import type { PlanEntry } from '../plan/entry.ts';
import type { PlanFacts } from '../plan/facts.ts';
import type { PlanStart } from '../plan/plan.ts';
import { filledFields, withoutFields } from '../scrub/fields.ts';

/** Whose profile goes, and through whose connection. */
export interface Leaving {
  readonly leaver: string;
  readonly acting: string;
}

export function startOfLeaving({ portal, sealRoot, madeAtMs }: PlanFacts, { leaver }: Leaving): PlanStart {
  const where = [{ field: 'id', is: '=', value: leaver }] as const;
  return { version: 1, portal, sealRoot, madeAtMs, policy: { kinds: ['user'], where, keep: [] } };
}

/**
 * The two steps of a profile's end: personal fields emptied, then the person dismissed. REST can't do more. Nobody
 * dismisses themselves: the one who acts is another administrator, so there is always one left (I7).
 * @throws Bye24Error PROFILE_OWN, HANDOVER_UNKNOWN, PROFILE_UNVERIFIED, PROFILE_GONE
 */
export async function* leavingEntries(
  facts: PlanFacts,
  { leaver, acting }: Leaving,
): AsyncGenerator<PlanEntry, void, void> {
  if (leaver === acting) throw new Bye24Error('PROFILE_OWN', { id: leaver });
  const held = facts.record({ kind: 'user', id: leaver });
  const kind = facts.kinds.find(({ id }) => id === 'user');
  if (held === undefined || kind?.deletion.how !== 'deactivate')
    throw new Bye24Error('HANDOVER_UNKNOWN', { id: leaver });
  // What is emptied must be at home first (I1).
  if ('unverified' in held) throw new Bye24Error('PROFILE_UNVERIFIED', { id: leaver });
  const { key, name, row } = held.verified;
  if (!kind.deletion.isActive(row)) throw new Bye24Error('PROFILE_GONE', { id: leaver, name });
  const fields = filledFields(kind.scrub?.fields ?? [], row);
  let number = 0;
  if (fields.length > 0) {
    const step = { number: (number += 1), key, name, fingerprint: held.verified.fingerprint };
    yield { type: 'step', step: { ...step, action: { do: 'scrub', fields } } };
  }
  const rest = fingerprintOf(withoutFields(kind, fields), row);
  const step = { number: (number += 1), key, name, fingerprint: rest };
  yield {
    type: 'step',
    step: { ...step, action: { do: 'deactivate', ...(fields.length > 0 ? { despite: fields } : {}) } },
  };
}
