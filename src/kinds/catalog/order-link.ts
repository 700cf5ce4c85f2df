import type { JsonObject } from '../../base/json.ts';
import { ownTypeReference, typedReferences } from '../crm/entity.ts';
import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const fields = ['orderId', 'ownerTypeId', 'ownerId'] as const;
const list = {
  method: 'crm.orderentity.list',
  rows: ['orderEntity'],
  idField: '',
  pager: { by: 'offset' },
} as const;

/** Which deal or other element an order belongs to. */
export const orderLink: Kind = {
  id: 'order-link',
  group: 'catalog',
  title: {
    one: { ru: 'Связь заказа с CRM', en: 'Link of an order to the CRM' },
    many: { ru: 'Связи заказов с CRM', en: 'Links of orders to the CRM' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/universal/order-entity/crm-order-entity-list.md'],
  take: {
    how: 'list',
    request: {
      ...list,
      params: { select: [...fields], order: { orderId: 'asc', ownerTypeId: 'asc', ownerId: 'asc' } },
    },
  },
  key: (row: JsonObject) => fields.map((field) => textAt(row, field)).join(':'),
  name: (row) => textAt(row, 'orderId'),
  calledBy: ['orderId', 'ownerId'],
  references: [
    { field: 'orderId', to: 'order', parent: true },
    ...typedReferences('ownerTypeId', 'ownerId', ['deal', 'lead', 'smart-invoice']),
    ownTypeReference('ownerTypeId', 'ownerId'),
  ],
  personal: {},
  people: [],
  look: {
    by: 'get',
    call: ({ row }) => ({
      method: list.method,
      params: {
        select: [...fields],
        filter: Object.fromEntries(fields.map((field) => [`=${field}`, Number(textAt(row, field))])),
      },
    }),
    at: ['orderEntity', '0'],
  },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'orderId', title: { ru: 'Заказ', en: 'Order' }, type: 'reference', to: 'order' },
    { field: 'ownerId', title: { ru: 'Элемент CRM', en: 'CRM element' }, type: 'reference' },
  ],
};
