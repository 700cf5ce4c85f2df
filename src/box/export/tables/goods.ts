import type { Json, JsonObject } from '../../../base/json.ts';
import { camel } from '../crm-kinds.ts';
import { type ElementValue, elementValues, propertiesOf, unreadValues } from '../element-values.ts';
import { columnsOf, hasTables, numbersIn, rowsFor, textOfCell, upper, valueOf } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';
import { phpOf } from '../table-reader.ts';

const ofCatalogs = 'SELECT IBLOCK_ID FROM b_catalog_iblock';
/** Elements of catalogs. The rest are earlier versions of them, and drafts of the next ones. */
export const areGoods = `IBLOCK_ID IN (${ofCatalogs}) AND WF_STATUS_ID = 1 AND WF_PARENT_ELEMENT_ID IS NULL`;

/** Sorts of goods by their TYPE in b_catalog_product; what says nothing, or is a set, is a product. */
const types: Readonly<Record<string, readonly number[]>> = {
  'product-sku': [3, 6],
  'product-offer': [4, 5],
  'product-service': [7],
};

export function goodsKindOf(type: number): string {
  return Object.entries(types).find(([, own]) => own.includes(type))?.[0] ?? 'product';
}

/** What the methods of each sort show of b_catalog_product. */
const ofAll = 'AVAILABLE BUNDLE TYPE VAT_ID VAT_INCLUDED';
const ofThings = `${ofAll} CAN_BUY_ZERO HEIGHT LENGTH WIDTH WEIGHT MEASURE PURCHASING_CURRENCY PURCHASING_PRICE QUANTITY
  SUBSCRIBE`;
const ofSold = `${ofThings} BARCODE_MULTI QUANTITY_RESERVED QUANTITY_TRACE RECUR_SCHEME_LENGTH RECUR_SCHEME_TYPE TRIAL_PRICE_ID
  WITHOUT_ORDER`;

/** D as in default: the settings of the module say what it means. */
const settled: Readonly<Record<string, readonly [option: string, otherwise: string]>> = {
  QUANTITY_TRACE: ['default_quantity_trace', 'N'],
  CAN_BUY_ZERO: ['default_can_buy_zero', 'N'],
  SUBSCRIBE: ['default_subscribe', 'Y'],
};

async function defaults({ sql }: Reading): Promise<(column: string) => string> {
  const rows = (await hasTables(sql, ['b_option']))
    ? await sql.rows("SELECT NAME, VALUE FROM b_option WHERE MODULE_ID = 'catalog'")
    : [];
  const options = new Map(rows.map(upper).map((row) => [textOfCell(row['NAME']), textOfCell(row['VALUE'])]));
  return (column) => {
    const [option = '', otherwise = ''] = settled[column] ?? [];
    return options.get(option) || otherwise;
  };
}

/** What the catalog knows of an element: prices apart, all that makes it goods. */
function trade(shown: string): NonNullable<TableKind['add']>[number] {
  return async (reading, rows) => {
    const { sql, zone } = reading;
    const shapes = await columnsOf(sql, 'b_catalog_product');
    const found = await rowsFor(sql, 'b_catalog_product', 'ID', numbersIn(rows, 'ID'));
    const byId = new Map(found.map((row) => [Number(row['ID']), row]));
    const defaultOf = await defaults(reading);
    return (record, row) => {
      const own = byId.get(Number(row['ID']));
      for (const column of shown.split(/\s+/u)) {
        const value = valueOf(own?.[column], shapes.get(column) ?? 'text', zone);
        record[camel(column)] = value === 'D' && settled[column] !== undefined ? defaultOf(column) : value;
      }
    };
  };
}

/** A file of goods, with the address that the methods of the catalog give. */
function fileOf(field: string, file: string, product: Raw[string] | undefined): JsonObject {
  const query = new URLSearchParams({
    'fields[fieldName]': field,
    'fields[fileId]': file,
    'fields[productId]': textOfCell(product),
  });
  const url = `/rest/catalog.product.download?${query.toString()}`;
  return { id: file, url, urlMachine: url };
}

