import { at, textOf } from '../../base/json.ts';
import { type Creation, noParent, only, thereNumber } from '../creation.ts';
import { textAt, words } from '../fields.ts';
import type { KindId } from '../kind.ts';
import { place } from './creation.ts';
import { pictures } from './pictures-creation.ts';
import { filesOfProperties, propertiesThere } from './properties-creation.ts';

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
