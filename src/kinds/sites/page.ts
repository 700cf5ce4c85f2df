import { firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { numberOf, scopeOf } from './scope.ts';

/** Pages of a site, also those in its bin. The key takes the site's type along, which decides how a page is asked for. */
export const page: Kind = {
  id: 'page',
  group: 'sites',
  title: { one: { ru: 'Страница сайта', en: 'Page of a site' }, many: { ru: 'Страницы сайтов', en: 'Pages of sites' } },
  scope: 'landing',
  docs: [
    'api-reference/landing/page/methods/landing-landing-get-list.md',
    'api-reference/landing/page/methods/landing-landing-delete.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'site',
    request: ({ id }) => ({
      method: 'landing.landing.getList',
      params: {
        ...scopeOf(id),
        params: { select: ['*'], filter: { SITE_ID: numberOf(id), '=DELETED': ['N', 'Y'] }, order: { ID: 'ASC' } },
      },
      rows: [],
      idField: 'ID',
      pager: { by: 'offset', param: 'params.offset', limitParam: 'params.limit' },
    }),
  },
  key: (row, parent) => `${parent?.id.split(':')[0] ?? ''}:${textAt(row, 'ID')}`,
  name: (row) => firstText(row, 'TITLE', 'CODE'),
  changedAt: { field: 'DATE_MODIFY', filter: false },
  createdAt: 'DATE_CREATE',
  references: [{ field: 'CREATED_BY_ID', to: 'user' }],
  personal: {},
  people: [{ field: 'CREATED_BY_ID', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: {
    by: 'get',
    call: ({ id }) => ({
      method: 'landing.landing.getList',
      params: { ...scopeOf(id), params: { select: ['*'], filter: { ID: numberOf(id), '=DELETED': ['N', 'Y'] } } },
    }),
    at: ['0'],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({
      method: 'landing.landing.delete',
      params: { ...scopeOf(id), lid: numberOf(id) },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  columns: [
    { field: 'TITLE', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'DATE_MODIFY', title: { ru: 'Изменена', en: 'Changed' }, type: 'datetime' },
  ],
};
