import type { JsonObject } from '../../base/json.ts';
import type { ListRequest } from '../../bitrix24/port.ts';
import { textAt } from '../fields.ts';
import type { Kind, RecordLike } from '../kind.ts';
import { diskFolderCreation } from './creation.ts';

const order = { ID: 'ASC' };
const rest = { rows: [], idField: 'ID', pager: { by: 'offset' } } as const;

/** A folder that someone shared stands in for one in another storage: walking it would take the same files twice. */
const standsForAnother = (row: JsonObject): boolean => {
  const real = textAt(row, 'REAL_OBJECT_ID');
  return real !== '' && real !== textAt(row, 'ID');
};

function childrenOf({ id, row }: RecordLike): ListRequest | undefined {
  const isStorage = Object.hasOwn(row, 'ROOT_OBJECT_ID');
  if (isStorage) return { method: 'disk.storage.getchildren', params: { id: Number(id), order }, ...rest };
  if (standsForAnother(row)) return undefined;
  return { method: 'disk.folder.getchildren', params: { id: Number(id), order }, ...rest };
}

export const diskFolder: Kind = {
  id: 'disk-folder',
  group: 'drive',
  title: { one: { ru: 'Папка', en: 'Folder' }, many: { ru: 'Папки', en: 'Folders' } },
  scope: 'disk',
  docs: [
    'api-reference/disk/storage/disk-storage-get-children.md',
    'api-reference/disk/folder/disk-folder-get-children.md',
    'api-reference/disk/folder/disk-folder-delete-tree.md',
  ],
  take: { how: 'tree', roots: 'disk-storage', request: childrenOf },
  key: 'ID',
  own: () => true,
  sorts: (row) => (row['TYPE'] === 'file' ? 'disk-file' : 'disk-folder'),
  name: (row) => textAt(row, 'NAME'),
  createdAt: 'CREATE_TIME',
  // Children that go change the time; the address is made from the names above.
  volatile: ['UPDATE_TIME', 'UPDATED_BY', 'DETAIL_URL'],
  references: [
    { field: 'PARENT_ID', to: 'disk-folder', parent: true },
    { field: 'STORAGE_ID', to: 'disk-storage', parent: true },
    { field: 'CREATED_BY', to: 'user' },
  ],
  personal: {},
  people: [{ field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'disk.folder.get', params: { id: Number(id) } }),
    at: [],
    absent: [{ code: 'ERROR_NOT_FOUND' }],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'disk.folder.deletetree', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['task', 'activity', 'timeline-comment'],
  creation: diskFolderCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Имя', en: 'Name' }, type: 'text' },
    { field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' }, type: 'user' },
    { field: 'CREATE_TIME', title: { ru: 'Создана', en: 'Created' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Видно только то, на что есть право чтения. Корзина Диска и права доступа через REST не читаются.',
    en: 'Only what may be read is shown. The Drive’s recycle bin and access rights cannot be read over REST.',
  },
};
