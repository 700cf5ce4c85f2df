import { afterAll, describe, expect, it } from 'vitest';

import { at, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { tables } from '../../../src/portal/tables.ts';
import { rows, stage } from './support.ts';

const { portal, call } = stage(1800);
afterAll(() => portal.close());

const titled = { fields: { TITLE: 'Проверить', RESPONSIBLE_ID: 2 } };
async function newTask(fields: JsonObject = titled.fields): Promise<number> {
  const answer = await call('tasks.task.add', { fields });
  return Number(at(answer, ['result', 'task', 'id']));
}

describe('tasks of REST 2.0', () => {
  it('are listed by id without a count when start is -1', async () => {
    const first = await call('tasks.task.list', {
      order: { ID: 'asc' },
      filter: { '>ID': 0 },
      select: ['ID'],
      start: -1,
    });
    expect(first['total']).toBeUndefined();
    const ids = rows(at(first, ['result', 'tasks'])).map((task) => Number(task['id']));
    expect(ids).toHaveLength(portal.core.store.table(tables.task).count());
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    const rest = await call('tasks.task.list', { filter: { '>ID': ids[9] ?? 0 }, select: ['ID'] });
    expect(rest['total']).toBe(ids.length - 10);
  });

  it('show an employee only those that the employee takes part in', async () => {
    const own = await call('tasks.task.list', { select: ['*'] }, 'employee');
    const all = await call('tasks.task.list', { select: ['*'] });
    const mine = rows(at(all, ['result', 'tasks'])).filter((task) =>
      [task['createdBy'], task['responsibleId'], task['accomplices'], task['auditors']].flat().includes('2'),
    );
    expect(Number(own['total'])).toBe(mine.length);
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.length).toBeLessThan(Number(all['total']));
  });

  it('are filtered by people, dates and status, in any spelling of numbers', async () => {
    const id = await newTask({ ...titled.fields, AUDITORS: [1], DEADLINE: '2026-12-31T18:00:00' });
    for (const filter of [
      { AUDITOR: 1, ID: id },
      { AUDITOR: '1', ID: id },
      { MEMBER: 1, ID: id },
      { REAL_STATUS: 2, ID: id },
      { '>=DEADLINE': '2026-12-31', ID: id },
    ]) {
      expect((await call('tasks.task.list', { filter }))['total'], JSON.stringify(filter)).toBe(1);
    }
    expect((await call('tasks.task.list', { filter: { '<DEADLINE': '2026-12-31', ID: id } }))['total']).toBe(0);
    expect(await call('tasks.task.list', { order: { NONSENSE: 'asc' } })).toMatchObject({ error: '0' });
  });

  it('go to the bin with their checklists, hours, results and comments', async () => {
    const id = await newTask();
    await call('task.checklistitem.add', [id, { TITLE: 'Пункт' }]);
    await call('task.elapseditem.add', [id, { SECONDS: 60, COMMENT_TEXT: 'минута' }]);
    await call('task.commentitem.add', [id, { POST_MESSAGE: 'текст' }]);
    await call('api/tasks.task.result.add', { fields: { taskId: id, text: 'готово' } });
    const child = await newTask({ ...titled.fields, PARENT_ID: id });
    expect(at(await call('tasks.task.delete', { taskId: id }), ['result', 'task'])).toBe(true);
    expect((await call('tasks.task.list', { filter: { ID: id } }))['total']).toBe(0);
    expect(portal.core.store.binned(tables.task).map((each) => each.id)).toContain(id);
    for (const [family, field, value] of [
      ['checklistItem', 'TASK_ID', String(id)],
      ['elapsedTime', 'TASK_ID', String(id)],
      ['taskComment', 'TASK_ID', String(id)],
      ['taskResult', 'taskId', id],
    ] as const) {
      const left = portal.core.store
        .table(tables[family])
        .select()
        .filter((row) => row[field] === value);
      expect(left, family).toEqual([]);
    }
    expect(at(await call('tasks.task.get', { taskId: child }), ['result', 'task', 'parentId'])).toBeNull();
  });

  it('are refused as documented', async () => {
    const refusals: readonly (readonly [string, Json, string])[] = [
      ['tasks.task.get', {}, '100'],
      ['tasks.task.get', { taskId: 'абв' }, '0'],
      ['tasks.task.get', { taskId: 1, select: 'ID' }, '100'],
      ['tasks.task.add', {}, '100'],
      ['tasks.task.add', { fields: { RESPONSIBLE_ID: 1 } }, 'ERROR_CORE'],
      ['tasks.task.add', { fields: { TITLE: 'т', RESPONSIBLE_ID: 99_999 } }, 'ERROR_CORE'],
      ['tasks.task.delete', { taskId: 987_654 }, '1048582'],
      ['tasks.task.result.list', { taskId: 987_654 }, '0'],
    ];
    for (const [method, params, error] of refusals) expect(await call(method, params), method).toMatchObject({ error });
    const id = await newTask();
    expect(await call('tasks.task.update', { taskId: id, fields: { PARENT_ID: id } })).toMatchObject({
      error: 'ERROR_CORE',
    });
  });

  it('keep an employee from removing another’s task', async () => {
    const id = await newTask();
    expect(await call('tasks.task.delete', { taskId: id }, 'employee')).toMatchObject({ error: '1048582' });
    expect(at(await call('tasks.task.delegate', { taskId: id, userId: 3 }), ['result', 'task', 'responsibleId'])).toBe(
      '3',
    );
    expect(await call('tasks.task.get', { taskId: id }, 'employee')).toMatchObject({ error: '0' });
    expect(await call('tasks.task.history.list', { taskId: id }, 'employee')).toMatchObject({ error: '0' });
  });

  it('have a history from the newest event on, and none where there is no task', async () => {
    const taskId = await newTask();
    await call('tasks.task.update', { taskId, fields: { TITLE: 'another' } });
    const events = async (order: JsonObject): Promise<readonly JsonObject[]> =>
      rows(at(await call('tasks.task.history.list', { taskId, order }), ['result', 'list']));
    const newestFirst = await events({});
    expect(newestFirst.length).toBeGreaterThan(0);
    expect(await events({ createdDate: 'ASC' })).toEqual(newestFirst.toReversed());
    expect(at(await call('tasks.task.history.list', { taskId: 987_654 }), ['result', 'list'])).toEqual([]);
  });
});

