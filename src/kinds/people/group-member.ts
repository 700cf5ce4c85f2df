import { textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { groupMemberCreation } from './creation.ts';

/** api-reference/sonet-group/members/sonet-group-user-get.md. */
const roles: Codes = {
  A: { ru: 'Владелец', en: 'Owner' },
  E: { ru: 'Модератор', en: 'Moderator' },
  K: { ru: 'Участник', en: 'Member' },
};

const list = (group: number) =>
  ({
    method: 'sonet_group.user.get',
    params: { ID: group },
    rows: [],
    idField: 'USER_ID',
    pager: { by: 'none' },
  }) as const;

/** Who is in a group, and as what. A row names the person; the group is the one whose list it came in. */
export const groupMember: Kind = {
  id: 'group-member',
  group: 'people',
  title: {
    one: { ru: 'Участник группы', en: 'Member of a group' },
    many: { ru: 'Участники групп', en: 'Members of groups' },
  },
  scope: 'sonet',
  docs: ['api-reference/sonet-group/members/sonet-group-user-get.md'],
  take: { how: 'each', moves: 'nothing', parent: 'workgroup', request: ({ id }) => list(Number(id)) },
  key: (row, parent) => `${parent?.id ?? ''}:${textAt(row, 'USER_ID')}`,
  name: (row) => textAt(row, 'USER_ID'),
  calledBy: ['USER_ID'],
  references: [{ field: 'USER_ID', to: 'user' }],
  personal: {},
  people: [
    {
      field: 'USER_ID',
      title: { ru: 'Участник', en: 'Member' },
      byHand: {
        ru: 'участие не передаётся: пригласите преемника в группу, если он ей нужен.',
        en: 'membership is not handed over: invite the successor to the group if it needs one.',
      },
    },
  ],
  look: {
    by: 'siblings',
    request: ({ parent }) => list(Number(parent?.id ?? 0)),
    absent: [{ code: '', says: 'group not found' }],
  },
  deletion: { how: 'withParent' },
  creation: groupMemberCreation,
  columns: [
    { field: 'USER_ID', title: { ru: 'Сотрудник', en: 'Employee' }, type: 'user' },
    { field: 'ROLE', title: { ru: 'Роль', en: 'Role' }, type: 'text', codes: roles },
  ],
};
