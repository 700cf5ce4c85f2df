import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { PortalCore } from '../../core.ts';
import type { Context, Method } from '../../method.ts';
import { Refusal } from '../../refusal.ts';
import { idsWith, removeChildren, type Shelf, shelfDelete, shelfGet, shelfList, type Takes } from '../../shelf.ts';
import { catalogShelves } from '../../shelves/catalog.ts';
import type { RecordId } from '../../store.ts';

const {
  product,
  productSku,
  productOffer,
  productService,
  price: prices,
  ratio,
  storeProduct,
  productImage,
} = catalogShelves;

const denied = (): Refusal => new Refusal('200040300010', 'Access Denied');

/** The picture's links name field, file and product, and live as long as the connection. */
function picture(context: Context, blob: Json): JsonObject {
  const id = textOf(blob);
  const link = context.core.links.download(context, { blob: Number(id), name: `${id}.png` }, 'catalog');
  return { id, url: link, urlMachine: link };
}

function row({ _blob: blob, _preview: preview, ...record }: JsonObject, context: Context): JsonObject {
  return {
    ...record,
    ...(blob === undefined ? {} : { detailPicture: picture(context, blob) }),
    ...(preview === undefined ? {} : { previewPicture: picture(context, preview) }),
  };
}

/** Only lists tell these. */
const listOnly = new Set(['barcodeMulti', 'recurSchemeLength', 'recurSchemeType', 'trialPriceId', 'withoutOrder']);

/** A record as it is told alone. */
export function whole(record: JsonObject, context: Context): JsonObject {
  const { purchasingPrice: price, ...rest } = row(record, context);
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !listOnly.has(name)));
  return price === undefined ? kept : { ...kept, purchasingPrice: `${textOf(price)}.000000` };
}

const ofProduct: Takes = [prices, ratio, storeProduct, productImage].map((child) => [child, 'productId'] as const);

/** Lists of goods want the catalog in the filter, and id and catalog among the fields. */
function checkList({ params }: Context): void {
  const filter = params.struct('filter');
  if (!Object.keys(filter).some((name) => name.endsWith('iblockId'))) {
    throw new Refusal('0', 'The filter must have iblockId');
  }
  const select = params.list('select').map(textOf);
  if (!select.includes('id') || !select.includes('iblockId'))
    throw new Refusal('0', 'id and iblockId must be selected');
}

/** What belongs to one of the goods: prices, stock, pictures; variations with all of theirs. */
export function removeParts(core: PortalCore, id: RecordId): void {
  for (const offer of idsWith(core, productOffer, '_parent', id)) {
    removeChildren(core, offer, ofProduct);
    core.store.table(productOffer.table).remove(offer);
  }
  removeChildren(core, id, ofProduct);
}

function methodsOf(sort: Shelf, prefix: string, rows: string, one: string): readonly Method[] {
  return [
    shelfList(sort, `${prefix}.list`, { path: [rows], may: checkList, row }),
    shelfGet(sort, `${prefix}.get`, { path: [one], missing: denied, row: whole }),
    shelfDelete(sort, `${prefix}.delete`, {
      missing: denied,
      check: ({ id }, { core }) => removeParts(core, Number(textOf(id))),
    }),
  ];
}

/** Products, products with variations, variations, services (https://apidocs.bitrix24.ru/api-reference/catalog/product/). */
export const goods: readonly Method[] = [
  ...methodsOf(product, 'catalog.product', 'products', 'product'),
  ...methodsOf(productSku, 'catalog.product.sku', 'units', 'sku'),
  ...methodsOf(productOffer, 'catalog.product.offer', 'offers', 'offer'),
  ...methodsOf(productService, 'catalog.product.service', 'services', 'service'),
];
