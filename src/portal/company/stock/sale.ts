import { type Json, textOf } from '../../../base/json.ts';
import { firstDealId } from '../crm.ts';
import { moment, past } from '../moments.ts';
import { fullName, personName } from '../names.ts';
import { idAt, type Plan } from '../plan.ts';
import { goods } from '../words.ts';
import { productIdAt } from './catalog.ts';
import { type Making, type Stock, stock } from './stock.ts';

const firstOrder = 9;
const itemsEach = 2;

const orders = (plan: Plan): number => plan.counts.orders;
const orderId = (index: number): number => idAt(index, firstOrder);
const fixed = (rows: number) => (): number => rows;
/** Every fifth order is paid. */
const isPaid = (index: number): boolean => index % 5 === 4;

const blank = (names: string): Record<string, Json> => Object.fromEntries(names.split(' ').map((name) => [name, '']));
const none = (names: string): Record<string, Json> => Object.fromEntries(names.split(' ').map((name) => [name, null]));

function order({ chance, staff, index }: Making): Record<string, Json> {
  const created = moment(past(chance, 600));
  return {
    id: orderId(index),
    accountNumber: String(orderId(index)),
    ...blank(
      'additionalInfo id1c lockedBy orderTopic personTypeXmlId reasonCanceled reasonMarked recurringId statusXmlId version1c',
    ),
    ...none('affiliateId companyId dateCanceled dateLock dateMarked empCanceledId empMarkedId'),
    canceled: 'N',
    comments: index % 6 === 2 ? 'Позвонить перед доставкой' : '',
    currency: 'RUB',
    dateInsert: created,
    dateStatus: created,
    dateUpdate: created,
    deducted: 'N',
    discountValue: 0,
    empStatusId: 1,
    externalOrder: 'N',
    lid: 's1',
    marked: 'N',
    payed: isPaid(index) ? 'Y' : 'N',
    personTypeId: 3,
    price: 1000 + index,
    recountFlag: 'Y',
    responsibleId: chance.pick(staff.userIds),
    statusId: index % 7 === 6 ? 'F' : 'N',
    taxValue: 0,
    updated1c: 'N',
    userDescription: '',
    userId: 2,
    version: 0,
    xmlId: `bx_${chance.hex(13)}`,
  };
}

function payment({ chance, staff, index }: Making): Record<string, Json> {
  const created = moment(past(chance, 500));
  const paid = isPaid(index);
  return {
    id: idAt(index, 6),
    orderId: orderId(index),
    accountNumber: `${orderId(index)}/1`,
    ...blank(
      'comments id1c payReturnComment payReturnNum payVoucherNum psCurrency psStatus psStatusCode psStatusDescription psStatusMessage reasonMarked version1c',
    ),
    ...none(
      'companyId dateMarked datePayBefore empMarkedId empReturnId payReturnDate payVoucherDate psInvoiceId psResponseDate psSum',
    ),
    currency: 'RUB',
    dateBill: created,
    datePaid: paid ? created : null,
    dateResponsibleId: created,
    empPaidId: paid ? 1 : null,
    empResponsibleId: 1,
    externalPayment: 'N',
    isReturn: 'N',
    marked: 'N',
    paid: paid ? 'Y' : 'N',
    paySystemId: 6,
    paySystemIsCash: 'Y',
    paySystemName: 'Наличные',
    paySystemXmlId: 'bx_cash',
    priceCod: '0.000000',
    responsibleId: chance.pick(staff.userIds),
    sum: 1000 + index,
    updated1c: 'N',
    xmlId: `bx_${chance.hex(13)}`,
  };
}

function shipment({ chance, staff, index }: Making): Record<string, Json> {
  const created = moment(past(chance, 500));
  return {
    id: idAt(index, 2400),
    orderId: orderId(index),
    accountNumber: `${orderId(index)}/2`,
    ...blank(
      'comments deliveryDocNum deliveryXmlId id1c reasonMarked reasonUndoDeducted trackingDescription trackingLastCheck trackingNumber trackingStatus version1c',
    ),
    ...none(
      'dateAllowDelivery dateCanceled dateDeducted dateMarked deliveryDocDate discountPrice empAllowDeliveryId empCanceledId empDeductedId empMarkedId empResponsibleId',
    ),
    allowDelivery: 'N',
    basePriceDelivery: 0,
    canceled: 'N',
    companyId: 0,
    currency: 'RUB',
    customPriceDelivery: 'N',
    dateInsert: created,
    dateResponsibleId: created,
    deducted: 'N',
    deliveryId: 1,
    deliveryName: 'Без доставки',
    externalDelivery: 'N',
    marked: 'N',
    priceDelivery: 0,
    responsibleId: chance.pick(staff.userIds),
    statusId: 'DN',
    statusXmlId: 'FFdddd',
    system: 'N',
    updated1c: 'N',
    xmlId: `bx_${chance.hex(13)}`,
  };
}

