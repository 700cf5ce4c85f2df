import { firstText, words } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const team: Kind = listed({
  id: 'team',
  group: 'people',
  title: { one: { ru: 'Команда', en: 'Team' }, many: { ru: 'Команды', en: 'Teams' } },
  scope: 'humanresources',
  docs: ['api-reference/departments/node/humanresources-node-list.md'],
  list: {
    method: 'humanresources.node.list',
    params: {
      type: 'TEAM',
      select: words(
        'id name type structureId parentId description accessCode userCount colorName xmlId createdAt updatedAt',
      ),
    },
    rows: ['items'],
    idField: 'id',
    pager: { by: 'v3', limit: 200 },
    api: 'v3',
  },
  name: (row) => firstText(row, 'name', 'id'),
  volatile: ['userCount', 'updatedAt'],
  api: 'v3',
  amongAll: true,
  deletion: {
    how: 'byHand',
    byHand: {
      path: () => '/hr/structure/',
      steps: {
        ru: 'Компания → Структура → у команды ⋯ → «Удалить команду».',
        en: 'Company → Company structure → ⋯ of the team → Delete team.',
      },
      why: { ru: 'REST удаляет отделы, но не команды.', en: 'REST deletes departments, but not teams.' },
    },
  },
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'userCount', title: { ru: 'Участников', en: 'Members' }, type: 'number' },
  ],
});
