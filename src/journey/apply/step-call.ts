import { Bye24Error } from '../../base/error.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Call } from '../../bitrix24/port.ts';
import type { RecordLike } from '../../kinds/kind.ts';
import { handCall } from '../handover/call.ts';
import type { Target } from './target.ts';

/**
 * The call that does what a step says, and only that: a kind that can't do it (any more) gets no other one in its place
 * (I2). It is made from the row as it is now; what the record lay under, only the archive knows.
 * @throws Bye24Error PLAN_UNKNOWN_KIND
 */
export function callOf({ kind, step }: Target, row: JsonObject, archived: RecordLike | undefined): Call {
  const { action, key } = step;
  const { bin, deletion, scrub } = kind;
  const record = { ...archived, id: key.id, row };
  if (action.do === 'hand') return handCall(kind, action, record);
  if (action.do === 'scrub' && scrub !== undefined) return { ...scrub.call(record, action.fields), effect: 'write' };
  if (action.do === 'binOff' && bin !== undefined) return { ...bin.off(record), effect: 'write' };
  if (action.do === 'delete' && deletion.how === 'call') return { ...deletion.call(record), effect: 'write' };
  if (action.do === 'deactivate' && deletion.how === 'deactivate') return { ...deletion.call(record), effect: 'write' };
  throw new Bye24Error('PLAN_UNKNOWN_KIND', { kind: kind.id });
}
