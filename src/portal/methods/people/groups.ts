import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { type FieldLookup, parseFilter, parseOrder } from '../../filter.ts';
import { listPage } from '../../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { camelOf, flagOf, integerOf, listOf, mapOf } from '../../params.ts';
import type { Where } from '../../query.ts';
import { refuse } from '../../refusal.ts';
import type { PortalCore } from '../../core.ts';
import { removeGroupCalendars } from '../calendar.ts';
import { removeGroupLists } from '../lists.ts';
import { addStorage } from '../drive/storages.ts';
import { removeStorage } from '../drive/tree.ts';
import { removeScrum } from '../tasks/scrum.ts';
import { tables } from '../../tables.ts';

const dates = ['DATE_CREATE', 'DATE_UPDATE', 'DATE_ACTIVITY'];
const flags = ['ACTIVE', 'VISIBLE', 'OPENED', 'CLOSED', 'PROJECT', 'IS_EXTRANET'];
const texts = ['NAME', 'OWNER_ID', 'SUBJECT_ID', 'SITE_ID'];

const fields: FieldLookup = (given) => {
  const name = given.toUpperCase();
  if (name === 'ID') return { path: 'ID', type: 'id' };
  if (dates.includes(name)) return { path: name, type: 'datetime' };
  if (flags.includes(name)) return { path: name, type: 'flag' };
  return texts.includes(name) ? { path: name, type: 'text' } : undefined;
};

function membersOf({ core }: Context, groupId: number): readonly JsonObject[] {
  const where: readonly Where[] = [{ field: { path: 'GROUP_ID', type: 'text' }, is: '=', value: String(groupId) }];
  return core.store.table(tables.groupMember).select({ where });
}

/** Groups that everybody may see, and secret ones for those inside; all for an administrator who switches rights off. */
function visible(context: Context, asAdmin: boolean): readonly Where[] {
  if (asAdmin && context.caller.isAdmin) return [];
  const mine = context.core.store
    .table(tables.groupMember)
    .select({ where: [{ field: { path: 'USER_ID', type: 'text' }, is: '=', value: String(context.caller.userId) }] })
    .map((member) => Number(member['GROUP_ID']));
  return [
    {
      any: [
        [{ field: { path: 'VISIBLE', type: 'flag' }, is: '=', value: 'Y' }],
        [{ field: { path: 'ID', type: 'id' }, is: 'in', values: mine }],
      ],
    },
  ];
}

const newestFirst = [{ field: { path: 'ID', type: 'id' }, descending: true }] as const;

function list(context: Context): Reply {
  const { core, params, start } = context;
  const groupId = params.integer('GROUP_ID');
  const filter = { ...params.map('FILTER'), ...(groupId === undefined ? {} : { ID: groupId }) };
  const order = parseOrder(params.map('ORDER'), { fields });
  return listPage({
    table: core.store.table(tables.group),
    selection: {
      where: [...visible(context, params.flag('IS_ADMIN')), ...parseFilter(filter, { fields, zone: core.zone })],
      order: order.length > 0 ? order : newestFirst,
    },
    start,
    // The old method knows of no scrum.
    row: ({ SCRUM_MASTER_ID: _master, ...group }) => group,
  });
}

const everyField = [
  'ID',
  'ACTIVE',
  'SUBJECT_ID',
  'NAME',
  'DESCRIPTION',
  'KEYWORDS',
  'CLOSED',
  'VISIBLE',
  'OPENED',
  'PROJECT',
  'DATE_CREATE',
  'DATE_UPDATE',
  'DATE_ACTIVITY',
  'OWNER_ID',
  'NUMBER_OF_MEMBERS',
  'IMAGE_ID',
  'AVATAR_TYPE',
  'TYPE',
  'AVATAR',
];

function fieldOf(group: JsonObject, name: string): Json {
  switch (name) {
    case 'TYPE':
      return group['PROJECT'] === 'Y' ? 'project' : 'group';
    case 'IMAGE_ID':
      return '0';
    case 'AVATAR_TYPE':
      return null;
    case 'AVATAR':
      return '';
    default:
      return group[name] ?? null;
  }
}

