import { isList, isObject, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import type { SchemaTable, SourceRecord } from './box-schema.ts';

/** The property that ties a variation to its product, and the one that holds further pictures; REST shows neither as such. */
const linkProperty = 97;
export const photoProperty = 2201;

/** Columns of `b_iblock_element` that elements of lists have no use for. */
export const elementColumns = `
  ACTIVE char(1) -
  MODIFIED_BY int -
  TIMESTAMP_X moment -
  ACTIVE_FROM moment -
  ACTIVE_TO moment -
  PREVIEW_TEXT_TYPE varchar(4) -
  DETAIL_TEXT_TYPE varchar(4) -
  PREVIEW_PICTURE int -
  DETAIL_PICTURE int -
  SORT int -
  XML_ID varchar(255) -`;

const trade = `BUNDLE bundle
  AVAILABLE available
  TYPE type
  VAT_ID vatId
  VAT_INCLUDED vatIncluded
  CAN_BUY_ZERO canBuyZero
  HEIGHT height
  LENGTH length
  WIDTH width
  WEIGHT weight
  MEASURE measure
  PURCHASING_CURRENCY purchasingCurrency
  PURCHASING_PRICE purchasingPrice
  QUANTITY quantity
  SUBSCRIBE subscribe
  BARCODE_MULTI barcodeMulti
  QUANTITY_RESERVED quantityReserved
  QUANTITY_TRACE quantityTrace
  RECUR_SCHEME_LENGTH recurSchemeLength
  RECUR_SCHEME_TYPE recurSchemeType
  TRIAL_PRICE_ID trialPriceId
  WITHOUT_ORDER withoutOrder`
  .split('\n')
  .map((line) => line.trim().split(' '));

export const tradeColumns = `ID int
  QUANTITY real
  QUANTITY_TRACE char(1)
  WEIGHT real
  RECUR_SCHEME_LENGTH int
  RECUR_SCHEME_TYPE char(1)
  TRIAL_PRICE_ID int
  WITHOUT_ORDER char(1)
  VAT_ID int
  VAT_INCLUDED char(1)
  CAN_BUY_ZERO char(1)
  PURCHASING_PRICE decimal(18,2)
  PURCHASING_CURRENCY char(3)
  BARCODE_MULTI char(1)
  QUANTITY_RESERVED real
  SUBSCRIBE char(1)
  WIDTH real
  LENGTH real
  HEIGHT real
  MEASURE int
  TYPE int
  AVAILABLE char(1)
  BUNDLE char(1)`;

type Rows = readonly (readonly [table: string, row: JsonObject])[];

function valueRows(id: Json, property: number, value: Json | undefined): Rows {
  const all = isList(value) ? value : [value];
  return all
    .filter(isObject)
    .map((each): Rows[number] => [
      'b_iblock_element_property',
      { ID: each['valueId'] ?? 0, IBLOCK_PROPERTY_ID: property, IBLOCK_ELEMENT_ID: id, VALUE: each['value'] ?? '' },
    ]);
}

function parts({ row }: SourceRecord): Rows {
  const id = row['id'] ?? 0;
  const properties = Object.entries(row).flatMap(([field, value]) => {
    const number = field === 'parentId' ? linkProperty : Number(/^property(\d+)$/u.exec(field)?.[1]);
    return Number.isNaN(number) ? [] : valueRows(id, number, value);
  });
  const sold = Object.fromEntries(trade.map(([column = '', field = '']) => [column, row[field] ?? null]));
  return [['b_catalog_product', { ID: id, ...sold }], ...properties];
}

const goods = (kind: string): SchemaTable => ({
  kind,
  table: 'b_iblock_element',
  columns: `
    ID int id
    IBLOCK_ID int iblockId
    IBLOCK_SECTION_ID int iblockSectionId
    NAME varchar(255) name
    CODE varchar(255) code
    CREATED_BY int createdBy
    MODIFIED_BY int modifiedBy
    DATE_CREATE moment dateCreate
    TIMESTAMP_X moment timestampX
    ACTIVE char(1) active
    ACTIVE_FROM moment dateActiveFrom
    ACTIVE_TO moment dateActiveTo
    PREVIEW_TEXT text previewText
    PREVIEW_TEXT_TYPE varchar(4) previewTextType
    DETAIL_TEXT text detailText
    DETAIL_TEXT_TYPE varchar(4) detailTextType
    PREVIEW_PICTURE int previewPicture.id
    DETAIL_PICTURE int detailPicture.id
    SORT int sort
    XML_ID varchar(255) xmlId
    WF_STATUS_ID int =1
    WF_PARENT_ELEMENT_ID int -`,
  more: parts,
});

export const goodsTables: readonly SchemaTable[] = [
  ...['product', 'product-sku', 'product-offer', 'product-service'].map(goods),
  {
    kind: 'product-property',
    table: 'b_iblock_property',
    columns: `
      ID int id
      IBLOCK_ID int iblockId
      NAME varchar(255) name
      CODE varchar(50) code
      ACTIVE char(1) active
      SORT int sort
      PROPERTY_TYPE char(1) propertyType
      LIST_TYPE char(1) listType
      MULTIPLE char(1) multiple
      MULTIPLE_CNT int multipleCnt
      IS_REQUIRED char(1) isRequired
      SEARCHABLE char(1) searchable
      FILTRABLE char(1) filtrable
      DEFAULT_VALUE text defaultValue
      FILE_TYPE varchar(200) fileType
      HINT varchar(255) hint
      LINK_IBLOCK_ID int linkIblockId
      ROW_COUNT int rowCount
      COL_COUNT int colCount
      USER_TYPE varchar(255) userType
      USER_TYPE_SETTINGS text userTypeSettings
      WITH_DESCRIPTION char(1) withDescription
      XML_ID varchar(100) xmlId
      TIMESTAMP_X moment timestampX`,
  },
  {
    kind: 'product-property-value',
    table: 'b_iblock_property_enum',
    columns: `
      ID int id
      PROPERTY_ID int propertyId
      VALUE varchar(255) value
      DEF char(1) def
      SORT int sort
      XML_ID varchar(200) xmlId`,
  },
  {
    kind: 'product-property-feature',
    table: 'b_iblock_property_feature',
    columns: `
      ID int id
      PROPERTY_ID int propertyId
      MODULE_ID varchar(50) moduleId
      FEATURE_ID varchar(100) featureId
      IS_ENABLED char(1) isEnabled`,
  },
  {
    kind: 'price',
    table: 'b_catalog_price',
    columns: `
      ID int id
      PRODUCT_ID int productId
      EXTRA_ID int extraId
      CATALOG_GROUP_ID int catalogGroupId
      PRICE decimal(18,2) price
      CURRENCY char(3) currency
      TIMESTAMP_X moment timestampX
      QUANTITY_FROM int quantityFrom
      QUANTITY_TO int quantityTo`,
  },
  {
    kind: 'product-ratio',
    table: 'b_catalog_measure_ratio',
    columns: 'ID int id\nPRODUCT_ID int productId\nRATIO real ratio\nIS_DEFAULT char(1) isDefault',
  },
  {
    kind: 'price-type-group',
    table: 'b_catalog_group2group',
    columns: 'ID int id\nCATALOG_GROUP_ID int catalogGroupId\nGROUP_ID int groupId\nBUY char(1) access',
  },
];

/** Further pictures of goods: values of a property that holds files. */
export function photoRows(images: readonly SourceRecord[]): Rows {
  const definition = { ID: photoProperty, IBLOCK_ID: 23, CODE: 'MORE_PHOTO', PROPERTY_TYPE: 'F', MULTIPLE: 'Y' };
  return [
    ['b_iblock_property', definition],
    ...images.map(({ row }): Rows[number] => [
      'b_iblock_element_property',
      {
        ID: 900_000 + Number(textOf(row['id'])),
        IBLOCK_PROPERTY_ID: photoProperty,
        IBLOCK_ELEMENT_ID: row['productId'] ?? 0,
        VALUE: textOf(row['id']),
      },
    ]),
  ];
}
