import { textAt } from '../fields.ts';
import type { Codes, Kind, KindId } from '../kind.ts';
import { productImageCreation } from './pictures-creation.ts';

/** api-reference/catalog/product-image/catalog-product-image-add.md. */
const types: Codes = {
  DETAIL_PICTURE: { ru: 'Детальная картинка', en: 'Detailed picture' },
  PREVIEW_PICTURE: { ru: 'Картинка для анонса', en: 'Preview picture' },
  MORE_PHOTO: { ru: 'Картинка', en: 'Picture' },
};

const goodsKinds: readonly KindId[] = ['product', 'product-sku', 'product-offer', 'product-service'];
const list = (productId: number) =>
  ({
    method: 'catalog.productImage.list',
    params: { productId },
    rows: ['productImages'],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

export const productImage: Kind = {
  id: 'product-image',
  group: 'catalog',
  title: {
    one: { ru: 'Картинка товара', en: 'Product picture' },
    many: { ru: 'Картинки товаров', en: 'Product pictures' },
  },
  scope: 'catalog',
  docs: ['api-reference/catalog/product-image/catalog-product-image-list.md'],
  take: { how: 'each', moves: 'nothing', parent: goodsKinds, request: ({ id }) => list(Number(id)) },
  key: 'id',
  name: (row) => textAt(row, 'name'),
  createdAt: 'createTime',
  volatile: ['downloadUrl', 'detailUrl'],
  references: goodsKinds.map((to) => ({ field: 'productId', to, parent: true })),
  personal: {},
  people: [],
  files: [
    {
      slot: 'image',
      files: (row) => {
        const url = textAt(row, 'downloadUrl');
        return url === '' ? [] : [{ fileId: textAt(row, 'id'), name: textAt(row, 'name'), url }];
      },
    },
  ],
  look: {
    by: 'siblings',
    request: ({ row }) => list(Number(textAt(row, 'productId'))),
    absent: [{ code: '0', says: 'not found' }],
  },
  deletion: { how: 'withParent' },
  creation: productImageCreation,
  columns: [
    { field: 'name', title: { ru: 'Имя файла', en: 'File name' }, type: 'text' },
    { field: 'productId', title: { ru: 'Товар', en: 'Product' }, type: 'reference', to: 'product' },
    { field: 'type', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: types },
  ],
};
