import type { JsonObject } from '../../../src/base/json.ts';
import { bind, bindingsOf } from '../../../src/portal/crm/owners.ts';
import { commentBindingsTable, commentsTable, typesTable } from '../../../src/portal/crm/tables.ts';
import type { LocalPortal } from '../../../src/portal/portal.ts';
import { type ShelfFamily, shelves } from '../../../src/portal/shelves/index.ts';
import { tables } from '../../../src/portal/tables.ts';
import { application } from '../support.ts';

/** A request that is refused because of something beside it, which no documented example shows. */
export interface Neighbour {
  /** As it is documented. */
  readonly method: string;
  readonly params: JsonObject;
  /** What has to be there; the record that the request names, too. */
  readonly put?: (portal: LocalPortal) => void;
  /** Who asks, instead of the administrator's webhook: it with this scope alone, or an application. */
  readonly by?: { readonly scope: string } | 'application';
}

const id = 4321;

/** Some record of the sample company again, under the number that the request names. */
function like(portal: LocalPortal, family: ShelfFamily, values: JsonObject, key = id): void {
  const table = portal.core.store.table(shelves[family].table);
  table.put(key, { ...table.select({ limit: 1 })[0], ...values });
}

function comment(portal: LocalPortal, ...deals: readonly number[]): void {
  const bindings = portal.core.store.table(commentBindingsTable);
  for (const each of bindingsOf(portal.core, commentBindingsTable, id)) bindings.remove(each.id);
  portal.core.store.table(commentsTable).put(id, { ID: String(id), ENTITY_TYPE: 'deal', ENTITY_ID: '10' });
  for (const deal of deals) bind(portal.core, commentBindingsTable, id, 2, deal);
}

/** Leads and quotes have no funnels. */
const noFunnels = ['list', 'get', 'delete'].map((verb): Neighbour => ({
  method: `crm.category.${verb}`,
  params: { entityTypeId: 1, id: 5 },
}));

const ofModule = ['list', 'get', 'delete'].map((verb): Neighbour => ({
  method: `userfieldconfig.${verb}`,
  params: { moduleId: 'crm', id: 1 },
  by: { scope: 'userfieldconfig' },
}));

const tooLong = ['entity.get', 'entity.section.get', 'entity.item.get', 'entity.item.property.get'].map(
  (method): Neighbour => ({ method, params: { ENTITY: 'longer_than_13' }, by: 'application' }),
);

export const neighbours: readonly Neighbour[] = [
  // One an error: they are added side by side.
  ...noFunnels,
  ...ofModule,
  ...tooLong,
  {
    method: 'entity.item.property.get',
    params: { ENTITY: 'dish', PROPERTY: 'price' },
    by: 'application',
    put: ({ core }) => void core.store.table(shelves.appProperty.table).remove(`${application.clientId}|dish|price`),
  },
  { method: 'bizproc.workflow.template.delete', params: { ID: 1 }, by: 'application' },
  {
    method: 'catalog.priceType.delete',
    params: { id },
    put: (portal) => like(portal, 'priceType', { id, base: 'Y' }),
  },
  {
    method: 'crm.automatedsolution.delete',
    params: { id },
    put: (portal) => {
      like(portal, 'automatedSolution', { id });
      portal.core.store.table(typesTable).put(id, { id, customSectionId: id });
    },
  },
  { method: 'crm.stagehistory.list', params: { entityTypeId: 2, filter: { '>CREATED_TIME': 'yesterday' } } },
  {
    method: 'crm.documentgenerator.document.delete',
    params: { id },
    put: (portal) => like(portal, 'generatedDocument', { id: String(id) }),
  },
  { method: 'crm.timeline.comment.delete', params: { id }, put: (portal) => comment(portal, 10, 11) },
  {
    method: 'crm.timeline.comment.delete',
    params: { id, ownerTypeId: 2, ownerId: 12 },
    put: (portal) => comment(portal, 10),
  },
  {
    method: 'disk.file.delete',
    params: { id },
    put: ({ core }) => {
      const table = core.store.table(tables.diskObject);
      const file = table.select().find(({ TYPE }) => TYPE === 'file');
      table.put(id, { ...file, ID: String(id), LOCKED_BY: '3' });
    },
  },
  { method: 'landing.landing.delete', params: { lid: id }, put: (portal) => like(portal, 'page', { _locked: true }) },
  {
    method: 'landing.site.delete',
    params: { id },
    put: (portal) => {
      like(portal, 'site', { ID: String(id) });
      like(portal, 'page', { SITE_ID: String(id) });
    },
  },
  { method: 'landing.site.delete', params: { id }, put: (portal) => like(portal, 'site', { _locked: true }) },
  {
    method: 'sale.order.delete',
    params: { id },
    put: (portal) => {
      like(portal, 'order', { id });
      like(portal, 'orderPayment', { orderId: id, paid: 'Y' });
    },
  },
  { method: 'sale.shipment.delete', params: { id }, put: (portal) => like(portal, 'shipment', { id, deducted: 'Y' }) },
];
