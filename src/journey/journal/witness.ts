import { isObject, type Json, textOf } from '../../base/json.ts';
import type { Call, Outcome, Portal } from '../../bitrix24/port.ts';
import type { Kind } from '../../kinds/kind.ts';
import type { EventOf, JournalEvent } from './events.ts';

/**
 * Whose connection it is, whether its user is an administrator, and how many records of each kind it sees, where the
 * portal gives a count. Taken before anything is deleted and again by whoever proves.
 */
export async function witness(
  portal: Portal,
  kinds: Iterable<Kind>,
  when: EventOf<'counted'>['when'],
): Promise<readonly JournalEvent[]> {
  const counted = [...kinds].flatMap((kind) =>
    kind.take.how === 'list' && kind.take.request.countable !== false ? [{ kind, request: kind.take.request }] : [],
  );
  const calls: readonly Call[] = [
    { method: 'profile' },
    { method: 'user.admin' },
    ...counted.map(({ request: { method, params, api } }) => ({
      method,
      ...(params === undefined ? {} : { params }),
      ...(api === undefined ? {} : { api }),
    })),
  ];
  const [profile, admin, ...totals] = await portal.batch(calls);
  const user = answerOf(profile);
  const administrator = answerOf(admin);
  return [
    {
      type: 'witness',
      when,
      ...(isObject(user) ? { user: textOf(user['ID']) } : {}),
      ...(typeof administrator === 'boolean' ? { administrator } : {}),
    },
    ...counted.flatMap(({ kind }, index): JournalEvent[] => {
      const outcome = totals[index];
      const total = outcome?.is === 'answered' ? outcome.answer.total : undefined;
      return total === undefined ? [] : [{ type: 'counted', when, kind: kind.id, total }];
    }),
  ];
}

function answerOf(outcome: Outcome | undefined): Json | undefined {
  return outcome?.is === 'answered' ? outcome.answer.result : undefined;
}
