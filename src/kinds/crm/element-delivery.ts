import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { entityTypeIds } from './entity.ts';

const list = (entityId: number) =>
  ({
    method: 'crm.item.delivery.list',
    params: { entityId, entityTypeId: entityTypeIds.deal },
    rows: [],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

/** Deliveries of a deal: shipments of its order, which are deleted as such. */
export const elementDelivery: Kind = {
  id: 'deal-delivery',
  group: 'crm',
  title: {
    one: { ru: 'Доставка в сделке', en: 'Delivery of a deal' },
    many: { ru: 'Доставки в сделках', en: 'Deliveries of deals' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/universal/delivery/crm-item-delivery-list.md'],
  // The order that it is of outlives the deal.
  take: { how: 'each', moves: 'nothing', parent: 'deal', request: ({ id }) => list(Number(id)), stays: true },
  key: 'id',
  name: (row) => textAt(row, 'accountNumber'),
  references: [
    { field: 'id', to: 'shipment', parent: true },
    { field: 'deliveryId', to: 'delivery-service' },
  ],
  personal: {},
  people: [],
  look: { by: 'siblings', request: ({ parent }) => list(Number(parent?.id ?? 0)) },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'accountNumber', title: { ru: 'Номер', en: 'Number' }, type: 'text' },
    { field: 'deliveryName', title: { ru: 'Служба', en: 'Service' }, type: 'text' },
    { field: 'priceDelivery', title: { ru: 'Стоимость', en: 'Price' }, type: 'money' },
  ],
};
