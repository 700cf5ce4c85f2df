import { textAt, words } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { workgroupCreation } from './creation.ts';

/** api-reference/sonet-group/socialnetwork-api-workgroup-get.md. */
const types: Codes = {
  group: { ru: 'Группа', en: 'Workgroup' },
  project: { ru: 'Проект', en: 'Project' },
  scrum: { ru: 'Скрам', en: 'Scrum' },
  collab: { ru: 'Коллаба', en: 'Collab' },
};

const list = {
  method: 'socialnetwork.api.workgroup.list',
  rows: ['workgroups'],
  idField: 'id',
  idFilter: 'ID',
  pager: { by: 'id' },
} as const;
const all = {
  select: words(`
      ID ACTIVE SUBJECT_ID NAME DESCRIPTION KEYWORDS CLOSED VISIBLE OPENED PROJECT LANDING DATE_CREATE
      DATE_UPDATE DATE_ACTIVITY IMAGE_ID AVATAR_TYPE OWNER_ID NUMBER_OF_MEMBERS NUMBER_OF_MODERATORS
      INITIATE_PERMS PROJECT_DATE_START PROJECT_DATE_FINISH SCRUM_OWNER_ID SCRUM_MASTER_ID
      SCRUM_SPRINT_DURATION SCRUM_TASK_RESPONSIBLE TYPE AVATAR
    `),
  params: { IS_ADMIN: 'Y' },
} as const;

export const workgroup: Kind = {
  id: 'workgroup',
  group: 'people',
  title: {
    one: { ru: 'Группа или проект', en: 'Workgroup or project' },
    many: { ru: 'Группы и проекты', en: 'Workgroups and projects' },
  },
  scope: 'socialnetwork',
  moreScopes: ['sonet'],
  docs: [
    'api-reference/sonet-group/socialnetwork-api-workgroup-list.md',
    'api-reference/sonet-group/sonet-group-delete.md',
    'api-reference/sonet-group/sonet-group-update.md',
  ],
  take: { how: 'list', request: { ...list, params: all } },
  key: 'id',
  name: (row) => textAt(row, 'name'),
  changedAt: { field: 'dateUpdate', filter: 'DATE_UPDATE' },
  createdAt: 'dateCreate',
  volatile: [
    'dateActivity',
    'dateUpdate',
    'numberOfMembers',
    'numberOfModerators',
    'additionalData',
    'avatar',
    'dialogId',
  ],
  references: [
    { field: 'ownerId', to: 'user' },
    { field: 'scrumMasterId', to: 'user' },
  ],
  texts: [{ field: 'description', form: 'document' }],
  personal: {},
  people: [
    {
      field: 'ownerId',
      title: { ru: 'Владелец', en: 'Owner' },
      // An administrator may, too; sonet_group.setowner is for the owner alone.
      set: ({ id }, to) => ({
        method: 'sonet_group.update',
        params: { GROUP_ID: Number(id), OWNER_ID: Number(to) },
        effect: 'write',
      }),
    },
    {
      field: 'scrumMasterId',
      title: { ru: 'Скрам-мастер', en: 'Scrum master' },
      byHand: {
        ru: 'через REST не меняется: смените в настройках группы.',
        en: 'REST does not change it: change it in the settings of the group.',
      },
    },
  ],
  files: [
    {
      slot: 'avatar',
      files: (row) => {
        const url = textAt(row, 'avatar');
        return /^https?:/u.test(url)
          ? [{ fileId: textAt(row, 'imageId') || '0', name: url.split('?')[0]?.split('/').at(-1) || 'avatar', url }]
          : [];
      },
    },
  ],
  look: { by: 'ids', request: (ids) => ({ ...list, params: { ...all, filter: { ID: ids.map(Number) } } }) },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'sonet_group.delete', params: { GROUP_ID: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  // The vendor does not say what becomes of a group's tasks and files, so they go first.
  after: ['task', 'disk-file', 'disk-folder'],
  creation: workgroupCreation,
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'type', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: types },
    { field: 'ownerId', title: { ru: 'Владелец', en: 'Owner' }, type: 'user' },
    { field: 'numberOfMembers', title: { ru: 'Участников', en: 'Members' }, type: 'number' },
    { field: 'closed', title: { ru: 'В архиве', en: 'Archived' }, type: 'boolean' },
    { field: 'dateCreate', title: { ru: 'Создана', en: 'Created' }, type: 'datetime' },
  ],
  path: ({ id }) => `/workgroups/group/${id}/`,
};
