import { type Creation, noParent, only } from '../creation.ts';
import { textAt, words } from '../fields.ts';

/** People are never made: an invitation is a letter. They are found by their e-mail, or as a person says in a file. */
export const userCreation: Creation = {
  needs: [],
  row: ({ row }) => ({ EMAIL: textAt(row, 'EMAIL').toLowerCase() }),
  match: true,
  mark: (row) => textAt(row, 'EMAIL').toLowerCase(),
  shared: true,
  absent: {
    ru: 'там нет человека с такой почтой: пригласите его или впишите в people.csv, кто за него',
    en: 'nobody there has this e-mail: invite them, or say in people.csv who stands for them',
  },
};

const isTop = (parent: string): boolean => parent === '' || parent === '0';

export const departmentCreation: Creation = {
  needs: ['user'],
  under: (row) => (isTop(textAt(row, 'PARENT')) ? undefined : textAt(row, 'PARENT')),
  row: ({ row }, there) => {
    const own = only(row, ['NAME', 'SORT']);
    const head = textAt(row, 'UF_HEAD');
    const UF_HEAD = isTop(head) ? {} : { UF_HEAD: there.person(head) };
    const parent = textAt(row, 'PARENT');
    // The company itself is there, under its own name.
    if (isTop(parent)) return {};
    const PARENT = there.id('department', parent);
    return PARENT === undefined ? noParent : { ...own, PARENT, ...UF_HEAD };
  },
  call: (row) => ({ method: 'department.add', params: row, effect: 'write' }),
  newId: [],
  match: true,
  mark: (row) => (isTop(textAt(row, 'PARENT')) ? 'top' : `${textAt(row, 'PARENT')}/${textAt(row, 'NAME')}`),
};

/** Names of the fields of a group, as rows have them and as sonet_group.create takes them. */
const groupFields: Readonly<Record<string, string>> = {
  name: 'NAME',
  description: 'DESCRIPTION',
  visible: 'VISIBLE',
  opened: 'OPENED',
  closed: 'CLOSED',
  keywords: 'KEYWORDS',
  project: 'PROJECT',
  initiatePerms: 'INITIATE_PERMS',
  projectDateStart: 'PROJECT_DATE_START',
  projectDateFinish: 'PROJECT_DATE_FINISH',
};

export const workgroupCreation: Creation = {
  needs: ['user'],
  row: ({ row }, there) => ({
    ...only(row, Object.keys(groupFields)),
    ownerId: there.person(textAt(row, 'ownerId')),
  }),
  call: ({ ownerId = '', ...row }) => ({
    method: 'sonet_group.create',
    params: {
      ...Object.fromEntries(Object.entries(row).map(([name, value]) => [groupFields[name] ?? name, value])),
      OWNER_ID: Number(ownerId),
    },
    effect: 'write',
  }),
  newId: [],
  mark: (row) =>
    words('name description project')
      .map((name) => textAt(row, name))
      .join('\n'),
};

/** Who is in a group: let in by an administrator, without an invitation. */
export const groupMemberCreation: Creation = {
  needs: ['user', 'workgroup'],
  row: ({ row, parent }, there) => {
    const role = textAt(row, 'ROLE');
    const USER_ID = there.id('user', textAt(row, 'USER_ID'));
    if (parent === undefined || there.id('workgroup', parent.id) === undefined) return noParent;
    if (USER_ID === undefined) {
      return { unable: { ru: 'этого человека там нет', en: 'that person is not there' } };
    }
    if (role === 'A')
      return {
        unable: { ru: 'владелец есть в группе с самого начала', en: 'the owner is in the group from its start' },
      };
    if (role !== 'E' && role !== 'K') {
      return { unable: { ru: 'приглашён, но не вступил', en: 'was invited and never joined' } };
    }
    return { USER_ID, ROLE: role };
  },
  call: (row, { parent }, there) => ({
    method: 'sonet_group.user.add',
    params: { GROUP_ID: Number(there.id('workgroup', parent?.id ?? '')), USER_ID: Number(row['USER_ID']) },
    effect: 'write',
  }),
  next: (row, id) =>
    row['ROLE'] === 'E'
      ? [
          {
            method: 'sonet_group.user.update',
            params: { GROUP_ID: Number(id.split(':')[0]), USER_ID: Number(row['USER_ID']), ROLE: 'E' },
            effect: 'write',
          },
        ]
      : [],
  mark: (row) => textAt(row, 'USER_ID'),
};
