import { type JsonObject, textOf } from '../../../base/json.ts';
import { type Context, type Method, read, type Reply } from '../../method.ts';
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

/** https://apidocs.bitrix24.ru/api-reference/catalog/product-image/ */
export const productImages: readonly Method[] = [read('catalog.productImage.list', 'catalog', list)];
