import { type JsonObject, textOf } from '../../../base/json.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { Refusal } from '../../refusal.ts';
import { chosen, idsWith, shown } from '../../shelf.ts';
import { catalogShelves } from '../../shelves/catalog.ts';

const { productImage, product, productSku, productOffer, productService } = catalogShelves;

function withLinks(context: Context, { _blob: blob, ...record }: JsonObject): JsonObject {
  const file = { blob: Number(textOf(blob)), name: textOf(record['name']), contentType: 'image/png' };
  return { ...record, downloadUrl: context.core.links.download(context, file, 'catalog') };
}

function productId({ core, params }: Context): number {
  const given = params.get('productId');
  if (given === undefined) throw new Refusal('100', 'Could not find value for parameter {productId}');
  const id = params.integer('productId') ?? 0;
  const isThere = [product, productSku, productOffer, productService].some(({ table }) =>
    core.store.table(table).has(id),
  );
  if (!isThere) throw new Refusal('0', 'Product not found');
  return id;
}

function list(context: Context): Reply {
  const { core, params } = context;
  const select = params.list('select').map(textOf);
  const ids = idsWith(core, productImage, 'productId', productId(context));
  const rows = ids.map((id) => core.store.table(productImage.table).get(id) ?? {});
  return {
    result: { productImages: rows.map((record) => shown(chosen(withLinks(context, record), select))) },
    total: rows.length,
  };
}

/** What a picture of the old card is in the row of its goods. */
const places: Readonly<Record<string, string>> = { DETAIL_PICTURE: '_blob', PREVIEW_PICTURE: '_preview' };

function add(context: Context): Reply {
  const { core, params } = context;
  const fields = params.map('fields');
  const [name, bytes] = params.list('fileContent').map(textOf);
  if (Object.keys(fields).length === 0) throw new Refusal('100', 'Could not find value for parameter {fields}');
  if (name === undefined || bytes === undefined) {
    throw new Refusal('100', 'Could not find value for parameter {fileContent}');
  }
  const id = Number(textOf(fields['productId']));
  const goods = [product, productSku, productOffer, productService].find(({ table }) =>
    core.store.table(table).has(id),
  );
  if (goods === undefined) throw new Refusal('0', 'Product not found');
  const type = textOf(fields['type']) || 'MORE_PHOTO';
  if (!/^(?:DETAIL_PICTURE|PREVIEW_PICTURE|MORE_PHOTO)$/u.test(type)) throw new Refusal('0', 'Invalid type');
  const blob = core.blobs.add(Buffer.from(bytes, 'base64'));
  const place = places[type];
  if (place !== undefined) core.store.table(goods.table).patch(id, { [place]: blob });
  const table = core.store.table(productImage.table);
  const made = table.add((number) => ({
    id: number,
    name,
    productId: id,
    type,
    createTime: core.zone.format(core.clock.now()),
    detailUrl: `/upload/iblock/${number}/${name}`,
    _blob: blob,
  }));
  return { result: { productImage: withLinks(context, table.get(made) ?? {}) } };
}

/** https://apidocs.bitrix24.ru/api-reference/catalog/product-image/ */
export const productImages: readonly Method[] = [
  read('catalog.productImage.list', 'catalog', list),
  write('catalog.productImage.add', 'catalog', add),
];
