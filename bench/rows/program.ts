import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';

import { buildProgram } from '../build.ts';
import { type Row, count, percentile, times } from '../frame.ts';
import { startPortal } from '../run.ts';

const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'bin', 'bye24.js');

function startsMs(args: readonly string[], often: number): number {
  const values = Array.from({ length: often }, () => {
    const from = performance.now();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    return performance.now() - from;
  });
  return percentile(values, 0.5);
}

export const start: Row = {
  name: 'start',
  work: 'start of `bye24 --help`',
  wanted: '≤ 150 ms',
  run: (bench) => {
    buildProgram();
    const often = bench.isQuick ? 5 : 15;
    const bare = startsMs(['-e', '0'], often);
    const ours = startsMs([program, '--help'], often);
    return Promise.resolve({
      bound: `node itself: ${bare.toFixed(0)} ms`,
      reached: `${ours.toFixed(0)} ms (the middle of ${often})`,
      ratio: times(ours / bare),
      isMet: ours <= 150,
    });
  },
};

/** Asks the same page again and again over some open connections, with as little work as a client can have. */
async function load(url: string, body: string, connections: number, ms: number): Promise<number> {
  const { hostname, port, pathname } = new URL(url);
  const request = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  let answers = 0;
  const untilMs = performance.now() + ms;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let due = 0;
      socket.on('error', reject);
      socket.on('connect', () => socket.write(request));
      socket.on('data', (piece: Buffer) => {
        let got = piece.length;
        if (due === 0) {
          const head = piece.indexOf('\r\n\r\n');
          const size = /content-length: (\d+)/iu.exec(piece.toString('latin1', 0, head))?.[1];
          due = Number(size);
          got -= head + 4;
        }
        due -= got;
        if (due > 0) return;
        due = 0;
        answers += 1;
        if (performance.now() < untilMs) socket.write(request);
        else {
          socket.destroy();
          resolve();
        }
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return answers;
}

export const portal: Row = {
  name: 'portal',
  work: 'the local portal, pages of 50 rows, one request each',
  wanted: '≥ 2,000 requests a second',
  run: async (bench) => {
    const served = await startPortal({ contacts: 10_000, latencyMs: 0, listCostMs: 0, limits: 'none' });
    const body = JSON.stringify({
      entityTypeId: 3,
      select: ['*'],
      order: { id: 'ASC' },
      filter: { '>id': 5_000 },
      start: -1,
    });
    const url = `${served.url}crm.item.list`;
    await load(url, body, 8, 1_000);
    const ms = bench.isQuick ? 2_000 : 5_000;
    const from = performance.now();
    const answers = await load(url, body, 8, ms);
    const pace = (answers / (performance.now() - from)) * 1000;
    served.stop();
    return {
      bound: 'the processor',
      reached: `${count(pace)} requests a second, ${count(pace * 50)} rows`,
      ratio: times(pace / 2000),
      isMet: pace >= 2000,
      notes: ['One process; the client runs on the other core.'],
    };
  },
};