const pictures: NonNullable<TableKind['add']>[number] = () =>
  Promise.resolve((record, row) => {
    for (const column of ['PREVIEW_PICTURE', 'DETAIL_PICTURE']) {
      const file = textOfCell(row[column]);
      record[camel(column)] = ['', '0'].includes(file) ? null : fileOf(camel(column), file, row['ID']);
    }
  });

function valueShown({ property, cell }: ElementValue, { zone }: Reading, row: Raw): Json {
  const text = textOfCell(cell);
  if (property.type === 'F') return fileOf(`property${property.id}`, text, row['ID']);
  if (property.userType === 'DateTime') return valueOf(text, 'moment', zone);
  if (property.userType !== 'HTML') return text;
  const html = phpOf(cell);
  return html === null || typeof html !== 'object' || Array.isArray(html)
    ? text
    : Object.fromEntries(Object.entries(html).map(([name, value]) => [camel(name), value]));
}

/** Properties, one field each, empty ones too; the one that ties a variation to its product is called after what it is. */
async function properties(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const blocks = numbersIn(rows, 'IBLOCK_ID');
  const known = Map.groupBy(await propertiesOf(reading, blocks), ({ block }) => block);
  const catalogs = await rowsFor(reading.sql, 'b_catalog_iblock', 'IBLOCK_ID', blocks);
  const links = new Set(catalogs.map((row) => Number(row['SKU_PROPERTY_ID'])));
  const fieldOf = (id: number): string => (links.has(id) ? 'parentId' : `property${id}`);
  const values = await elementValues(reading, rows);
  return (record, row) => {
    for (const { id } of known.get(Number(row['IBLOCK_ID'])) ?? []) record[fieldOf(id)] = null;
    const own = Map.groupBy(values.get(Number(row['ID'])) ?? [], ({ property }) => property.id);
    for (const [id, list] of own) {
      const shown = list.map((each) => ({ value: valueShown(each, reading, row), valueId: each.id }));
      record[fieldOf(id)] = list[0]?.property.multiple === true ? shown : (shown[0] ?? null);
    }
  };
}

function goods(kind: string, which: string, shown: string): TableKind {
  return {
    kind,
    table: 'b_iblock_element',
    needs: ['b_iblock', 'b_iblock_property', 'b_iblock_element_property', 'b_catalog_iblock', 'b_catalog_product'],
    where: `${areGoods} AND ${which}`,
    shows: `ID IBLOCK_ID IBLOCK_SECTION_ID NAME ACTIVE CODE CREATED_BY MODIFIED_BY ACTIVE_FROM>dateActiveFrom
      ACTIVE_TO>dateActiveTo DATE_CREATE TIMESTAMP_X PREVIEW_TEXT PREVIEW_TEXT_TYPE DETAIL_TEXT DETAIL_TEXT_TYPE SORT XML_ID`,
    spelling: 'camel',
    numbers: 'number',
    add: [trade(shown), pictures, properties],
    parent: (_record, row) => ({ kind: 'catalog', id: textOfCell(row['IBLOCK_ID']) }),
    unread: (reading) => unreadValues(reading, `ID IN (${ofCatalogs})`),
  };
}

const ofTypes = (...of: readonly (readonly number[] | undefined)[]): string =>
  `(SELECT ID FROM b_catalog_product WHERE TYPE IN (${of.flat().join(', ')}))`;

/** The goods themselves, with their properties. */
export const goodsTables: readonly TableKind[] = [
  goods('product', `ID NOT IN ${ofTypes(...Object.values(types))}`, ofSold),
  goods('product-sku', `ID IN ${ofTypes(types['product-sku'])}`, ofThings),
  goods('product-offer', `ID IN ${ofTypes(types['product-offer'])}`, ofSold),
  goods('product-service', `ID IN ${ofTypes(types['product-service'])}`, ofAll),
];
