import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { type Browser, chromium, type Page } from 'playwright-core';

import type { Bench } from './bench.ts';
import { buildProgram } from './build.ts';

const root = join(import.meta.dirname, '..');

/** The web app on the sealed archive, and a browser that was not there yet. */
export interface Web {
  /** An address that lets a browser in once. */
  readonly url: string;
  readonly browser: Browser;
  readonly page: Page;
}

function chromiumPath(): string {
  return process.env['CHROMIUM'] ?? '/usr/bin/chromium';
}

/** Starts the web app beside the archive of the bench, as a person does, and ends it when `use` has. */
export async function withWeb<T>(bench: Bench, use: (web: Web) => Promise<T>): Promise<T> {
  buildProgram();
  const { path } = await bench.sealed();
  // Named, for the archives of other rows lie beside it, and the app opens none where several could be meant.
  const command = ['ui', '--archive', path, '--no-open', '--json'];
  const server = spawn(process.execPath, [join(root, 'bin', 'bye24.js'), ...command], {
    cwd: bench.folder,
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
      return await use({ url, browser, page: await browser.newPage() });
    } finally {
      await browser.close();
    }
  } finally {
    server.kill();
  }
}
