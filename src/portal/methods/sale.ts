import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { type Context, type Method, read, type Reply } from '../method.ts';
import { integerOf } from '../params.ts';
import { Refusal } from '../refusal.ts';
import {
  type DeleteFacts,
  idsWith,
  type ListFacts,
  removeChildren,
  type Shelf,
  shelfDelete,
  shelfList,
  type Takes,
} from '../shelf.ts';
import { saleShelves as sale } from '../shelves/sale.ts';
import { toldOf } from '../told.ts';
import { saleUpdates } from './sale-updates.ts';

/** Only an administrator sees orders over REST. */
function adminOnly({ caller }: Context): void {
  if (!caller.isAdmin) throw new Refusal('200040300010', 'Access Denied');
}

/** The older methods of the same module have their own word for it. */
function adminOnlyOld({ caller }: Context): void {
  if (!caller.isAdmin) throw new Refusal('ACCESS_DENIED', 'Access denied!', { status: 403 });
}

const list = (from: Shelf, name: string, rows: string, facts: ListFacts = {}): Method =>
  shelfList(from, name, { path: [rows], may: adminOnly, ...facts });

const oldList = (from: Shelf, name: string): Method => shelfList(from, name, { may: adminOnlyOld, paged: false });

type Missing = readonly [code: string, text: string];

const remove = (from: Shelf, name: string, missing: Missing, facts: Partial<DeleteFacts> = {}): Method =>
  shelfDelete(from, name, { missing: () => new Refusal(...missing), may: adminOnly, ...facts });

const oldRemove = (from: Shelf, name: string, missing: Missing): Method =>
  remove(from, name, missing, { param: 'ID', may: adminOnlyOld });

const ofPayment: Takes = [
  [sale.paymentItem, 'paymentId'],
  [sale.paymentShipment, 'paymentId'],
];

function removeBasket(record: JsonObject, { core }: Context): void {
  removeChildren(core, Number(textOf(record['id'])), [
    [sale.basketProperty, 'basketId'],
    [sale.paymentItem, 'basketId'],
    [sale.shipmentItem, 'basketId'],
  ]);
}

/** An order that was paid stays until its payments are gone; then it takes everything else along. */
function removeOrder({ id }: JsonObject, context: Context): void {
  const { core } = context;
  const order = Number(textOf(id));
  const payments = idsWith(core, sale.orderPayment, 'orderId', order);
  if (payments.some((each) => core.store.table(sale.orderPayment.table).get(each)?.['paid'] === 'Y')) {
    throw new Refusal('SALE_ORDER_CANCEL_PAYMENT_EXIST_ACTIVE', 'The order has an active payment');
  }
  for (const each of idsWith(core, sale.basketItem, 'orderId', order)) removeBasket({ id: each }, context);
  for (const each of idsWith(core, sale.shipment, 'orderId', order)) removeShipment({ id: each }, context);
  for (const each of idsWith(core, sale.orderPayment, 'orderId', order)) removeChildren(core, each, ofPayment);
  removeChildren(core, order, [
    [sale.basketItem, 'orderId'],
    [sale.orderPayment, 'orderId'],
    [sale.shipment, 'orderId'],
    [sale.orderPropertyValue, 'orderId'],
    [sale.orderLink, 'orderId'],
    [sale.orderSource, 'orderId'],
  ]);
}

function removeShipment(record: JsonObject, { core }: Context): void {
  if (record['deducted'] === 'Y') {
    throw new Refusal('SALE_SHIPMENT_EXIST_SHIPPED', 'Отгрузка уже отгружена. Отмените отгрузку');
  }
  removeChildren(core, Number(textOf(record['id'])), [
    [sale.shipmentItem, 'orderDeliveryId'],
    [sale.shipmentPropertyValue, 'shipmentId'],
    [sale.paymentShipment, 'shipmentId'],
  ]);
}

function notUsed(record: JsonObject, { core }: Context): void {
  if (idsWith(core, sale.order, 'personTypeId', integerOf(record['id']) ?? 0).length > 0) {
    throw new Refusal('200750000008', `В заказах используется тип плательщика с ID=${textOf(record['id'])}`);
  }
}

function notSystem(record: JsonObject): void {
  if (['N', 'F', 'DN', 'DF'].includes(textOf(record['id']))) {
    throw new Refusal('201350000002', 'A system status cannot be deleted');
  }
}

const dealType = 2;

/** What the payments or shipments of an element's orders are, as the card of the element shows them. */
function ofElement(context: Context, from: Shelf, what: 'payments' | 'deliveries', names: readonly string[]): Reply {
  const { core, params, caller } = context;
  for (const name of ['entityId', 'entityTypeId']) {
    if (!params.has(name)) throw new Refusal('100', `Could not find value for parameter {${name}}`);
  }
  if (!caller.isAdmin || params.integer('entityTypeId') !== dealType) throw new Refusal('0', 'Недостаточно прав');
  const element = params.integer('entityId') ?? 0;
  const table = core.store.table(from.table);
  const wanted = params.struct('filter')['@id'];
  const ids = Array.isArray(wanted) ? wanted.map((id) => textOf(id as Json)) : undefined;
  const told = toldOf(core, `${what}:${element}`)?.filter((row) => table.has(integerOf(row['id']) ?? 0));
  const rows = told ?? rowsOfElement(core, from, element, names);
  return { result: rows.filter((row) => ids === undefined || ids.includes(textOf(row['id']))) };
}

