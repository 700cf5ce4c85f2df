// `npm test`: looks for the programs that some tests need, then runs everything. Arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { prepareNeeds } from './needs.ts';

prepareNeeds();
const root = join(import.meta.dirname, '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
