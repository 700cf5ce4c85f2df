import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { type Context, type Method, type Reply, write } from '../method.ts';
import { integerOf } from '../params.ts';
import { Refusal } from '../refusal.ts';
import { idsWith, type OneFacts, recordOf, type Shelf } from '../shelf.ts';
import { saleShelves as sale } from '../shelves/sale.ts';

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u));

const ofOrder = names(`
  price discountValue statusId empStatusId dateInsert marked empMarkedId reasonMarked userDescription additionalInfo
  comments companyId responsibleId recurringId lockedBy recountFlag affiliateId updated1c orderTopic xmlId id1c version1c
  externalOrder canceled empCanceledId reasonCanceled personTypeId currency`);

const ofPayment = names(`
  paySystemId paid datePaid empPaidId psStatus psStatusCode psStatusDescription psStatusMessage psSum psCurrency
  psResponseDate payVoucherNum payVoucherDate datePayBefore dateBill xmlId sum companyId payReturnNum priceCod payReturnDate
  empReturnId payReturnComment responsibleId empResponsibleId isReturn comments updated1c id1c version1c externalPayment
  psInvoiceId marked reasonMarked empMarkedId`);

const ofShipment = names(`
  allowDelivery deducted deliveryId statusId deliveryDocDate deliveryDocNum trackingNumber basePriceDelivery priceDelivery
  comments companyId responsibleId xmlId`);

/** What these become when they are not sent. */
const paymentDefaults = { paid: 'N', psStatus: null, isReturn: 'N', updated1c: 'N', externalPayment: 'N', marked: 'N' };
const shipmentDefaults = { statusId: 'DN', basePriceDelivery: 0, priceDelivery: 0 };

function valueOf({ core }: Context, from: Shelf, name: string, value: Json): Json {
  const type = from.fields[name];
  if (type === 'integer') return value === null ? null : (integerOf(value) ?? null);
  if (type === 'datetime') return core.zone.normal(textOf(value)) ?? null;
  return type === 'number' ? Number(value) : textOf(value);
}

/** The fields that a request sends, as the record keeps them. */
function sentOf(context: Context, from: Shelf, taken: ReadonlySet<string>): JsonObject {
  if (!context.params.has('fields')) throw new Refusal('100', 'Could not find value for parameter {fields}');
  const sent = Object.entries(context.params.struct('fields')).filter(([name]) => taken.has(name));
  return Object.fromEntries(sent.map(([name, value]) => [name, valueOf(context, from, name, value)]));
}

function need(sent: JsonObject, wanted: readonly string[]): void {
  const absent = wanted.filter((name) => sent[name] === undefined);
  if (absent.length > 0) throw new Refusal('0', `Required fields: ${absent.join(', ')}`);
}

/** A price without discounts stands for both, and the other one where it is missing. */
function priced(sent: JsonObject): JsonObject {
  const price = sent['basePriceDelivery'] ?? sent['priceDelivery'];
  return price === undefined ? sent : { ...sent, basePriceDelivery: price, priceDelivery: price };
}

function itemsOf(core: PortalCore, { id }: JsonObject): readonly JsonObject[] {
  const table = core.store.table(sale.shipmentItem.table);
  return idsWith(core, sale.shipmentItem, 'orderDeliveryId', Number(id)).map((each) => table.get(each) ?? {});
}

/** Changes of orders, payments and shipments, for whom `may` lets (https://apidocs.bitrix24.ru/api-reference/sale/). */
export function saleUpdates(may: (context: Context) => void): readonly Method[] {
  const update = (
    from: Shelf,
    name: string,
    missing: readonly [code: string, text: string],
    change: (context: Context, record: JsonObject) => JsonObject,
    answer: (record: JsonObject, core: PortalCore) => JsonObject,
  ): Method => {
    const facts: OneFacts = { missing: () => new Refusal(...missing), may };
    return write(name, 'sale', (context): Reply => {
      const [id, record] = recordOf(from, context, facts);
      const changed = { ...record, ...change(context, record) };
      context.core.store.table(from.table).put(id, changed);
      return { result: answer(changed, context.core) };
    });
  };
  return [
    update(
      sale.order,
      'sale.order.update',
      ['200540400001', 'order is not exists'],
      (context, order) => ({
        ...sentOf(context, sale.order, ofOrder),
        dateUpdate: context.core.zone.format(context.core.clock.now()),
        version: (integerOf(order['version']) ?? 0) + 1,
      }),
      (order) => ({ order: { ...order, clients: [], requisiteLink: [] } }),
    ),
    update(
      sale.orderPayment,
      'sale.payment.update',
      ['200640400001', 'payment is not exists'],
      (context) => {
        const sent = sentOf(context, sale.orderPayment, ofPayment);
        need(sent, ['paySystemId']);
        return { ...paymentDefaults, ...sent };
      },
      (payment) => ({ payment }),
    ),
    update(
      sale.shipment,
      'sale.shipment.update',
      ['201140400001', 'shipment is not exists'],
      (context) => {
        const sent = sentOf(context, sale.shipment, ofShipment);
        need(sent, ['allowDelivery', 'deducted', 'deliveryId']);
        return { ...shipmentDefaults, ...priced(sent) };
      },
      (shipment, core) => ({ shipment: { ...shipment, shipmentItems: itemsOf(core, shipment) } }),
    ),
  ];
}
