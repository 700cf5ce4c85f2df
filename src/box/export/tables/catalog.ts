import { rowsFor, textOfCell } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';

/** A catalog is an information block: its name and its site lie there. */
async function block({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['IBLOCK_ID']));
  const blocks = new Map((await rowsFor(sql, 'b_iblock', 'ID', ids)).map((row) => [Number(row['ID']), row]));
  return (record, row) => {
    const own = blocks.get(Number(row['IBLOCK_ID']));
    record['lid'] = textOfCell(own?.['LID']);
    record['name'] = textOfCell(own?.['NAME']);
    for (const field of ['productIblockId', 'skuPropertyId']) record[field] = Number(record[field]) || null;
  };
}

const shared = { spelling: 'camel', numbers: 'number' } as const;

const inCatalog = 'IBLOCK_ID IN (SELECT IBLOCK_ID FROM b_catalog_iblock)';
const ofCatalog = `PROPERTY_ID IN (SELECT ID FROM b_iblock_property WHERE ${inCatalog})`;

/** What surrounds the goods: see goods.ts. */
export const catalogTables: readonly TableKind[] = [
  {
    ...shared,
    kind: 'catalog',
    table: 'b_catalog_iblock',
    needs: ['b_iblock'],
    order: ['IBLOCK_ID'],
    shows: 'IBLOCK_ID>id IBLOCK_ID PRODUCT_IBLOCK_ID SKU_PROPERTY_ID SUBSCRIPTION VAT_ID',
    // REST makes a number of the name of the type.
    constant: { iblockTypeId: 0 },
    add: [block],
  },
  {
    ...shared,
    kind: 'catalog-section',
    table: 'b_iblock_section',
    needs: ['b_catalog_iblock'],
    where: inCatalog,
    shows: 'ID IBLOCK_ID IBLOCK_SECTION_ID NAME CODE ACTIVE SORT XML_ID DESCRIPTION DESCRIPTION_TYPE',
    parent: (_record, row) => ({ kind: 'catalog', id: textOfCell(row['IBLOCK_ID']) }),
  },
  {
    ...shared,
    kind: 'product-property',
    table: 'b_iblock_property',
    needs: ['b_catalog_iblock'],
    where: inCatalog,
    shows: `ID IBLOCK_ID NAME CODE ACTIVE SORT PROPERTY_TYPE LIST_TYPE MULTIPLE MULTIPLE_CNT IS_REQUIRED SEARCHABLE FILTRABLE
      DEFAULT_VALUE FILE_TYPE HINT LINK_IBLOCK_ID ROW_COUNT COL_COUNT USER_TYPE USER_TYPE_SETTINGS:php WITH_DESCRIPTION XML_ID
      TIMESTAMP_X`,
  },
  {
    ...shared,
    kind: 'product-property-value',
    table: 'b_iblock_property_enum',
    needs: ['b_catalog_iblock', 'b_iblock_property'],
    where: ofCatalog,
    shows: 'ID PROPERTY_ID VALUE DEF SORT XML_ID',
  },
  {
    ...shared,
    kind: 'product-property-feature',
    table: 'b_iblock_property_feature',
    needs: ['b_catalog_iblock', 'b_iblock_property'],
    where: ofCatalog,
    shows: 'ID PROPERTY_ID MODULE_ID FEATURE_ID IS_ENABLED',
  },
  {
    ...shared,
    kind: 'price',
    table: 'b_catalog_price',
    shows: 'ID PRODUCT_ID CATALOG_GROUP_ID EXTRA_ID PRICE CURRENCY QUANTITY_FROM QUANTITY_TO TIMESTAMP_X',
  },
  { ...shared, kind: 'product-ratio', table: 'b_catalog_measure_ratio', shows: 'ID PRODUCT_ID RATIO IS_DEFAULT' },
  {
    ...shared,
    kind: 'price-type-group',
    table: 'b_catalog_group2group',
    shows: 'ID CATALOG_GROUP_ID GROUP_ID BUY>access',
  },
  {
    ...shared,
    kind: 'price-type',
    table: 'b_catalog_group',
    shows: 'ID NAME BASE SORT XML_ID CREATED_BY MODIFIED_BY DATE_CREATE TIMESTAMP_X',
  },
  { ...shared, kind: 'vat', table: 'b_catalog_vat', shows: 'ID NAME ACTIVE RATE C_SORT>sort TIMESTAMP_X' },
  { ...shared, kind: 'extra', table: 'b_catalog_extra', shows: 'ID NAME PERCENTAGE' },
  {
    ...shared,
    kind: 'measure',
    table: 'b_catalog_measure',
    shows: 'ID CODE IS_DEFAULT MEASURE_TITLE SYMBOL_RUS>symbol SYMBOL_INTL SYMBOL_LETTER_INTL',
  },
  {
    ...shared,
    kind: 'rounding-rule',
    table: 'b_catalog_rounding',
    shows: 'ID CATALOG_GROUP_ID PRICE ROUND_TYPE ROUND_PRECISION CREATED_BY MODIFIED_BY DATE_CREATE DATE_MODIFY',
  },
  {
    ...shared,
    kind: 'store',
    table: 'b_catalog_store',
    shows: `ID TITLE ACTIVE ADDRESS DESCRIPTION GPS_N:number GPS_S:number IMAGE_ID:number DATE_MODIFY DATE_CREATE USER_ID
      MODIFIED_BY PHONE SCHEDULE XML_ID SORT EMAIL ISSUING_CENTER CODE`,
  },
  {
    ...shared,
    kind: 'store-product',
    table: 'b_catalog_store_product',
    shows: 'ID PRODUCT_ID STORE_ID AMOUNT QUANTITY_RESERVED',
    parent: (_record, row) => ({ kind: 'store', id: textOfCell(row['STORE_ID']) }),
  },
  {
    ...shared,
    kind: 'stock-document',
    table: 'b_catalog_store_docs',
    shows: `ID DOC_TYPE DOC_NUMBER TITLE STATUS STATUS_BY DATE_STATUS DATE_DOCUMENT DATE_CREATE DATE_MODIFY TOTAL CURRENCY
      COMMENTARY SITE_ID CONTRACTOR_ID RESPONSIBLE_ID CREATED_BY MODIFIED_BY`,
  },
  {
    ...shared,
    kind: 'stock-document-item',
    table: 'b_catalog_docs_element',
    shows: 'ID DOC_ID ELEMENT_ID AMOUNT PURCHASING_PRICE STORE_FROM STORE_TO',
    parent: (_record, row) => ({ kind: 'stock-document', id: textOfCell(row['DOC_ID']) }),
  },
];
