import type { Json, JsonObject } from '../../../base/json.ts';
import { camel } from '../crm-kinds.ts';
import { withCustomValues } from '../custom-values.ts';
import { numbersIn, hasTables, rowsFor, textOfCell, upper } from '../schema.ts';
import type { Row } from '../../services/sql.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';
import { namesOf } from './people.ts';

const ids = (rows: readonly Raw[]): readonly number[] => rows.map((row) => Number(row['ID']));

/** Who else works on a task: A accomplice, U auditor. */
async function members({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const found = await rowsFor(sql, 'b_tasks_member', 'TASK_ID', ids(rows), '', 'ORDER BY USER_ID');
  const byTask = Map.groupBy(found, (row) => Number(row['TASK_ID']));
  return (record, row) => {
    const of = (type: string): readonly string[] =>
      (byTask.get(Number(row['ID'])) ?? [])
        .filter((each) => textOfCell(each['TYPE']).trim() === type)
        .map((each) => textOfCell(each['USER_ID']));
    record['accomplices'] = of('A');
    record['auditors'] = of('U');
  };
}

/** Before tags had a table and numbers of their own: numbered here by their place among all. */
async function oldTags({ sql }: Pick<Reading, 'sql'>, rows: readonly Raw[]): Promise<readonly Row[]> {
  const found = await rowsFor(sql, 'b_tasks_tag', 'TASK_ID', ids(rows), '', 'ORDER BY TASK_ID, NAME');
  return found.map((row, index) => ({ task: Number(row['TASK_ID']), id: index + 1, name: row['NAME'] ?? null }));
}

/** Tags by their numbers; an empty list where there is none, as PHP writes it. */
async function tags({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const found = (await hasTables(sql, ['b_tasks_label', 'b_tasks_task_tag']))
    ? await sql.rows(
        `SELECT t.TASK_ID AS task, l.ID AS id, l.NAME AS name FROM b_tasks_task_tag t JOIN b_tasks_label l ON l.ID = t.TAG_ID
         WHERE t.TASK_ID IN (${ids(rows).join(', ')}) ORDER BY l.ID`,
      )
    : await oldTags({ sql }, rows);
  const byTask = Map.groupBy(found, (row) => Number(row['task']));
  return (record, row) => {
    const own = byTask.get(Number(row['ID'])) ?? [];
    const named = own.map((each) => [
      textOfCell(each['id']),
      { id: Number(each['id']), title: textOfCell(each['name']) },
    ]);
    record['tags'] = named.length === 0 ? [] : (Object.fromEntries(named) as JsonObject);
  };
}

/** A number that another table holds of a task. */
function linked(table: string, column: string, field: string, asText: boolean): NonNullable<TableKind['add']>[number] {
  return async ({ sql }, rows) => {
    const found = await rowsFor(sql, table, 'TASK_ID', ids(rows));
    const byTask = new Map(found.map((row) => [Number(row['TASK_ID']), textOfCell(row[column])]));
    return (record, row) => {
      const value = byTask.get(Number(row['ID']));
      record[field] = value === undefined ? null : asText ? value : Number(value);
    };
  };
}

/** What an item of a checklist is under: the nearest one in the tree of all items; 0 at the top. */
function treeParent(table: string, field: string): NonNullable<TableKind['add']>[number] {
  return async ({ sql }, rows) => {
    const found = await rowsFor(sql, table, 'CHILD_ID', ids(rows), 'AND LEVEL = 1');
    const byChild = new Map(found.map((row) => [Number(row['CHILD_ID']), textOfCell(row['PARENT_ID'])]));
    return (record, row) => {
      record[field] = byChild.get(Number(row['ID'])) ?? 0;
    };
  };
}

async function checklistMembers({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const found = await rowsFor(sql, 'b_tasks_checklist_items_member', 'ITEM_ID', ids(rows), '', 'ORDER BY ID');
  const byItem = Map.groupBy(found, (row) => Number(row['ITEM_ID']));
  return (record, row) => {
    record['MEMBERS'] = (byItem.get(Number(row['ID'])) ?? []).map((each) => ({
      ID: textOfCell(each['USER_ID']),
      TYPE: textOfCell(each['TYPE']),
    }));
    record['ATTACHMENTS'] = [];
  };
}

/** Who changed a task, and what to what. */
async function change(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const names = await namesOf(
    reading,
    rows.map((row) => Number(row['USER_ID'])),
  );
  return (record, row) => {
    const value = (column: string): Json => {
      const cell = row[column];
      return cell === null || cell === undefined ? null : textOfCell(cell);
    };
    record['value'] = { from: value('FROM_VALUE'), to: value('TO_VALUE') };
    const id = Number(row['USER_ID']);
    const { name = '', lastName = '', secondName = '', login = '' } = names.get(id) ?? {};
    record['user'] = { id, name, lastName, secondName, login };
  };
}

async function templatePeople(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const roles = ['CREATED_BY', 'RESPONSIBLE_ID'] as const;
  const names = await namesOf(
    reading,
    rows.flatMap((row) => roles.map((role) => Number(row[role]))),
  );
  return (record, row) => {
    for (const role of roles) {
      const who = names.get(Number(row[role]));
      const start = role === 'CREATED_BY' ? role : 'RESPONSIBLE';
      record[`${start}_NAME`] = who?.name ?? '';
      record[`${start}_LAST_NAME`] = who?.lastName ?? '';
      record[`${start}_SECOND_NAME`] = who?.secondName ?? '';
      record[`${start}_LOGIN`] = who?.login ?? '';
      record[`${start}_WORK_POSITION`] = who?.position ?? '';
    }
  };
}

async function baseTemplates({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const found = await rowsFor(sql, 'b_tasks_template_dep', 'TEMPLATE_ID', ids(rows), 'AND DIRECT = 1');
  const bases = new Map(found.map((row) => [Number(row['TEMPLATE_ID']), textOfCell(row['PARENT_TEMPLATE_ID'])]));
  return (record, row) => {
    record['BASE_TEMPLATE_ID'] = bases.get(Number(row['ID'])) ?? '0';
  };
}

/** The task whose comments a topic of the forum holds: REST does not tell it, it is whose list they come in. */
const commentedTask: NonNullable<TableKind['parents']> = async ({ sql }, rows) => {
  const topics = numbersIn(rows, 'TOPIC_ID');
  const found = await sql.rows(`SELECT ID, FORUM_TOPIC_ID FROM b_tasks WHERE FORUM_TOPIC_ID IN (${topics.join(', ')})`);
  const tasks = new Map(found.map(upper).map((row) => [Number(row['FORUM_TOPIC_ID']), textOfCell(row['ID'])]));
  return (row) => {
    const id = tasks.get(Number(row['TOPIC_ID']));
    return id === undefined ? undefined : { kind: 'task', id };
  };
};

const taskParent: NonNullable<TableKind['parent']> = (_record, row) => ({
  kind: 'task',
  id: textOfCell(row['TASK_ID']),
});
const isOfTask = `TASK_ID IN (SELECT ID FROM b_tasks WHERE ZOMBIE = 'N')`;

export const taskTables: readonly TableKind[] = [
  {
    kind: 'task',
    table: 'b_tasks',
    needs: ['b_tasks_member'],
    // Z as in zombie: in the recycle bin.
    where: `ZOMBIE = 'N'`,
    shows: `ID PARENT_ID TITLE DESCRIPTION MARK PRIORITY MULTITASK REPLICATE STAGE_ID CREATED_BY CREATED_DATE RESPONSIBLE_ID
      CHANGED_BY CHANGED_DATE STATUS_CHANGED_BY CLOSED_BY~0 CLOSED_DATE DATE_START DEADLINE START_DATE_PLAN
      END_DATE_PLAN GUID XML_ID ALLOW_CHANGE_DEADLINE ALLOW_TIME_TRACKING TASK_CONTROL ADD_IN_REPORT
      FORKED_BY_TEMPLATE_ID TIME_ESTIMATE MATCH_WORK_TIME SITE_ID EXCHANGE_ID DESCRIPTION_IN_BBCODE STATUS
      STATUS_CHANGED_DATE DURATION_PLAN~0 DURATION_TYPE GROUP_ID~0`,
    spelling: 'camel',
    numbers: 'text',
    constant: { subordinate: 'N', sprintId: null, backlogId: null },
    add: [
      members,
      tags,
      linked('b_tasks_task_chat', 'CHAT_ID', 'chatId', false),
      linked('b_tasks_flow_task', 'FLOW_ID', 'flowId', true),
      withCustomValues('TASKS_TASK', ({ name }) => camel(name)),
    ],
  },
  {
    kind: 'checklist-item',
    table: 'b_tasks_checklist_items',
    needs: ['b_tasks_checklist_items_tree'],
    where: isOfTask,
    shows: 'ID TASK_ID CREATED_BY TITLE SORT_INDEX IS_COMPLETE IS_IMPORTANT TOGGLED_BY TOGGLED_DATE~',
    spelling: 'same',
    numbers: 'text',
    add: [treeParent('b_tasks_checklist_items_tree', 'PARENT_ID'), checklistMembers],
    parent: taskParent,
  },
  {
    kind: 'elapsed-time',
    table: 'b_tasks_elapsed_time',
    where: isOfTask,
    shows: 'ID TASK_ID USER_ID COMMENT_TEXT SECONDS MINUTES SOURCE CREATED_DATE DATE_START DATE_STOP',
    spelling: 'same',
    numbers: 'text',
  },
  {
    kind: 'task-result',
    table: 'b_tasks_result',
    where: isOfTask,
    shows: 'ID TASK_ID COMMENT_ID~0 CREATED_BY CREATED_AT UPDATED_AT STATUS TEXT',
    spelling: 'camel',
    numbers: 'number',
    constant: { files: [] },
    add: [withCustomValues('TASKS_TASK_RESULT', ({ name }) => (name === 'UF_RESULT_FILES' ? 'files' : camel(name)))],
    parent: taskParent,
  },
  {
    kind: 'task-comment',
    table: 'b_forum_message',
    needs: ['b_tasks'],
    // The first message of a topic opens it and is none of a person's.
    where: `TOPIC_ID IN (SELECT FORUM_TOPIC_ID FROM b_tasks WHERE ZOMBIE = 'N') AND NEW_TOPIC = 'N'`,
    shows: 'ID AUTHOR_ID AUTHOR_NAME POST_DATE POST_MESSAGE',
    spelling: 'same',
    numbers: 'text',
    constant: { ATTACHED_OBJECTS: {} },
    parents: commentedTask,
  },
  {
    kind: 'task-template',
    table: 'b_tasks_template',
    where: `ZOMBIE = 'N'`,
    shows: `ID TITLE DESCRIPTION PRIORITY STATUS RESPONSIBLE_ID START_DATE_PLAN_AFTER END_DATE_PLAN_AFTER CREATED_BY SITE_ID
      ACCOMPLICES AUDITORS RESPONSIBLES REPLICATE_PARAMS SCENARIO ALLOW_CHANGE_DEADLINE ALLOW_TIME_TRACKING
      MATCH_WORK_TIME DESCRIPTION_IN_BBCODE REPLICATE TASK_CONTROL ADD_IN_REPORT MULTITASK DEADLINE_AFTER XML_ID FILES
      TAGS DEPENDS_ON TASK_ID STAGE_ID GROUP_ID~0 PARENT_ID~0 TPARAM_TYPE`,
    spelling: 'same',
    numbers: 'text',
    constant: { CREATED_BY_PHOTO: null, RESPONSIBLE_PHOTO: null },
    add: [templatePeople, baseTemplates, withCustomValues('TASKS_TASK_TEMPLATE')],
  },
  {
    kind: 'task-history',
    table: 'b_tasks_log',
    where: isOfTask,
    shows: 'ID CREATED_DATE FIELD',
    spelling: 'camel',
    numbers: 'number',
    add: [change],
    parent: taskParent,
  },
  {
    kind: 'task-stage',
    table: 'b_tasks_stages',
    // The rest are stages of people's own planners.
    where: `ENTITY_TYPE = 'G'`,
    shows: 'ID TITLE SORT COLOR SYSTEM_TYPE ENTITY_ID ENTITY_TYPE',
    spelling: 'same',
    numbers: 'text',
    parent: (_record, row) => ({ kind: 'workgroup', id: textOfCell(row['ENTITY_ID']) }),
  },
  {
    kind: 'template-checklist-item',
    table: 'b_tasks_template_chl_item',
    needs: ['b_tasks_template_chl_item_tree'],
    shows: 'ID TEMPLATE_ID TITLE SORT>sortIndex CHECKED:yes>isComplete IS_IMPORTANT',
    spelling: 'camel',
    numbers: 'text',
    add: [treeParent('b_tasks_template_chl_item_tree', 'parentId')],
    parent: (_record, row) => ({ kind: 'task-template', id: textOfCell(row['TEMPLATE_ID']) }),
  },
];
