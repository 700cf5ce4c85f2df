import { fork, type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ClientReport } from './clients/tell.ts';
import type { PortalCount, PortalReady, PortalWish } from './portal.ts';

/** A portal that runs for a while, and what it saw. */
export interface BenchPortal extends PortalReady {
  readonly ca: string;
  /** Requests and refusals since the last count. */
  readonly count: () => Promise<PortalCount>;
  readonly stop: () => void;
}

async function message<T>(child: ChildProcess): Promise<T> {
  const [value] = (await once(child, 'message')) as [T];
  return value;
}

export async function startPortal(wish: Omit<PortalWish, 'ca'>): Promise<BenchPortal> {
  const ca = join(mkdtempSync(join(tmpdir(), 'bye24-bench-')), 'ca.pem');
  const child = fork(join(import.meta.dirname, 'portal.ts'), [JSON.stringify({ ...wish, ca })]);
  const ready = await message<PortalReady>(child);
  return {
    ...ready,
    ca,
    count: async () => {
      const answer = message<PortalCount>(child);
      child.send('count');
      return await answer;
    },
    stop: () => void child.kill(),
  };
}

export type Measured = ClientReport & PortalCount;

/** Runs one client in a process of its own and adds what the portal saw of it. Rejects when the client fails. */
export async function measure(client: string, url: string, portal: BenchPortal): Promise<Measured> {
  await portal.count();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'clients', `${client}.ts`), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: portal.ca, NODE_NO_WARNINGS: '1' },
  });
  let output = '';
  for await (const part of child.stdout) output += String(part);
  const line = output.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`${client} ended without a report: ${output.slice(0, 500)}`);
  return { ...(JSON.parse(line) as ClientReport), ...(await portal.count()) };
}
