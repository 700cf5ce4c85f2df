import { isList, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { type FieldLookup, parseFilter, splitPrefix } from '../../filter.ts';
import { listPage } from '../../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { flagOf, integerOf, listOf } from '../../params.ts';
import type { Order, Where } from '../../query.ts';
import { Refusal, refuse } from '../../refusal.ts';
import { tables } from '../../tables.ts';
import { profileFields, userTitles } from './user-fields.ts';

const dates = new Set(['LAST_LOGIN', 'DATE_REGISTER', 'PERSONAL_BIRTHDAY', 'UF_EMPLOYMENT_DATE']);

const fields: FieldLookup = (given) => {
  const name = given.toUpperCase();
  if (name === 'ID') return { path: 'ID', type: 'id' };
  if (name === 'ACTIVE') return { path: name, type: 'integer' };
  if (name === 'UF_DEPARTMENT') return { path: name, type: 'list' };
  if (dates.has(name)) return { path: name, type: 'datetime' };
  return name in userTitles ? { path: name, type: 'text' } : undefined;
};

const truth = (value: Json): boolean => value !== 'false' && flagOf(value);

/** Conditions in the forms in which users are kept: flags as truth, departments as numbers, `%` as a pattern. */
function normal(filter: JsonObject): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(filter)) {
    const [prefix, given] = splitPrefix(key);
    const name = given.toUpperCase();
    if (name === 'ACTIVE') result[`${prefix}ACTIVE`] = truth(value) ? 1 : 0;
    else if (name === 'UF_DEPARTMENT')
      result[key] = isList(value) ? value.map((id) => integerOf(id) ?? 0) : (integerOf(value) ?? 0);
    else if (prefix === '' && textOf(value).includes('%')) result[`=%${name}`] = value;
    else result[key] = value;
  }
  return result;
}

const notFilters = new Set(['SORT', 'ORDER', 'FILTER', 'ADMIN_MODE', 'SELECT', 'IMAGE_RESIZE', 'START', 'AUTH']);

/** Conditions may lie beside the other parameters, or in `FILTER`. */
function asked({ params }: Context): JsonObject {
  const beside = Object.entries(params.values).filter(([key]) => !notFilters.has(key.toUpperCase()));
  return { ...Object.fromEntries(beside), ...params.map('FILTER') };
}

/** Everybody for an administrator who asks for it; otherwise those who have a department. */
function visible({ caller, params }: Context): readonly Where[] {
  if (caller.isAdmin && truth(params.get('ADMIN_MODE') ?? '')) return [];
  return [{ field: { path: 'UF_DEPARTMENT', type: 'text' }, is: '!empty' }];
}

function ordered({ params }: Context): readonly Order[] {
  const field = fields(params.text('sort') || 'ID');
  const descending = params.text('order').toUpperCase() === 'DESC';
  return field === undefined || field.type === 'list' ? [] : [{ field, descending }];
}

function shown(context: Context): ((user: JsonObject) => JsonObject) | undefined {
  const names = (listOf(context.params.get('select')) ?? []).map((name) => textOf(name).toUpperCase());
  if (names.length === 0 || names.includes('*')) return undefined;
  const wanted = new Set(['ID', ...names]);
  const custom = wanted.has('UF_*');
  return (user) =>
    Object.fromEntries(Object.entries(user).filter(([name]) => wanted.has(name) || (custom && name.startsWith('UF_'))));
}

function list(context: Context, where: readonly Where[]): Reply {
  const row = shown(context);
  return listPage({
    table: context.core.store.table(tables.user),
    selection: { where: [...visible(context), ...where], order: ordered(context) },
    start: context.start,
    ...(row === undefined ? {} : { row }),
  });
}

function get(context: Context): Reply {
  return list(context, parseFilter(normal(asked(context)), { fields, zone: context.core.zone }));
}

const searched = ['NAME', 'LAST_NAME', 'SECOND_NAME', 'WORK_POSITION', 'PERSONAL_CITY', 'EMAIL'] as const;

/** Looks for parts of words; `FIND` in all of the fields. Only those who work here are found. */
function search(context: Context): Reply {
  const filter = asked(context);
  const where: Where[] = [{ field: { path: 'ACTIVE', type: 'integer' }, is: '=', value: 1 }];
  const rest: Record<string, Json> = {};
  for (const [key, value] of Object.entries(filter)) {
    const name = key.toUpperCase();
    const text = textOf(value);
    if (name === 'FIND') {
      where.push({ any: searched.map((path) => [{ field: { path, type: 'text' }, is: 'contains', value: text }]) });
    } else if (searched.some((each) => each === name)) {
      where.push({ field: { path: name, type: 'text' }, is: 'contains', value: text });
    } else if (name === 'UF_DEPARTMENT_NAME') {
      const found = context.core.store
        .table(tables.department)
        .ids({ where: [{ field: { path: 'NAME', type: 'text' }, is: 'contains', value: text }] });
      where.push({ field: { path: 'UF_DEPARTMENT', type: 'list' }, is: 'in', values: found });
    } else rest[key] = value;
  }
  return list(context, [...where, ...parseFilter(normal(rest), { fields, zone: context.core.zone })]);
}

