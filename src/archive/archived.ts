import type { RecordLike } from '../kinds/kind.ts';
import type { Archive } from './archive.ts';
import type { RecordKey } from './types.ts';

/** Finds records of an archive as the kinds' own functions take them; undefined for one that is not there. */
export function archivedIn(archive: Archive): (key: RecordKey) => RecordLike | undefined {
  return (key) => {
    const record = archive.record(key);
    if (record === undefined) return undefined;
    const { row, parent } = record;
    return { id: key.id, row, ...(parent === undefined ? {} : { parent }) };
  };
}