describe('parts of tasks', () => {
  it('give time spent without a task, in pages, whichever way the places are filled', async () => {
    const all = await call('task.elapseditem.getlist', [
      { ID: 'asc' },
      {},
      ['*'],
      { NAV_PARAMS: { nPageSize: 5, iNumPage: 2 } },
    ]);
    expect(rows(all['result'])).toHaveLength(5);
    expect(all['total']).toBe(portal.core.store.table(tables.elapsedTime).count());
    const taskId = Number(rows(all['result'])[0]?.['TASK_ID']);
    const one = await call('task.elapseditem.getlist', [taskId, { ID: 'asc' }]);
    expect(rows(one['result']).every((row) => row['TASK_ID'] === String(taskId))).toBe(true);
    const named = await call('task.elapseditem.getlist', { TASKID: taskId, ORDER: { ID: 'asc' } });
    expect(named['result']).toEqual(one['result']);
  });

  it('read a checklist by place and take its points away together', async () => {
    const id = await newTask();
    const list = Number((await call('task.checklistitem.add', [id, { TITLE: 'Список' }]))['result']);
    const point = Number((await call('task.checklistitem.add', [id, { TITLE: 'Пункт', PARENT_ID: list }]))['result']);
    expect(rows((await call('task.checklistitem.getlist', { TASKID: id }))['result'])).toHaveLength(2);
    expect(at(await call('task.checklistitem.get', [id, point]), ['result', 'PARENT_ID'])).toBe(String(list));
    expect(await call('task.checklistitem.delete', [id, list])).toMatchObject({ result: true });
    expect(textOf((await call('task.checklistitem.get', [id, point]))['error_description'])).toContain('not found');
    expect(await call('task.checklistitem.get', { ITEMID: point, TASKID: id })).toMatchObject({ error: 'ERROR_CORE' });
  });

  it('let only those who take part read the chat, an administrator too', async () => {
    const id = await newTask({ TITLE: 'Разговор', RESPONSIBLE_ID: 3, CREATED_BY: 3, AUDITORS: [2] });
    const task = await call('api/tasks.task.get', { id, select: ['chatId'] });
    const dialog = { DIALOG_ID: `chat${textOf(at(task, ['result', 'item', 'chatId']))}` };
    await call('api/tasks.task.chat.message.send', { fields: { taskId: id, text: 'привет' } }, 'employee');
    await call('api/tasks.task.chat.message.send', { fields: { taskId: id, text: 'и снова' } }, 'employee');
    const read = await call('im.dialog.messages.get', { ...dialog, LIMIT: 50 }, 'employee');
    expect(rows(at(read, ['result', 'messages'])).map((message) => message['text'])).toEqual(['и снова', 'привет']);
    expect(await call('im.dialog.messages.get', dialog)).toMatchObject({ error: 'ACCESS_ERROR' });
  });
});

