import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { absent, author, inStorage, storageOf } from './in-storage.ts';
import { pictures, propertyFiles } from './pictures.ts';

export const appStorageItem: Kind = {
  id: 'app-storage-item',
  group: 'other',
  title: {
    one: { ru: 'Запись хранилища', en: 'Item of a storage' },
    many: { ru: 'Записи хранилищ', en: 'Items of storages' },
  },
  scope: 'entity',
  byApplication: true,
  docs: ['api-reference/entity/items/entity-item-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'app-storage',
    request: (storage) => inStorage('entity.item.get', storage),
  },
  key: 'ID',
  name: (row) => firstText(row, 'NAME', 'ID'),
  createdAt: 'DATE_CREATE',
  references: [
    { field: 'SECTION', to: 'app-storage-section' },
    { field: 'CREATED_BY', to: 'user' },
    { field: 'MODIFIED_BY', to: 'user' },
  ],
  texts: [
    { field: 'PREVIEW_TEXT', form: 'plain' },
    { field: 'DETAIL_TEXT', form: 'plain' },
  ],
  personal: {},
  people: [author],
  files: [pictures('PREVIEW_PICTURE', 'DETAIL_PICTURE'), propertyFiles],
  look: { by: 'siblings', request: (record) => inStorage('entity.item.get', storageOf(record)), absent },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'DETAIL_TEXT', title: { ru: 'Текст', en: 'Text' }, type: 'text' },
    { ...author, type: 'user' },
  ],
};
