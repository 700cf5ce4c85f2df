import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { type FieldLookup, parseFilter, parseOrder } from '../filter.ts';
import { listPage } from '../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf, listOf } from '../params.ts';
import type { Where } from '../query.ts';
import { Refusal } from '../refusal.ts';
import { tables } from '../tables.ts';

const denied = (): Refusal => new Refusal('ACCESS_DENIED', 'Access denied!', { status: 403 });

function lookup(datetimes: readonly string[], texts: readonly string[], textId = false): FieldLookup {
  return (given) => {
    const name = given.toUpperCase();
    if (name === 'ID') return textId ? { path: 'ID', type: 'text' } : { path: 'ID', type: 'id' };
    if (datetimes.includes(name)) return { path: name, type: 'datetime' };
    if (/(?:_BY|_ID|STATUS|AUTO_EXECUTE)$/u.test(name) && !/^(?:DOCUMENT|WORKFLOW|MODULE)_ID$/u.test(name)) {
      return texts.includes(name) ? { path: name, type: 'digits' } : undefined;
    }
    return texts.includes(name) ? { path: name, type: 'text' } : undefined;
  };
}

const templateFields = lookup(
  ['MODIFIED'],
  ['MODULE_ID', 'ENTITY', 'DOCUMENT_TYPE', 'AUTO_EXECUTE', 'NAME', 'IS_MODIFIED', 'USER_ID', 'SYSTEM_CODE'],
);
const workflowFields = lookup(
  ['MODIFIED', 'STARTED', 'OWNED_UNTIL'],
  ['MODULE_ID', 'ENTITY', 'DOCUMENT_ID', 'STARTED_BY', 'TEMPLATE_ID'],
  true,
);
const assignmentFields = lookup(
  ['MODIFIED', 'WORKFLOW_STARTED', 'OVERDUE_DATE'],
  [
    'WORKFLOW_ID',
    'DOCUMENT_NAME',
    'NAME',
    'WORKFLOW_STARTED_BY',
    'WORKFLOW_TEMPLATE_ID',
    'WORKFLOW_STATE',
    'STATUS',
    'USER_ID',
    'USER_STATUS',
    'MODULE_ID',
    'ENTITY',
    'DOCUMENT_ID',
    'ACTIVITY',
    'ACTIVITY_NAME',
  ],
);

/** Shows the fields that were asked for; `*` shows all. */
function picker(names: readonly Json[], otherwise: readonly string[]): (row: JsonObject) => JsonObject {
  const wanted = new Set(names.length === 0 ? otherwise : names.map((name) => textOf(name).toUpperCase()));
  if (wanted.has('*')) return (row) => row;
  wanted.add('ID');
  return (row) => Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)));
}

interface Listed {
  readonly family: 'processTemplate' | 'workflow' | 'assignment';
  readonly fields: FieldLookup;
  readonly defaults: readonly string[];
  readonly where?: readonly Where[];
}

/** These methods take the offset as it is: a negative one is the first page, counted as ever. */
function list(context: Context, { family, fields, defaults, where = [] }: Listed): Reply {
  const { core, params, start } = context;
  return listPage({
    table: core.store.table(tables[family]),
    selection: {
      where: [...where, ...parseFilter(params.map('FILTER'), { fields, zone: core.zone })],
      order: parseOrder(params.map('ORDER'), { fields }),
    },
    start: Math.max(0, start ?? 0),
    row: picker(params.list('SELECT'), defaults),
  });
}

/** Templates with robots inside never come (https://apidocs.bitrix24.ru/api-reference/bizproc/template/). */
function templates(context: Context): Reply {
  if (!context.caller.isAdmin) throw new Refusal('ACCESS_DENIED', 'Access denied!');
  return list(context, { family: 'processTemplate', fields: templateFields, defaults: ['ID'] });
}