function workgroups(context: Context): Reply {
  const { core, params, start } = context;
  const options = mapOf(params.get('params')) ?? {};
  const names = (listOf(params.get('select')) ?? []).map((name) => textOf(name).toUpperCase());
  const chosen = names.length === 0 ? ['ID'] : names.includes('*') ? everyField : ['ID', ...names];
  const order = parseOrder(params.map('order'), { fields });
  const row = (group: JsonObject): Json => ({
    ...Object.fromEntries(chosen.map((name) => [camelOf(name), fieldOf(group, name)])),
    ...(chosen.includes('AVATAR') ? { imageId: '0', avatarType: null } : {}),
    additionalData: { role: '', initiatedByType: '' },
    ...(flagOf(options['shouldSelectDialogId']) ? { dialogId: '' } : {}),
  });
  return listPage({
    table: core.store.table(tables.group),
    selection: {
      where: [
        ...visible(context, flagOf(options['IS_ADMIN'])),
        ...parseFilter(params.map('filter'), { fields, zone: core.zone }),
      ],
      order: order.length > 0 ? order : newestFirst,
    },
    start,
    path: ['workgroups'],
    row,
  });
}

/** `17.04.2025 19:37:55`, as this one method writes dates. */
function localDate(text: string): string {
  return `${text.slice(8, 10)}.${text.slice(5, 7)}.${text.slice(0, 4)} ${text.slice(11, 19)}`;
}

function workgroup(context: Context): Reply {
  const options = mapOf(context.params.get('params')) ?? {};
  const id = integerOf(options['groupId']);
  if (id === undefined) throw refuse('Не передано значение ID рабочей группы.', 'SONET_CONTROLLER_WORKGROUP_EMPTY');
  const where: readonly Where[] = [
    ...visible(context, true),
    { field: { path: 'ID', type: 'id' }, is: '=', value: id },
  ];
  const group = context.core.store.table(tables.group).select({ where })[0];
  if (group === undefined) throw refuse('Рабочая группа не найдена.', 'SONET_CONTROLLER_WORKGROUP_NOT_FOUND');
  const members = membersOf(context, id);
  const withRole = (role: string): readonly number[] =>
    members.filter((member) => member['ROLE'] === role).map((member) => Number(member['USER_ID']));
  const select = (listOf(options['select']) ?? []).map((name) => textOf(name));
  const tags = textOf(group['KEYWORDS'])
    .split(',')
    .filter((tag) => tag !== '');
  return {
    result: {
      ID: id,
      ACTIVE: group['ACTIVE'] ?? 'Y',
      SITE_ID: 's1',
      SUBJECT_ID: 1,
      NAME: group['NAME'] ?? '',
      DESCRIPTION: group['DESCRIPTION'] ?? '',
      KEYWORDS: group['KEYWORDS'] ?? '',
      CLOSED: group['CLOSED'] ?? 'N',
      VISIBLE: group['VISIBLE'] ?? 'Y',
      OPENED: group['OPENED'] ?? 'N',
      DATE_CREATE: localDate(textOf(group['DATE_CREATE'])),
      DATE_UPDATE: localDate(textOf(group['DATE_UPDATE'])),
      DATE_ACTIVITY: localDate(textOf(group['DATE_ACTIVITY'])),
      IMAGE_ID: 0,
      AVATAR_TYPE: 'folder',
      OWNER_ID: Number(group['OWNER_ID']),
      INITIATE_PERMS: 'K',
      NUMBER_OF_MEMBERS: members.length,
      NUMBER_OF_MODERATORS: withRole('E').length + 1,
      PROJECT: group['PROJECT'] ?? 'N',
      PROJECT_DATE_START: null,
      PROJECT_DATE_FINISH: null,
      SEARCH_INDEX: textOf(group['NAME']),
      LANDING: 'N',
      SCRUM_OWNER_ID: 0,
      SCRUM_SPRINT_DURATION: 0,
      SCRUM_TASK_RESPONSIBLE: '',
      TYPE: group['PROJECT'] === 'Y' ? 'project' : 'group',
      MEMBERS: members.map((member) => Number(member['USER_ID'])),
      CHAT_ID: 0,
      DIALOG_ID: '',
      ORDINARY_MEMBERS: withRole('K'),
      INVITED_MEMBERS: withRole('Z'),
      MODERATOR_MEMBERS: withRole('E'),
      SITE_IDS: ['s1'],
      ...(select.includes('TAGS') ? { TAGS: tags } : {}),
      ...(select.includes('DEPARTMENTS') ? { DEPARTMENTS: [] } : {}),
      NUMBER_OF_MEMBERS_PLURAL: 0,
    },
  };
}

