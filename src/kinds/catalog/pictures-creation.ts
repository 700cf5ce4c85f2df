import type { JsonObject } from '../../base/json.ts';
import { type Creation, type FileThere, noParent, notHeld, only, type There } from '../creation.ts';
import { textAt, words } from '../fields.ts';
import type { KindId, RecordLike } from '../kind.ts';
import { goodsKinds } from './goods-kinds.ts';

/** Pictures of the old card, where no record of their own is in the archive: those are carried as such. */
export function pictures(kind: KindId, record: RecordLike, there: There): JsonObject {
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
