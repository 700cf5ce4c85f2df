import { textOf } from '../../../base/json.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { integerOf, mapOf, type Params } from '../../params.ts';
import { Refusal } from '../../refusal.ts';
import { idsWith, recordOf, removeChildren } from '../../shelf.ts';
import { workShelves } from '../../shelves/work.ts';

const { taskTemplate, templateChecklist, taskFlow } = workShelves;

const param = 'templateId';

function templateId(params: Params): number {
  if (!params.has(param)) throw new Refusal('100', `Could not find value for parameter {${param}}`);
  return params.integer(param) ?? 0;
}

const noFlow = (): Refusal => new Refusal('0', 'Flow not found');

/** No refusal is documented for a template that is not there: the answer is empty. */
function template({ core, params }: Context): Reply {
  return { result: core.store.table(taskTemplate.table).get(templateId(params)) ?? null };
}

function removeTemplate({ core, params }: Context): Reply {
  const id = templateId(params);
  const removed = core.store.table(taskTemplate.table).remove(id);
  removeChildren(core, id, [[templateChecklist, 'templateId']]);
  return { result: removed };
}

function updateTemplate({ core, params }: Context): Reply {
  const id = templateId(params);
  if (!params.has('fields')) throw new Refusal('100', 'Could not find value for parameter {fields}');
  const table = core.store.table(taskTemplate.table);
  const found = table.get(id);
  // No refusal is documented for a template that is not there.
  if (found === undefined) return { result: false };
  const changes = Object.entries(params.struct('fields')).filter(([name]) => Object.hasOwn(found, name));
  // Numbers are told as texts.
  const told = changes.map(([name, value]) => [name, typeof found[name] === 'string' ? textOf(value) : value] as const);
  table.put(id, { ...found, ...Object.fromEntries(told) });
  return { result: true };
}

const missing = (): Refusal => new Refusal('0', 'Доступ к шаблону задачи запрещен');

/** Points come as a map by their numbers. */
function checklist(context: Context): Reply {
  const [id] = recordOf(taskTemplate, context, { param, missing });
  const table = context.core.store.table(templateChecklist.table);
  const rows = idsWith(context.core, templateChecklist, 'templateId', id).map((each) => table.get(each) ?? {});
  return { result: { checkListItems: Object.fromEntries(rows.map((row) => [textOf(row['id']), row])) } };
}

function flow(context: Context): Reply {
  const [, record] = recordOf(taskFlow, context, { param: 'flowId', missing: noFlow });
  return { result: record };
}

function removeFlow({ core, params }: Context): Reply {
  const id = integerOf(mapOf(params.get('flowData'))?.['id']) ?? 0;
  if (!core.store.table(taskFlow.table).remove(id)) throw noFlow();
  return { result: { deleted: true } };
}

/** https://apidocs.bitrix24.ru/api-reference/tasks/template/, …/flow/ */
export const templates: readonly Method[] = [
  read('tasks.template.get', 'task', template),
  write('tasks.template.update', 'task', updateTemplate),
  write('tasks.template.delete', 'task', removeTemplate),
  read('tasks.template.checklist.list', 'task', checklist),
  read('tasks.flow.Flow.get', 'task', flow),
  write('tasks.flow.Flow.delete', 'task', removeFlow),
];