function members(context: Context): Reply {
  const id = context.params.integer('ID');
  if (id === undefined || id <= 0) throw refuse('Wrong socialnetwork group ID');
  const where: readonly Where[] = [
    ...visible(context, true),
    { field: { path: 'ID', type: 'id' }, is: '=', value: id },
  ];
  if (context.core.store.table(tables.group).count(where) === 0) throw refuse('Socialnetwork group not found');
  return {
    result: membersOf(context, id).map((member) => ({ USER_ID: member['USER_ID'] ?? '', ROLE: member['ROLE'] ?? 'K' })),
  };
}

/** Goes for good with its members and its storage on the Drive; its tasks stay, outside of any group. */
function remove(context: Context): Reply {
  const { core, caller, params } = context;
  const id = params.integer('GROUP_ID');
  if (id === undefined || id <= 0) throw refuse('Wrong group ID');
  const group = core.store.table(tables.group).get(id);
  if (group === undefined) throw refuse('Socialnetwork group not found');
  if (!caller.isAdmin && textOf(group['OWNER_ID']) !== String(caller.userId)) {
    throw refuse('User has no permissions to delete group');
  }
  core.store.table(tables.group).remove(id);
  const memberTable = core.store.table(tables.groupMember);
  const ofGroup = (path: string): readonly Where[] => [{ field: { path, type: 'text' }, is: '=', value: String(id) }];
  for (const member of memberTable.ids({ where: ofGroup('GROUP_ID') })) memberTable.remove(member);
  const tasks = core.store.table(tables.task);
  for (const task of tasks.ids({ where: ofGroup('groupId') })) tasks.patch(task, { groupId: '0' });
  removeStorage(core, 'group', String(id));
  removeGroupCalendars(context, id);
  removeGroupLists(core, id);
  removeScrum(context, id);
  return { result: true };
}

/** Makes a group with its drive; only an administrator makes one for somebody else. */
function create({ core, caller, params }: Context): Reply {
  const name = params.text('NAME');
  if (name === '') throw refuse('Cannot create group');
  const asked = params.integer('OWNER_ID');
  const owner = String(caller.isAdmin && asked !== undefined ? asked : caller.userId);
  const now = core.zone.format(core.clock.now());
  const flag = (given: string, otherwise: 'Y' | 'N'): 'Y' | 'N' =>
    params.has(given) ? (params.flag(given) ? 'Y' : 'N') : otherwise;
  const id = core.store.table(tables.group).add((number) => ({
    ID: String(number),
    SITE_ID: 's1',
    NAME: name,
    DESCRIPTION: params.text('DESCRIPTION') || null,
    DATE_CREATE: now,
    DATE_UPDATE: now,
    ACTIVE: 'Y',
    VISIBLE: flag('VISIBLE', 'Y'),
    OPENED: flag('OPENED', 'N'),
    CLOSED: flag('CLOSED', 'N'),
    SUBJECT_ID: String(params.integer('SUBJECT_ID') ?? 1),
    OWNER_ID: owner,
    KEYWORDS: params.text('KEYWORDS') || null,
    NUMBER_OF_MEMBERS: '1',
    DATE_ACTIVITY: now,
    SUBJECT_NAME: 'Рабочие группы',
    PROJECT: flag('PROJECT', 'N'),
    IS_EXTRANET: 'N',
  }));
  core.store.table(tables.groupMember).add(() => ({ GROUP_ID: String(id), USER_ID: owner, ROLE: 'A' }));
  addStorage(core, 'group', String(id), name);
  return { result: id };
}

/** People whom an administrator lets in without asking them; those who are inside already are passed over. */
function addMembers({ core, caller, params }: Context): Reply {
  if (!caller.isAdmin) throw refuse('Access denied');
  const id = params.integer('GROUP_ID');
  if (id === undefined || !core.store.table(tables.group).has(id)) throw refuse('Wrong group ID');
  const given = params.get('USER_ID');
  const table = core.store.table(tables.groupMember);
  const inside = new Set(
    table
      .select({ where: [{ field: { path: 'GROUP_ID', type: 'text' }, is: '=', value: String(id) }] })
      .map((member) => textOf(member['USER_ID'])),
  );
  const added = (listOf(given) ?? [given ?? null])
    .map((user) => textOf(user))
    .filter((user) => !inside.has(user) && core.store.table(tables.user).has(Number(user)));
  for (const user of added) table.add(() => ({ GROUP_ID: String(id), USER_ID: user, ROLE: 'K' }));
  return { result: added };
}

