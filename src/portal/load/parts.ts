import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { entityTypeIds } from '../../kinds/crm/entity.ts';
import type { KindId } from '../../kinds/kind.ts';
import type { PortalCore } from '../core.ts';
import { putTaskField } from '../methods/tasks/task-more.ts';
import { integerOf, mapOf } from '../params.ts';
import { stageHistory } from '../shelves/crm.ts';
import { type ShelfFamily, shelves } from '../shelves/index.ts';
import { keepTold } from '../told.ts';
import type { Place } from './place.ts';

/** A payment or shipment that is seen from a deal is one of an order, which may not have come home itself. */
function ofDeal(family: 'orderPayment' | 'shipment', what: 'payments' | 'deliveries'): Place {
  return (core, row, { parentId }) => {
    const table = core.store.table(shelves[family].table);
    const id = integerOf(row['id']) ?? 0;
    if (!table.has(id)) table.put(id, row);
    keepTold(core, `${what}:${parentId}`, row);
  };
}

/** The contents name documents; those whose texts did not come home have a title and a place at least. */
function putBranch(core: PortalCore, { children = [], ...document }: JsonObject): void {
  const table = core.store.table(shelves.noteDocument.table);
  const id = integerOf(document['id']) ?? 0;
  if (!table.has(id)) table.put(id, document);
  for (const child of isList(children) ? children : []) if (isObject(child)) putBranch(core, child);
}

/** Rows that are listed by another record, which they do not name: it is kept beside them in a field of the portal's own. */
function partOf(family: ShelfFamily, field: string, owner: (parentId: string) => Json): Place {
  return (core, row, { id, parentId }) => {
    core.store.table(shelves[family].table).put(id, { ...row, [field]: owner(parentId) });
  };
}

/** Rows that are asked for by the number of what they belong to, one each. */
function oneOf(family: ShelfFamily): Place {
  const { table } = shelves[family];
  return (core, row, { parentId }) =>
    core.store.table(table).put(table.id === 'text' ? parentId : Number(parentId), row);
}

/** `deal` and `1040:5` as the timeline names an element: `2:15`, `1040:5`. */
function ownerOf(kind: KindId, id: string): string {
  return id.includes(':') ? id : `${(entityTypeIds as Readonly<Record<string, number>>)[kind] ?? 0}:${id}`;
}

/** Kinds that a portal shows in parts of other records, or makes of them. */
export const partPlaces: Readonly<Record<KindId, Place>> = {
  'deal-payment': ofDeal('orderPayment', 'payments'),
  'deal-delivery': ofDeal('shipment', 'deliveries'),
  'call-list-item': partOf('callListItem', '_list', Number),
  'booking-client': partOf('bookingClient', '_of', (id) => `booking:${id}`),
  'booking-link': partOf('bookingLink', '_of', (id) => `booking:${id}`),
  'waitlist-client': partOf('bookingClient', '_of', (id) => `waitlist:${id}`),
  'waitlist-link': partOf('bookingLink', '_of', (id) => `waitlist:${id}`),
  'currency-name': oneOf('currencyName'),
  'scrum-task': oneOf('scrumTask'),
  poll: (core, row, { parentId }) => {
    const id = integerOf(mapOf(row['attach'])?.['ID']) ?? 0;
    core.store.table(shelves.poll.table).put(id, { ...row, _post: Number(parentId) });
  },
  'product-property-display': (core, row) => {
    core.store.table(shelves.propertyDisplay.table).put(integerOf(row['propertyId']) ?? 0, row);
  },
  'log-message': (core, row, { parentKind, parentId }) => {
    const _owner = ownerOf(parentKind, parentId);
    core.store.table(shelves.logMessage.table).put(integerOf(row['id']) ?? 0, { ...row, _owner });
  },
  'timeline-note': (core, row, { parentKind, parentId }) => {
    const item = parentKind === 'timeline-comment' ? 1 : 2;
    core.store.table(shelves.timelineNote.table).put(`${item}:${parentId}`, row);
  },
  'smart-process-stage-history': (core, row, { parentId }) => {
    core.store.table(stageHistory(Number(parentId)).table).put(integerOf(row['ID']) ?? 0, row);
  },
  'task-field': putTaskField,
  'task-history': (core, row, { parentId }) => keepTold(core, `history:${parentId}`, row),
  'task-stage': (core, row, { parentId }) => keepTold(core, `stages:${parentId}`, row),
  'product-offer': (core, row) => {
    const _parent = integerOf(mapOf(row['parentId'])?.['value']) ?? 0;
    core.store.table(shelves.productOffer.table).put(integerOf(row['id']) ?? 0, { ...row, _parent });
  },
  'product-image': (core, row) => {
    const id = integerOf(row['id']) ?? 0;
    const { downloadUrl: _made, ...image } = row;
    core.store.table(shelves.productImage.table).put(id, { ...image, _blob: core.blobs.addMade(0, id) });
  },
  'note-tree': putBranch,
  'agreement-text': (core, row, { parentId }) => {
    const { LABEL = '', TEXT = '' } = row;
    core.store.table(shelves.agreement.table).patch(Number(parentId), { _label: LABEL, _text: TEXT });
  },
};
