import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

function newestIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((newest, entry) => Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}

function isFresh(built: string, sources: readonly string[]): boolean {
  if (!existsSync(built)) return false;
  const newest = Math.max(...sources.map((source) => newestIn(join(root, source))));
  return statSync(built).mtimeMs > newest;
}

function run(args: readonly string[]): void {
  // The runner's own NODE_ENV would build the pages for developers.
  const env = { ...process.env, NODE_ENV: 'production' };
  spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
}

/**
 * Tests that start bin/bye24.js must start what stands in src/, and those in a browser see what stands in ui/: builds
 * them again when they are older.
 */
export default function setup(): void {
  const modules = join(root, 'node_modules');
  if (!isFresh(join(root, 'dist', 'cli', 'main.js'), ['src'])) {
    run([join(modules, 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);
  }
  const ofPages = ['ui', ...['texts', 'markup', 'base', 'commands'].map((folder) => join('src', folder))];
  if (!isFresh(join(root, 'dist', 'ui', 'index.html'), ofPages)) {
    run([
      join(modules, 'vite', 'bin', 'vite.js'),
      'build',
      '--config',
      join('ui', 'vite.config.ts'),
      '--logLevel',
      'warn',
    ]);
  }
}
