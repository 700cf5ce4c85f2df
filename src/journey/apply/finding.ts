import { nameOf } from '../../archive/key-name.ts';
import type { RecordKey } from '../../archive/types.ts';
import type { JsonObject } from '../../base/json.ts';
import type { PortalError } from '../../bitrix24/errors.ts';
import type { Kind } from '../../kinds/kind.ts';
import { handState } from '../handover/fields.ts';
import type { EventOf } from '../journal/events.ts';
import { isEmptied, withoutFields } from '../scrub/fields.ts';
import type { Target } from './target.ts';

/** What a look at a target saw: its row, or why there is none. */
export type Seen =
  | { readonly is: 'row'; readonly row: JsonObject }
  | { readonly is: 'absent' }
  | { readonly is: 'unreadable'; readonly code: string }
  /** The look itself was lost: ask again. */
  | { readonly is: 'unheard' };

/** What a fresh look at a target shows. Only `same` may be deleted. */
export type Finding =
  | { readonly is: 'same'; readonly row: JsonObject }
  | Exclude<Seen, { is: 'row' }>
  | { readonly is: 'inactive' | 'handed' | 'scrubbed' | 'binOff' | 'changed' }
  /** Something below it that the plan does not name, or that is not as it was archived. */
  | { readonly is: 'childAppeared'; readonly child: RecordKey };

/** The archive's own rule, so that equal means equal. */
export type Fingerprint = (kind: Kind, row: JsonObject) => string;

/** What a target is, by what was seen of it: the archived record still (I4), done already, or another by now. */
export function judged({ kind, step }: Target, seen: Seen, fingerprint: Fingerprint): Finding {
  if (seen.is !== 'row') return seen;
  const { row } = seen;
  const { action } = step;
  const { deletion } = kind;
  if (action.do === 'hand') {
    const is = handState(action, row);
    return is === 'before' ? { is: 'same', row } : { is: is === 'after' ? 'handed' : 'changed' };
  }
  if (action.do === 'scrub' && isEmptied(action.fields, row)) return { is: 'scrubbed' };
  if (action.do === 'deactivate' && deletion.how === 'deactivate' && !deletion.isActive(row)) return { is: 'inactive' };
  if (action.do === 'binOff' && kind.bin?.isOn(row) === false) return { is: 'binOff' };
  const despite = action.do === 'deactivate' || action.do === 'delete' ? (action.despite ?? []) : [];
  const same = fingerprint(withoutFields(kind, despite), row) === step.fingerprint;
  return same ? { is: 'same', row } : { is: 'changed' };
}

/** What the journal says of a target that a look did not find to be the archived record. */
export function foundOf(finding: Exclude<Finding, { is: 'same' }>): Pick<EventOf<'found'>, 'state' | 'code' | 'child'> {
  switch (finding.is) {
    case 'childAppeared':
      return { state: 'childAppeared', child: nameOf(finding.child) };
    case 'unreadable':
      return { state: 'unreadable', code: finding.code };
    case 'unheard':
      return { state: 'unreadable', code: 'UNANSWERED' };
    default:
      return { state: finding.is };
  }
}

/** The portal's own word for a refusal where it has one, otherwise ours. */
export function codeOf(error: PortalError): string {
  return ['', '0'].includes(error.portalCode) ? error.code : error.portalCode;
}
