import { textOfCell } from '../schema.ts';
import type { Raw, Reading, TableKind } from '../table-kind.ts';

/** Roots of storages: folders that REST does not show, whose children are the storage's. */
async function roots({ sql }: Reading, rows: readonly Raw[]): Promise<ReadonlyMap<string, string>> {
  const storages = [...new Set(rows.map((row) => Number(row['STORAGE_ID'])))];
  const found = await sql.rows(
    `SELECT ID AS id, ROOT_OBJECT_ID AS root FROM b_disk_storage WHERE ID IN (${storages.join(', ')})`,
  );
  return new Map(found.map((row) => [textOfCell(row['root']), textOfCell(row['id'])]));
}

/** What a child lies in, as the walk over REST meets it: a storage at the top, a folder below. */
const parents: NonNullable<TableKind['parents']> = async (reading, rows) => {
  const byRoot = await roots(reading, rows);
  return (row) => {
    const storage = byRoot.get(textOfCell(row['PARENT_ID']));
    return storage === undefined
      ? { kind: 'disk-folder', id: textOfCell(row['PARENT_ID']) }
      : { kind: 'disk-storage', id: storage };
  };
};

const common = `ID NAME CODE STORAGE_ID PARENT_ID DELETED_TYPE CREATE_TIME UPDATE_TIME DELETE_TIME CREATED_BY UPDATED_BY
  DELETED_BY~0`;
const isThere = 'DELETED_TYPE = 0 AND PARENT_ID IS NOT NULL AND PARENT_ID > 0';

export const driveTables: readonly TableKind[] = [
  {
    kind: 'disk-storage',
    table: 'b_disk_storage',
    shows: 'ID NAME CODE MODULE_ID ENTITY_TYPE ENTITY_ID ROOT_OBJECT_ID',
    spelling: 'same',
    numbers: 'text',
  },
  {
    kind: 'disk-folder',
    table: 'b_disk_object',
    needs: ['b_disk_storage'],
    where: `TYPE = 2 AND ${isThere}`,
    shows: `${common} REAL_OBJECT_ID`,
    spelling: 'same',
    numbers: 'text',
    constant: { TYPE: 'folder' },
    parents,
  },
  {
    kind: 'disk-file',
    table: 'b_disk_object',
    needs: ['b_disk_storage', 'b_file'],
    where: `TYPE = 3 AND ${isThere}`,
    shows: `${common} GLOBAL_CONTENT_VERSION FILE_ID SIZE`,
    spelling: 'same',
    numbers: 'text',
    constant: { TYPE: 'file' },
    parents,
  },
  {
    kind: 'disk-version',
    table: 'b_disk_version',
    needs: ['b_disk_object', 'b_file'],
    // Of a file that was never written over, the only version is the file itself.
    where: `OBJECT_ID IN (SELECT ID FROM b_disk_object WHERE ${isThere} AND GLOBAL_CONTENT_VERSION <> 1)`,
    shows: 'ID OBJECT_ID NAME GLOBAL_CONTENT_VERSION CREATE_TIME CREATED_BY SIZE',
    spelling: 'same',
    numbers: 'text',
    parent: (_record, row) => ({ kind: 'disk-file', id: textOfCell(row['OBJECT_ID']) }),
  },
];
