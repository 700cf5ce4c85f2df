import type { ArchivedRecord } from '../../archive/types.ts';
import type { KindId } from '../../kinds/kind.ts';
import { administratorsTable, type PortalCore } from '../core.ts';
import { type Contents, putContents } from './contents.ts';
import { putCustomField } from './custom-fields.ts';
import type { Seen } from './place.ts';
import { late, places } from './places.ts';

/** What of an archive a portal is loaded from; an open Archive is one. */
export interface LoadSource {
  kinds(): readonly KindId[];
  records(kind: KindId): Iterable<ArchivedRecord>;
}

export interface LoadReport {
  readonly loaded: Readonly<Record<KindId, number>>;
  /** Kinds that the local portal has no place for: REST knows nothing of them, only the tables of a box do. */
  readonly without: readonly KindId[];
  /** Files that are listed and whose bytes the archive does not hold; 0 where no contents were asked for. */
  readonly filesMissing: number;
}

export interface LoadOptions {
  /** Numbers of the users who may do everything. */
  readonly administrators: readonly number[];
  /** Client id of the application that has the archived storages and options; none shows them without it. */
  readonly application?: string;
  /** Where the bytes of files are; without them, files have the right size and no real content. */
  readonly contents?: Contents;
  readonly progress?: (records: number) => void;
}

const A_TRANSACTION = 5000;

/** Connections are named after their owners; what came through one of another name is the administrators'. */
function seenOf(
  { key, parent, witnesses, seenAtMs }: ArchivedRecord,
  { administrators, application = '' }: LoadOptions,
): Seen {
  const people = witnesses.map((name) => Number(/^user-(\d+)$/u.exec(name)?.[1])).filter((id) => !Number.isNaN(id));
  return {
    id: key.id,
    parentId: parent?.id ?? '',
    parentKind: parent?.kind ?? '',
    people: people.length === 0 ? administrators : people,
    application,
    atMs: seenAtMs,
  };
}

/**
 * Fills a local portal with an archive's records, as they were when the archive saw them last: to rehearse on, or to
 * serve. What had vanished stays away.
 */
export function loadArchive(core: PortalCore, archive: LoadSource, options: LoadOptions): LoadReport {
  const loaded: Record<KindId, number> = {};
  const without: KindId[] = [];
  let waiting: (() => void)[] = [];
  const { contents } = options;
  let records = 0;
  let filesMissing = 0;
  const flush = (): void => {
    core.store.transaction(() => {
      for (const put of waiting) put();
    });
    waiting = [];
    options.progress?.(records);
  };
  const kinds = archive.kinds();
  for (const kind of [...kinds.filter((kind) => !late.has(kind)), ...kinds.filter((kind) => late.has(kind))]) {
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
        else place(core, record.row, seenOf(record, options));
        if (contents !== undefined) filesMissing += putContents(core, record, contents);
      });
      loaded[kind] = (loaded[kind] ?? 0) + 1;
      records += 1;
      if (waiting.length >= A_TRANSACTION) flush();
    }
  }
  flush();
  for (const user of options.administrators) core.store.table(administratorsTable).put(user, {});
  return { loaded, without, filesMissing };
}
