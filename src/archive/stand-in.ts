import { kindById } from '../kinds/index.ts';
import { targetsOf } from '../kinds/references.ts';
import type { ArchiveReader } from './reader.ts';
import type { ArchivedRecord, RecordKey } from './types.ts';

/**
 * The record that another one points to by `to`. What is no record of its own, as the root folder of a drive, is found as
 * the record that it comes with: the storage, which the file in that folder names too.
 */
export function pointedAt(archive: ArchiveReader, to: RecordKey, from: ArchivedRecord): ArchivedRecord | undefined {
  return archive.record(to) ?? standInFor(archive, to, from);
}

/** The record that stands for `to`, which is none of its own, where `from` points to it: another record may mean another. */
export function standInFor(archive: ArchiveReader, to: RecordKey, from: ArchivedRecord): ArchivedRecord | undefined {
  const kind = kindById(from.key.kind);
  if (kind === undefined) return undefined;
  for (const target of targetsOf(kind, from.row)) {
    const also = kindById(target.to)?.creation?.also;
    const record = also === undefined ? undefined : archive.record({ kind: target.to, id: target.id });
    const comes = record === undefined ? [] : (also?.(record.row) ?? []);
    if (comes.some((one) => one.kind === to.kind && one.id === to.id)) return record;
  }
  return undefined;
}
