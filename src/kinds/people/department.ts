import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { departmentCreation } from './creation.ts';

export const department: Kind = {
  id: 'department',
  group: 'people',
  title: { one: { ru: 'Отдел', en: 'Department' }, many: { ru: 'Отделы', en: 'Departments' } },
  scope: 'department',
  docs: ['api-reference/departments/department-get.md', 'api-reference/departments/department-delete.md'],
  take: {
    how: 'list',
    request: {
      method: 'department.get',
      params: { sort: 'ID', order: 'ASC' },
      filterParam: '',
      rows: [],
      idField: 'ID',
      pager: { by: 'offset' },
    },
  },
  key: 'ID',
  name: (row) => textAt(row, 'NAME'),
  references: [
    // What becomes of the departments below is not documented, so they go first.
    { field: 'PARENT', to: 'department', parent: true },
    { field: 'UF_HEAD', to: 'user' },
  ],
  personal: {},
  people: [
    {
      field: 'UF_HEAD',
      title: { ru: 'Руководитель', en: 'Head' },
      set: ({ id }, to) => ({
        method: 'department.update',
        params: { ID: Number(id), UF_HEAD: Number(to) },
        effect: 'write',
      }),
    },
  ],
  look: { by: 'get', call: ({ id }) => ({ method: 'department.get', params: { ID: Number(id) } }), at: ['0'] },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'department.delete', params: { ID: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
    refuses: ({ row }) =>
      ['', '0'].includes(textAt(row, 'PARENT'))
        ? {
            ru: 'Это верхний отдел, сама компания: портал без него не живёт.',
            en: 'This is the top department, the company itself: a portal cannot be without it.',
          }
        : undefined,
  },
  creation: departmentCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'PARENT', title: { ru: 'Подчинён', en: 'Belongs to' }, type: 'reference', to: 'department' },
    { field: 'UF_HEAD', title: { ru: 'Руководитель', en: 'Head' }, type: 'user' },
  ],
  path: () => '/company/vis_structure.php',
};
