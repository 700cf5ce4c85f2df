import { textAt } from '../fields.ts';
import type { Kind, KindId, RecordLike } from '../kind.ts';
import { productRowCreation } from './product-row-creation.ts';

/** Letters by which product rows name their owner; own types have their number in hexadecimal. */
const letters: Readonly<Record<KindId, string>> = { lead: 'L', deal: 'D', quote: 'Q', 'smart-invoice': 'SI' };

function ownerOf({ id, row }: RecordLike, kind: KindId): { readonly ownerType: string; readonly ownerId: number } {
  const letter = letters[kind];
  if (letter !== undefined) return { ownerType: letter, ownerId: Number(id) };
  return { ownerType: `T${Number(textAt(row, 'entityTypeId')).toString(16)}`, ownerId: Number(textAt(row, 'id')) };
}

const list = (ownerType: string, ownerId: number | readonly number[]) =>
  ({
    method: 'crm.item.productrow.list',
    params: { filter: { '=ownerType': ownerType, '=ownerId': ownerId } },
    rows: ['productRows'],
    idField: 'id',
    pager: { by: 'id' },
  }) as const;

/** Goods in a deal, a lead, a quote or an invoice. */
export const productRow: Kind = {
  id: 'product-row',
  group: 'crm',
  title: { one: { ru: 'Товарная позиция', en: 'Product row' }, many: { ru: 'Товарные позиции', en: 'Product rows' } },
  scope: 'crm',
  docs: ['api-reference/crm/universal/product-rows/crm-item-productrow-list.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: [...Object.keys(letters), 'smart-process-item'],
    request: (parent, kind) => {
      const { ownerType, ownerId } = ownerOf(parent, kind);
      return list(ownerType, ownerId);
    },
    // `=ownerId` takes a list of owners of one type.
    together: {
      most: 50,
      request: (parents, kind) => {
        const owners = Map.groupBy(
          parents.map((parent) => ownerOf(parent, kind)),
          ({ ownerType }) => ownerType,
        );
        return [...owners].map(([ownerType, of]) =>
          list(
            ownerType,
            of.map(({ ownerId }) => ownerId),
          ),
        );
      },
    },
  },
  key: 'id',
  name: (row) => textAt(row, 'productName'),
  references: [
    ...Object.entries(letters).map(([to, letter]) => ({
      field: 'ownerId',
      to,
      parent: true as const,
      when: (row: RecordLike['row']) => textAt(row, 'ownerType') === letter,
    })),
    {
      field: 'ownerId',
      to: 'smart-process-item',
      parent: true,
      when: (row) => /^T[0-9a-f]+$/iu.test(textAt(row, 'ownerType')),
      id: (value, row) => `${Number.parseInt(textAt(row, 'ownerType').slice(1), 16)}:${value}`,
    },
    { field: 'productId', to: 'product' },
    { field: 'storeId', to: 'store' },
  ],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ row }) => list(textAt(row, 'ownerType'), Number(textAt(row, 'ownerId'))),
  },
  deletion: { how: 'withParent' },
  creation: productRowCreation,
  columns: [
    { field: 'productName', title: { ru: 'Товар', en: 'Product' }, type: 'text' },
    { field: 'quantity', title: { ru: 'Количество', en: 'Quantity' }, type: 'number' },
    { field: 'measureName', title: { ru: 'Единица', en: 'Unit' }, type: 'text' },
    { field: 'price', title: { ru: 'Цена', en: 'Price' }, type: 'money' },
    { field: 'discountSum', title: { ru: 'Скидка', en: 'Discount' }, type: 'money' },
  ],
};
