import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Below node_modules, so that what is built finds the packages. */
const built = join(root, 'node_modules', '.cache', `bye24-bench-${process.pid}`);

/**
 * Builds the clients as the program itself is built: to strip types while it loads costs a process time and memory that no
 * user pays.
 */
export function build(): string {
  rmSync(built, { recursive: true, force: true });
  const settings = join(root, `tsconfig.bench-${process.pid}.json`);
  writeFileSync(
    settings,
    JSON.stringify({
      extends: './tsconfig.json',
      compilerOptions: { noEmit: false, allowImportingTsExtensions: false, rootDir: '.', outDir: built },
      include: ['bench/clients', 'bench/portal.ts'],
    }),
  );
  try {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status } = spawnSync(process.execPath, [tsc, '-p', settings], { cwd: root, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error('the clients of the benchmark can’t be built');
  } finally {
    rmSync(settings, { force: true });
  }
  cpSync(join(root, 'package.json'), join(built, 'package.json'));
  return join(built, 'bench');
}

/** Builds the program itself where that was not done. */
export function buildProgram(): void {
  if (existsSync(join(root, 'dist', 'cli', 'main.js'))) return;
  spawnSync(process.execPath, [join(root, 'scripts', 'build.ts')], { cwd: root, stdio: ['ignore', 2, 2] });
}

export function sweep(): void {
  rmSync(built, { recursive: true, force: true });
}