const is = (path: string, value: string): Where => ({ field: { path, type: 'text' }, is: '=', value });

/** Moderator or member: an owner’s role is handed on by another method. */
function setRole({ core, caller, params }: Context): Reply {
  const role = params.text('ROLE');
  if (!caller.isAdmin) throw refuse('Access denied');
  if (role !== 'E' && role !== 'K') throw refuse('Wrong role');
  const table = core.store.table(tables.groupMember);
  const group = String(params.integer('GROUP_ID') ?? 0);
  const given = params.get('USER_ID') ?? null;
  const changed = (listOf(given) ?? [given])
    .map((user) => textOf(user))
    .filter((user) => {
      const [found] = table.ids({ where: [is('GROUP_ID', group), is('USER_ID', user)] });
      return found !== undefined && table.get(found)?.['ROLE'] !== 'A' && table.patch(found, { ROLE: role });
    });
  if (changed.length === 0) throw refuse('Wrong user ID');
  return { result: changed };
}

/** The new owner is in the group from then on; the old one stays, as a moderator. */
function giveTo(core: PortalCore, id: number, owner: { readonly was: string; readonly is: string }): void {
  core.store.table(tables.group).patch(id, { OWNER_ID: owner.is });
  const table = core.store.table(tables.groupMember);
  const roles = new Map([
    [owner.was, 'E'],
    [owner.is, 'A'],
  ]);
  const inGroup = table.ids({
    where: [{ field: { path: 'GROUP_ID', type: 'text' }, is: '=', value: String(id) }],
  });
  for (const number of inGroup) {
    const user = textOf(table.get(number)?.['USER_ID']);
    const role = roles.get(user);
    if (role !== undefined) table.patch(number, { ROLE: role });
    roles.delete(user);
  }
  if (roles.has(owner.is)) table.add(() => ({ GROUP_ID: String(id), USER_ID: owner.is, ROLE: 'A' }));
}

/** Only the owner hands a group on in this way; not even an administrator does it for somebody else. */
function setOwner({ core, caller, params }: Context): Reply {
  const id = params.integer('GROUP_ID') ?? 0;
  const group = core.store.table(tables.group).get(id);
  if (group === undefined) throw refuse('Invalid workgroup/project ID');
  const userId = params.integer('USER_ID') ?? 0;
  if (!core.store.table(tables.user).has(userId)) throw refuse('Invalid user ID');
  if (textOf(group['OWNER_ID']) !== String(caller.userId)) throw refuse('User has no permissions to set owner');
  giveTo(core, id, { was: textOf(group['OWNER_ID']), is: String(userId) });
  return { result: true };
}

const UPDATED = ['NAME', 'DESCRIPTION', 'VISIBLE', 'OPENED', 'CLOSED', 'KEYWORDS', 'INITIATE_PERMS'];

/** Only what is sent changes. An administrator may do it as well as the owner. */
function update({ core, caller, params }: Context): Reply {
  const id = params.integer('GROUP_ID') ?? 0;
  const group = core.store.table(tables.group).get(id);
  if (group === undefined) throw refuse('Wrong group ID');
  const was = textOf(group['OWNER_ID']);
  if (!caller.isAdmin && was !== String(caller.userId)) throw refuse('User has no permissions to update group');
  const sent = UPDATED.filter((name) => params.has(name)).map((name) => [name, params.text(name)] as const);
  const owner = params.integer('OWNER_ID');
  if (owner !== undefined && !core.store.table(tables.user).has(owner)) throw refuse('Cannot update group');
  core.store.table(tables.group).patch(id, Object.fromEntries(sent));
  if (owner !== undefined && String(owner) !== was) giveTo(core, id, { was, is: String(owner) });
  return { result: id };
}

/** Workgroups and projects (https://apidocs.bitrix24.ru/api-reference/sonet-group/). */
export const groups: readonly Method[] = [
  read('sonet_group.get', 'sonet', list),
  read('sonet_group.user.get', 'sonet', members),
  write('sonet_group.create', 'sonet', create),
  write('sonet_group.user.add', 'sonet', addMembers),
  write('sonet_group.user.update', 'sonet', setRole),
  write('sonet_group.update', 'sonet', update),
  write('sonet_group.setowner', 'sonet', setOwner),
  write('sonet_group.delete', 'sonet', remove),
  read('socialnetwork.api.workgroup.list', 'socialnetwork', workgroups),
  read('socialnetwork.api.workgroup.get', 'socialnetwork', workgroup),
];
