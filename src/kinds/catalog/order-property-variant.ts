import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const orderPropertyVariant: Kind = listed({
  id: 'order-property-variant',
  group: 'catalog',
  title: {
    one: { ru: 'Вариант свойства заказа', en: 'Variant of an order property' },
    many: { ru: 'Варианты свойств заказов', en: 'Variants of order properties' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/property-variant/sale-property-variant-list.md'],
  list: { method: 'sale.propertyvariant.list', rows: ['propertyVariants'], idField: 'id', pager: { by: 'none' } },
  name: (row) => firstText(row, 'name', 'value'),
  references: [{ field: 'orderPropsId', to: 'order-property', parent: true }],
  columns: [
    { field: 'orderPropsId', title: { ru: 'Свойство', en: 'Property' }, type: 'reference', to: 'order-property' },
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'value', title: { ru: 'Значение', en: 'Value' }, type: 'text' },
  ],
});
