import { at, type JsonObject, textOf } from '../../base/json.ts';
import { type Creation, type FileThere, noParent, notHeld, only, type There, thereNumber } from '../creation.ts';
import { textAt, words } from '../fields.ts';
import type { KindId, RecordLike } from '../kind.ts';
import { goodsKinds } from './goods-kinds.ts';
import { filesOfProperties, propertiesThere } from './properties-creation.ts';

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
function place(row: JsonObject, there: There): JsonObject | undefined {
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

const common = words(`
  name active code xmlId dateActiveFrom dateActiveTo dateCreate previewText detailText previewTextType detailTextType
  sort vatIncluded
`);
/** What a service has no need of: sizes, stock, what it costs to buy. */
const ofThings = words('canBuyZero subscribe height length weight width purchasingCurrency purchasingPrice');

/** Goods with their texts, sizes and dates. `one` is what the answer calls the new one. */
export function goodsCreation(id: KindId, method: string, one: string): Creation {
  const isOffer = id === 'product-offer';
  return {
    needs: [
      ...words('user catalog catalog-section measure vat product-property product-property-value'),
      ...(isOffer ? ['product-sku'] : []),
    ],
    row: ({ row }, there) => {
      const own = place(row, there);
      const parent = textOf(at(row, ['parentId', 'value']) ?? row['parentId']);
      const parentId = isOffer ? thereNumber(there, 'product-sku', parent) : undefined;
      if (own === undefined || (isOffer && parent !== '' && parentId === undefined)) return noParent;
      const links = { measure: 'measure', vatId: 'vat' } as const;
      return {
        ...own,
        ...only(row, id === 'product-service' ? common : [...common, ...ofThings]),
        ...Object.fromEntries(
          Object.entries(links).flatMap(([field, kind]) => {
            const found = thereNumber(there, kind, textAt(row, field));
            return found === undefined ? [] : [[field, found]];
          }),
        ),
        createdBy: Number(there.person(textAt(row, 'createdBy'))),
        modifiedBy: Number(there.person(textAt(row, 'modifiedBy'))),
        ...(parentId === undefined ? {} : { parentId: { value: String(parentId) } }),
        ...propertiesThere(row, there),
      };
    },
    call: ({ parentId, ...row }, record, there) => ({
      method: `${method}.add`,
      params: {
        fields: {
          ...row,
          ...(parentId === undefined ? {} : { parentId: Number(at(parentId, ['value'])) }),
          ...pictures(id, record, there),
        },
      },
      effect: 'write',
    }),
    newId: [one, 'id'],
    mark: (row) =>
      [
        ...words('iblockId name code xmlId').map((field) => textAt(row, field)),
        String(Date.parse(textAt(row, 'dateCreate'))),
      ].join('\n'),
    loses: { ru: 'остатки на складах и время изменения', en: 'stock and the time of the last change' },
    losesOf: filesOfProperties,
  };
}

/** Pictures of the old card, where no record of their own is in the archive: those are carried as such. */
function pictures(kind: KindId, record: RecordLike, there: There): JsonObject {
  const held = new Set(there.children({ kind, id: record.id }, 'product-image').map(({ row }) => textAt(row, 'type')));
  const fields = { detailPicture: 'DETAIL_PICTURE', previewPicture: 'PREVIEW_PICTURE' };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, type]) => {
      const id = textAt(record.row, `${field}.id`);
      const file = id === '' || held.has(type) ? undefined : there.file(record, 'fields', `${field}:${id}`);
      return file === undefined ? [] : [[field, { fileData: [withEnding(file), file.bytes] }]];
    }),
  );
}

/** The archive knows such a picture by its field alone; the portal wants a name with an ending. */
function withEnding({ name, contentType = '' }: FileThere): string {
  const [, ending = 'png'] = /^image\/(png|jpeg|gif|webp|bmp)/u.exec(contentType) ?? [];
  return /\.\w+$/u.test(name) ? name : `${name}.${ending}`;
}

/** Pictures of goods, each by the place that it has on the card. */
export const productImageCreation: Creation = {
  needs: goodsKinds,
  row: (record, there) => {
    const productId = there.oneOf(goodsKinds, textAt(record.row, 'productId'));
    if (productId === undefined) return noParent;
    if (there.file(record, 'image', textAt(record.row, 'id')) === undefined) return notHeld;
    return { productId: Number(productId), ...only(record.row, ['name', 'type']) };
  },
  call: ({ name = '', ...fields }, record, there) => ({
    method: 'catalog.productImage.add',
    params: { fields, fileContent: [name, there.file(record, 'image', textAt(record.row, 'id'))?.bytes ?? ''] },
    effect: 'write',
  }),
  newId: ['productImage', 'id'],
  mark: (row) =>
    words('productId type name')
      .map((field) => textAt(row, field))
      .join('\n'),
  alone: true,
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
