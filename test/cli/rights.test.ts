import { describe, expect, it } from 'vitest';

import { bye24, objectsIn } from './support/bye24.ts';
import { served, withWebhook } from './support/served.ts';

describe('a webhook without some permissions', () => {
  const narrow = { userId: 1, code: 'narrow1', scopes: ['crm', 'user'] };

  it('is told by doctor, with what each missing one costs', async () => {
    const { webhook } = await served({ webhooks: [narrow] }, narrow);
    const { stdout } = await bye24(['doctor', '--lang', 'ru'], withWebhook(webhook));
    expect(stdout).toContain('task');
    expect(stdout).toContain('Задачи');
    expect(stdout).toContain('disk');
  });

  it('exports what it may, ends with 3 and names the rest', async () => {
    const { webhook } = await served({ webhooks: [narrow] }, narrow);
    const run = withWebhook(webhook);
    const { code, stdout } = await bye24(['export', '--kinds', 'lead,task', '--json'], run);
    expect(code).toBe(3);
    const report = objectsIn(stdout).at(-1);
    expect(report).toMatchObject({ type: 'export', state: 'incomplete' });
    expect(JSON.stringify(report)).toContain('EXPORT_NO_SCOPE');
    expect((await bye24(['verify'], { folder: run.folder })).code).toBe(0);
  }, 60_000);
});

describe('a portal whose plan has lost REST', () => {
  it('is told apart from a wrong webhook, and nothing is lost', async () => {
    const text = 'REST API is available only on commercial plans';
    const { webhook } = await served({ faults: [{ what: { do: 'refuse', code: 'ACCESS_DENIED', text } }] });
    const { code, stderr } = await bye24(['export', '--lang', 'en'], withWebhook(webhook));
    expect(code).toBe(1);
    expect(stderr).toContain('PORTAL_PLAN_WITHOUT_REST');
    expect(stderr).toContain('Extend the plan');
  });
});

describe('files that REST never gives', () => {
  it('are a list with links, before there is any plan, and no reason to call the export incomplete', async () => {
    const { webhook } = await served({});
    const run = withWebhook(webhook);
    expect((await bye24(['export', '--kinds', 'mail-message'], run)).code).toBe(0);
    const { code, stdout } = await bye24(['by-hand', '--lang', 'en'], { folder: run.folder });
    expect(code).toBe(3);
    expect(stdout).toContain('only to a person');
    expect(stdout).toMatch(/\/mail\/message\/15$/mu);
  }, 60_000);
});
