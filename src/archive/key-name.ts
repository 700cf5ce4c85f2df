import type { RecordKey } from './types.ts';

/** `deal:42`: how plans, journals and people name a record. */
export function nameOf({ kind, id }: RecordKey): string {
  return `${kind}:${id}`;
}
