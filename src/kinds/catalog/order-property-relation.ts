import { textAt } from '../fields.ts';
import type { Codes } from '../kind.ts';
import { tuples } from './tuples.ts';

/** api-reference/sale/data-types.md, sale-property-relation-add.md. */
const types: Codes = {
  P: { ru: 'Платёжная система', en: 'Payment system' },
  D: { ru: 'Доставка', en: 'Delivery' },
  L: { ru: 'Лендинг', en: 'Landing page' },
  T: { ru: 'Торговая платформа', en: 'Trade platform' },
};

export const orderPropertyRelation = tuples({
  id: 'order-property-relation',
  title: {
    one: { ru: 'Привязка свойства заказа', en: 'Relation of an order property' },
    many: { ru: 'Привязки свойств заказов', en: 'Relations of order properties' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/property-relation/sale-property-relation-list.md'],
  method: 'sale.propertyRelation.list',
  rows: 'propertyRelations',
  fields: ['propertyId', 'entityType', 'entityId'],
  name: (row) => `${textAt(row, 'propertyId')} ${textAt(row, 'entityType')} ${textAt(row, 'entityId')}`,
  references: [{ field: 'propertyId', to: 'order-property', parent: true }],
  columns: [
    { field: 'propertyId', title: { ru: 'Свойство', en: 'Property' }, type: 'reference', to: 'order-property' },
    { field: 'entityType', title: { ru: 'С чем', en: 'With what' }, type: 'text', codes: types },
    { field: 'entityId', title: { ru: 'Номер', en: 'Number' }, type: 'number' },
  ],
});
