import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { Bye24Error } from '../base/error.ts';
import type { Context, Done } from '../commands/context.ts';
import type { InputOf } from '../commands/parameter.ts';
import type { Commands } from '../commands/table.ts';
import type { RunningServer } from '../server/serve.ts';
import { startApp } from '../server/start.ts';

type Input = InputOf<Commands['ui']['parameters']>;

export interface UiResult {
  readonly type: 'ui';
  readonly url: string;
}

/** The built app lies beside the built program; a checkout that runs from its sources has it in dist/. */
function pagesFolder(): string {
  const places = [join(import.meta.dirname, '..', 'ui'), join(import.meta.dirname, '..', '..', 'dist', 'ui')];
  const found = places.find((place) => existsSync(join(place, 'index.html')));
  if (found === undefined) throw new Bye24Error('UI_NOT_BUILT');
  return found;
}

/** Opens the user's browser. That there is none is no failure: the address is on the screen. */
function openBrowser(url: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const child = spawn(program ?? '', args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

/** A code in an address works once and for a minute: Enter makes a fresh one. */
function onEnter(act: () => void): () => void {
  if (!process.stdin.isTTY) return () => undefined;
  const lines = createInterface({ input: process.stdin });
  lines.on('line', act);
  return () => lines.close();
}

/** Serves the web app until it is told to stop; says `ready` once it answers. */
export async function run(context: Context, input: Input): Promise<Done<UiResult>> {
  const { clock, disk, random, language, folder, settingsFolder, environment, transport, signal, tell } = context;
  const { port = 0, archive, noOpen } = input;
  let server: RunningServer;
  try {
    server = await startApp({
      clock,
      port,
      pages: pagesFolder(),
      surroundings: {
        clock,
        disk,
        random,
        language,
        folder,
        settingsFolder,
        environment,
        ...(transport === undefined ? {} : { transport }),
      },
      ...(archive === undefined ? {} : { archive }),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new Bye24Error('PORT_TAKEN', { port: String(port) }, { cause: error });
    }
    throw error;
  }
  const invite = (): string => {
    const url = server.enter();
    tell({ type: 'ready', url });
    return url;
  };
  const url = invite();
  if (!noOpen) openBrowser(url);
  const release = onEnter(invite);
  await new Promise<void>((stop) => {
    if (signal.aborted) stop();
    signal.addEventListener('abort', () => stop(), { once: true });
  });
  release();
  await server.close();
  return { ending: 'whole', result: { type: 'ui', url: server.origin } };
}
