import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { emptyFolder, objectsIn } from './support/bye24.ts';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** The package as npm packs it, laid out in a folder as npm would: with its own dependencies and nothing else. */
async function installed(folder: string): Promise<string> {
  await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'bye24'), { recursive: true });
  await run('tar', ['-xzf', join(folder, tarball), '--strip-components=1', '-C', join(modules, 'bye24')]);
  const { dependencies } = JSON.parse(readFileSync(join(modules, 'bye24', 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  return join(modules, 'bye24');
}

describe('the package that npm pack makes', () => {
  it('holds what runs and no sources, and walks the demo from another folder', async () => {
    const folder = emptyFolder();
    const bye24 = await installed(folder);
    const names = readdirSync(bye24, { recursive: true }).map(String);
    expect(names).toContain(join('dist', 'cli', 'main.js'));
    expect(names).toContain(join('dist', 'ui', 'index.html'));
    expect(names.filter((name) => /^(?:src|test|ui|scripts|bench)\b|\.map$/u.test(name))).toEqual([]);
    const start = (...args: readonly string[]) =>
      run(process.execPath, [join(bye24, 'bin', 'bye24.js'), ...args], {
        cwd: folder,
        env: { PATH: process.env['PATH'], BYE24_HOME: join(folder, 'home') },
      });
    expect((await start('--help')).stdout).toContain('npx bye24 demo');
    const { stdout } = await start('demo', '--size', '50', '--json');
    expect(objectsIn(stdout).at(-1)).toMatchObject({ type: 'summary', failed: 0 });
  }, 120_000);
});
