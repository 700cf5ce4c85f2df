import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, sweep } from './build.ts';
import type { ClientReport } from './clients/tell.ts';
import type { PortalCount, PortalReady, PortalWish } from './portal.ts';

/** A portal that runs for a while, and what it saw. */
export interface BenchPortal extends PortalReady {
  readonly ca: string;
  /** What it saw since the last count. */
  readonly count: () => Promise<PortalCount>;
  readonly stop: () => void;
}

const children = new Set<ChildProcess>();
const clients = new Set<ChildProcess>();
let folder: string | undefined;

/** Where the built clients lie; they are built when the first of them is needed. */
function built(...path: readonly string[]): string {
  folder ??= build();
  return join(folder, ...path);
}

/** Ends whatever still runs: a row that failed leaves nothing behind. */
export function stopAll(): void {
  for (const child of children) child.kill('SIGKILL');
  sweep();
}

/** Ends the clients alone: portals may serve the rows that follow. */
export function stopClients(): void {
  for (const client of clients) client.kill('SIGKILL');
}

function kept(child: ChildProcess): void {
  children.add(child);
  child.once('exit', () => children.delete(child));
}

async function message<T>(child: ChildProcess): Promise<T> {
  const over = new AbortController();
  const left = once(child, 'exit', { signal: over.signal }).then(() => {
    throw new Error('the portal ended');
  });
  left.catch(() => undefined);
  try {
    const [value] = (await Promise.race([once(child, 'message', { signal: over.signal }), left])) as [T];
    return value;
  } finally {
    over.abort();
  }
}

export async function startPortal(wish: Omit<PortalWish, 'ca'>): Promise<BenchPortal> {
  const ca = join(mkdtempSync(join(tmpdir(), 'bye24-bench-ca-')), 'ca.pem');
  const child = fork(built('portal.js'), [JSON.stringify({ ...wish, ca })], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  kept(child);
  const ready = await message<PortalReady>(child);
  return {
    ...ready,
    ca,
    count: async () => {
      const answer = message<PortalCount>(child);
      child.send('count');
      return await answer;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Killed outright as soon as this resolves. */
  readonly killWhen?: Promise<unknown>;
}

/** Runs one client in a process of its own. Rejects when it fails; undefined when it was killed. */
export async function runClient(
  client: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ClientReport | undefined> {
  const child = spawn(process.execPath, [built('clients', `${client}.js`), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...options.env },
  });
  kept(child);
  clients.add(child);
  child.once('exit', () => clients.delete(child));
  let isKilled = false;
  const kill = async (): Promise<void> => {
    await options.killWhen;
    if (options.killWhen === undefined) return;
    isKilled = true;
    child.kill('SIGKILL');
  };
  void kill();
  let output = '';
  for await (const part of child.stdout) output += String(part);
  if (isKilled) return undefined;
  const line = output.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`${client} ended without a report: ${output.slice(0, 500)}`);
  return JSON.parse(line) as ClientReport;
}

export type Measured = ClientReport & PortalCount;

/** The same, with what the portal saw of it. */
export async function measure(
  client: string,
  args: readonly string[],
  portal: BenchPortal,
  options: RunOptions = {},
): Promise<Measured> {
  await portal.count();
  const report = await runClient(client, args, {
    ...options,
    env: { NODE_EXTRA_CA_CERTS: portal.ca, ...options.env },
  });
  if (report === undefined) throw new Error(`${client} was killed`);
  return { ...report, ...(await portal.count()) };
}
