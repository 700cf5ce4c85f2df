import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { maySeeOwner, ownerItem } from '../crm/owners.ts';
import { productRowsTable } from '../crm/tables.ts';
import { parseFilter, parseOrder } from '../filter.ts';
import { listPage } from '../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf, listOf, mapOf } from '../params.ts';
import type { Field } from '../query.ts';
import { Refusal } from '../refusal.ts';

/** Letters that stand for the types of owners. */
const letters: Readonly<Record<string, number>> = { L: 1, D: 2, C: 3, CO: 4, Q: 7, SI: 31 };

/** `D` → 2; `T40a` → 1034, the number in hexadecimal. */
export function ownerOfLetter(letter: string): number | undefined {
  const smart = /^T([0-9a-f]+)$/iu.exec(letter)?.[1];
  return letters[letter] ?? (smart === undefined ? undefined : Number.parseInt(smart, 16));
}

const texts = ['ownerType', 'productName', 'taxIncluded', 'customized', 'measureName', 'xmlId'];
const numbers = [
  'ownerId',
  'productId',
  'price',
  'priceAccount',
  'priceExclusive',
  'priceNetto',
  'priceBrutto',
  'quantity',
  'discountTypeId',
  'discountRate',
  'discountSum',
  'taxRate',
  'measureCode',
  'sort',
  'type',
  'storeId',
];

function lookup(name: string): Field | undefined {
  if (name === 'id') return { path: 'id', type: 'id' };
  if (texts.includes(name)) return { path: name, type: 'text' };
  return numbers.includes(name) ? { path: name, type: 'number' } : undefined;
}

const shown = ({ owner: _owner, ...row }: JsonObject): JsonObject => row;

function list(context: Context): Reply {
  const { core, caller, params, start } = context;
  const filter = params.struct('filter');
  const type = ownerOfLetter(textOf(filter['=ownerType'] ?? filter['ownerType']));
  const owner = filter['=ownerId'] ?? filter['ownerId'];
  if (type === undefined || owner === undefined) {
    throw new Refusal('INVALID_ARG_VALUE', 'The filter must have =ownerType and =ownerId');
  }
  const ids = (listOf(owner) ?? [owner]).map((id) => integerOf(id) ?? 0);
  if (ids.some((id) => !maySeeOwner(core, caller, type, id))) throw new Refusal('ACCESS_DENIED', 'Доступ запрещен');
  return listPage({
    table: core.store.table(productRowsTable),
    selection: {
      where: [
        { field: { path: 'owner', type: 'text' }, is: 'in', values: ids.map((id) => `${type}:${id}`) },
        ...parseFilter(filter, { fields: lookup, zone: core.zone }),
      ],
      order: parseOrder(params.struct('order'), { fields: lookup }),
    },
    start,
    path: ['productRows'],
    row: shown,
  });
}

/** Money and measures of a row, each of them once. */
function made(
  given: JsonObject,
  owner: { readonly letter: string; readonly type: number; readonly id: number },
): JsonObject {
  const number = (name: string, otherwise: number): number => {
    const value = Number.parseFloat(textOf(given[name]));
    return Number.isNaN(value) ? otherwise : value;
  };
  const price = number('price', 0);
  return {
    ownerId: owner.id,
    ownerType: owner.letter,
    productId: integerOf(given['productId']) ?? 0,
    productName: textOf(given['productName']),
    price,
    priceAccount: price,
    priceExclusive: number('priceExclusive', price),
    priceNetto: number('priceNetto', price),
    priceBrutto: number('priceBrutto', price),
    quantity: number('quantity', 1),
    discountTypeId: integerOf(given['discountTypeId']) ?? 2,
    discountRate: number('discountRate', 0),
    discountSum: number('discountSum', 0),
    taxRate: given['taxRate'] ?? null,
    taxIncluded: textOf(given['taxIncluded']) || 'N',
    customized: 'Y',
    measureCode: integerOf(given['measureCode']) ?? 796,
    measureName: textOf(given['measureName']) || 'шт',
    sort: integerOf(given['sort']) ?? 10,
    xmlId: textOf(given['xmlId']),
    type: integerOf(given['type']) ?? 4,
    ...(given['storeId'] === undefined ? {} : { storeId: integerOf(given['storeId']) ?? 0 }),
    owner: `${owner.type}:${owner.id}`,
  };
}

function set({ core, params }: Context): Reply {
  const letter = params.text('ownerType');
  const [type, id] = [ownerOfLetter(letter), params.integer('ownerId') ?? 0];
  if (type === undefined) throw new Refusal('ENTITY_TYPE_NOT_SUPPORTED', `Entity type ${letter} is not supported`);
  if (ownerItem(core, type, id) === undefined) throw new Refusal('OWNER_NOT_FOUND', 'Owner was not found');
  const table = core.store.table(productRowsTable);
  const field = { path: 'owner', type: 'text' } as const;
  for (const row of table.ids({ where: [{ field, is: '=', value: `${type}:${id}` }] })) table.remove(row);
  const rows: Json[] = [];
  for (const each of params.list('productRows')) {
    const row = table.add((number) => ({ id: number, ...made(mapOf(each) ?? {}, { letter, type, id }) }));
    rows.push(shown(table.get(row) ?? {}));
  }
  return { result: { productRows: rows } };
}

/** https://apidocs.bitrix24.ru/api-reference/crm/universal/product-rows/ */
export const crmProductRow: readonly Method[] = [
  read('crm.item.productrow.list', 'crm', list),
  write('crm.item.productrow.set', 'crm', set),
];
