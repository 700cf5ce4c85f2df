import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
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

/** A program that runs beside the browser. */
export interface Running {
  /** What it said first, as JSON. */
  readonly said: Readonly<Record<string, string>>;
  readonly end: (how: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** Starts a program of Node and waits for what it says first. */
export async function run(args: readonly string[], options: SpawnOptions = {}): Promise<Running> {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
  });
  const said = JSON.parse(await firstLine(child)) as Readonly<Record<string, string>>;
  child.stdout?.resume();
  return {
    said,
    end: async (how) => {
      child.kill(how);
      await ended;
    },
  };
}

/** The first line that a program prints. */
async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'));
  }
  throw new Error('bye24 ended before it was ready');
}

/**
 * Starts `bye24 ui` as a person does, in a folder of its own; `folder` starts it again where it was, `environment` on a
 * computer that is another in some way.
 */
export async function startUi(folder?: string, environment: NodeJS.ProcessEnv = {}): Promise<Started> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'bye24-ui-')));
  const { said, end } = await run([join(root, 'bin', 'bye24.js'), 'ui', '--no-open', '--json'], {
    cwd: place,
    env: { ...process.env, BYE24_HOME: join(place, 'home'), BYE24_WEBHOOK: '', ...environment },
  });
  const { url = '' } = said;
  return { url, origin: new URL(url).origin, folder: place, stop: () => end('SIGTERM') };
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
    // The viewer of PDF is a part of the browser, and so is what it is made of.
    if (!/^(?:http:\/\/127\.0\.0\.1:|data:|blob:|chrome(?:-extension)?:)/u.test(request.url()))
      watched.foreign.push(request.url());
  };
  context.on('requestfinished', note);
  context.on('requestfailed', note);
  return watched;
}
