import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { absent, author, inStorage, storageOf } from './in-storage.ts';
import { pictures } from './pictures.ts';

export const appStorageSection: Kind = {
  id: 'app-storage-section',
  group: 'other',
  title: {
    one: { ru: 'Раздел хранилища', en: 'Section of a storage' },
    many: { ru: 'Разделы хранилищ', en: 'Sections of storages' },
  },
  scope: 'entity',
  byApplication: true,
  docs: ['api-reference/entity/sections/entity-section-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'app-storage',
    request: (storage) => inStorage('entity.section.get', storage),
  },
  key: 'ID',
  name: (row) => firstText(row, 'NAME', 'ID'),
  createdAt: 'DATE_CREATE',
  volatile: ['LEFT_MARGIN', 'RIGHT_MARGIN'],
  references: [
    { field: 'SECTION', to: 'app-storage-section', parent: true },
    { field: 'CREATED_BY', to: 'user' },
    { field: 'MODIFIED_BY', to: 'user' },
  ],
  texts: [{ field: 'DESCRIPTION', form: 'plain' }],
  personal: {},
  people: [author],
  files: [pictures('PICTURE', 'DETAIL_PICTURE')],
  look: { by: 'siblings', request: (record) => inStorage('entity.section.get', storageOf(record)), absent },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { ...author, type: 'user' },
  ],
};
