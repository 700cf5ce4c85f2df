import { shelf } from '../shelf.ts';

const goods = {
  id: 'id',
  integer: 'iblockId iblockSectionId createdBy modifiedBy measure vatId type sort',
  text: 'name code xmlId purchasingCurrency detailTextType previewTextType',
  number: 'purchasingPrice quantity quantityReserved weight width height length',
  flag: 'active available bundle canBuyZero quantityTrace subscribe vatIncluded barcodeMulti withoutOrder',
  datetime: 'dateCreate timestampX dateActiveFrom dateActiveTo',
} as const;

/** Tables of the catalog, by family (https://apidocs.bitrix24.ru/api-reference/catalog/). */
export const catalogShelves = {
  catalog: shelf('catalogs', 'catalog', {
    id: 'id',
    integer: 'iblockId iblockTypeId productIblockId skuPropertyId vatId',
    text: 'lid name',
    flag: 'subscription',
  }),
  catalogSection: shelf('catalog_sections', 'catalog', {
    id: 'id',
    integer: 'iblockId iblockSectionId sort',
    text: 'name code xmlId description descriptionType',
    flag: 'active',
  }),
  product: shelf('catalog_products', 'catalog', goods),
  productSku: shelf('catalog_skus', 'catalog', goods),
  productOffer: shelf('catalog_offers', 'catalog', { ...goods, integer: `${goods.integer} _parent` }),
  productService: shelf('catalog_services', 'catalog', goods),
  productImage: shelf('catalog_images', 'catalog', { id: 'id', integer: 'productId _blob', text: 'name type' }),
  price: shelf('catalog_prices', 'catalog', {
    id: 'id',
    integer: 'productId catalogGroupId extraId quantityFrom quantityTo',
    number: 'price',
    text: 'currency',
    datetime: 'timestampX',
  }),
  priceType: shelf('catalog_price_types', 'catalog', {
    id: 'id',
    integer: 'sort createdBy modifiedBy',
    text: 'name xmlId',
    flag: 'base',
    datetime: 'dateCreate timestampX',
  }),
  priceTypeName: shelf(
    'catalog_price_type_names',
    'catalog',
    { integer: 'catalogGroupId', text: 'lang name' },
    { id: 'text' },
  ),
  propertyDisplay: shelf('catalog_property_displays', 'catalog', {
    integer: 'propertyId',
    text: 'displayType filterHint',
    flag: 'smartFilter displayExpanded',
  }),
  stockContractor: shelf('catalog_document_contractors', 'catalog', { id: 'id', integer: 'documentId' }),
  priceMarkup: shelf('catalog_extras', 'catalog', { id: 'id', number: 'percentage', text: 'name' }),
  priceTypeGroup: shelf('catalog_price_type_groups', 'catalog', {
    id: 'id',
    integer: 'catalogGroupId groupId',
    flag: 'access',
  }),
  productPropertyFeature: shelf('catalog_property_features', 'catalog', {
    id: 'id',
    integer: 'propertyId',
    text: 'moduleId featureId',
    flag: 'isEnabled',
  }),
  vat: shelf('catalog_vats', 'catalog', {
    id: 'id',
    integer: 'sort',
    number: 'rate',
    text: 'name',
    flag: 'active',
    datetime: 'timestampX',
  }),
  measure: shelf('catalog_measures', 'catalog', {
    id: 'id',
    integer: 'code',
    text: 'measureTitle symbol symbolIntl symbolLetterIntl',
    flag: 'isDefault',
  }),
  ratio: shelf('catalog_ratios', 'catalog', { id: 'id', integer: 'productId', number: 'ratio', flag: 'isDefault' }),
  roundingRule: shelf('catalog_rounding_rules', 'catalog', {
    id: 'id',
    integer: 'catalogGroupId createdBy modifiedBy roundType',
    number: 'price roundPrecision',
    datetime: 'dateCreate dateModify',
  }),
  productProperty: shelf('catalog_properties', 'catalog', {
    id: 'id',
    integer: 'iblockId sort linkIblockId rowCount colCount',
    text: 'name code propertyType listType userType xmlId',
    flag: 'active isRequired multiple searchable filtrable',
    datetime: 'timestampX',
  }),
  productPropertyEnum: shelf('catalog_property_values', 'catalog', {
    id: 'id',
    integer: 'propertyId sort',
    text: 'value xmlId',
    flag: 'def',
  }),
  store: shelf('catalog_stores', 'catalog', {
    id: 'id',
    integer: 'userId modifiedBy sort',
    number: 'gpsN gpsS',
    text: 'title address description phone schedule xmlId email code',
    flag: 'active issuingCenter',
    datetime: 'dateModify dateCreate',
  }),
  storeProduct: shelf('catalog_store_products', 'catalog', {
    id: 'id',
    integer: 'productId storeId',
    number: 'amount quantityReserved',
  }),
  stockDocument: shelf('catalog_documents', 'catalog', {
    id: 'id',
    integer: 'responsibleId createdBy modifiedBy statusBy contractorId',
    number: 'total',
    text: 'docType docNumber title currency commentary siteId',
    flag: 'status',
    datetime: 'dateCreate dateModify dateDocument dateStatus',
  }),
  stockDocumentItem: shelf('catalog_document_elements', 'catalog', {
    id: 'id',
    integer: 'docId elementId storeFrom storeTo',
    number: 'amount purchasingPrice',
  }),
} as const;
