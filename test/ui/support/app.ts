import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';

export const root = join(import.meta.dirname, '..', '..', '..');

export interface Started {
  readonly origin: string;
  /** An address that lets a browser in once. */
  readonly url: string;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** The first line that a program prints. */
export async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'));
  }
  throw new Error('bye24 ended before it was ready');
}

/** Starts `bye24 ui` as a person does, in a folder of its own; `folder` starts it again where it was. */
export async function startUi(folder?: string): Promise<Started> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'bye24-ui-')));
  const child = spawn(process.execPath, [join(root, 'bin', 'bye24.js'), 'ui', '--no-open', '--json'], {
    cwd: place,
    env: { ...process.env, BYE24_HOME: join(place, 'home'), BYE24_WEBHOOK: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
  });
  const { url } = JSON.parse(await firstLine(child)) as { url: string };
  child.stdout?.resume();
  return {
    url,
    origin: new URL(url).origin,
    folder: place,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
}

export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of pages, and what the policy refused. */
  readonly errors: string[];
  /** Requests to any host but this computer's loopback. */
  readonly foreign: string[];
  /** Dialogs that a script opened: in these pages, none ever should. */
  readonly dialogs: string[];
}

/** A browser window that notices everything that must not happen. */
export async function openPage(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const watched: Watched = { context, page, errors: [], foreign: [], dialogs: [] };
  page.on('pageerror', (error) => watched.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') watched.errors.push(message.text());
  });
  page.on('dialog', (dialog) => {
    watched.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const note = (request: Request): void => {
    // What the page's policy held back never left the browser.
    if (request.failure()?.errorText === 'csp') return;
    if (!/^(?:http:\/\/127\.0\.0\.1:|data:|blob:)/u.test(request.url())) watched.foreign.push(request.url());
  };
  context.on('requestfinished', note);
  context.on('requestfailed', note);
  return watched;
}
