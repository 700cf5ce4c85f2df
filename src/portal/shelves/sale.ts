import { shelf } from '../shelf.ts';

/** Tables of the shop: orders and what hangs on them (https://apidocs.bitrix24.ru/api-reference/sale/). */
export const saleShelves = {
  order: shelf(
    'sale_orders',
    'sale',
    {
      id: 'id',
      integer: 'personTypeId companyId responsibleId userId empStatusId empCanceledId empMarkedId affiliateId version',
      number: 'price discountValue taxValue',
      text: 'accountNumber lid statusId currency xmlId comments userDescription orderTopic',
      flag: 'marked payed canceled deducted externalOrder recountFlag',
      datetime: 'dateInsert dateUpdate dateStatus dateCanceled',
    },
    { indexes: ['dateUpdate'] },
  ),
  /** The deal that an order belongs to. */
  orderLink: shelf('sale_order_links', 'crm', { integer: 'orderId ownerTypeId ownerId' }, { indexes: ['ownerId'] }),
  basketItem: shelf(
    'sale_basket',
    'sale',
    { id: 'id', integer: 'orderId productId sort', number: 'price quantity', text: 'name currency xmlId' },
    { indexes: ['orderId'] },
  ),
  basketProperty: shelf('sale_basket_properties', 'sale', {
    id: 'id',
    integer: 'basketId sort',
    text: 'name code value',
  }),
  orderPayment: shelf(
    'sale_payments',
    'sale',
    {
      id: 'id',
      integer:
        'orderId paySystemId responsibleId companyId empPaidId empResponsibleId empReturnId empMarkedId psInvoiceId',
      number: 'sum psSum',
      text: 'accountNumber currency xmlId',
      flag: 'paid isReturn marked',
      datetime: 'dateBill datePaid',
    },
    { indexes: ['orderId'] },
  ),
  paymentItem: shelf('sale_payment_items', 'sale', {
    id: 'id',
    integer: 'paymentId basketId',
    number: 'quantity',
    text: 'xmlId',
    datetime: 'dateInsert',
  }),
  shipment: shelf(
    'sale_shipments',
    'sale',
    {
      id: 'id',
      integer: 'orderId deliveryId responsibleId companyId',
      number: 'priceDelivery basePriceDelivery',
      text: 'accountNumber currency statusId xmlId',
      flag: 'system deducted allowDelivery canceled marked',
      datetime: 'dateInsert',
    },
    { indexes: ['orderId'] },
  ),
  shipmentItem: shelf('sale_shipment_items', 'sale', {
    id: 'id',
    integer: 'orderDeliveryId basketId',
    number: 'quantity reservedQuantity',
    text: 'xmlId',
    datetime: 'dateInsert',
  }),
  shipmentPropertyValue: shelf('sale_shipment_values', 'sale', {
    id: 'id',
    integer: 'shipmentId shipmentPropsId',
    text: 'code name value',
  }),
  orderPropertyValue: shelf(
    'sale_property_values',
    'sale',
    { id: 'id', integer: 'orderId orderPropsId', text: 'code name value orderPropsXmlId' },
    { indexes: ['orderId'] },
  ),
  orderProperty: shelf('sale_properties', 'sale', {
    id: 'id',
    integer: 'personTypeId propsGroupId sort',
    text: 'name code type xmlId',
    flag: 'active required multiple isPhone isEmail util',
  }),
  orderPropertyGroup: shelf('sale_property_groups', 'sale', { id: 'id', integer: 'personTypeId sort', text: 'name' }),
  orderPropertyVariant: shelf('sale_property_variants', 'sale', {
    id: 'id',
    integer: 'orderPropsId sort',
    text: 'name value',
  }),
  personType: shelf('sale_person_types', 'sale', { id: 'id', digits: 'sort', text: 'name code xmlId', flag: 'active' }),
  orderStatus: shelf(
    'sale_statuses',
    'sale',
    { integer: 'sort', text: 'id type color xmlId', flag: 'notify' },
    { id: 'text' },
  ),
  paySystem: shelf('sale_pay_systems', 'pay_system', {
    id: 'ID',
    integer: 'PERSON_TYPE_ID SORT',
    text: 'NAME PSA_NAME ACTION_FILE XML_ID ENTITY_REGISTRY_TYPE',
    flag: 'ACTIVE IS_CASH',
  }),
  deliveryService: shelf('sale_deliveries', 'delivery', {
    id: 'ID',
    integer: 'PARENT_ID SORT',
    text: 'NAME CURRENCY',
    flag: 'ACTIVE',
  }),
  cashbox: shelf('sale_cashboxes', 'cashbox', { id: 'ID', digits: 'SORT', text: 'NAME OFD EMAIL', flag: 'ACTIVE' }),
  orderSource: shelf('sale_order_sources', 'sale', { integer: 'orderId', digits: 'tradingPlatformId' }, { id: 'text' }),
  orderStatusName: shelf('sale_status_names', 'sale', { text: 'statusId lid name description' }, { id: 'text' }),
  orderPropertyRelation: shelf(
    'sale_property_relations',
    'sale',
    { integer: 'propertyId entityId', text: 'entityType' },
    { id: 'text' },
  ),
  paymentShipment: shelf('sale_payment_shipments', 'sale', {
    id: 'id',
    integer: 'paymentId shipmentId',
    text: 'xmlId',
    datetime: 'dateInsert',
  }),
  shipmentProperty: shelf('sale_shipment_properties', 'sale', {
    id: 'id',
    integer: 'personTypeId propsGroupId sort',
    text: 'name code type xmlId',
    flag: 'active required multiple isPhone isEmail util',
  }),
  tradePlatform: shelf('sale_trade_platforms', 'sale', { id: 'id', text: 'code' }),
} as const;
