import { type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { loadCompany } from '../../../src/portal/company/load.ts';
import { countsFor } from '../../../src/portal/company/plan.ts';
import { stocks } from '../../../src/portal/company/stock/index.ts';
import { stockRows } from '../../../src/portal/company/stock/stock.ts';
import { integerOf } from '../../../src/portal/params.ts';
import type { LocalPortal } from '../../../src/portal/portal.ts';
import { type ShelfFamily, shelves } from '../../../src/portal/shelves/index.ts';
import { beside } from './shelf-beside.ts';
import { wanted } from './shelf-wanted.ts';
import { type Example, given, type World } from './world.ts';

/** Which family a method is about; the longest name wins. */
export const families: Readonly<Record<string, ShelfFamily>> = {
  'catalog.catalog': 'catalog',
  'catalog.section': 'catalogSection',
  'catalog.product': 'product',
  'catalog.product.sku': 'productSku',
  'catalog.product.offer': 'productOffer',
  'catalog.product.service': 'productService',
  'catalog.productimage': 'productImage',
  'catalog.price': 'price',
  'catalog.pricetype': 'priceType',
  'catalog.vat': 'vat',
  'catalog.measure': 'measure',
  'catalog.ratio': 'ratio',
  'catalog.roundingrule': 'roundingRule',
  'catalog.productproperty': 'productProperty',
  'catalog.productpropertyenum': 'productPropertyEnum',
  'catalog.store': 'store',
  'catalog.storeproduct': 'storeProduct',
  'catalog.document': 'stockDocument',
  'crm.currency': 'currency',
  'crm.automatedsolution': 'automatedSolution',
  'crm.calllist': 'callList',
  'crm.calllist.items': 'callList',
  'crm.currency.localizations': 'currencyName',
  'crm.deal.recurring': 'dealRecurrence',
  'crm.timeline.logmessage': 'logMessage',
  'crm.timeline.note': 'timelineNote',
  'documentgenerator.numerator': 'generatorNumerator',
  'rpa.stage': 'rpaStage',
  'rpa.timeline': 'rpaTimeline',
  'calendar.resource.booking': 'resourceBooking',
  'booking.v1.booking.client': 'bookingClient',
  'booking.v1.booking.externaldata': 'bookingLink',
  'booking.v1.waitlist.client': 'bookingClient',
  'booking.v1.waitlist.externaldata': 'bookingLink',
  'tasks.api.scrum.backlog': 'scrumBacklog',
  'tasks.api.scrum.kanban': 'sprintStage',
  'tasks.api.scrum.task': 'scrumTask',
  'vote.attachedvote': 'poll',
  'sale.tradebinding': 'orderSource',
  'sale.paymentitemshipment': 'paymentShipment',
  'sale.propertyrelation': 'orderPropertyRelation',
  'sale.shipmentproperty': 'shipmentProperty',
  'sale.statuslang': 'orderStatusName',
  'catalog.pricetypelang': 'priceTypeName',
  'catalog.productpropertysection': 'propertyDisplay',
  'catalog.documentcontractor': 'stockContractor',
  'crm.stagehistory': 'dealHistory',
  'crm.requisite.link': 'requisiteLink',
  'crm.requisite.preset.field': 'presetField',
  'crm.invoice': 'oldInvoice',
  'crm.documentgenerator.template': 'crmTemplate',
  'crm.documentgenerator.document': 'crmDocument',
  'crm.documentgenerator.numerator': 'numerator',
  'documentgenerator.template': 'documentTemplate',
  'documentgenerator.document': 'generatedDocument',
  'lists.element': 'listElement',
  'lists.field': 'listField',
  'lists.section': 'listSection',
  lists: 'list',
  'rpa.type': 'rpaType',
  'rpa.item': 'rpaItem',
  'calendar.section': 'calendarSection',
  'calendar.event': 'calendarEvent',
  'calendar.resource': 'calendarResource',
  'booking.v1.booking': 'booking',
  'booking.v1.resource': 'bookingResource',
  'booking.v1.resourcetype': 'bookingResourceType',
  'booking.v1.waitlist': 'waitlist',
  'im.recent': 'chat',
  'im.chat': 'chat',
  'imopenlines.config': 'openLine',
  'imopenlines.session': 'openLineMessage',
  'log.blogpost': 'feedPost',
  'log.blogcomment': 'feedComment',
  'voximplant.statistic': 'call',
  'mail.mailbox': 'mailbox',
  'mail.message': 'mailMessage',
  'call.followup': 'callFollowup',
  'landing.site': 'site',
  'landing.landing': 'page',
  'landing.block': 'pageBlock',
  'note.collection': 'noteCollection',
  'note.document': 'noteDocument',
  'tasks.template': 'taskTemplate',
  'tasks.template.checklist': 'templateChecklist',
  'tasks.flow.flow': 'taskFlow',
  'tasks.api.scrum.epic': 'epic',
  'tasks.api.scrum.sprint': 'sprint',
  'main.eventlog': 'eventLog',
  'userconsent.agreement': 'agreement',
  'timeman.record': 'workDay',
  'humanresources.node': 'team',
  'catalog.extra': 'priceMarkup',
  'catalog.pricetypegroup': 'priceTypeGroup',
  'catalog.productpropertyfeature': 'productPropertyFeature',
  'sale.order': 'order',
  'crm.orderentity': 'orderLink',
  'sale.basketitem': 'basketItem',
  'sale.basketproperties': 'basketProperty',
  'sale.payment': 'orderPayment',
  'crm.item.payment': 'orderPayment',
  'crm.item.delivery': 'shipment',
  'sale.paymentitembasket': 'paymentItem',
  'sale.shipment': 'shipment',
  'sale.shipmentitem': 'shipmentItem',
  'sale.shipmentpropertyvalue': 'shipmentPropertyValue',
  'sale.propertyvalue': 'orderPropertyValue',
  'sale.property': 'orderProperty',
  'sale.propertygroup': 'orderPropertyGroup',
  'sale.propertyvariant': 'orderPropertyVariant',
  'sale.persontype': 'personType',
  'sale.status': 'orderStatus',
  'sale.paysystem': 'paySystem',
  'sale.delivery': 'deliveryService',
  'sale.cashbox': 'cashbox',
  'sale.tradeplatform': 'tradePlatform',
  'catalog.document.element': 'stockDocumentItem',
};

function familyOf(method: string): ShelfFamily | undefined {
  const names = Object.keys(families).filter((name) => method.startsWith(`${name}.`));
  const longest = names.toSorted((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : families[longest];
}

function typed(portal: LocalPortal, family: ShelfFamily, name: string, value: Json): Json {
  const text = textOf(value).replaceAll('%', '');
  switch (shelves[family].fields[name as never] as string | undefined) {
    case 'integer':
    case 'number':
    case 'id':
      return Number(text) || 0;
    case 'datetime':
      return portal.core.zone.normal(text) ?? text;
    default:
      return text;
  }
}

const idNames = ['id', 'lid', 'flowId', 'templateId', 'resourceId', 'CONFIG_ID', 'POST_ID', 'COMMENT_ID', 'callId'];

/** A row of the company again, under the id of the example and with values that pass its filter. */
function put(portal: LocalPortal, family: ShelfFamily, params: JsonObject): void {
  const table = portal.core.store.table(shelves[family].table);
  const model = table.select({ limit: 2 }).at(-1) ?? {};
  const owners = Object.fromEntries(
    parents.flatMap(([name]) => (given(params, name) === undefined ? [] : [[name, given(params, name) ?? null]])),
  );
  const values = Object.entries({ ...owners, ...wanted(params) }).map(
    ([name, value]) => [name, typed(portal, family, name, value)] as const,
  );
  const known = Object.fromEntries(values.filter(([name]) => name in model));
  const named = idNames.map((name) => given(params, name)).find((value) => value !== undefined);
  const id = named ?? known['id'] ?? known['ID'] ?? 77;
  if (shelves[family].table.id === 'text') {
    table.put(textOf(id), { ...model, ...known, ...withId(model, textOf(id)) });
    return;
  }
  // A page that begins further on shows something only if so many rows come before it.
  const first = integerOf(id) ?? 77;
  const last = first + (integerOf(given(params, 'start')) ?? 0);
  for (let key = first; key <= last; key += 1) table.put(key, { ...model, ...known, ...withId(model, key) });
}

function withId(model: JsonObject, key: number | string): JsonObject {
  const field = ['id', 'ID', 'callId'].find((name) => name in model);
  if (field === undefined) return {};
  return { [field]: typeof model[field] === 'number' ? key : String(key) };
}

/** Parameters that name a record of another family. */
const parents: readonly (readonly [string, ShelfFamily])[] = [['productId', 'product']];

/** Families that are tables of rows: the sample company's own, and one row under the very id of the example. */
export const shelfWorld: World = {
  serves: (method) => familyOf(method) !== undefined,
  prepare: (portal, { method, params }: Example) => {
    const plan = { seed: 1, counts: countsFor(100) };
    for (const stock of stocks) loadCompany(portal.core, stockRows(stock, plan, { userIds: [1, 2, 3] }));
    const family = familyOf(method);
    if (family !== undefined) put(portal, family, params);
    const element = given(params, 'entityId');
    if (family !== undefined && element !== undefined) {
      const [, row = {}] = portal.core.store.table(shelves[family].table).select({ limit: 2 });
      put(portal, 'orderLink', { filter: { ownerId: element, orderId: row['orderId'] ?? null } });
    }
    for (const [start, more] of beside) if (method.startsWith(start)) more(portal, params);
    for (const [name, parent] of parents) {
      const id = given(params, name);
      if (id !== undefined) put(portal, parent, { id });
    }
  },
};