function rowsOfElement(
  core: PortalCore,
  from: Shelf,
  element: number,
  names: readonly string[],
): readonly JsonObject[] {
  const links = idsWith(core, sale.orderLink, 'ownerId', element);
  const orders = links.map((link) => core.store.table(sale.orderLink.table).get(link)?.['orderId'] ?? 0);
  const table = core.store.table(from.table);
  return orders
    .flatMap((order) => idsWith(core, from, 'orderId', Number(order)))
    .map((id) => Object.fromEntries(names.map((name) => [name, table.get(id)?.[name] ?? null])));
}

const paymentNames = 'id accountNumber paid datePaid empPaidId paySystemId sum currency paySystemName'.split(' ');
const deliveryNames = 'id accountNumber deducted dateDeducted deliveryId priceDelivery currency deliveryName'.split(
  ' ',
);

const ofElements: readonly Method[] = [
  list(sale.orderLink, 'crm.orderentity.list', 'orderEntity'),
  read('crm.item.payment.list', 'crm', (context) => ofElement(context, sale.orderPayment, 'payments', paymentNames)),
  read('crm.item.delivery.list', 'crm', (context) => ofElement(context, sale.shipment, 'deliveries', deliveryNames)),
  {
    ...remove(sale.orderPayment, 'crm.item.payment.delete', ['0', 'Недостаточно прав'], { takes: ofPayment }),
    scope: 'crm',
  },
];

/** https://apidocs.bitrix24.ru/api-reference/sale/ */
export const saleMethods: readonly Method[] = [
  list(sale.order, 'sale.order.list', 'orders'),
  ...saleUpdates(adminOnly),
  remove(sale.order, 'sale.order.delete', ['200540400001', 'order is not exists'], { check: removeOrder }),
  list(sale.basketItem, 'sale.basketitem.list', 'basketItems'),
  remove(sale.basketItem, 'sale.basketitem.delete', ['200140400001', 'basket item is not exists'], {
    check: removeBasket,
  }),
  list(sale.basketProperty, 'sale.basketproperties.list', 'basketProperties'),
  list(sale.orderPayment, 'sale.payment.list', 'payments'),
  remove(sale.orderPayment, 'sale.payment.delete', ['200640400001', 'payment is not exists'], { takes: ofPayment }),
  list(sale.paymentItem, 'sale.paymentitembasket.list', 'paymentItemsBasket'),
  list(sale.shipment, 'sale.shipment.list', 'shipments'),
  remove(sale.shipment, 'sale.shipment.delete', ['201140400001', 'shipment is not exists'], { check: removeShipment }),
  list(sale.shipmentItem, 'sale.shipmentitem.list', 'shipmentItems'),
  list(sale.shipmentPropertyValue, 'sale.shipmentpropertyvalue.list', 'propertyValues'),
  list(sale.orderPropertyValue, 'sale.propertyvalue.list', 'propertyValues'),
  list(sale.orderProperty, 'sale.property.list', 'properties'),
  remove(sale.orderProperty, 'sale.property.delete', ['200840400001', 'property is not exists'], {
    takes: [
      [sale.orderPropertyVariant, 'orderPropsId'],
      [sale.orderPropertyValue, 'orderPropsId'],
      [sale.orderPropertyRelation, 'propertyId'],
    ],
  }),
  list(sale.orderPropertyGroup, 'sale.propertygroup.list', 'propertyGroups'),
  remove(sale.orderPropertyGroup, 'sale.propertygroup.delete', ['200940400001', 'property group is not exists'], {
    takes: [[sale.orderProperty, 'propsGroupId']],
  }),
  list(sale.orderPropertyVariant, 'sale.propertyvariant.list', 'propertyVariants'),
  list(sale.personType, 'sale.persontype.list', 'personTypes'),
  remove(sale.personType, 'sale.persontype.delete', ['200740400001', 'person type is not exists'], { check: notUsed }),
  list(sale.orderStatus, 'sale.status.list', 'statuses'),
  remove(sale.orderStatus, 'sale.status.delete', ['201340400001', 'status is not exists'], {
    check: notSystem,
    takes: [[sale.orderStatusName, 'statusId']],
  }),
  list(sale.orderStatusName, 'sale.statusLang.list', 'statusLangs'),
  list(sale.tradePlatform, 'sale.tradePlatform.list', 'tradePlatforms'),
  list(sale.orderSource, 'sale.tradeBinding.list', 'tradeBindings'),
  list(sale.paymentShipment, 'sale.paymentItemShipment.list', 'paymentItemsShipment'),
  list(sale.orderPropertyRelation, 'sale.propertyRelation.list', 'propertyRelations'),
  list(sale.shipmentProperty, 'sale.shipmentproperty.list', 'properties'),
  remove(sale.shipmentProperty, 'sale.shipmentproperty.delete', ['200840400001', 'property is not exists'], {
    takes: [[sale.shipmentPropertyValue, 'shipmentPropsId']],
  }),
  oldList(sale.paySystem, 'sale.paysystem.list'),
  oldRemove(sale.paySystem, 'sale.paysystem.delete', ['ERROR_PAY_SYSTEM_NOT_FOUND', 'Pay system not found']),
  oldList(sale.deliveryService, 'sale.delivery.getlist'),
  oldRemove(sale.deliveryService, 'sale.delivery.delete', ['ERROR_DELIVERY_NOT_FOUND', 'Delivery not found']),
  oldList(sale.cashbox, 'sale.cashbox.list'),
  oldRemove(sale.cashbox, 'sale.cashbox.delete', ['ERROR_CASHBOX_NOT_FOUND', 'Cashbox not found']),
  ...ofElements,
];
