import { spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'vitest';

import { root } from './app.ts';

/** A folder in which a small exit was walked to its end in the terminal. */
export async function exitedFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  const demo = spawnSync(process.execPath, [join(root, 'bin', 'bye24.js'), 'demo', '--size', '60'], {
    cwd: folder,
    env: { ...process.env, BYE24_HOME: join(folder, 'home') },
    encoding: 'utf8',
  });
  expect(demo.status, demo.stderr).toBe(0);
  return folder;
}
