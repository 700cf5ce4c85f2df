import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { systemClock } from '../../src/base/clock.ts';
import { type Random, seeded } from '../../src/base/random.ts';
import { administratorWebhook, createSamplePortal } from '../../src/portal/company/index.ts';
import type { PortalRequest } from '../../src/portal/http.ts';
import { servePortal } from '../../src/portal/serve.ts';
import { readJournal, recordOf } from '../simulation/checker/journal.ts';
import { nameOf } from '../simulation/checker/keys.ts';
import { snapshotOf } from '../simulation/history.ts';

/** How one exit ended, however often it was killed on the way. */
export interface Exited {
  readonly kills: number;
  /** Records that are left on the portal, by name. */
  readonly left: readonly string[];
  readonly total: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const VICTIM = join(import.meta.dirname, 'victim.ts');

/** When a life ends: so many milliseconds after its start, or so many requests after its first. */
interface Fate {
  readonly afterMs?: number;
  readonly afterRequests?: number;
}

function fateOf(random: Random): Fate {
  return random() < 0.3
    ? { afterMs: Math.floor(random() * 700) }
    : { afterRequests: 1 + Math.floor(random() * random() * 12) };
}

/** One exit of a sample company, whose process is killed (SIGKILL) until `kills` have been; then it is let live. */
export async function exitWithKills(options: {
  readonly size: number;
  readonly kills: number;
  readonly seed: number;
  readonly tell?: (kills: number) => void;
}): Promise<Exited> {
  const { size, kills, seed, tell = () => {} } = options;
  const random = seeded(seed);
  const folder = mkdtempSync(join(tmpdir(), 'bye24-kill-'));
  const local = createSamplePortal({ seed: 7, size, bigFileBytes: 200_000, clock: systemClock });
  let onRequest: (() => void) | undefined;
  const counted = {
    ...local,
    handle: (request: PortalRequest) => {
      onRequest?.();
      return local.handle(request);
    },
  };
  const server = await servePortal(counted);
  const address = `${server.url}/rest/${administratorWebhook.userId}/${administratorWebhook.code}/`;
  const state = { killed: 0 };
  let output = '';
  let complaint = '';
  const live = (fate: Fate | undefined): Promise<boolean> =>
    new Promise((resolve) => {
      const child: ChildProcess = spawn(process.execPath, [VICTIM, folder, address], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const kill = (): void => void child.kill('SIGKILL');
      const timer = fate?.afterMs === undefined ? undefined : setTimeout(kill, fate.afterMs);
      let left = fate?.afterRequests;
      onRequest = () => {
        if (left === undefined) return;
        left -= 1;
        // Now, or a moment later, when the answer is under way or being written down.
        if (left === 0) setTimeout(kill, Math.floor(random() * 12));
      };
      output = '';
      child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
      complaint = '';
      child.stderr?.on('data', (data: Buffer) => (complaint += data.toString()));
      child.on('close', (code, signal) => {
        clearTimeout(timer);
        onRequest = undefined;
        if (signal === 'SIGKILL') state.killed += 1;
        resolve(code === 0);
      });
    });
  try {
    // A life that meets its end before it is killed counts for nothing.
    for (let lives = 0; lives < kills * 3 && state.killed < kills; lives++) {
      if (await live(fateOf(random))) break;
      tell(state.killed);
    }
    let done = false;
    for (let turn = 0; turn < 3 && !done; turn++) done = await live(undefined);
    const journal = readJournal(readFileSync(join(folder, 'journal.jsonl'), 'utf8'));
    const acknowledged = journal.lines.filter(
      ({ event }) => event['type'] === 'outcome' && event['is'] === 'acknowledged',
    );
    const twice = acknowledged.length - new Set(acknowledged.map(recordOf)).size;
    return {
      kills: state.killed,
      left: [...snapshotOf(local).values()].flatMap((row) => nameOf(row) ?? []).toSorted(),
      total: done ? (JSON.parse(output) as Record<string, number>) : {},
      faults: [
        ...journal.wrong,
        ...(twice === 0 ? [] : [`${twice} records were acknowledged twice`]),
        ...(done ? [] : [`the exit never came to an end: ${complaint.slice(0, 2000)}`]),
      ],
    };
  } finally {
    await server.close();
    local.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
