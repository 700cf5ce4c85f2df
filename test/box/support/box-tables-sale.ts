import { textOf } from '../../../src/base/json.ts';
import { camel } from '../../../src/box/export/crm-kinds.ts';
import type { SchemaTable } from './box-schema.ts';

/** Columns whose name REST writes in camel case; the others are spelled out as `COLUMN type field`. */
function columns(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [type = '', ...names] = line.trim().split(/\s+/u);
      return names
        .map((name) => {
          const [column = '', field = camel(column)] = name.split('>');
          return `${column} ${type.replaceAll('_', ',')} ${field}`;
        })
        .join('\n');
    })
    .join('\n');
}

const from1C = 'ID_1C>id1c VERSION_1C>version1c UPDATED_1C>updated1c';

export const saleTables: readonly SchemaTable[] = [
  {
    kind: 'order',
    table: 'b_sale_order',
    columns: columns(`
      int ID PERSON_TYPE_ID EMP_CANCELED_ID EMP_STATUS_ID EMP_MARKED_ID USER_ID LOCKED_BY AFFILIATE_ID RESPONSIBLE_ID COMPANY_ID VERSION RECURRING_ID
      moment DATE_INSERT DATE_UPDATE DATE_STATUS DATE_CANCELED DATE_LOCK DATE_MARKED
      decimal(18_4) PRICE DISCOUNT_VALUE TAX_VALUE
      text LID PAYED CANCELED REASON_CANCELED STATUS_ID DEDUCTED MARKED REASON_MARKED CURRENCY USER_DESCRIPTION ADDITIONAL_INFO COMMENTS RECOUNT_FLAG ORDER_TOPIC ACCOUNT_NUMBER XML_ID EXTERNAL_ORDER ${from1C}`),
  },
  {
    kind: 'order-link',
    table: 'b_crm_order_entity',
    columns: columns('int ORDER_ID OWNER_ID OWNER_TYPE_ID'),
  },
  {
    kind: 'basket-item',
    table: 'b_sale_basket',
    columns: columns(`
      int ID ORDER_ID PRODUCT_ID SORT MEASURE_CODE
      decimal(18_4) PRICE BASE_PRICE DISCOUNT_PRICE VAT_RATE
      real WEIGHT QUANTITY
      moment DATE_INSERT DATE_UPDATE
      text CURRENCY VAT_INCLUDED NAME CAN_BUY CATALOG_XML_ID PRODUCT_XML_ID CUSTOM_PRICE DIMENSIONS MEASURE_NAME XML_ID`),
  },
  {
    kind: 'basket-property',
    table: 'b_sale_basket_props',
    columns: columns('int ID BASKET_ID SORT\ntext NAME VALUE CODE XML_ID'),
  },
  {
    kind: 'order-payment',
    table: 'b_sale_order_payment',
    columns: columns(`
      int ID ORDER_ID EMP_PAID_ID PAY_SYSTEM_ID RESPONSIBLE_ID EMP_RESPONSIBLE_ID COMPANY_ID EMP_RETURN_ID EMP_MARKED_ID
      decimal(18_4) SUM PRICE_COD PS_SUM
      moment DATE_PAID PS_RESPONSE_DATE DATE_PAY_BEFORE DATE_BILL DATE_RESPONSIBLE_ID DATE_MARKED
      day PAY_VOUCHER_DATE PAY_RETURN_DATE
      text ACCOUNT_NUMBER PAID PS_STATUS PS_INVOICE_ID PS_STATUS_CODE PS_STATUS_DESCRIPTION PS_STATUS_MESSAGE PS_CURRENCY PAY_VOUCHER_NUM XML_ID CURRENCY PAY_SYSTEM_NAME COMMENTS PAY_RETURN_NUM PAY_RETURN_COMMENT IS_RETURN MARKED REASON_MARKED EXTERNAL_PAYMENT ${from1C}`),
  },
  {
    kind: 'payment-item',
    table: 'b_sale_order_payment_item',
    columns: `${columns('int ID PAYMENT_ID ENTITY_ID>basketId\ndecimal(18_4) QUANTITY\nmoment DATE_INSERT\ntext XML_ID')}
      ENTITY_TYPE varchar(15) =BASKET_ITEM`,
  },
  {
    kind: 'shipment',
    table: 'b_sale_order_delivery',
    columns: columns(`
      int ID ORDER_ID DELIVERY_ID RESPONSIBLE_ID COMPANY_ID EMP_ALLOW_DELIVERY_ID EMP_CANCELED_ID EMP_DEDUCTED_ID EMP_MARKED_ID EMP_RESPONSIBLE_ID TRACKING_STATUS
      decimal(18_4) PRICE_DELIVERY BASE_PRICE_DELIVERY DISCOUNT_PRICE
      moment DATE_INSERT DATE_ALLOW_DELIVERY DATE_CANCELED DATE_DEDUCTED DATE_MARKED DELIVERY_DOC_DATE DATE_RESPONSIBLE_ID TRACKING_LAST_CHECK
      text ACCOUNT_NUMBER COMMENTS DELIVERY_DOC_NUM REASON_MARKED REASON_UNDO_DEDUCTED TRACKING_DESCRIPTION TRACKING_NUMBER ALLOW_DELIVERY CANCELED CURRENCY CUSTOM_PRICE_DELIVERY DEDUCTED DELIVERY_NAME EXTERNAL_DELIVERY MARKED STATUS_ID SYSTEM XML_ID ${from1C}`),
  },
  {
    kind: 'shipment-item',
    table: 'b_sale_order_dlv_basket',
    columns: columns(
      'int ID ORDER_DELIVERY_ID BASKET_ID\ndecimal(18_4) QUANTITY RESERVED_QUANTITY\nmoment DATE_INSERT\ntext XML_ID',
    ),
  },
  {
    kind: 'order-property-value',
    table: 'b_sale_order_props_value',
    columns: `${columns('int ID ORDER_ID ORDER_PROPS_ID\ntext NAME VALUE CODE')}
      ENTITY_ID int orderId
      ENTITY_TYPE varchar(255) =ORDER`,
  },
  {
    kind: 'shipment-property-value',
    table: 'b_sale_order_props_value',
    columns: `${columns('int ID ORDER_PROPS_ID>shipmentPropsId ENTITY_ID>shipmentId\ntext NAME VALUE CODE')}
      ENTITY_TYPE varchar(255) =SHIPMENT`,
    more: ({ row }, index) =>
      index > 0
        ? []
        : [
            [
              'b_sale_order_props',
              { ID: row['shipmentPropsId'] ?? 0, XML_ID: textOf(row['shipmentPropsXmlId']), ENTITY_TYPE: 'SHIPMENT' },
            ],
          ],
  },
  {
    kind: 'order-property-group',
    table: 'b_sale_order_props_group',
    columns: columns('int ID PERSON_TYPE_ID SORT\ntext NAME'),
  },
  {
    kind: 'order-property-variant',
    table: 'b_sale_order_props_variant',
    columns: columns('int ID ORDER_PROPS_ID SORT\ntext NAME VALUE DESCRIPTION XML_ID'),
  },
  {
    kind: 'person-type',
    table: 'b_sale_person_type',
    columns: columns('int ID SORT\ntext NAME CODE ACTIVE XML_ID'),
  },
  {
    kind: 'order-status',
    table: 'b_sale_status',
    columns: columns('varchar(2) ID\nint SORT\ntext TYPE NOTIFY COLOR XML_ID'),
  },
  {
    kind: 'pay-system',
    table: 'b_sale_pay_system_action',
    columns: `ID int
      PERSON_TYPE_ID int
      SORT int
      TARIF text TARIFF
      PARAMS text =secret-key
      ${'NAME PSA_NAME DESCRIPTION ACTION_FILE RESULT_FILE PS_MODE ENCODING HAVE_PAYMENT HAVE_ACTION HAVE_RESULT HAVE_PREPAY HAVE_PRICE AUTO_CHANGE_1C CAN_PRINT_CHECK NEW_WINDOW HAVE_RESULT_RECEIVE ACTIVE ALLOW_EDIT_PAYMENT IS_CASH ENTITY_REGISTRY_TYPE XML_ID'
        .split(' ')
        .map((name) => `${name} text`)
        .join('\n')}`,
  },
  {
    kind: 'delivery-service',
    table: 'b_sale_delivery_srv',
    columns: `ID int
      PARENT_ID int
      NAME varchar(255)
      ACTIVE char(1)
      DESCRIPTION text
      SORT int
      CURRENCY char(3)
      CONFIG text =secret-key
      XML_ID varchar(255) -`,
  },
  {
    kind: 'cashbox',
    table: 'b_sale_cashbox',
    columns: `ID int
      NAME varchar(255)
      OFD varchar(255)
      EMAIL varchar(255)
      DATE_CREATE moment -
      DATE_LAST_CHECK moment -
      NUMBER_KKM varchar(64)
      KKM_ID varchar(20)
      ACTIVE char(1)
      SORT int
      USE_OFFLINE char(1)
      ENABLED char(1)
      SETTINGS text =secret-key`,
  },
  { kind: 'trade-platform', table: 'b_sale_tp', columns: columns('int ID\ntext CODE') },
];