function basketItem({ plan, chance, index }: Making): Record<string, Json> {
  const created = moment(past(chance, 500));
  return {
    id: idAt(index, 6800),
    orderId: orderId(Math.floor(index / itemsEach)),
    productId: productIdAt(plan, index),
    name: chance.pick(goods),
    price: 900,
    basePrice: 1000,
    discountPrice: 100,
    currency: 'RUB',
    quantity: chance.int(1, 9),
    canBuy: 'Y',
    catalogXmlId: '',
    customPrice: 'N',
    dateInsert: created,
    dateUpdate: created,
    dimensions: '',
    measureCode: '796',
    measureName: 'шт',
    productXmlId: '',
    sort: 100,
    vatIncluded: 'N',
    vatRate: null,
    weight: 0,
    xmlId: `bx_${chance.hex(13)}`,
  };
}

const propertyCodes = ['FIO', 'EMAIL', 'PHONE', 'SIZE'];
const propertyTitles = ['Имя Фамилия', 'E-Mail', 'Телефон', 'Размер'];

function property(index: number): Record<string, Json> {
  const flags = 'isAddress isAddressFrom isAddressTo isFiltered isLocation isPayer isProfileName isZip multiple util';
  return {
    id: 20 + index,
    active: 'Y',
    code: propertyCodes[index] ?? '',
    name: propertyTitles[index] ?? '',
    ...blank('defaultValue description xmlId'),
    ...Object.fromEntries(flags.split(' ').map((name) => [name, 'N'])),
    inputFieldLocation: '0',
    isEmail: index === 1 ? 'Y' : 'N',
    isPhone: index === 2 ? 'Y' : 'N',
    isLocation4tax: 'N',
    personTypeId: 3,
    propsGroupId: 5,
    required: 'Y',
    settings: [],
    sort: 100 * (index + 1),
    type: index === 3 ? 'ENUM' : 'STRING',
    userProps: 'Y',
  };
}

function propertyValue({ chance, index }: Making): Record<string, Json> {
  const at = index % 2;
  const name = personName(chance);
  return {
    id: idAt(index, 10_700),
    orderId: orderId(Math.floor(index / 2)),
    orderPropsId: 20 + at,
    orderPropsXmlId: null,
    code: propertyCodes[at] ?? '',
    name: propertyTitles[at] ?? '',
    value: at === 0 ? fullName(name) : `zakaz${index}@example.com`,
  };
}

const named = (index: number, names: readonly string[]): string => names[index] ?? '';

const settings: readonly Stock[] = [
  stock('personType', fixed(2), ({ index }) => ({
    id: 3 + index,
    name: named(index, ['Физическое лицо', 'Юридическое лицо']),
    code: named(index, ['CRM_CONTACT', 'CRM_COMPANY']),
    active: 'Y',
    sort: String(100 * (index + 1)),
    xmlId: null,
  })),
  stock('orderStatus', fixed(5), ({ index }) => ({
    id: named(index, ['N', 'F', 'DN', 'DF', 'MS']),
    type: index === 2 || index === 3 ? 'D' : 'O',
    notify: 'Y',
    color: '#BEEDF1',
    sort: 10 * (index + 1),
    xmlId: null,
  })),
  stock('orderProperty', fixed(propertyCodes.length), ({ index }) => property(index)),
  stock('orderPropertyGroup', fixed(2), ({ index }) => ({
    id: 5 + index,
    name: named(index, ['Личные данные', 'Доставка']),
    personTypeId: 3,
    sort: 100,
  })),
  stock('orderPropertyVariant', fixed(2), ({ index }) => ({
    id: 8 + index,
    orderPropsId: 23,
    name: named(index, ['M', 'L']),
    value: named(index, ['m', 'l']),
    sort: 100 * (index + 1),
    description: '',
    xmlId: '',
  })),
  stock('paySystem', fixed(2), ({ index }) => paySystem(index), 'ID'),
  stock(
    'deliveryService',
    fixed(3),
    ({ index }) => ({
      ID: index + 1,
      PARENT_ID: index === 2 ? 2 : 0,
      NAME: named(index, ['Без доставки', 'Курьеры', 'Курьер днём']),
      ACTIVE: 'Y',
      DESCRIPTION: '',
      SORT: 100 * (index + 1),
      CURRENCY: 'RUB',
    }),
    'ID',
  ),
  stock(
    'cashbox',
    fixed(1),
    () => ({
      ID: '1',
      NAME: 'Касса в магазине',
      OFD: 'bx_firstofd',
      EMAIL: 'kassa@example.com',
      DATE_CREATE: {},
      DATE_LAST_CHECK: null,
      NUMBER_KKM: '',
      KKM_ID: null,
      ACTIVE: 'Y',
      SORT: '100',
      USE_OFFLINE: 'N',
      ENABLED: 'Y',
    }),
    'ID',
  ),
  {
    family: 'orderStatusName',
    count: fixed(5),
    make: ({ index }) => {
      const statusId = named(index, ['N', 'F', 'DN', 'DF', 'MS']);
      const name = named(index, ['Принят', 'Выполнен', 'Ожидает', 'Отгружен', 'На складе']);
      return { key: `${statusId}:ru`, row: { statusId, lid: 'ru', name, description: '' } };
    },
  },
  {
    family: 'orderPropertyRelation',
    count: fixed(3),
    make: ({ index }) => {
      const [propertyId, entityType] = [20 + index, index === 1 ? 'D' : 'L'];
      return { key: `${propertyId}:${entityType}:6`, row: { propertyId, entityType, entityId: 6 } };
    },
  },
  stock('shipmentProperty', fixed(2), ({ index }) => ({
    ...property(index),
    id: 105 + index,
    name: named(index, ['Комментарий', 'Подъезд']),
    code: named(index, ['COMMENT', 'ENTRANCE']),
  })),
  stock('tradePlatform', fixed(2), ({ index }) => ({ id: index + 1, code: named(index, ['crm', 'smart_invoice']) })),
];

