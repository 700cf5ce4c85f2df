import type { JsonObject } from '../../base/json.ts';
import { type Creation, type FileThere, MOST_FILE_BYTES, noParent, notHeld, only, type There } from '../creation.ts';
import { textAt } from '../fields.ts';
import type { RecordLike } from '../kind.ts';
import { loses, placed } from './creation.ts';

const numberOf = (row: JsonObject): number => Number(textAt(row, 'GLOBAL_CONTENT_VERSION'));
const inVersion = ({ id }: RecordLike, there: There): FileThere | undefined =>
  there.anyFile({ kind: 'disk-version', id }, 'content', id);

/**
 * The contents that a file had, oldest first, when the archive can tell them up to what it holds now: uploaded in turn they
 * end with that.
 */
function historyOf({ id, row }: RecordLike, there: There): readonly RecordLike[] {
  const held = there
    .children({ kind: 'disk-file', id }, 'disk-version')
    .filter((version) => (inVersion(version, there)?.sizeBytes ?? Infinity) <= MOST_FILE_BYTES)
    .toSorted((one, other) => numberOf(one.row) - numberOf(other.row));
  const last = held.at(-1);
  return last !== undefined && numberOf(last.row) === numberOf(row) ? held : [];
}

/** What a file is made with: its first content, when the later ones follow. */
function contentOf(record: RecordLike, there: There): FileThere | undefined {
  const [first] = historyOf(record, there);
  const { id, row } = record;
  return first === undefined
    ? there.anyFile({ kind: 'disk-file', id }, 'content', textAt(row, 'FILE_ID') || textAt(row, 'ID'))
    : inVersion(first, there);
}

export const diskFileCreation: Creation = {
  needs: ['disk-folder'],
  row: (record, there) => {
    if (contentOf(record, there) === undefined) {
      return { unable: { ru: 'файла нет в архиве', en: 'the archive does not hold the file' } };
    }
    return { ...only(record.row, ['NAME', 'SIZE']), ...placed(record.row, there) };
  },
  call: (row, record, there) => ({
    method: 'disk.folder.uploadFile',
    params: {
      id: Number(row['PARENT_ID']),
      data: { NAME: row['NAME'] ?? '' },
      fileContent: [row['NAME'] ?? '', contentOf(record, there)?.bytes ?? ''],
    },
    effect: 'write',
  }),
  newId: ['ID'],
  // No two of one name lie in one folder; what it holds may still be its first content.
  mark: (row) => `${textAt(row, 'PARENT_ID')}/${textAt(row, 'NAME')}`,
  alone: true,
  byAddress: true,
  loses,
};

/** What a file held before, and then what it holds now, one version after the other. Its first came with the file. */
export const diskVersionCreation: Creation = {
  needs: ['disk-file'],
  row: ({ id, row }, there) => {
    const fileId = textAt(row, 'OBJECT_ID');
    const OBJECT_ID = there.id('disk-file', fileId);
    const file = there.archived('disk-file', fileId);
    if (OBJECT_ID === undefined || file === undefined) return noParent;
    if (!historyOf({ id: fileId, row: file }, there).some((version) => version.id === id)) return notHeld;
    return { OBJECT_ID, ...only(row, ['SIZE']) };
  },
  call: (row, record, there) => ({
    method: 'disk.file.uploadVersion',
    params: {
      id: Number(row['OBJECT_ID']),
      fileContent: [textAt(record.row, 'NAME'), inVersion(record, there)?.bytes ?? ''],
    },
    effect: 'write',
  }),
  newId: 'lookedFor',
  match: true,
  order: numberOf,
  mark: (row) => `${textAt(row, 'OBJECT_ID')}/${textAt(row, 'SIZE')}`,
  alone: true,
  loses: { ru: 'время и автор версий', en: 'when and by whom a version was made' },
};
