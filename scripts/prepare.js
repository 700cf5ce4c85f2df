// Runs after `npm ci` in a checkout: builds what `npx bye24` and `npm run demo` start. A plain .js file, because the
// Node that runs it may be older than the one that understands TypeScript.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const node = existsSync(node24) ? node24 : process.execPath;

// A packed or installed package brings dist/ along and has no compiler.
if (existsSync(join(root, 'node_modules', 'typescript'))) {
  const { status } = spawnSync(node, [join(root, 'scripts', 'build.ts')], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
