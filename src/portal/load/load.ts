import type { ArchivedRecord } from '../../archive/types.ts';
import type { KindId } from '../../kinds/kind.ts';
import { administratorsTable, type PortalCore } from '../core.ts';
import { putCustomField } from './custom-fields.ts';
import { places } from './places.ts';

/** What of an archive a portal is loaded from; an open Archive is one. */
export interface LoadSource {
  kinds(): readonly KindId[];
  records(kind: KindId): Iterable<ArchivedRecord>;
}

export interface LoadReport {
  readonly loaded: Readonly<Record<KindId, number>>;
  /** Kinds that the local portal has no place for: what is planned of them can't be rehearsed. */
  readonly without: readonly KindId[];
}

const A_TRANSACTION = 5000;

/**
 * Fills a local portal with an archive's records, as they were when the archive saw them last: to rehearse on, or to
 * serve. What had vanished stays away. Files have the right size and no real content. `administrators` are the numbers
 * of the users who may do everything.
 */
export function loadArchive(
  core: PortalCore,
  archive: LoadSource,
  options: { readonly administrators: readonly number[]; readonly progress?: (records: number) => void },
): LoadReport {
  const loaded: Record<KindId, number> = {};
  const without: KindId[] = [];
  let waiting: (() => void)[] = [];
  let records = 0;
  const flush = (): void => {
    core.store.transaction(() => {
      for (const put of waiting) put();
    });
    waiting = [];
    options.progress?.(records);
  };
  for (const kind of archive.kinds()) {
    // Values of a list field are kept in the field, which takes them from here.
    if (kind === 'custom-field-value') continue;
    const place = places[kind];
    if (place === undefined && kind !== 'custom-field') {
      without.push(kind);
      continue;
    }
    for (const record of archive.records(kind)) {
      if (record.vanishedAtMs !== undefined) continue;
      waiting.push(() => {
        if (place === undefined) putCustomField(core, archive, record.row);
        else place(core, record.row, record.parent?.id ?? '');
      });
      loaded[kind] = (loaded[kind] ?? 0) + 1;
      records += 1;
      if (waiting.length >= A_TRANSACTION) flush();
    }
  }
  flush();
  for (const user of options.administrators) core.store.table(administratorsTable).put(user, {});
  return { loaded, without };
}
