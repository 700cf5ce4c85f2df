import { isList, isObject, type JsonObject } from '../../base/json.ts';
import type { KindId } from '../../kinds/kind.ts';
import type { PortalCore } from '../core.ts';
import { putTaskField } from '../methods/tasks/task-more.ts';
import { integerOf } from '../params.ts';
import { shelves } from '../shelves/index.ts';
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

/** Kinds that a portal shows in parts of other records, or makes of them. */
export const partPlaces: Readonly<Record<KindId, Place>> = {
  'deal-payment': ofDeal('orderPayment', 'payments'),
  'deal-delivery': ofDeal('shipment', 'deliveries'),
  'task-field': putTaskField,
  'task-history': (core, row, { parentId }) => keepTold(core, `history:${parentId}`, row),
  'task-stage': (core, row, { parentId }) => keepTold(core, `stages:${parentId}`, row),
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
