import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { freshFile, sizeOf } from './download.ts';
import { diskFileCreation } from './file-creation.ts';

export const diskFile: Kind = {
  id: 'disk-file',
  group: 'drive',
  sought: true,
  title: { one: { ru: 'Файл', en: 'File' }, many: { ru: 'Файлы', en: 'Files' } },
  scope: 'disk',
  docs: ['api-reference/disk/file/disk-file-get.md', 'api-reference/disk/file/disk-file-delete.md'],
  take: { how: 'with', of: 'disk-folder' },
  key: 'ID',
  own: () => true,
  name: (row) => textAt(row, 'NAME'),
  changedAt: { field: 'UPDATE_TIME', filter: false },
  createdAt: 'CREATE_TIME',
  volatile: ['DOWNLOAD_URL', 'DETAIL_URL'],
  references: [
    { field: 'PARENT_ID', to: 'disk-folder', parent: true },
    { field: 'STORAGE_ID', to: 'disk-storage', parent: true },
    { field: 'CREATED_BY', to: 'user' },
    { field: 'UPDATED_BY', to: 'user' },
  ],
  personal: {},
  people: [
    { field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' } },
    { field: 'UPDATED_BY', title: { ru: 'Кто изменил', en: 'Changed by' } },
  ],
  files: [
    {
      slot: 'content',
      files: (row) => {
        const url = textAt(row, 'DOWNLOAD_URL');
        const hint = {
          fileId: textAt(row, 'FILE_ID') || textAt(row, 'ID'),
          name: textAt(row, 'NAME'),
          ...sizeOf(row['SIZE']),
        };
        return [url === '' ? hint : { ...hint, url }];
      },
      refresh: { call: ({ id }) => ({ method: 'disk.file.get', params: { id: Number(id) } }), read: freshFile },
    },
  ],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'disk.file.get', params: { id: Number(id) } }),
    at: [],
    absent: [{ code: 'ERROR_NOT_FOUND' }],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'disk.file.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['task', 'activity', 'timeline-comment'],
  creation: diskFileCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Имя', en: 'Name' }, type: 'text' },
    { field: 'SIZE', title: { ru: 'Размер', en: 'Size' }, type: 'bytes' },
    { field: 'UPDATE_TIME', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' },
    { field: 'UPDATED_BY', title: { ru: 'Кто изменил', en: 'Changed by' }, type: 'user' },
    { field: 'PARENT_ID', title: { ru: 'Папка', en: 'Folder' }, type: 'reference', to: 'disk-folder' },
  ],
};
