import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { emptyFolder } from '../support.ts';

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Starts a server that is gone after the test; resolves when it says that it is ready. */
export async function startServer(program: string, words: readonly string[], ready: string): Promise<void> {
  const server = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(() => {
    server.kill('SIGKILL');
  });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes(ready)) resolve();
    });
    server.once('exit', () => reject(new Error(log)));
  });
}

/** A CalDAV and CardDAV server on a free port, gone after the test; with a password, only its owner comes in. */
export async function startRadicale(
  program: string,
  owner?: { readonly user: string; readonly password: string },
): Promise<string> {
  const folder = await emptyFolder();
  const port = await freePort();
  const config = join(folder, 'config');
  const users = join(folder, 'users');
  if (owner !== undefined) writeFileSync(users, `${owner.user}:${owner.password}\n`);
  const auth =
    owner === undefined ? 'type = none' : `type = htpasswd\nhtpasswd_filename = ${users}\nhtpasswd_encryption = plain`;
  writeFileSync(
    config,
    `[server]\nhosts = 127.0.0.1:${port}\n[auth]\n${auth}\n[storage]\nfilesystem_folder = ${folder}/data\n[logging]\nlevel = info\n`,
  );
  await startServer(program, ['--config', config], 'Radicale server ready');
  return `http://127.0.0.1:${port}`;
}