function paySystem(index: number): Record<string, Json> {
  const flags = 'HAVE_PAYMENT HAVE_ACTION HAVE_RESULT HAVE_PREPAY HAVE_PRICE AUTO_CHANGE_1C CAN_PRINT_CHECK NEW_WINDOW';
  return {
    ID: 6 + index,
    PERSON_TYPE_ID: 3,
    NAME: named(index, ['Наличные', 'Банковский перевод']),
    PSA_NAME: named(index, ['Наличные', 'Банковский перевод']),
    SORT: 100,
    DESCRIPTION: '',
    ACTION_FILE: named(index, ['cash', 'billruss']),
    ...none('RESULT_FILE TARIFF PS_MODE ENCODING'),
    ...Object.fromEntries(flags.split(' ').map((name) => [name, 'N'])),
    HAVE_RESULT_RECEIVE: 'N',
    ACTIVE: 'Y',
    ALLOW_EDIT_PAYMENT: 'Y',
    IS_CASH: index === 0 ? 'Y' : 'N',
    ENTITY_REGISTRY_TYPE: 'ORDER',
    XML_ID: named(index, ['bx_cash', 'bx_bank']),
  };
}

/** Orders of deals, one a deal, with what hangs on them. */
export const saleStock: readonly Stock[] = [
  ...settings,
  stock('order', orders, order),
  {
    family: 'orderLink',
    count: orders,
    make: ({ plan, index }) => ({
      key: index + 1,
      row: {
        orderId: orderId(index),
        ownerTypeId: 2,
        ownerId: idAt(index % plan.counts.deals, firstDealId),
      },
    }),
  },
  stock('basketItem', (plan) => orders(plan) * itemsEach, basketItem),
  stock('basketProperty', orders, ({ chance, index }) => ({
    id: idAt(index, 17),
    basketId: idAt(index * itemsEach, 6800),
    name: 'Артикул',
    code: 'ARTICUL',
    value: chance.digits(6),
    sort: 100,
    xmlId: '',
  })),
  stock('orderPayment', orders, payment),
  stock('paymentItem', orders, ({ index, chance }) => ({
    id: idAt(index, 1180),
    paymentId: idAt(index, 6),
    basketId: idAt(index * itemsEach, 6800),
    quantity: 1,
    xmlId: `bx_${chance.hex(13)}`,
    dateInsert: moment(past(chance, 300)),
  })),
  {
    family: 'orderSource',
    count: (plan) => Math.ceil(orders(plan) / 2),
    make: ({ index }) => {
      const platform = (index % 2) + 1;
      const row = { orderId: orderId(index), tradingPlatformId: String(platform) };
      return { key: `${row.orderId}:${platform}`, row };
    },
  },
  stock(
    'paymentShipment',
    (plan) => Math.ceil(orders(plan) / 2),
    ({ index, chance }) => ({
      id: idAt(index, 1180),
      paymentId: idAt(index, 6),
      shipmentId: idAt(index, 2400),
      xmlId: `bx_${chance.hex(13)}`,
      dateInsert: moment(past(chance, 300)),
    }),
  ),
  stock('shipment', orders, shipment),
  stock('shipmentItem', orders, ({ index, chance }) => ({
    id: idAt(index),
    orderDeliveryId: idAt(index, 2400),
    basketId: idAt(index * itemsEach, 6800),
    quantity: 1,
    reservedQuantity: 0,
    xmlId: `bx_${chance.hex(13)}`,
    dateInsert: moment(past(chance, 300)),
  })),
  stock('shipmentPropertyValue', orders, ({ index, chance }) => ({
    id: idAt(index, 38_000),
    shipmentId: idAt(index, 2400),
    shipmentPropsId: 105,
    shipmentPropsXmlId: 'bx_comment',
    code: null,
    name: 'Комментарий',
    value: textOf(chance.pick(['Домофон не работает', 'Звонить за час'])),
  })),
  stock('orderPropertyValue', (plan) => orders(plan) * 2, propertyValue),
];