function current({ core, caller }: Context): Reply {
  const user = core.store.table(tables.user).get(caller.userId) ?? { ID: String(caller.userId), ACTIVE: true };
  return {
    result: {
      ...user,
      IS_ONLINE: 'Y',
      LAST_ACTIVITY_DATE: core.zone.format(core.clock.now()).slice(0, 19).replace('T', ' '),
    },
  };
}

const editable = new Set<string>(profileFields);

function changesOf({ core, params }: Context): Record<string, Json> {
  const changes: Record<string, Json> = {};
  for (const [given, value] of Object.entries(params.values)) {
    const name = given.toUpperCase();
    if (name === 'ACTIVE') changes[name] = truth(value);
    else if (name === 'UF_DEPARTMENT') changes[name] = (listOf(value) ?? [value]).map((id) => integerOf(id) ?? 0);
    else if (name === 'PERSONAL_BIRTHDAY') changes[name] = core.zone.normal(textOf(value)) ?? '';
    else if (editable.has(name) && !isList(value)) changes[name] = textOf(value);
  }
  return changes;
}

const denied = (): Refusal => new Refusal('ERROR_CORE', 'access_denied');

/** An administrator changes anybody; others their own profile, but neither their activity nor their department. */
function update(context: Context): Reply {
  const id = context.params.integer('ID');
  const table = context.core.store.table(tables.user);
  if (id === undefined || !table.has(id)) throw denied();
  const changes = changesOf(context);
  if (!context.caller.isAdmin && (id !== context.caller.userId || 'ACTIVE' in changes || 'UF_DEPARTMENT' in changes))
    throw denied();
  table.patch(id, changes);
  return { result: true };
}

function add(context: Context): Reply {
  if (!context.caller.isAdmin) throw denied();
  const email = context.params.text('EMAIL');
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(email)) throw new Refusal('ERROR_ARGUMENT', 'wrong_email');
  const table = context.core.store.table(tables.user);
  if (table.count([{ field: { path: 'EMAIL', type: 'text' }, is: '=', value: email }]) > 0) {
    throw new Refusal('ERROR_ARGUMENT', 'Пользователь с таким email уже существует');
  }
  const extranet = context.params.flag('EXTRANET');
  if (extranet && !context.params.has('SONET_GROUP_ID')) throw new Refusal('ERROR_GROUPID', 'Не указан код группы');
  if (!extranet && !context.params.has('UF_DEPARTMENT')) throw new Refusal('ERROR_ARGUMENT', 'no_extranet_field');
  const id = table.add((userId) => ({
    ID: String(userId),
    ACTIVE: true,
    NAME: '',
    LAST_NAME: '',
    SECOND_NAME: '',
    LAST_LOGIN: '',
    DATE_REGISTER: context.core.zone
      .format(context.core.clock.now())
      .replace(/T.*/u, `T00:00:00${context.core.zone.offset}`),
    TIME_ZONE: '',
    IS_ONLINE: 'N',
    TIMESTAMP_X: {},
    LAST_ACTIVITY_DATE: {},
    PERSONAL_GENDER: '',
    PERSONAL_BIRTHDAY: '',
    WORK_POSITION: '',
    UF_EMPLOYMENT_DATE: '',
    UF_DEPARTMENT: [],
    ...changesOf(context),
    EMAIL: email,
    USER_TYPE: extranet ? 'extranet' : 'employee',
  }));
  return { result: id };
}

function userFieldList({ core, caller, params }: Context): Reply {
  if (!caller.isAdmin) throw refuse('Access denied.');
  const filter = Object.entries(params.map('filter'));
  const rows = core.store
    .table(tables.profileField)
    .select()
    .filter((row) => filter.every(([name, value]) => textOf(row[name.toUpperCase()]) === textOf(value)));
  return { result: rows, total: rows.length };
}

/** A field that is not there and a field that one may not touch are answered alike. */
function deleteUserField({ core, caller, params }: Context): Reply {
  const id = params.integer('id');
  if (id === undefined || id <= 0) throw refuse('ID is not defined or invalid');
  const table = core.store.table(tables.profileField);
  if (!caller.isAdmin || !table.has(id)) throw refuse('Access denied.');
  table.remove(id);
  return { result: true };
}

/** People (https://apidocs.bitrix24.ru/api-reference/user/). Nobody is ever deleted: `ACTIVE` says who left. */
export const users: readonly Method[] = [
  read('user.get', 'user', get),
  read('user.search', 'user', search),
  read('user.current', 'user', current),
  read('user.fields', 'user', () => ({ result: userTitles })),
  write('user.update', 'user', update),
  write('user.add', 'user', add),
  read('user.userfield.list', 'user.userfield', userFieldList),
  write('user.userfield.delete', 'user.userfield', deleteUserField),
];