/** Made before those that lean on it. */
export const orderPropertyTable: SchemaTable = {
  kind: 'order-property',
  table: 'b_sale_order_props',
  columns: `${columns(`
    int ID PERSON_TYPE_ID SORT PROPS_GROUP_ID INPUT_FIELD_LOCATION
    text NAME TYPE REQUIRED DEFAULT_VALUE USER_PROPS IS_LOCATION DESCRIPTION IS_EMAIL IS_PROFILE_NAME IS_PAYER IS_LOCATION4TAX IS_FILTERED CODE IS_ZIP IS_PHONE ACTIVE UTIL MULTIPLE IS_ADDRESS IS_ADDRESS_FROM IS_ADDRESS_TO XML_ID
    php SETTINGS`)}
    ENTITY_TYPE varchar(255) =ORDER`,
};

export const siteTables: readonly SchemaTable[] = [
  {
    kind: 'site',
    table: 'b_landing_site',
    columns: `ID int
      TITLE varchar(255)
      CODE varchar(255)
      TYPE varchar(50)
      ACTIVE char(1)
      DELETED char(1)
      DESCRIPTION varchar(255)
      DOMAIN_ID int
      DATE_CREATE moment
      DATE_MODIFY moment
      CREATED_BY_ID int
      MODIFIED_BY_ID int`,
  },
  {
    kind: 'page',
    table: 'b_landing',
    columns: `ID int
      TITLE varchar(255)
      CODE varchar(255)
      SITE_ID int
      ACTIVE char(1)
      DELETED char(1)
      DATE_CREATE moment
      DATE_MODIFY moment
      CREATED_BY_ID int
      MODIFIED_BY_ID int`,
  },
];
