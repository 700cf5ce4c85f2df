import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import type { RunningServer } from '../../src/server/serve.ts';
import { startApp } from '../../src/server/start.ts';
import type { WorkStanding } from '../../src/commands/exit-view.ts';
import type { PlanResult } from '../../src/commands/plan.ts';
import type { RunEvent, RunSummary } from '../../src/server/runs.ts';
import type { State } from '../../src/server/state-routes.ts';

const minute = 60_000;
let folder = '';
let server: RunningServer;
let headers: Readonly<Record<string, string>> = {};

async function start(): Promise<void> {
  server = await startApp({
    clock: systemClock,
    port: 0,
    pages: folder,
    surroundings: {
      clock: systemClock,
      disk: nodeDisk,
      random: Math.random,
      language: 'en',
      folder,
      settingsFolder: join(folder, 'home'),
      environment: {},
    },
  });
  const code = new URL(server.enter()).hash.replace('#code=', '');
  const own = { origin: server.origin, 'content-type': 'application/json' };
  const answer = await fetch(`${server.origin}/api/session`, {
    method: 'POST',
    headers: own,
    body: JSON.stringify({ code }),
  });
  const { token } = (await answer.json()) as { token: string };
  headers = { ...own, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', 'x-bye24-token': token };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bye24-order-'));
  await start();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function read<T>(path: string): Promise<T> {
  return (await (await fetch(server.origin + path, { headers })).json()) as T;
}

function send(path: string, body: unknown): Promise<Response> {
  return fetch(server.origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Runs a command to its end and gives all that it said. */
async function run(command: string, input: Readonly<Record<string, unknown>> = {}): Promise<readonly RunEvent[]> {
  const { id } = (await (await send('/api/runs', { command, input })).json()) as RunSummary;
  const text = await (await fetch(`${server.origin}/api/runs/${id}/events`, { headers })).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice('data: '.length)) as RunEvent);
}

async function endOf(command: string, input: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const end = (await run(command, input)).at(-1);
  return end?.is === 'failed' ? end.code : (end?.is ?? 'nothing');
}

/** The demo with all that it holds taken home and sealed; it may have been there before. */
async function sealedDemo(): Promise<State> {
  const state = (await (await send('/api/state/demo', { size: 60 })).json()) as State;
  if (state.archive?.sealedAtMs !== undefined) return state;
  await endOf('export', { portal: state.portal });
  await endOf('seal');
  return read<State>('/api/state');
}

