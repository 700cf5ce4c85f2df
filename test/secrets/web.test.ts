import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';
import { seeded } from '../../src/base/random.ts';
import { createSamplePortal } from '../../src/portal/company/index.ts';
import { startApp } from '../../src/server/start.ts';
import type { RunSummary } from '../../src/server/runs.ts';
import { host, transportTo } from '../export/local.ts';
import { SimClock } from '../wire/sim-clock.ts';
import { ALL, OTHER, seed, WEBHOOK } from './canaries.ts';

it('shows no secret in what the web app says: answers, events, failures, its own log (I11)', async () => {
  const clock = new SimClock(Date.parse('2026-11-02T09:00:00+03:00'));
  const portal = createSamplePortal({ seed: 3, size: 60, clock, webhooks: [{ userId: 1, code: WEBHOOK }] });
  expect(seed(portal)).toBeGreaterThan(100);
  const folder = await mkdtemp(join(tmpdir(), 'bye24-web-secrets-'));
  const said: string[] = [];
  const spies = [
    vi.spyOn(process.stdout, 'write'),
    vi.spyOn(process.stderr, 'write'),
    ...(['log', 'error', 'warn', 'info'] as const).map((name) => vi.spyOn(console, name)),
  ];
  const server = await startApp({
    clock,
    port: 0,
    pages: folder,
    surroundings: {
      clock,
      disk: nodeDisk,
      random: seeded(1),
      language: 'en',
      folder,
      settingsFolder: join(folder, 'home'),
      environment: { BYE24_WEBHOOK: `https://${host}/rest/1/${WEBHOOK}/` },
      transport: transportTo(portal),
      bucket: 'none',
    },
  });
  onTestFinished(async () => {
    vi.restoreAllMocks();
    await server.close();
    portal.close();
    await rm(folder, { recursive: true, force: true });
  });
  const own = { origin: server.origin, 'content-type': 'application/json' };
  const code = new URL(server.enter()).hash.replace('#code=', '');
  const session = await fetch(`${server.origin}/api/session`, {
    method: 'POST',
    headers: own,
    body: JSON.stringify({ code }),
  });
  const { token } = (await session.json()) as { readonly token: string };
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { ...own, cookie, 'x-bye24-token': token };
  const read = async (path: string): Promise<void> => {
    said.push(await (await fetch(server.origin + path, { headers })).text());
  };
  const run = async (command: string, input: object = {}): Promise<void> => {
    const body = JSON.stringify({ command, input });
    const answer = await fetch(`${server.origin}/api/runs`, { method: 'POST', headers, body });
    const text = await answer.text();
    said.push(text);
    if (answer.status === 202) await read(`/api/runs/${(JSON.parse(text) as RunSummary).id}/events`);
  };

  const kinds = ['contact', 'deal', 'requisite', 'timeline-comment', 'activity'];
  await run('doctor');
  // An address with a secret where none belongs, and one that opens nothing.
  await run('export', { portal: `https://${host}/rest/1/${OTHER}/`, kinds });
  await run('export', { kinds });
  await run('seal');
  await run('search', { text: 'k4n4ry' });
  await run('plan', { kinds: ['contact'] });
  await run('rehearse');
  for (const path of ['/api/state', '/api/runs', '/api/kinds', '/api/archive/records?kind=contact', '/api/nothing']) {
    await read(path);
  }
  const all = said.join('\n');
  expect(all.length).toBeGreaterThan(10_000);
  // It went all the way: what was seeded came home, and something stands in its place.
  expect(all).toContain('"type":"rehearsal"');
  expect(all).toContain('REDACTED');
  for (const spy of spies) for (const call of spy.mock.calls) said.push(call.map(String).join(' '));
  const heard = ALL.filter((secret) => said.some((text) => text.includes(secret)));
  expect(heard).toEqual([]);
}, 60_000);
