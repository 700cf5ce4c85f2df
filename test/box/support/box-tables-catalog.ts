import type { SchemaTable } from './box-schema.ts';

export const catalogTables: readonly SchemaTable[] = [
  {
    kind: 'catalog',
    table: 'b_catalog_iblock',
    columns: `
      IBLOCK_ID int iblockId
      SUBSCRIPTION char(1) subscription
      VAT_ID int vatId
      PRODUCT_IBLOCK_ID int productIblockId
      SKU_PROPERTY_ID int skuPropertyId`,
    more: ({ row }) => {
      const own = { ID: row['iblockId'] ?? 0, NAME: row['name'] ?? '', LID: row['lid'] ?? '' };
      return [['b_iblock', { ...own, IBLOCK_TYPE_ID: 'CRM_PRODUCT_CATALOG', VERSION: 1 }]];
    },
  },
  {
    kind: 'catalog-section',
    table: 'b_iblock_section',
    columns: `
      ID int id
      IBLOCK_ID int iblockId
      IBLOCK_SECTION_ID int iblockSectionId
      NAME varchar(255) name
      CODE varchar(255) code
      ACTIVE char(1) active
      SORT int sort
      XML_ID varchar(255) xmlId
      DESCRIPTION text description
      DESCRIPTION_TYPE char(4) descriptionType`,
  },
  {
    kind: 'price-type',
    table: 'b_catalog_group',
    columns: `
      ID int id
      NAME varchar(100) name
      BASE char(1) base
      SORT int sort
      XML_ID varchar(255) xmlId
      TIMESTAMP_X moment timestampX
      MODIFIED_BY int modifiedBy
      DATE_CREATE moment dateCreate
      CREATED_BY int createdBy`,
  },
  {
    kind: 'vat',
    table: 'b_catalog_vat',
    columns: `
      ID int id
      TIMESTAMP_X moment timestampX
      ACTIVE char(1) active
      C_SORT int sort
      NAME varchar(50) name
      RATE decimal(18,2) rate`,
  },
  {
    kind: 'extra',
    table: 'b_catalog_extra',
    columns: 'ID int id\nNAME varchar(50) name\nPERCENTAGE decimal(18,2) percentage',
  },
  {
    kind: 'measure',
    table: 'b_catalog_measure',
    columns: `
      ID int id
      CODE int code
      MEASURE_TITLE varchar(500) measureTitle
      SYMBOL_RUS varchar(20) symbol
      SYMBOL_INTL varchar(20) symbolIntl
      SYMBOL_LETTER_INTL varchar(20) symbolLetterIntl
      IS_DEFAULT char(1) isDefault`,
  },
  {
    kind: 'rounding-rule',
    table: 'b_catalog_rounding',
    columns: `
      ID int id
      CATALOG_GROUP_ID int catalogGroupId
      PRICE decimal(18,4) price
      ROUND_TYPE int roundType
      ROUND_PRECISION decimal(18,4) roundPrecision
      CREATED_BY int createdBy
      DATE_CREATE moment dateCreate
      MODIFIED_BY int modifiedBy
      DATE_MODIFY moment dateModify`,
  },
  {
    kind: 'store',
    table: 'b_catalog_store',
    columns: `
      ID int id
      TITLE varchar(75) title
      ACTIVE char(1) active
      ADDRESS varchar(245) address
      DESCRIPTION text description
      GPS_N varchar(15) gpsN
      GPS_S varchar(15) gpsS
      IMAGE_ID varchar(45) imageId
      DATE_MODIFY moment dateModify
      DATE_CREATE moment dateCreate
      USER_ID int userId
      MODIFIED_BY int modifiedBy
      PHONE varchar(45) phone
      SCHEDULE varchar(255) schedule
      XML_ID varchar(255) xmlId
      SORT int sort
      EMAIL varchar(255) email
      ISSUING_CENTER char(1) issuingCenter
      CODE varchar(255) code`,
  },
  {
    kind: 'store-product',
    table: 'b_catalog_store_product',
    columns: `
      ID int id
      PRODUCT_ID int productId
      AMOUNT real amount
      STORE_ID int storeId
      QUANTITY_RESERVED real quantityReserved`,
  },
  {
    kind: 'stock-document',
    table: 'b_catalog_store_docs',
    columns: `
      ID int id
      DOC_TYPE char(1) docType
      SITE_ID char(2) siteId
      CONTRACTOR_ID int contractorId
      DATE_MODIFY moment dateModify
      DATE_CREATE moment dateCreate
      CREATED_BY int createdBy
      MODIFIED_BY int modifiedBy
      CURRENCY char(3) currency
      STATUS char(1) status
      DATE_STATUS moment dateStatus
      DATE_DOCUMENT moment dateDocument
      STATUS_BY int statusBy
      TOTAL real total
      COMMENTARY varchar(1000) commentary
      TITLE varchar(255) title
      RESPONSIBLE_ID int responsibleId
      DOC_NUMBER varchar(64) docNumber`,
  },
  {
    kind: 'stock-document-item',
    table: 'b_catalog_docs_element',
    columns: `
      ID int id
      DOC_ID int docId
      STORE_FROM int storeFrom
      STORE_TO int storeTo
      ELEMENT_ID int elementId
      AMOUNT real amount
      PURCHASING_PRICE real purchasingPrice`,
  },
];