describe('the web API', () => {
  it('starts only commands of the table, with the input that their own schema takes', async () => {
    for (const command of ['ui', 'portalServe', 'completion', 'demo', 'rm', 'constructor', '__proto__']) {
      expect((await send('/api/runs', { command, input: {} })).status, command).toBe(400);
    }
    expect((await send('/api/runs', { command: 'verify', input: { sample: '900%' } })).status).toBe(400);
    expect((await send('/api/runs', { command: 'verify', input: { unknown: true } })).status).toBe(400);
    // A page that names a file descriptor would have this process read its own.
    const commands = await read<readonly { readonly name: string; readonly parameters: object }[]>('/api/commands');
    expect(commands.flatMap(({ parameters }) => Object.keys(parameters)).filter((name) => name.endsWith('Fd'))).toEqual(
      [],
    );
    for (const [command, input] of [
      ['connect', { webhookFd: 0 }],
      ['connect', { portal: 'acme.bitrix24.ru', oauthFd: 0 }],
      ['profileLeave', { who: '1', webhookFd: 0 }],
      ['push', { where: 'webdav', url: 'https://acme.ru/', passwordFd: 0 }],
    ]) {
      expect((await send('/api/runs', { command, input })).status, JSON.stringify(input)).toBe(400);
    }
    expect((await send('/api/runs', 'nonsense')).status).toBe(400);
    expect((await fetch(`${server.origin}/api/runs/none/events`, { headers })).status).toBe(404);
  });

  it(
    'keeps the order of the journey: nothing is planned unsealed, deleted unplanned or unrehearsed, or by a wrong word',
    { timeout: 3 * minute },
    async () => {
      expect(await endOf('plan', { kinds: ['all'] })).toBe('ARCHIVE_ABSENT');
      const state = (await (await send('/api/state/demo', { size: 60 })).json()) as State;
      expect(state.demo).toBe(true);
      const { portal } = state;
      expect(await endOf('apply', { portal, planSha256: 'a'.repeat(64) })).toMatch(/^[A-Z_]+$/u);
      expect(await endOf('export', { portal })).toBe('done');
      expect(await endOf('plan', { kinds: ['all'] })).toBe('ARCHIVE_UNSEALED');
      expect(await endOf('seal')).toBe('done');
      expect(await endOf('apply', { portal, planSha256: 'a'.repeat(64) })).toBe('SERVER_NOT_REHEARSED');
      expect(await endOf('plan', { kinds: ['timeline-note'] })).toBe('done');
      const { sha256 = '' } = (await read<State>('/api/state')).status?.plan ?? {};
      expect(await endOf('apply', { portal, planSha256: sha256 })).toBe('SERVER_NOT_REHEARSED');
      expect(await endOf('rehearse')).toBe('done');
      // What the danger page shows before the address is typed: asked of the portal itself, and of no other.
      expect(await read(`/api/exit/whose?portal=${encodeURIComponent(portal ?? '')}`)).toMatchObject({
        company: expect.stringMatching(/./u) as string,
        people: expect.any(Number) as number,
        newestAtMs: expect.any(Number) as number,
        owner: expect.stringMatching(/./u) as string,
      });
      expect(await read('/api/exit/whose?portal=other.bitrix24.ru')).toMatchObject({
        error: { code: 'CONNECTION_UNKNOWN' },
      });
      expect(await endOf('apply', { portal: 'other.bitrix24.ru', planSha256: sha256 })).not.toBe('done');
      expect(await endOf('apply', { portal, planSha256: 'a'.repeat(64) })).toBe('GUARD_REFUSED');
      // A new plan is another plan: what was rehearsed before says nothing of it.
      expect(await endOf('plan', { kinds: ['task'] })).toBe('done');
      const { sha256: second = '' } = (await read<State>('/api/state')).status?.plan ?? {};
      expect(await endOf('apply', { portal, planSha256: second })).toBe('SERVER_NOT_REHEARSED');
    },
  );

  it.each([
    ['handover', { from: '3', to: '4' }],
    ['subject', { name: 'Степной' }],
  ] as const)(
    'keeps the order of %s as well: nothing is rehearsed unplanned, changed unrehearsed, proved or taken back unbegun',
    { timeout: 3 * minute },
    async (command, who) => {
      const { portal } = await sealedDemo();
      const did = (what: string, more: object = {}): Promise<string> => endOf(command, { ...who, do: what, ...more });
      const works = async (): Promise<WorkStanding | undefined> =>
        (await read<readonly WorkStanding[]>('/api/exit/works')).find(({ work }) => work.startsWith(command));

      expect(await did('rehearse')).toBe('PLAN_ABSENT');
      expect(await did('apply')).toBe('SERVER_NOT_REHEARSED');
      expect(await did('prove')).toBe('PLAN_ABSENT');
      expect(await did('plan')).toBe('done');
      const { work = '', steps = 0 } = (await works()) ?? {};
      expect(steps).toBeGreaterThan(0);
      const { sha256 } = await read<PlanResult>(`/api/exit/planned?work=${work}`);
      for (const more of [{}, { portal, planSha256: sha256 }])
        expect(await did('apply', more)).toBe('SERVER_NOT_REHEARSED');
      expect(await did('prove')).toBe('JOURNAL_ABSENT');
      if (command === 'handover') expect(await did('undo')).toBe('JOURNAL_ABSENT');

      expect(['done', 'partial']).toContain(await did('rehearse'));
      expect(await read(`/api/exit/left?work=${work}`)).toMatchObject({ asPlanned: { steps }, changed: { steps: 0 } });
      expect(await did('apply', { portal: 'other.bitrix24.ru', planSha256: sha256 })).not.toBe('done');
      expect(await did('apply', { portal, planSha256: 'a'.repeat(64) })).toBe('GUARD_REFUSED');
      expect(await works()).toMatchObject({ rehearsed: true, begun: false, proved: false });
      expect(await did('apply', { portal, planSha256: sha256 })).toBe('done');
      expect(await read(`/api/exit/left?work=${work}`)).toMatchObject({ asPlanned: { steps: 0 } });
      expect(await did('prove')).toBe('done');
      expect(await works()).toMatchObject({ begun: true, finished: true, proved: true });
    },
  );

  it('never repeats what was answered to a question, and keeps no webhook in what it says (I11)', async () => {
    const summary = (await (await send('/api/runs', { command: 'connect', input: {} })).json()) as RunSummary;
    const answer = await fetch(`${server.origin}/api/runs/${summary.id}/events`, { headers });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let said = '';
    for (;;) {
      const { value = '', done = true } = (await reader?.read()) ?? {};
      if (done) break;
      said += value;
      const question = /"is":"question","id":"([^"]+)"/u.exec(said)?.[1];
      if (question !== undefined && !said.includes('answered')) {
        await send(`/api/runs/${summary.id}/answer`, {
          question,
          answer: 'http://127.0.0.1:9/rest/1/verysecretcode1/',
        });
      }
    }
    expect(said).toContain('"is":"failed"');
    expect(said).not.toContain('verysecretcode1');
    expect(JSON.stringify(await read('/api/runs'))).not.toContain('verysecretcode1');
  });
});
