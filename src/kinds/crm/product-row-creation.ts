import { type Creation, noParent, only, thereNumber } from '../creation.ts';
import { textAt, words } from '../fields.ts';
import type { KindId } from '../kind.ts';

const rowFields = words(`
  productName price quantity discountTypeId discountRate discountSum taxRate taxIncluded measureCode measureName sort
`);
const rowOwners: Readonly<Record<string, KindId>> = { L: 'lead', D: 'deal', Q: 'quote' };

/** Product rows keep names, prices and taxes; the goods themselves are not carried. */
export const productRowCreation: Creation = {
  needs: ['lead', 'deal', 'quote'],
  row: ({ row }, there) => {
    const kind = rowOwners[textAt(row, 'ownerType')];
    const ownerId = kind === undefined ? undefined : thereNumber(there, kind, textAt(row, 'ownerId'));
    if (ownerId === undefined) return noParent;
    return { ownerId, ownerType: textAt(row, 'ownerType'), ...only(row, rowFields) };
  },
  newId: ['id'],
  mark: (row) => JSON.stringify([row['ownerId'], row['productName'], row['price'], row['sort']]),
  together: (rows) => ({
    method: 'crm.item.productrow.set',
    params: {
      ownerType: textAt(rows[0] ?? {}, 'ownerType'),
      ownerId: Number(textAt(rows[0] ?? {}, 'ownerId')),
      productRows: rows.map(({ ownerId: _id, ownerType: _type, ...row }) => row),
    },
    effect: 'write',
  }),
  loses: { ru: 'связь с товаром каталога', en: 'the link to a product of the catalogue' },
};
