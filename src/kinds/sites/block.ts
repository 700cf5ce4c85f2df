import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { numberOf, scopeOf } from './scope.ts';

const list = (pageKey: string | undefined) =>
  ({
    method: 'landing.block.getlist',
    params: { ...scopeOf(pageKey), lid: numberOf(pageKey), params: { get_content: true } },
    rows: [],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

/** What a page is made of, with its HTML. */
export const pageBlock: Kind = {
  id: 'page-block',
  group: 'sites',
  title: { one: { ru: 'Блок страницы', en: 'Block of a page' }, many: { ru: 'Блоки страниц', en: 'Blocks of pages' } },
  scope: 'landing',
  docs: ['api-reference/landing/block/methods/landing-block-get-list.md'],
  take: { how: 'each', moves: 'nothing', parent: 'page', request: ({ id }) => list(id) },
  key: 'id',
  name: (row) => firstText(row, 'name', 'code'),
  volatile: ['css', 'js'],
  references: [],
  texts: [{ field: 'content', form: 'html' }],
  personal: {},
  people: [],
  look: { by: 'siblings', request: ({ parent }) => list(parent?.id), absent: [{ code: 'LANDING_NOT_EXIST' }] },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'content', title: { ru: 'Содержимое', en: 'Content' }, type: 'html' },
  ],
};