/** Even an application may delete only the templates that it made itself; these were drawn in the designer. */
function removeTemplate({ core, caller, params }: Context): Reply {
  if (caller.connection.kind === 'webhook') throw new Refusal('ACCESS_DENIED', 'Application context required');
  if (!caller.isAdmin) throw new Refusal('ACCESS_DENIED', 'Access denied!');
  const template = core.store.table(tables.processTemplate).get(params.integer('ID') ?? 0);
  if (template === undefined || textOf(template['SYSTEM_CODE']) !== `rest_app_${caller.connection.key}`) {
    throw new Refusal('ERROR_TEMPLATE_NOT_FOUND', 'Workflow template not found.');
  }
  core.store.table(tables.processTemplate).remove(Number(textOf(template['ID'])));
  return { result: null };
}

function workflows(context: Context): Reply {
  if (!context.caller.isAdmin) throw denied();
  const defaults = [
    'ID',
    'MODIFIED',
    'OWNED_UNTIL',
    'MODULE_ID',
    'ENTITY',
    'DOCUMENT_ID',
    'STARTED',
    'STARTED_BY',
    'TEMPLATE_ID',
  ];
  return list(context, { family: 'workflow', fields: workflowFields, defaults });
}

function ofWorkflow(id: string): readonly Where[] {
  return [{ field: { path: 'WORKFLOW_ID', type: 'text' }, is: '=', value: id }];
}

/** `kill` takes the assignments away with the instance; `terminate` leaves them, done by nobody. */
function stop(context: Context, how: 'kill' | 'terminate'): Reply {
  if (!context.caller.isAdmin) throw denied();
  const id = context.params.text('ID');
  if (id === '') throw new Refusal('ERROR_WRONG_WORKFLOW_ID', 'Empty workflow instance ID');
  context.core.store.table(tables.workflow).remove(id);
  const assignments = context.core.store.table(tables.assignment);
  const state = context.params.text('STATUS');
  for (const assignment of assignments.ids({ where: ofWorkflow(id) })) {
    if (how === 'kill') assignments.remove(assignment);
    else
      assignments.patch(assignment, {
        STATUS: '4',
        USER_STATUS: '4',
        ...(state === '' ? {} : { WORKFLOW_STATE: state }),
      });
  }
  return { result: true };
}

function documentType(document: string): string {
  return document.replace(/_\d+$/u, '');
}

function start(context: Context): Reply {
  const { core, caller, params } = context;
  if (!caller.isAdmin) throw denied();
  const templateId = params.integer('TEMPLATE_ID');
  if (templateId === undefined) throw new Refusal('ERROR_WRONG_WORKFLOW_ID', 'Empty TEMPLATE_ID');
  const template = core.store.table(tables.processTemplate).get(templateId);
  if (template === undefined) throw new Refusal('ERROR_WRONG_WORKFLOW_ID', 'Template not found');
  const [module, entity, document] = (listOf(params.get('DOCUMENT_ID')) ?? []).map((part) => textOf(part));
  if (module === undefined || entity === undefined || document === undefined)
    throw new Refusal('', 'Wrong DOCUMENT_ID!');
  if (documentType(document) !== template['DOCUMENT_TYPE'])
    throw new Refusal('', 'Template type and DOCUMENT_ID mismatch!');
  const now = core.zone.format(core.clock.now());
  const random = (digits: number): string =>
    Math.floor(core.random() * 10 ** digits)
      .toString()
      .padStart(digits, '0');
  const id = `${Math.floor(core.clock.now() / 1000).toString(16)}${random(6)}.${random(8)}`;
  core.store.table(tables.workflow).insert(id, {
    ID: id,
    MODIFIED: now,
    OWNED_UNTIL: null,
    MODULE_ID: module,
    ENTITY: entity,
    DOCUMENT_ID: document,
    STARTED: now,
    STARTED_BY: String(caller.userId),
    TEMPLATE_ID: String(templateId),
  });
  return { result: id };
}

const everyAssignmentField = ['ENTITY', 'DOCUMENT_ID', 'ID', 'WORKFLOW_ID', 'DOCUMENT_NAME', 'NAME'];

