import type { Archive } from '../archive/archive.ts';
import type { ArchivedRecord, RecordKey } from '../archive/types.ts';
import { textAt } from '../kinds/fields.ts';
import { kindById } from '../kinds/index.ts';
import { targetsOf } from '../kinds/references.ts';

/**
 * What a person calls a record: its own name, or, where that holds no more than numbers, the names of the records that
 * its kind is called by. Those are called by their own names, so that no circle is walked.
 */
export function nameIn(archive: Archive, record: ArchivedRecord): string {
  const kind = kindById(record.key.kind);
  const nameOf = (key: RecordKey | undefined): string => (key === undefined ? '' : (archive.record(key)?.name ?? ''));
  if (kind?.calledBy === undefined) return record.name;
  if (kind.calledBy === 'parent') return nameOf(record.parent) || record.name;
  const targets = targetsOf(kind, record.row);
  const names = kind.calledBy.map((field) => {
    const target = targets.find((one) => one.field === field);
    return { field, name: target === undefined ? '' : nameOf({ kind: target.to, id: target.id }) };
  });
  if (names.every(({ name }) => name === '')) return record.name;
  return names
    .map(({ field, name }) => name || textAt(record.row, field))
    .filter((name) => name !== '')
    .join(' · ');
}
