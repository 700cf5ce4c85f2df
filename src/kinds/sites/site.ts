import { firstText, textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { numberOf, scopeOf, scopes } from './scope.ts';

/** api-reference/landing/site/base-fields.md. */
const types: Codes = {
  PAGE: { ru: 'Сайт', en: 'Site' },
  STORE: { ru: 'Магазин', en: 'Shop' },
  SMN: { ru: 'Проект', en: 'Project' },
  KNOWLEDGE: { ru: 'База знаний', en: 'Knowledge base' },
  GROUP: { ru: 'Сайт группы', en: 'Site of a workgroup' },
  MAINPAGE: { ru: 'Главная страница', en: 'Main page' },
};

/** Sites that lie in the bin are shown only when asked for. */
const states = ['N', 'Y'] as const;

export const site: Kind = {
  id: 'site',
  group: 'sites',
  title: {
    one: { ru: 'Сайт, магазин или база знаний', en: 'Site, shop or knowledge base' },
    many: { ru: 'Сайты, магазины, базы знаний', en: 'Sites, shops, knowledge bases' },
  },
  scope: 'landing',
  docs: ['api-reference/landing/site/landing-site-get-list.md', 'api-reference/landing/site/landing-site-delete.md'],
  take: {
    how: 'lists',
    requests: scopes.flatMap((scope) =>
      states.map((deleted) => ({
        method: 'landing.site.getList',
        params: {
          ...(scope !== undefined && { scope }),
          params: { select: ['*'], filter: { '=DELETED': deleted }, order: { ID: 'ASC' } },
        },
        rows: [],
        idField: 'ID',
        pager: { by: 'offset', param: 'params.offset', limitParam: 'params.limit' } as const,
      })),
    ),
  },
  key: (row) => `${textAt(row, 'TYPE')}:${textAt(row, 'ID')}`,
  name: (row) => firstText(row, 'TITLE', 'CODE'),
  changedAt: { field: 'DATE_MODIFY', filter: false },
  createdAt: 'DATE_CREATE',
  references: [
    { field: 'CREATED_BY_ID', to: 'user' },
    { field: 'MODIFIED_BY_ID', to: 'user' },
  ],
  personal: {},
  people: [{ field: 'CREATED_BY_ID', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: {
    by: 'get',
    call: ({ id }) => ({
      method: 'landing.site.getList',
      params: { ...scopeOf(id), params: { select: ['*'], filter: { ID: numberOf(id), '=DELETED': [...states] } } },
    }),
    at: ['0'],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({
      method: 'landing.site.delete',
      params: { ...scopeOf(id), id: numberOf(id) },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  columns: [
    { field: 'TITLE', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'TYPE', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: types },
    { field: 'DATE_MODIFY', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Удаляется только пустой сайт, без страниц и в корзине.',
    en: 'Only an empty site can be deleted, without pages also in the bin.',
  },
};
