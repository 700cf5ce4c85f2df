import { afterAll, describe, expect, it } from 'vitest';

import { type JsonObject, textOf } from '../../../src/base/json.ts';
import { tables } from '../../../src/portal/tables.ts';
import { rows, stage } from './support.ts';

const { portal, call } = stage();
afterAll(() => portal.close());

function everyNode(node: JsonObject): readonly JsonObject[] {
  return [node, ...rows(node['Children']).flatMap(everyNode)];
}

describe('business processes', () => {
  it('give only the ids of templates unless more is asked for, and whole trees when it is', async () => {
    const bare = rows((await call('bizproc.workflow.template.list'))['result']);
    expect(bare.length).toBe(5);
    for (const row of bare) expect(Object.keys(row)).toEqual(['ID']);
    const whole = rows(
      (await call('bizproc.workflow.template.list', { SELECT: ['ID', 'NAME', 'TEMPLATE'] }))['result'],
    );
    const roots = whole.map((row) => rows(row['TEMPLATE'])[0] ?? {});
    expect(new Set(roots.map((root) => root['Type']))).toEqual(
      new Set(['SequentialWorkflowActivity', 'StateMachineWorkflowActivity']),
    );
    for (const root of roots) {
      const names = everyNode(root).map((node) => node['Name']);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(await call('bizproc.workflow.template.list', {}, 'employee')).toMatchObject({ error: 'ACCESS_DENIED' });
  });

  it('join every assignment to a node of its template', async () => {
    const templates = rows((await call('bizproc.workflow.template.list', { SELECT: ['ID', 'TEMPLATE'] }))['result']);
    const nodes = new Map(templates.map((row) => [row['ID'], everyNode(rows(row['TEMPLATE'])[0] ?? {})]));
    const list = rows((await call('bizproc.task.list', { SELECT: ['*'] }))['result']);
    expect(list.length).toBeGreaterThan(0);
    for (const { WORKFLOW_TEMPLATE_ID, ACTIVITY_NAME, ACTIVITY } of list) {
      const node = nodes.get(WORKFLOW_TEMPLATE_ID)?.find((each) => each['Name'] === ACTIVITY_NAME);
      expect(node?.['Type']).toBe(ACTIVITY);
    }
  });

  it('never let a webhook delete a template', async () => {
    expect(await call('bizproc.workflow.template.delete', { ID: 1 })).toMatchObject({
      error: 'ACCESS_DENIED',
      error_description: 'Application context required',
    });
  });

  it('start for a document of the right type and are killed with their assignments', async () => {
    const wrong = { TEMPLATE_ID: 1, DOCUMENT_ID: ['crm', 'CCrmDocumentLead', 'LEAD_10'] };
    expect(await call('bizproc.workflow.start', wrong)).toMatchObject({ error: '' });
    const id = textOf(
      (await call('bizproc.workflow.start', { TEMPLATE_ID: 1, DOCUMENT_ID: ['crm', 'CCrmDocumentDeal', 'DEAL_20'] }))[
        'result'
      ],
    );
    expect((await call('bizproc.workflow.instances', { FILTER: { ID: id } }))['total']).toBe(1);
    const [running] = rows((await call('bizproc.task.list', { SELECT: ['WORKFLOW_ID'] }))['result']);
    const workflow = textOf(running?.['WORKFLOW_ID']);
    expect(await call('bizproc.workflow.kill', { ID: workflow })).toMatchObject({ result: true });
    expect((await call('bizproc.workflow.instances', { FILTER: { ID: workflow } }))['total']).toBe(0);
    expect((await call('bizproc.task.list', { FILTER: { WORKFLOW_ID: workflow } }))['total']).toBe(0);
    expect(await call('bizproc.workflow.kill', {})).toMatchObject({ error: 'ERROR_WRONG_WORKFLOW_ID' });
  });

  it('let only the person with the assignment hand it on or do it', async () => {
    const table = portal.core.store.table(tables.assignment);
    const ids = table.ids().map(Number).slice(0, 2);
    for (const id of ids) table.patch(id, { USER_ID: '2' });
    const hand = { TASK_IDS: ids.slice(0, 1), FROM_USER_ID: 2, TO_USER_ID: 3 };
    expect(await call('bizproc.task.delegate', hand)).toMatchObject({ error: 'ERROR_DELEGATION_NOT_ALLOWED' });
    expect(await call('bizproc.task.delegate', hand, 'employee')).toMatchObject({ result: true });
    expect(table.get(ids[0] ?? 0)?.['USER_ID']).toBe('3');
    const done = { TASK_ID: ids[1] ?? 0, STATUS: 'yes' };
    expect(await call('bizproc.task.complete', done)).toMatchObject({ error: 'ERROR_TASK_NOT_FOUND' });
    expect(await call('bizproc.task.complete', done, 'employee')).toMatchObject({ result: true });
    expect(await call('bizproc.task.complete', done, 'employee')).toMatchObject({ error: 'ERROR_TASK_COMPLETED' });
    expect(await call('bizproc.task.list', { FILTER: { USER_ID: 3 } }, 'employee')).toMatchObject({
      error: 'ACCESS_DENIED',
    });
  });
});
