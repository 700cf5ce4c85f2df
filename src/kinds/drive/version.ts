import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { diskVersionCreation } from './file-creation.ts';
import { freshFile, sizeOf } from './download.ts';

/** Earlier contents of a file. A file that was never written over has only the current one, and is not asked. */
export const diskVersion: Kind = {
  id: 'disk-version',
  group: 'drive',
  title: { one: { ru: 'Версия файла', en: 'File version' }, many: { ru: 'Версии файлов', en: 'File versions' } },
  scope: 'disk',
  docs: ['api-reference/disk/file/disk-file-get-versions.md', 'api-reference/disk/version/disk-version-get.md'],
  take: {
    how: 'each',
    // Writing a file over makes a version, and moves its time.
    moves: { field: 'UPDATE_TIME' },
    parent: 'disk-file',
    request: ({ id, row }) =>
      textAt(row, 'GLOBAL_CONTENT_VERSION') === '1'
        ? undefined
        : {
            method: 'disk.file.getVersions',
            params: { id: Number(id) },
            rows: [],
            idField: 'ID',
            pager: { by: 'offset' },
          },
  },
  key: 'ID',
  own: () => true,
  name: (row) => `${textAt(row, 'NAME')} (${textAt(row, 'GLOBAL_CONTENT_VERSION')})`,
  createdAt: 'CREATE_TIME',
  volatile: ['DOWNLOAD_URL'],
  references: [
    { field: 'OBJECT_ID', to: 'disk-file', parent: true },
    { field: 'CREATED_BY', to: 'user' },
  ],
  personal: {},
  people: [{ field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' } }],
  files: [
    {
      slot: 'content',
      files: (row) => {
        const url = textAt(row, 'DOWNLOAD_URL');
        const hint = { fileId: textAt(row, 'ID'), name: textAt(row, 'NAME'), ...sizeOf(row['SIZE']) };
        return [url === '' ? hint : { ...hint, url }];
      },
      refresh: { call: ({ id }) => ({ method: 'disk.version.get', params: { id: Number(id) } }), read: freshFile },
    },
  ],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'disk.version.get', params: { id: Number(id) } }),
    at: [],
    absent: [{ code: 'ERROR_NOT_FOUND' }],
  },
  deletion: { how: 'withParent' },
  creation: diskVersionCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Имя', en: 'Name' }, type: 'text' },
    { field: 'GLOBAL_CONTENT_VERSION', title: { ru: 'Версия', en: 'Version' }, type: 'number' },
    { field: 'SIZE', title: { ru: 'Размер', en: 'Size' }, type: 'bytes' },
    { field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' }, type: 'user' },
    { field: 'CREATE_TIME', title: { ru: 'Создана', en: 'Created' }, type: 'datetime' },
  ],
};
