import type { RecordKey } from '../../archive/types.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Kind, RecordLike } from '../../kinds/kind.ts';
import { recordOf } from '../journal/events.ts';
import type { Ledger } from '../journal/ledger.ts';
import type { Step } from '../types.ts';
import { lookAgain } from './look.ts';

/**
 * Reads deleted records again before the connection that alone sees them ends, and writes down which are gone: the proof's
 * own look (I6), taken while it still can be. What it can't see so is left to the proof.
 */
export async function seeGone(
  portal: Portal,
  deleted: readonly { readonly step: Step; readonly kind: Kind }[],
  archived: (key: RecordKey) => RecordLike | undefined,
  ledger: Ledger,
): Promise<void> {
  for (const [kind, group] of Map.groupBy(deleted, (each) => each.kind)) {
    const records = group.map(({ step: { key } }) => archived(key) ?? { id: key.id, row: {} });
    const sights = await lookAgain(portal, kind, records);
    for (const { step } of group) {
      const sight = sights.get(step.key.id);
      if (sight?.is === 'absent') ledger.note({ type: 'found', ...recordOf(step), state: 'absent', by: 'prove' });
      if (sight?.is === 'there') ledger.note({ type: 'found', ...recordOf(step), state: 'present', by: 'prove' });
    }
  }
}
