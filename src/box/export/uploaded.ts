import { hasTables, textOfCell, upper } from './schema.ts';
import type { Adder, Raw, Reading } from './table-kind.ts';

/** A row of b_file: a file that was uploaded, and where it lies. */
export interface Uploaded {
  readonly id: number;
  /** Under the upload folder. */
  readonly path: string;
  readonly name: string;
  /** When it came, by the site's clock. */
  readonly uploadedAt: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Number of the cloud bucket in which its bytes lie instead. */
  readonly bucket: string;
}

/** Files by their numbers in b_file. */
export async function uploadedFiles(
  { sql }: Pick<Reading, 'sql'>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Uploaded>> {
  const wanted = [...new Set(ids)].filter((id) => Number.isSafeInteger(id) && id > 0);
  if (wanted.length === 0 || !(await hasTables(sql, ['b_file']))) return new Map();
  const rows = await sql.rows(`SELECT * FROM b_file WHERE ID IN (${wanted.join(', ')})`);
  return new Map(
    rows.map(upper).map((row) => {
      const text = (column: string): string => textOfCell(row[column]);
      const file: Uploaded = {
        id: Number(row['ID']),
        path: `${text('SUBDIR')}/${text('FILE_NAME')}`,
        name: text('ORIGINAL_NAME') || text('FILE_NAME'),
        uploadedAt: text('TIMESTAMP_X'),
        sizeBytes: Number(row['FILE_SIZE']),
        contentType: text('CONTENT_TYPE'),
        bucket: text('HANDLER_ID'),
      };
      return [file.id, file] as const;
    }),
  );
}

/** Adds the address of a picture, as REST does: of a file that lies in the upload folder, the folder is in the address. */
export function uploadedUrls(
  column: string,
  field: string,
): (reading: Reading, rows: readonly Raw[]) => Promise<Adder> {
  return async (reading, rows) => {
    const files = await uploadedFiles(
      reading,
      rows.map((row) => Number(row[column])),
    );
    return (record, row) => {
      const file = files.get(Number(row[column]));
      if (file !== undefined) record[field] = `https://${reading.portal}/upload/${file.path}`;
    };
  };
}
