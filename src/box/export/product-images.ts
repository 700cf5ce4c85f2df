import type { Json } from '../../base/json.ts';
import type { KindId } from '../../kinds/kind.ts';
import { elementValues } from './element-values.ts';
import { hasTables, numbersIn, page, rowsFor, textOfCell, valueOf } from './schema.ts';
import type { KindReader, Raw, Reading, Taken } from './table-kind.ts';
import { areGoods, goodsKindOf } from './tables/goods.ts';
import { type Uploaded, uploadedFiles } from './uploaded.ts';

export const imageKind: KindId = 'product-image';

interface Picture {
  readonly element: Raw;
  readonly type: string;
  readonly file: number;
}

/** Pictures of goods have no table: goods name them, two in columns and the rest in a property. */
export class ProductImages implements KindReader {
  readonly countsRows = false;
  readonly #reading: Reading;
  #after = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  open(): Promise<boolean> {
    return hasTables(this.#reading.sql, ['b_iblock_element', 'b_catalog_iblock', 'b_catalog_product', 'b_file']);
  }

  /** Goods, each with any number of pictures. */
  async count(): Promise<number> {
    const [row] = await this.#reading.sql.rows(`SELECT count(*) AS n FROM b_iblock_element WHERE ${areGoods}`);
    return Number(row?.['n'] ?? 0);
  }

  async #pictures(rows: readonly Raw[]): Promise<readonly Picture[]> {
    const values = await elementValues(this.#reading, rows);
    return rows.flatMap((element): readonly Picture[] => {
      const more = (values.get(Number(element['ID'])) ?? []).filter(
        ({ property: { code, type } }) => code === 'MORE_PHOTO' && type === 'F',
      );
      const files: readonly (readonly [string, Raw[string] | undefined])[] = [
        ...['DETAIL_PICTURE', 'PREVIEW_PICTURE'].map((type) => [type, element[type]] as const),
        ...more.map(({ cell }) => ['MORE_PHOTO', cell] as const),
      ];
      return files.map(([type, cell]) => ({ element, type, file: Number(textOfCell(cell)) }));
    });
  }

  async #taken(rows: readonly Raw[]): Promise<readonly Taken[]> {
    const { sql, zone, portal } = this.#reading;
    const pictures = await this.#pictures(rows);
    const files = await uploadedFiles(
      this.#reading,
      pictures.map(({ file }) => file),
    );
    const products = await rowsFor(sql, 'b_catalog_product', 'ID', numbersIn(rows, 'ID'));
    const types = new Map(products.map((row) => [Number(row['ID']), Number(row['TYPE'])]));
    const recordOf = (id: number, type: string, { path, uploadedAt }: Uploaded): Readonly<Record<string, Json>> => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      productId: id,
      type,
      createTime: uploadedAt === '' ? null : valueOf(uploadedAt, 'moment', zone),
      detailUrl: `/upload/${path}`,
      downloadUrl: `https://${portal}/upload/${path}`,
    });
    return pictures.flatMap(({ element, type, file }): readonly Taken[] => {
      const found = files.get(file);
      if (found === undefined) return [];
      const id = Number(element['ID']);
      const parent = { kind: goodsKindOf(types.get(id) ?? 0), id: String(id) };
      return [{ record: { id: file, ...recordOf(id, type, found) }, row: { FILE_ID: file }, parent }];
    });
  }

  /** The pictures of the next goods that have any; none is the end. */
  async next(limit: number): Promise<readonly Taken[]> {
    for (;;) {
      const rows = await page(this.#reading.sql, 'b_iblock_element', this.#after, limit, areGoods);
      if (rows.length === 0) return [];
      this.#after = Number(rows.at(-1)?.['ID'] ?? this.#after);
      const taken = await this.#taken(rows);
      if (taken.length > 0) return taken;
    }
  }
}
