import { Readable } from 'node:stream';

import type { Archive } from '../archive/archive.ts';
import type { ArchivedRecord, RecordKey } from '../archive/types.ts';
import type { Language } from '../base/text.ts';
import { textAt } from '../kinds/fields.ts';
import { blobChunks } from './blobs.ts';
import { Names } from './names.ts';
import type { ZipEntry } from './zip.ts';

/** Deeper paths no system opens. */
const depthMax = 200;
const listName = { ru: 'Чего нет в архиве.txt', en: 'Not in the archive.txt' } as const;

/** A folder of the drive, or a whole storage, with all below it, as entries of a ZIP; what has no bytes here is named in a list. */
export function driveEntries(archive: Archive, root: RecordKey, language: Language): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  const absent: string[] = [];
  const seen = new Set<string>();
  const first = ({ key }: ArchivedRecord): boolean => {
    const name = `${key.kind}:${key.id}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  };
  const addFile = (record: ArchivedRecord, place: readonly string[], names: Names): void => {
    const [file] = archive.files(record.key);
    const name = record.name || file?.name || record.key.id;
    const { blob } = file ?? {};
    if (blob === undefined) {
      absent.push([...place, name].join('/'));
      return;
    }
    entries.push({
      path: [...place, names.take(name)].join('/'),
      changedAtMs: record.changedAtMs ?? record.createdAtMs,
      open: () => Readable.from(blobChunks(archive, blob), { objectMode: false }),
    });
  };
  const walk = (folderId: string, place: readonly string[]): void => {
    const names = new Names(place.length === 0 ? [listName[language]] : []);
    for (const { from, field } of archive.referencesTo({ kind: 'disk-folder', id: folderId })) {
      const child = field === 'PARENT_ID' ? archive.record(from) : undefined;
      if (child === undefined || !first(child)) continue;
      if (child.key.kind === 'disk-file') addFile(child, place, names);
      if (child.key.kind !== 'disk-folder') continue;
      const below = [...place, names.take(child.name || child.key.id)];
      if (below.length <= depthMax) walk(child.key.id, below);
      else absent.push(below.join('/'));
    }
  };
  const record = archive.record(root);
  walk(record?.key.kind === 'disk-storage' ? textAt(record.row, 'ROOT_OBJECT_ID') : root.id, []);
  if (absent.length === 0) return entries;
  const text = Buffer.from(`\uFEFF${absent.join('\r\n')}\r\n`);
  return [...entries, { path: listName[language], open: () => Readable.from([text]) }];
}
