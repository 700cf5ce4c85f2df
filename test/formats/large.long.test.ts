import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { emptyFolder } from './support.ts';

describe('an archive of 100,000 deals', () => {
  it('becomes a workbook in 200 MB of memory, all of the process counted', { timeout: 240_000 }, async () => {
    const folder = await emptyFolder();
    const process_ = join(import.meta.dirname, 'support', 'large.ts');
    const run = (step: string): string =>
      execFileSync(process.execPath, [process_, step, folder], { encoding: 'utf8' });
    run('make');
    const told = run('convert');
    expect(statSync(join(folder, 'out', 'xlsx', 'CRM.xlsx')).size).toBeGreaterThan(2_000_000);
    // Somebody who waits hears how far it is.
    expect(told).toContain('"kind":"deal","done":100000,"total":100000,"state":"finished"');
    const peakBytes = Number(readFileSync(join(folder, 'peak-bytes'), 'utf8'));
    expect(peakBytes).toBeGreaterThan(0);
    expect(peakBytes).toBeLessThanOrEqual(200 * 1024 * 1024);
  });
});
