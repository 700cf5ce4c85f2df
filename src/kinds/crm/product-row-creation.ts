import { textOf } from '../../base/json.ts';
import { goodsKinds } from '../catalog/goods-kinds.ts';
import { type Creation, noParent, only } from '../creation.ts';
import { textAt, words } from '../fields.ts';
import { entityTypeIds } from './entity.ts';
import { ownerThere } from './owner-there.ts';

const rowFields = words(`
  productName price quantity discountTypeId discountRate discountSum taxRate taxIncluded measureCode measureName sort
`);
const rowOwners: Readonly<Record<string, number>> = {
  L: entityTypeIds.lead,
  D: entityTypeIds.deal,
  Q: entityTypeIds.quote,
  SI: entityTypeIds['smart-invoice'],
};

/** `T410` is the type 1040, in hexadecimal. */
function typeOf(letter: string): string {
  const own = /^T([0-9a-f]+)$/iu.exec(letter)?.[1];
  return own === undefined ? textOf(rowOwners[letter] ?? '') : String(Number.parseInt(own, 16));
}

/** Product rows keep names, prices and taxes, and their product where it was carried. */
export const productRowCreation: Creation = {
  needs: ['lead', 'deal', 'quote', 'smart-invoice', 'smart-process-item', ...goodsKinds],
  row: ({ row }, there) => {
    const letter = textAt(row, 'ownerType');
    const owner = ownerThere(typeOf(letter), textAt(row, 'ownerId'), there);
    if (owner === undefined) return noParent;
    const ownerType = letter.startsWith('T') ? `T${owner.type.toString(16)}` : letter;
    const product = textAt(row, 'productId');
    const productId = product === '' || product === '0' ? undefined : there.oneOf(goodsKinds, product);
    const own = productId === undefined ? {} : { productId: Number(productId) };
    return { ownerId: owner.id, ownerType, ...own, ...only(row, rowFields) };
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
};
