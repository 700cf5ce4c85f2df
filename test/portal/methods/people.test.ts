import { afterAll, describe, expect, it } from 'vitest';

import { at, textOf } from '../../../src/base/json.ts';
import { tables } from '../../../src/portal/tables.ts';
import { rows, stage } from './support.ts';

const { portal, call } = stage();
afterAll(() => portal.close());

describe('people', () => {
  it('are found by conditions beside the parameters or in FILTER, in any case', async () => {
    for (const params of [{ ID: 2 }, { FILTER: { ID: 2 } }, { filter: { ID: '2' } }, { filter: { '=ID': [2] } }]) {
      expect(rows((await call('user.get', params))['result']).map((user) => user['ID'])).toEqual(['2']);
    }
    const departed = await call('user.get', { FILTER: { ACTIVE: false }, ADMIN_MODE: true });
    const active = await call('user.get', { FILTER: { ACTIVE: 'Y' }, ADMIN_MODE: true });
    expect(Number(departed['total']) + Number(active['total'])).toBe(portal.core.store.table(tables.user).count());
    const name = textOf(rows((await call('user.get', { ID: 2 }))['result'])[0]?.['LAST_NAME']);
    const like = await call('user.get', { filter: { LAST_NAME: `${name.slice(0, 3)}%` } });
    expect(rows(like['result']).map((user) => user['LAST_NAME'])).toContain(name);
    const chained = await call('user.get', { filter: { '>ID': 3 }, sort: 'ID', order: 'DESC', start: -1 });
    expect(chained['total']).toBeUndefined();
    expect(Number(rows(chained['result'])[0]?.['ID'])).toBeGreaterThan(5);
    const few = await call('user.get', { ID: 2, select: ['NAME'] });
    expect(Object.keys(rows(few['result'])[0] ?? {})).toEqual(['ID', 'NAME']);
  });

  it('are deactivated by an administrator, and then their webhooks are dead', async () => {
    expect(await call('user.update', { ID: 2, ACTIVE: 'N' }, 'employee')).toMatchObject({ error: 'ERROR_CORE' });
    expect(await call('user.update', { ID: 2, NAME: 'Имя' }, 'employee')).toMatchObject({ result: true });
    expect(await call('user.update', { ID: 2, ACTIVE: 'N' })).toMatchObject({ result: true });
    expect(at(await call('user.get', { ID: 2 }), ['result', '0', 'ACTIVE'])).toBe(false);
    expect(await call('profile', {}, 'employee')).toMatchObject({ error: 'authorization_error' });
    expect(await call('user.update', { ID: 2, ACTIVE: 'Y' })).toMatchObject({ result: true });
    expect(await call('profile', {}, 'employee')).toMatchObject({ result: { ID: '2', NAME: 'Имя' } });
  });

  it('are invited by an administrator alone', async () => {
    expect(await call('user.add', { EMAIL: 'nobody', UF_DEPARTMENT: [1] })).toMatchObject({ error: 'ERROR_ARGUMENT' });
    const id = Number((await call('user.add', { EMAIL: 'new@example.com', UF_DEPARTMENT: [1] }))['result']);
    expect(await call('user.add', { EMAIL: 'new@example.com', UF_DEPARTMENT: [1] })).toMatchObject({
      error: 'ERROR_ARGUMENT',
    });
    expect(at(await call('user.get', { ID: id }), ['result', '0', 'EMAIL'])).toBe('new@example.com');
    expect(await call('user.add', { EMAIL: 'x@example.com' }, 'employee')).toMatchObject({ error: 'ERROR_CORE' });
  });
});

describe('departments', () => {
  it('are a tree that only an administrator changes', async () => {
    const all = await call('department.get', { sort: 'NAME', order: 'ASC' });
    expect(rows(all['result']).length).toBe(Number(all['total']));
    const id = Number((await call('department.add', { NAME: 'Новый', PARENT: 1 }))['result']);
    const child = Number((await call('department.add', { NAME: 'Группа', PARENT: id }))['result']);
    await call('user.update', { ID: 3, UF_DEPARTMENT: [1, child] });
    expect(rows((await call('department.get', { PARENT: id }))['result']).map((row) => row['NAME'])).toEqual([
      'Группа',
    ]);
    expect(await call('department.update', { ID: id, NAME: 'Иной' }, 'employee')).toMatchObject({
      error: 'ERROR_CORE',
    });
    expect(await call('department.delete', { ID: id })).toMatchObject({ result: true });
    expect(await call('department.delete', { ID: child })).toMatchObject({
      error: 'ERROR_CORE',
      error_description: 'Department not found',
    });
    expect(at(await call('user.get', { ID: 3 }), ['result', '0', 'UF_DEPARTMENT'])).toEqual([1]);
    expect(await call('department.add', { NAME: 'Второй корень' })).toMatchObject({ error: 'ERROR_CORE' });
  });
});

describe('groups', () => {
  it('go with their members and their storage, and leave their tasks behind', async () => {
    const list = await call('sonet_group.get', { IS_ADMIN: 'Y', ORDER: { ID: 'ASC' } });
    const id = Number(rows(list['result'])[0]?.['ID']);
    expect(rows((await call('sonet_group.user.get', { ID: id }))['result'])[0]).toMatchObject({ ROLE: 'A' });
    expect(at(await call('socialnetwork.api.workgroup.get', { params: { groupId: id } }), ['result', 'ID'])).toBe(id);
    const found = await call('socialnetwork.api.workgroup.list', {
      filter: { ID: id },
      select: ['ID', 'NAME', 'TYPE'],
    });
    expect(at(found, ['result', 'workgroups', '0', 'id'])).toBe(String(id));
    const owner = textOf(portal.core.store.table(tables.group).get(id)?.['OWNER_ID']);
    const outsider = await call(
      'sonet_group.setowner',
      { GROUP_ID: id, USER_ID: 2 },
      owner === '1' ? 'employee' : 'administrator',
    );
    expect(outsider).toMatchObject({ error_description: 'User has no permissions to set owner' });
    portal.core.store.table(tables.group).patch(id, { OWNER_ID: '1' });
    expect(await call('sonet_group.setowner', { GROUP_ID: id, USER_ID: 2 })).toMatchObject({ result: true });
    expect(rows((await call('sonet_group.user.get', { ID: id }))['result'])).toContainEqual({
      USER_ID: '2',
      ROLE: 'A',
    });
    const storage = { filter: { ENTITY_TYPE: 'group', ENTITY_ID: id } };
    expect((await call('disk.storage.getList', storage))['total']).toBe(1);
    const tasks = Number((await call('tasks.task.list', { filter: { GROUP_ID: id } }))['total']);
    const outside = Number((await call('tasks.task.list', { filter: { GROUP_ID: 0 } }))['total']);
    expect(await call('sonet_group.delete', { GROUP_ID: id })).toMatchObject({ result: true });
    expect((await call('disk.storage.getList', storage))['total']).toBe(0);
    expect((await call('tasks.task.list', { filter: { GROUP_ID: 0 } }))['total']).toBe(outside + tasks);
    expect(await call('sonet_group.user.get', { ID: id })).toMatchObject({
      error_description: 'Socialnetwork group not found',
    });
  });
});
