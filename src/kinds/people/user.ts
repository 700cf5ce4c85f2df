import { firstText, joined, textAt, words } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { userCreation } from './creation.ts';

const list = {
  method: 'user.get',
  rows: [],
  idField: 'ID',
  filterParam: 'FILTER',
  orderParam: 'order',
  sortParam: 'sort',
  pager: { by: 'id' },
} as const;
const all = { ADMIN_MODE: true, select: ['*', 'UF_*'] } as const;

/** REST can't delete a user: a deactivated one keeps the name and all that was written, and can't come in. */
export const user: Kind = {
  id: 'user',
  group: 'people',
  sought: true,
  title: { one: { ru: 'Сотрудник', en: 'Employee' }, many: { ru: 'Сотрудники', en: 'Employees' } },
  scope: 'user',
  docs: ['api-reference/user/user-get.md', 'api-reference/user/user-update.md', 'api-reference/user/index.md'],
  take: { how: 'list', request: { ...list, params: all } },
  key: 'ID',
  name: (row) => joined(row, 'LAST_NAME', 'NAME', 'SECOND_NAME') || firstText(row, 'EMAIL', 'ID'),
  changedAt: { field: 'TIMESTAMP_X', filter: false },
  createdAt: 'DATE_REGISTER',
  // Departments go first and take themselves out of their people.
  volatile: ['LAST_LOGIN', 'LAST_ACTIVITY_DATE', 'IS_ONLINE', 'TIMESTAMP_X', 'UF_DEPARTMENT'],
  references: [{ field: 'UF_DEPARTMENT[]', to: 'department' }],
  texts: [
    { field: 'PERSONAL_NOTES', form: 'plain' },
    { field: 'WORK_NOTES', form: 'plain' },
    { field: 'WORK_PROFILE', form: 'plain' },
  ],
  personal: {
    NAME: 'name',
    LAST_NAME: 'name',
    SECOND_NAME: 'name',
    EMAIL: 'email',
    PERSONAL_MOBILE: 'phone',
    PERSONAL_PHONE: 'phone',
    WORK_PHONE: 'phone',
    UF_PHONE_INNER: 'phone',
    PERSONAL_BIRTHDAY: 'birthday',
    PERSONAL_PHOTO: 'photo',
    PERSONAL_CITY: 'address',
    PERSONAL_STREET: 'address',
    PERSONAL_ZIP: 'address',
    WORK_POSITION: 'position',
    PERSONAL_GENDER: 'other',
    PERSONAL_WWW: 'other',
    UF_SKYPE: 'messenger',
  },
  people: [],
  // The nearest thing to a deletion. A photo can be replaced, but no method takes it away.
  scrub: {
    fields: words(`
        SECOND_NAME PERSONAL_GENDER PERSONAL_PROFESSION PERSONAL_WWW PERSONAL_BIRTHDAY PERSONAL_ICQ PERSONAL_PHONE
        PERSONAL_FAX PERSONAL_MOBILE PERSONAL_PAGER PERSONAL_STREET PERSONAL_CITY PERSONAL_STATE PERSONAL_ZIP
        PERSONAL_COUNTRY WORK_PHONE WORK_POSITION UF_SKYPE UF_PHONE_INNER UF_INTERESTS UF_SKILLS UF_WEB_SITES
        UF_XING UF_LINKEDIN UF_FACEBOOK UF_TWITTER UF_DISTRICT
      `),
    call: ({ id }, fields) => ({
      method: 'user.update',
      params: { ID: Number(id), ...Object.fromEntries(fields.map((field) => [field, ''])) },
      effect: 'write',
    }),
  },
  files: [
    {
      slot: 'photo',
      files: (row) => {
        const url = textAt(row, 'PERSONAL_PHOTO');
        return /^https?:/u.test(url)
          ? [{ fileId: url.split('?')[0] ?? url, name: url.split(/[/?]/u).at(-1) ?? 'photo', url }]
          : [];
      },
    },
  ],
  look: {
    by: 'ids',
    request: (ids) => ({ ...list, params: { ...all, FILTER: { ID: ids.map(Number) } } }),
  },
  deletion: {
    how: 'deactivate',
    call: ({ id }) => ({ method: 'user.update', params: { ID: Number(id), ACTIVE: false }, effect: 'write' }),
    isActive: (row) => row['ACTIVE'] === true || row['ACTIVE'] === 'Y',
  },
  creation: userCreation,
  columns: [
    { field: 'LAST_NAME', title: { ru: 'Фамилия', en: 'Last name' }, type: 'text' },
    { field: 'NAME', title: { ru: 'Имя', en: 'First name' }, type: 'text' },
    { field: 'EMAIL', title: { ru: 'E-mail', en: 'E-mail' }, type: 'email' },
    { field: 'PERSONAL_MOBILE', title: { ru: 'Мобильный', en: 'Mobile' }, type: 'phone' },
    { field: 'WORK_POSITION', title: { ru: 'Должность', en: 'Position' }, type: 'text' },
    { field: 'UF_DEPARTMENT[]', title: { ru: 'Отделы', en: 'Departments' }, type: 'reference', to: 'department' },
    { field: 'ACTIVE', title: { ru: 'Работает', en: 'Active' }, type: 'boolean' },
    { field: 'LAST_LOGIN', title: { ru: 'Последний вход', en: 'Last login' }, type: 'datetime' },
  ],
  path: ({ id }) => `/company/personal/user/${id}/`,
  limits: {
    ru: 'REST не показывает ботов, системных пользователей, интеграторов и гостей открытых линий.',
    en: 'REST does not show bots, system users, integrators and open channel visitors.',
  },
};
