import { textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { diskStorageCreation } from './creation.ts';

/** api-reference/disk/storage/disk-storage-get-list.md. */
const owners: Codes = {
  user: { ru: 'Личное', en: 'A person’s' },
  common: { ru: 'Общее', en: 'The company’s' },
  group: { ru: 'Группы', en: 'A workgroup’s' },
};

export const diskStorage: Kind = {
  id: 'disk-storage',
  group: 'drive',
  title: { one: { ru: 'Хранилище Диска', en: 'Drive storage' }, many: { ru: 'Хранилища Диска', en: 'Drive storages' } },
  scope: 'disk',
  docs: ['api-reference/disk/storage/disk-storage-get-list.md', 'api-reference/disk/storage/disk-storage-get.md'],
  take: {
    how: 'list',
    request: {
      method: 'disk.storage.getlist',
      params: { order: { ID: 'ASC' } },
      rows: [],
      idField: 'ID',
      pager: { by: 'offset' },
    },
  },
  key: 'ID',
  own: (row, userId) => row['ENTITY_TYPE'] === 'user' && textAt(row, 'ENTITY_ID') === userId,
  name: (row) => textAt(row, 'NAME'),
  references: [
    { field: 'ENTITY_ID', to: 'user', when: (row) => row['ENTITY_TYPE'] === 'user' },
    { field: 'ENTITY_ID', to: 'workgroup', parent: true, when: (row) => row['ENTITY_TYPE'] === 'group' },
  ],
  personal: {},
  people: [],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'disk.storage.get', params: { id: Number(id) } }),
    at: [],
    absent: [{ code: 'ERROR_NOT_FOUND' }],
  },
  // No method deletes one: a group's goes with the group, the others stay and can only be emptied.
  deletion: { how: 'withParent' },
  creation: diskStorageCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'ENTITY_TYPE', title: { ru: 'Чьё', en: 'Whose' }, type: 'text', codes: owners },
  ],
  limits: {
    ru: 'Видны хранилища, доступные владельцу подключения: чужие личные диски отдаёт только подключение их хозяина.',
    en: 'Storages that the owner of the connection can open: another person’s own drive takes a connection of that person.',
  },
};
