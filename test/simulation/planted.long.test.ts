import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { planted } from './planted.ts';

describe('the checkers are checked', () => {
  it('notices every one of them (npm run simulate -- --planted)', { timeout: 240_000 }, () => {
    const script = join(import.meta.dirname, '../../scripts/simulate.ts');
    const { stdout, status } = spawnSync(process.execPath, [script, '--planted'], { encoding: 'utf8' });
    expect(stdout).not.toContain('NOT NOTICED');
    expect(stdout).toContain(`${planted.length} of ${planted.length} planted mistakes noticed`);
    expect(status).toBe(0);
  });
});
