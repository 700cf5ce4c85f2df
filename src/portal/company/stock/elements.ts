import type { Json } from '../../../base/json.ts';
import { invoice, itemTypeOf, quote } from '../../crm/fields.ts';
import { sampleSmartFunnel, sampleSmartType } from '../../shelves/crm.ts';
import { firstDealId, partiesOfDeal } from '../crm.ts';
import { after, moment, past } from '../moments.ts';
import { idAt, type Plan } from '../plan.ts';
import { goods, sentences } from '../words.ts';
import { productIdAt } from './catalog.ts';
import { invoiceFunnel } from './funnels.ts';
import { type Making, type Stock, stock } from './stock.ts';

type Row = Record<string, Json>;

export const firstQuoteId = 3;
export const firstInvoiceId = 5;
export const quotes = (plan: Plan): number => Math.max(4, Math.floor(plan.counts.orders / 2));
export const invoices = (plan: Plan): number => Math.max(4, Math.floor(plan.counts.orders / 2));
export const smartItems = (plan: Plan): number => Math.max(6, plan.counts.orders);

const stages = ['NEW', 'PREPARATION', 'CLIENT'];
export const smartStage = (entityTypeId: number, funnel: number, at: number): string =>
  `DT${entityTypeId}_${funnel}:${stages[at % stages.length] ?? ''}`;

/** Every field of the type, empty; then what all elements have, and a deal's client. */
function element({ plan, staff, chance, index }: Making, entityTypeId: number, id: number): Row {
  const created = past(chance, 600);
  const changed = moment(after(chance, created, 100));
  const author = chance.pick(staff.userIds);
  const { company, contacts } = partiesOfDeal(plan, index % plan.counts.deals);
  const contactIds = contacts.map((at) => idAt(at));
  const blank = [...(itemTypeOf(entityTypeId)?.fields.keys() ?? [])].map((name) => [name, null] as const);
  return {
    ...Object.fromEntries(blank),
    id,
    entityTypeId,
    title: `${chance.pick(goods)} № ${id}`,
    createdTime: moment(created),
    updatedTime: changed,
    movedTime: changed,
    lastActivityTime: changed,
    createdBy: author,
    updatedBy: author,
    movedBy: author,
    lastActivityBy: author,
    assignedById: chance.pick(staff.userIds),
    opened: 'Y',
    webformId: 0,
    observers: [],
    companyId: idAt(company),
    contactId: contactIds[0] ?? 0,
    contactIds,
    opportunity: chance.int(1, 300) * 1000,
    isManualOpportunity: 'N',
    currencyId: 'RUB',
    taxValue: 0,
    mycompanyId: idAt(0),
    begindate: moment(created).replace(/T.*/u, 'T03:00:00+03:00'),
    closedate: null,
  };
}

const dealOf = (plan: Plan, index: number): number => idAt(index % plan.counts.deals, firstDealId);

/** Quotes and invoices of deals, the elements of a smart process, and the goods in all of them. */
export const elementStock: readonly Stock[] = [
  stock('quote', quotes, (making) => ({
    ...element(making, quote, idAt(making.index, firstQuoteId)),
    quoteNumber: String(idAt(making.index, firstQuoteId)),
    dealId: dealOf(making.plan, making.index),
    stageId: making.index % 3 === 2 ? 'APPROVED' : 'DRAFT',
    stageSemanticId: making.index % 3 === 2 ? 'S' : 'P',
    closed: 'N',
    content: making.chance.pick(sentences),
    terms: 'Предоплата 50 %',
    storageTypeId: 3,
    storageElementIds: [],
  })),
  stock('smartInvoice', invoices, (making) => ({
    ...element(making, invoice, idAt(making.index, firstInvoiceId)),
    accountNumber: String(idAt(making.index, firstInvoiceId)),
    categoryId: invoiceFunnel,
    stageId: smartStage(invoice, invoiceFunnel, making.index),
    comments: making.chance.pick(sentences),
    parentId2: dealOf(making.plan, making.index),
    parentId7: making.index % 2 === 0 ? idAt(making.index % quotes(making.plan), firstQuoteId) : null,
  })),
  stock(
    'smartType',
    () => 1,
    () => smartType,
  ),
  stock('smartItem', smartItems, (making) => ({
    ...element(making, sampleSmartType, idAt(making.index)),
    categoryId: sampleSmartFunnel,
    stageId: smartStage(sampleSmartType, sampleSmartFunnel, making.index),
    parentId2: making.index % 2 === 0 ? dealOf(making.plan, making.index) : null,
  })),
  stock('productRow', (plan) => plan.counts.orders * 2, productRow),
];

const flags = `isCategoriesEnabled isStagesEnabled isBeginCloseDatesEnabled isClientEnabled isUseInUserfieldEnabled
  isLinkWithProductsEnabled isMycompanyEnabled isDocumentsEnabled isSourceEnabled isObserversEnabled
  isRecyclebinEnabled isAutomationEnabled isBizProcEnabled isSetOpenPermissions isPaymentsEnabled isCountersEnabled`;

const smartType: Row = {
  id: 7,
  title: 'Заявки на ремонт',
  code: '',
  createdBy: 1,
  entityTypeId: sampleSmartType,
  customSectionId: 2,
  ...Object.fromEntries(flags.split(/\s+/u).map((name) => [name, 'Y'])),
  createdTime: '2024-02-01T10:00:00+03:00',
  updatedTime: '2024-02-01T10:00:00+03:00',
  updatedBy: 1,
  relations: { parent: [{ entityTypeId: 2, isChildrenListEnabled: 'Y', isPredefined: 'N' }], child: [] },
};

/** Goods of deals first, then of a quote, an invoice and an element of the smart process in turn. */
function productRow({ plan, chance, index }: Making): Row {
  const owners: readonly (readonly [letter: string, type: number, id: number])[] = [
    ['D', 2, dealOf(plan, index)],
    ['D', 2, dealOf(plan, index)],
    ['Q', quote, idAt(index % quotes(plan), firstQuoteId)],
    ['SI', invoice, idAt(index % invoices(plan), firstInvoiceId)],
    [`T${sampleSmartType.toString(16)}`, sampleSmartType, idAt(index % smartItems(plan))],
  ];
  const [letter, type, id] = owners[index % owners.length] ?? ['D', 2, firstDealId];
  const price = chance.int(1, 90) * 100;
  return {
    id: idAt(index, 40),
    ownerId: id,
    ownerType: letter,
    productId: productIdAt(plan, index),
    productName: chance.pick(goods),
    price,
    priceAccount: price,
    priceExclusive: price,
    priceNetto: price,
    priceBrutto: price,
    quantity: chance.int(1, 12),
    discountTypeId: 2,
    discountRate: 0,
    discountSum: 0,
    taxRate: 20,
    taxIncluded: 'Y',
    customized: 'Y',
    measureCode: 796,
    measureName: 'шт',
    sort: 10,
    xmlId: '',
    type: 1,
    storeId: 1,
    owner: `${type}:${id}`,
  };
}
