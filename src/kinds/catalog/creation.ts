import type { JsonObject } from '../../base/json.ts';
import { type Creation, noParent, only, type There, thereNumber } from '../creation.ts';
import { textAt, words } from '../fields.ts';
import { goodsKinds } from './goods-kinds.ts';

const isOffers = (row: JsonObject): boolean => !['', '0'].includes(textAt(row, 'productIblockId'));

/** Every portal has a catalog of goods and one of their variations. */
export const catalogCreation: Creation = {
  needs: [],
  row: ({ row }) => ({ productIblockId: isOffers(row) ? 1 : 0 }),
  match: true,
  mark: (row) => (isOffers(row) ? 'offers' : 'goods'),
  absent: { ru: 'там нет такого каталога', en: 'there is no such catalog there' },
};

/** Found by what they mean; those of one's own are made by hand. */
const byMeaning = (mark: Creation['mark'], fields: readonly string[]): Creation => ({
  needs: [],
  row: ({ row }) => only(row, fields),
  match: true,
  mark,
  absent: { ru: 'там такого нет: заведите вручную', en: 'there is no such there: make it by hand' },
});
export const priceTypeCreation = byMeaning(
  (row) => (textAt(row, 'base') === 'Y' ? 'base' : textAt(row, 'name')),
  ['base', 'name'],
);
export const measureCreation = byMeaning((row) => textAt(row, 'code'), ['code']);
export const vatCreation = byMeaning((row) => `${textAt(row, 'name')}:${textAt(row, 'rate')}`, ['name', 'rate']);

/** Where it lies, there: in a catalog, and in a section of it if it lay in one. */
export function place(row: JsonObject, there: There): JsonObject | undefined {
  const iblockId = thereNumber(there, 'catalog', textAt(row, 'iblockId'));
  const iblockSectionId = thereNumber(there, 'catalog-section', textAt(row, 'iblockSectionId'));
  if (iblockId === undefined) return undefined;
  return { iblockId, ...(iblockSectionId === undefined ? {} : { iblockSectionId }) };
}

export const catalogSectionCreation: Creation = {
  needs: ['catalog'],
  under: (row) => textAt(row, 'iblockSectionId') || undefined,
  row: ({ row }, there) => {
    const own = place(row, there);
    if (own === undefined) return noParent;
    return { ...own, ...only(row, words('name code xmlId sort active description descriptionType')) };
  },
  call: (fields) => ({ method: 'catalog.section.add', params: { fields }, effect: 'write' }),
  newId: ['section', 'id'],
  mark: (row) => ['iblockId', 'iblockSectionId', 'name'].map((field) => textAt(row, field)).join('\n'),
};

export const priceCreation: Creation = {
  needs: [...goodsKinds, 'price-type'],
  row: ({ row }, there) => {
    const productId = there.oneOf(goodsKinds, textAt(row, 'productId'));
    const catalogGroupId = thereNumber(there, 'price-type', textAt(row, 'catalogGroupId'));
    if (productId === undefined || catalogGroupId === undefined) return noParent;
    return { productId: Number(productId), catalogGroupId, ...only(row, ['price', 'currency']) };
  },
  call: (fields) => ({ method: 'catalog.price.add', params: { fields }, effect: 'write' }),
  newId: ['price', 'id'],
  mark: (row) =>
    words('productId catalogGroupId price currency')
      .map((field) => textAt(row, field))
      .join('\n'),
  loses: { ru: 'наценки и цены по количеству', en: 'markups and prices by quantity' },
};
