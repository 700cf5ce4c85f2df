import { rowsFor, textOfCell } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';

type Add = NonNullable<TableKind['add']>[number];

/** What another table holds of the row that a column names. */
function named(column: string, table: string, fields: Readonly<Record<string, string>>, none: '' | null = ''): Add {
  return async ({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> => {
    const texts = [...new Set(rows.map((row) => textOfCell(row[column])))].filter((text) => /^\w+$/u.test(text));
    const found = await rowsFor(
      sql,
      table,
      'ID',
      texts.map((text) => `'${text}'`),
    );
    const byId = new Map(found.map((row) => [textOfCell(row['ID']), row]));
    return (record, row) => {
      const own = byId.get(textOfCell(row[column]));
      for (const [from, field] of Object.entries(fields)) record[field] = textOfCell(own?.[from]) || none;
    };
  };
}

/** A sum that the methods write with six digits. */
const inMillionths =
  (column: string, field: string): Add =>
  () =>
    Promise.resolve((record, row) => {
      record[field] = Number(textOfCell(row[column])).toFixed(6);
    });

const shared = { spelling: 'camel', numbers: 'number' } as const;
const from1C = 'ID_1C>id1c~ VERSION_1C>version1c~ UPDATED_1C>updated1c';
const ofEntity = { needsColumns: ['ENTITY_TYPE'] } as const;

/** Whose values these are: old versions know those of orders alone. */
const propertyXmlId = (field: string): Add => named('ORDER_PROPS_ID', 'b_sale_order_props', { XML_ID: field }, null);

/** Orders and what hangs on them. Settings of pay systems, deliveries and cash registers hold keys: they are left alone (I11). */
export const saleTables: readonly TableKind[] = [
  {
    ...shared,
    kind: 'order',
    table: 'b_sale_order',
    shows: `ID ACCOUNT_NUMBER ADDITIONAL_INFO~ ${from1C} LOCKED_BY~ ORDER_TOPIC~ REASON_CANCELED~ REASON_MARKED~ RECURRING_ID~
      AFFILIATE_ID COMPANY_ID DATE_CANCELED DATE_LOCK DATE_MARKED EMP_CANCELED_ID EMP_MARKED_ID CANCELED COMMENTS~ CURRENCY
      DATE_INSERT DATE_STATUS DATE_UPDATE DEDUCTED DISCOUNT_VALUE EMP_STATUS_ID EXTERNAL_ORDER LID MARKED PAYED PERSON_TYPE_ID
      PRICE RECOUNT_FLAG RESPONSIBLE_ID STATUS_ID TAX_VALUE USER_DESCRIPTION~ USER_ID VERSION XML_ID`,
    add: [
      named('PERSON_TYPE_ID', 'b_sale_person_type', { XML_ID: 'personTypeXmlId' }),
      named('STATUS_ID', 'b_sale_status', { XML_ID: 'statusXmlId' }),
    ],
  },
  {
    ...shared,
    kind: 'order-link',
    table: 'b_crm_order_entity',
    order: ['ORDER_ID', 'OWNER_TYPE_ID', 'OWNER_ID'],
    shows: 'ORDER_ID OWNER_TYPE_ID OWNER_ID',
  },
  {
    ...shared,
    kind: 'basket-item',
    table: 'b_sale_basket',
    // The rest lie in baskets of visitors who have ordered nothing.
    where: 'ORDER_ID IS NOT NULL AND ORDER_ID > 0',
    shows: `ID ORDER_ID PRODUCT_ID NAME PRICE BASE_PRICE DISCOUNT_PRICE CURRENCY QUANTITY CAN_BUY CATALOG_XML_ID~ CUSTOM_PRICE
      DATE_INSERT DATE_UPDATE DIMENSIONS~ MEASURE_CODE:text MEASURE_NAME PRODUCT_XML_ID~ SORT VAT_INCLUDED VAT_RATE WEIGHT
      XML_ID`,
  },
  {
    ...shared,
    kind: 'basket-property',
    table: 'b_sale_basket_props',
    shows: 'ID BASKET_ID NAME CODE VALUE SORT XML_ID~',
  },
  {
    ...shared,
    kind: 'order-payment',
    table: 'b_sale_order_payment',
    shows: `ID ORDER_ID ACCOUNT_NUMBER COMMENTS~ ${from1C} PAY_RETURN_COMMENT~ PAY_RETURN_NUM~ PAY_VOUCHER_NUM~ PS_CURRENCY~
      PS_STATUS~ PS_STATUS_CODE~ PS_STATUS_DESCRIPTION~ PS_STATUS_MESSAGE~ REASON_MARKED~ COMPANY_ID DATE_MARKED DATE_PAY_BEFORE
      EMP_MARKED_ID EMP_RETURN_ID PAY_RETURN_DATE PAY_VOUCHER_DATE PS_INVOICE_ID PS_RESPONSE_DATE PS_SUM CURRENCY DATE_BILL
      DATE_PAID DATE_RESPONSIBLE_ID EMP_PAID_ID EMP_RESPONSIBLE_ID EXTERNAL_PAYMENT IS_RETURN MARKED PAID PAY_SYSTEM_ID
      PAY_SYSTEM_NAME RESPONSIBLE_ID SUM XML_ID`,
    add: [
      inMillionths('PRICE_COD', 'priceCod'),
      named('PAY_SYSTEM_ID', 'b_sale_pay_system_action', { IS_CASH: 'paySystemIsCash', XML_ID: 'paySystemXmlId' }),
    ],
  },
  {
    ...shared,
    kind: 'payment-item',
    table: 'b_sale_order_payment_item',
    where: `ENTITY_TYPE = 'BASKET_ITEM'`,
    shows: 'ID PAYMENT_ID ENTITY_ID>basketId QUANTITY XML_ID DATE_INSERT',
  },
  {
    ...shared,
    kind: 'shipment',
    table: 'b_sale_order_delivery',
    shows: `ID ORDER_ID ACCOUNT_NUMBER COMMENTS~ DELIVERY_DOC_NUM~ ${from1C} REASON_MARKED~ REASON_UNDO_DEDUCTED~
      TRACKING_DESCRIPTION~ TRACKING_LAST_CHECK~ TRACKING_NUMBER~ TRACKING_STATUS~ DATE_ALLOW_DELIVERY DATE_CANCELED
      DATE_DEDUCTED DATE_MARKED DELIVERY_DOC_DATE DISCOUNT_PRICE EMP_ALLOW_DELIVERY_ID EMP_CANCELED_ID EMP_DEDUCTED_ID
      EMP_MARKED_ID EMP_RESPONSIBLE_ID ALLOW_DELIVERY BASE_PRICE_DELIVERY CANCELED COMPANY_ID~0 CURRENCY CUSTOM_PRICE_DELIVERY
      DATE_INSERT DATE_RESPONSIBLE_ID DEDUCTED DELIVERY_ID DELIVERY_NAME EXTERNAL_DELIVERY MARKED PRICE_DELIVERY
      RESPONSIBLE_ID~0 STATUS_ID SYSTEM XML_ID`,
    add: [
      named('DELIVERY_ID', 'b_sale_delivery_srv', { XML_ID: 'deliveryXmlId' }),
      named('STATUS_ID', 'b_sale_status', { XML_ID: 'statusXmlId' }),
    ],
  },
  {
    ...shared,
    kind: 'shipment-item',
    table: 'b_sale_order_dlv_basket',
    shows: 'ID ORDER_DELIVERY_ID BASKET_ID QUANTITY RESERVED_QUANTITY XML_ID DATE_INSERT',
  },
  {
    ...shared,
    ...ofEntity,
    kind: 'order-property-value',
    table: 'b_sale_order_props_value',
    where: `ENTITY_TYPE = 'ORDER'`,
    shows: 'ID ORDER_ID ORDER_PROPS_ID CODE NAME VALUE',
    add: [propertyXmlId('orderPropsXmlId')],
  },
  {
    ...shared,
    ...ofEntity,
    kind: 'shipment-property-value',
    table: 'b_sale_order_props_value',
    where: `ENTITY_TYPE = 'SHIPMENT'`,
    shows: 'ID ENTITY_ID>shipmentId ORDER_PROPS_ID>shipmentPropsId CODE NAME VALUE',
    add: [propertyXmlId('shipmentPropsXmlId')],
  },
  {
    ...shared,
    ...ofEntity,
    kind: 'order-property',
    table: 'b_sale_order_props',
    where: `ENTITY_TYPE = 'ORDER'`,
    shows: `ID ACTIVE CODE NAME DEFAULT_VALUE~ DESCRIPTION~ XML_ID~ IS_ADDRESS IS_ADDRESS_FROM IS_ADDRESS_TO IS_FILTERED
      IS_LOCATION IS_PAYER IS_PROFILE_NAME IS_ZIP MULTIPLE UTIL INPUT_FIELD_LOCATION:text IS_EMAIL IS_PHONE IS_LOCATION4TAX
      PERSON_TYPE_ID PROPS_GROUP_ID REQUIRED SETTINGS:php SORT TYPE USER_PROPS`,
  },
  { ...shared, kind: 'order-property-group', table: 'b_sale_order_props_group', shows: 'ID NAME PERSON_TYPE_ID SORT' },
  {
    ...shared,
    kind: 'order-property-variant',
    table: 'b_sale_order_props_variant',
    shows: 'ID ORDER_PROPS_ID NAME VALUE SORT DESCRIPTION~ XML_ID~',
  },
  { ...shared, kind: 'person-type', table: 'b_sale_person_type', shows: 'ID NAME CODE ACTIVE SORT:text XML_ID' },
  {
    ...shared,
    kind: 'order-status',
    table: 'b_sale_status',
    order: ['ID'],
    shows: 'ID TYPE NOTIFY COLOR SORT XML_ID',
  },
  {
    ...shared,
    kind: 'pay-system',
    table: 'b_sale_pay_system_action',
    spelling: 'same',
    shows: `ID PERSON_TYPE_ID NAME PSA_NAME SORT DESCRIPTION~ ACTION_FILE RESULT_FILE TARIF>TARIFF PS_MODE ENCODING HAVE_PAYMENT
      HAVE_ACTION HAVE_RESULT HAVE_PREPAY HAVE_PRICE AUTO_CHANGE_1C CAN_PRINT_CHECK NEW_WINDOW HAVE_RESULT_RECEIVE ACTIVE
      ALLOW_EDIT_PAYMENT IS_CASH ENTITY_REGISTRY_TYPE XML_ID`,
  },
  {
    ...shared,
    kind: 'delivery-service',
    table: 'b_sale_delivery_srv',
    spelling: 'same',
    shows: 'ID PARENT_ID~0 NAME ACTIVE DESCRIPTION~ SORT CURRENCY',
  },
  {
    kind: 'cashbox',
    table: 'b_sale_cashbox',
    spelling: 'same',
    numbers: 'text',
    shows: 'ID NAME OFD EMAIL DATE_CREATE DATE_LAST_CHECK NUMBER_KKM~ KKM_ID ACTIVE SORT USE_OFFLINE ENABLED',
  },
  { ...shared, kind: 'trade-platform', table: 'b_sale_tp', shows: 'ID CODE' },
];