/** One's own assignments; an administrator sees everybody's. */
function assignments(context: Context): Reply {
  const own: Where = { field: { path: 'USER_ID', type: 'text' }, is: '=', value: String(context.caller.userId) };
  const select = context.params.get('SELECT');
  if (select !== undefined && listOf(select) === undefined) {
    throw new Refusal('ERROR_SELECT_VALIDATION_FAILURE', 'Invalid data in SELECT parameter');
  }
  const asked = Object.entries(context.params.map('FILTER')).find(([key]) =>
    /^=?USER_ID$/u.test(key.toUpperCase()),
  )?.[1];
  if (!context.caller.isAdmin && asked !== undefined && textOf(asked) !== String(context.caller.userId)) {
    throw new Refusal('ACCESS_DENIED', 'Access denied!');
  }
  return list(context, {
    family: 'assignment',
    fields: assignmentFields,
    defaults: everyAssignmentField,
    where: context.caller.isAdmin ? [] : [own],
  });
}

/** Only who has the assignment may hand it on, not even an administrator. */
function delegate({ core, caller, params }: Context): Reply {
  const ids = params.list('TASK_IDS').map((id) => integerOf(id));
  if (ids.length === 0 || ids.includes(undefined)) throw new Refusal('ERROR_TASK_VALIDATION', 'Invalid TASK_IDS');
  const from = params.integer('FROM_USER_ID');
  const to = params.integer('TO_USER_ID');
  const users = core.store.table(tables.user);
  if (from === undefined || !users.has(from)) throw new Refusal('ERROR_INVALID_USER_ID', 'Invalid FROM_USER_ID');
  if (to === undefined || !users.has(to)) throw new Refusal('ERROR_INVALID_USER_ID', 'Invalid TO_USER_ID');
  const table = core.store.table(tables.assignment);
  const foreign = ids.filter((id) => textOf(table.get(id ?? 0)?.['USER_ID']) !== String(from));
  if (foreign.length > 0 || from !== caller.userId) {
    throw new Refusal('ERROR_DELEGATION_NOT_ALLOWED', 'Пользователь не является ответственным за задание');
  }
  if (users.get(to)?.['USER_TYPE'] !== 'employee') {
    throw new Refusal(
      'ERROR_DELEGATION_NOT_ALLOWED',
      'Делегирование заданий доступно только для интранет-пользователей',
    );
  }
  for (const id of ids) table.patch(id ?? 0, { USER_ID: String(to) });
  return { result: true };
}

const outcomes: Readonly<Record<string, string>> = {
  1: '1',
  yes: '1',
  2: '2',
  no: '2',
  3: '3',
  ok: '3',
  4: '4',
  cancel: '4',
};

/** An assignment that is done; the instance that waited for it goes on to its end. */
function complete({ core, caller, params }: Context): Reply {
  const id = params.integer('TASK_ID');
  if (id === undefined) throw new Refusal('ERROR_TASK_VALIDATION', 'empty TASK_ID');
  const status = outcomes[params.text('STATUS').toLowerCase()];
  if (status === undefined) throw new Refusal('ERROR_TASK_VALIDATION', 'incorrect STATUS');
  const table = core.store.table(tables.assignment);
  const assignment = table.get(id);
  const hidden = assignment === undefined || textOf(assignment['USER_ID']) !== String(caller.userId);
  if (hidden) throw new Refusal('ERROR_TASK_NOT_FOUND', 'Task not found');
  if (assignment['STATUS'] !== '0') throw new Refusal('ERROR_TASK_COMPLETED', 'Task already completed');
  table.patch(id, { STATUS: status, USER_STATUS: status, MODIFIED: core.zone.format(core.clock.now()) });
  core.store.table(tables.workflow).remove(textOf(assignment['WORKFLOW_ID']));
  return { result: true };
}

/** Business processes (https://apidocs.bitrix24.ru/api-reference/bizproc/). */
export const processes: readonly Method[] = [
  read('bizproc.workflow.template.list', 'bizproc', templates),
  write('bizproc.workflow.template.delete', 'bizproc', removeTemplate),
  read('bizproc.workflow.instances', 'bizproc', workflows),
  write('bizproc.workflow.start', 'bizproc', start),
  write('bizproc.workflow.kill', 'bizproc', (context) => stop(context, 'kill')),
  write('bizproc.workflow.terminate', 'bizproc', (context) => stop(context, 'terminate')),
  read('bizproc.task.list', 'bizproc', assignments),
  write('bizproc.task.delegate', 'bizproc', delegate),
  write('bizproc.task.complete', 'bizproc', complete),
];
