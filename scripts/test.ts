// Looks for the programs that some tests need, then runs tests:
//   npm test               all but the long ones
//   npm run test:long      the long ones alone: files that end with .long.test.ts
//   npm test -- test/cli   what is named, long or not; arguments go to vitest
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { prepareNeeds } from './needs.ts';

const LONG = '.long.test.ts';

function chosen(asked: readonly string[]): readonly string[] {
  if (asked.length === 0) return ['--exclude', `**/*${LONG}`];
  return asked[0] === '--long' ? [LONG, ...asked.slice(1)] : asked;
}

prepareNeeds();
const root = join(import.meta.dirname, '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', ...chosen(process.argv.slice(2))], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
