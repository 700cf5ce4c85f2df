import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { chromium, type Response } from 'playwright-core';

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

function chromiumPath(): string {
  return process.env['CHROMIUM'] ?? '/usr/bin/chromium';
}

export const ui: Row = {
  name: 'ui',
  work: 'web app, first screen on the archive of 1,000,000',
  wanted: '≤ 1 s; what it loads first ≤ 250 kB packed',
  run: async (bench) => {
    buildProgram();
    const { path } = await bench.sealed();
    const server = spawn(process.execPath, [program, 'ui', '--no-open', '--json'], {
      cwd: join(path, '..'),
      env: { ...process.env, NODE_NO_WARNINGS: '1', HOME: bench.folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let text = '';
        server.stdout.on('data', (piece: Buffer) => {
          text += piece.toString();
          const found = /"url":"([^"]+)"/u.exec(text)?.[1];
          if (found !== undefined) resolve(found);
        });
        server.on('exit', () => reject(new Error(`the web app ended: ${text.slice(0, 300)}`)));
      });
      const browser = await chromium.launch({
        executablePath: chromiumPath(),
        args: ['--no-sandbox', '--disable-background-networking'],
      });
      try {
        const page = await browser.newPage();
        let packed = 0;
        const weigh = async (response: Response): Promise<void> => {
          if (/\.(?:js|css)(?:\?|$)/u.test(response.url())) packed += gzipSync(await response.body()).length;
        };
        page.on('response', (response) => void weigh(response).catch(() => undefined));
        const from = performance.now();
        await page.goto(url, { waitUntil: 'domcontentloaded' });
        await page.locator('main h1, main h2, h1').first().waitFor({ state: 'visible', timeout: 15_000 });
        const ms = performance.now() - from;
        await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => undefined);
        return {
          bound: '–',
          reached: `${count(ms)} ms, ${count(packed / 1000)} kB packed`,
          isMet: ms <= 1000 && packed <= 250_000,
          notes: [
            `All of the web app together is ${count(assetsBytes() / 1000)} kB packed; a page loads what it needs.`,
          ],
        };
      } finally {
        await browser.close();
      }
    } finally {
      server.kill();
    }
  },
};

function assetsBytes(): number {
  const folder = join(root, 'dist', 'ui');
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(({ name }) => /\.(?:js|css)$/u.test(name))
      .reduce((sum, { parentPath, name }) => sum + gzipSync(readFileSync(join(parentPath, name))).length, 0);
  } catch {
    return 0;
  }
}
