import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { type FieldLookup, parseFilter } from '../../filter.ts';
import { listPage } from '../../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { integerOf } from '../../params.ts';
import { Refusal } from '../../refusal.ts';
import { tables } from '../../tables.ts';

const fields: FieldLookup = (given) => {
  const name = given.toUpperCase();
  if (name === 'ID') return { path: 'ID', type: 'id' };
  if (name === 'SORT') return { path: 'SORT', type: 'integer' };
  return name === 'NAME' || name === 'PARENT' || name === 'UF_HEAD' ? { path: name, type: 'text' } : undefined;
};

function list(context: Context): Reply {
  const { core, params, start } = context;
  // `SORT` names the field to sort by, and is a field itself: a number in it is a condition.
  const sort = params.text('sort');
  const asked = Object.entries(params.values).filter(
    ([name, value]) =>
      name.toUpperCase() !== 'ORDER' && (name.toUpperCase() !== 'SORT' || integerOf(value) !== undefined),
  );
  const field = fields(sort) ?? { path: 'ID', type: 'id' };
  return listPage({
    table: core.store.table(tables.department),
    selection: {
      where: parseFilter(Object.fromEntries(asked), { fields, zone: core.zone }),
      order: [{ field, descending: params.text('order').toUpperCase() === 'DESC' }],
    },
    start,
  });
}

const refused = (words: string): Refusal => new Refusal('ERROR_CORE', words);

function changesOf({ params }: Context): Record<string, Json> {
  const changes: Record<string, Json> = {};
  if (params.has('NAME')) changes['NAME'] = params.text('NAME');
  if (params.has('SORT')) changes['SORT'] = params.integer('SORT') ?? 500;
  if (params.has('PARENT')) changes['PARENT'] = params.text('PARENT');
  if (params.has('UF_HEAD')) changes['UF_HEAD'] = params.text('UF_HEAD');
  return changes;
}

function add(context: Context): Reply {
  if (!context.caller.isAdmin) throw refused('Access denied');
  const changes = changesOf(context);
  if (textOf(changes['NAME']) === '') throw refused('Не введено название раздела.<br>');
  const table = context.core.store.table(tables.department);
  if (table.count() > 0 && !table.has(Number(textOf(changes['PARENT']) || 0))) {
    throw refused('В структуре компании должен быть только один раздел верхнего уровня');
  }
  return { result: table.add((id) => ({ ID: String(id), NAME: '', SORT: 500, ...changes })) };
}

function found(context: Context): number {
  const id = context.params.integer('ID') ?? 0;
  if (!context.core.store.table(tables.department).has(id)) throw refused('Department not found');
  if (!context.caller.isAdmin) throw refused('Access denied');
  return id;
}

function update(context: Context): Reply {
  context.core.store.table(tables.department).patch(found(context), changesOf(context));
  return { result: true };
}

/** Departments inside it go with it; people stay and lose the department. */
function removeTree(context: Context, id: number): void {
  const departments = context.core.store.table(tables.department);
  for (const child of departments.ids({
    where: [{ field: { path: 'PARENT', type: 'text' }, is: '=', value: String(id) }],
  })) {
    removeTree(context, Number(child));
  }
  departments.remove(id);
  const users = context.core.store.table(tables.user);
  const where = [{ field: { path: 'UF_DEPARTMENT', type: 'list' }, is: '=', value: id }] as const;
  for (const user of users.select({ where })) {
    const left = (user['UF_DEPARTMENT'] as readonly Json[]).filter((each) => each !== id);
    users.patch(Number(user['ID']), { UF_DEPARTMENT: left });
  }
}

function remove(context: Context): Reply {
  removeTree(context, found(context));
  return { result: true };
}

const titles: JsonObject = {
  ID: 'ID',
  NAME: 'Название подразделения',
  SORT: 'Порядок сортировки',
  PARENT: 'Вышестоящее подразделение',
  UF_HEAD: 'Руководитель',
};

/** The company's structure (https://apidocs.bitrix24.ru/api-reference/departments/). */
export const departments: readonly Method[] = [
  read('department.fields', 'department', () => ({ result: titles })),
  read('department.get', 'department', list),
  write('department.add', 'department', add),
  write('department.update', 'department', update),
  write('department.delete', 'department', remove),
];