describe('tasks of REST 3.0', () => {
  it('come up to a thousand a page and are filtered by id alone', async () => {
    const answer = await call('api/tasks.task.list', {
      filter: [['id', '>', 100]],
      order: { id: 'ASC' },
      pagination: { limit: 1000 },
    });
    const items = rows(at(answer, ['result', 'items']));
    expect(items).toHaveLength(portal.core.store.table(tables.task).count() - 1);
    expect(Object.keys(items[0] ?? {})).toEqual(['id']);
    expect(answer['total']).toBeUndefined();
    const page2 = await call('api/tasks.task.list', { order: { id: 'ASC' }, pagination: { limit: 10, page: 2 } });
    const all = await call('api/tasks.task.list', { order: { id: 'ASC' }, pagination: { limit: 20 } });
    expect(at(page2, ['result', 'items'])).toEqual(rows(at(all, ['result', 'items'])).slice(10));
    const wrong = async (params: Json): Promise<string> =>
      textOf(at(await call('api/tasks.task.list', params), ['error', 'code'])).replace('BITRIX_REST_V3_EXCEPTION_', '');
    expect(await wrong({ filter: [['title', '=', 'a']] })).toBe('VALIDATION_REQUESTVALIDATIONEXCEPTION');
    expect(await wrong({ filter: [['id', '~', 1]] })).toBe('UNKNOWNFILTEROPERATOREXCEPTION');
    expect(await wrong({ pagination: { limit: 'abc' } })).toBe('INVALIDPAGINATIONEXCEPTION');
    expect(await wrong({ pagination: { limit: 1001 } })).toBe('INVALIDPAGINATIONEXCEPTION');
    expect(await wrong({ order: { nonsense: 'ASC' } })).toBe('INVALIDORDEREXCEPTION');
  });

  it('answer people by dots, and say of a missing task that it is missing', async () => {
    const fields = { title: 'Три', creatorId: 1, responsibleId: 2, priority: 'high' };
    const added = await call('api/tasks.task.add', { fields });
    expect(at(added, ['result', 'item', 'priority'])).toBe('high');
    const id = Number(at(added, ['result', 'item', 'id']));
    const got = await call('api/tasks.task.get', { id, select: ['title', 'responsible.email'] });
    expect(at(got, ['result', 'item'])).toEqual({
      id,
      title: 'Три',
      responsible: { email: portal.core.store.table(tables.user).get(2)?.['EMAIL'] },
    });
    expect(await call('api/tasks.task.update', { id, fields: { status: 'completed' } })).toMatchObject({
      result: { result: true },
    });
    expect(at(await call('tasks.task.get', { taskId: id }), ['result', 'task', 'closedBy'])).toBe('1');
    expect(await call('api/tasks.task.delete', { id })).toMatchObject({ result: { result: true } });
    expect(at(await call('api/tasks.task.get', { id }), ['error', 'code'])).toBe(
      'BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION',
    );
  });
});
