// The verbs of the journey for a process of their own, through the code of the commands: export, seal, verify, plan, apply,
// prove. A portal of ours without limits is asked as fast as it answers.
import { homedir } from 'node:os';

import { systemClock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { withArchive } from '../../src/commands/archives.ts';
import { carryOut } from '../../src/commands/carry-out.ts';
import type { Context } from '../../src/commands/context.ts';
import { openOrCreate } from '../../src/commands/export.ts';
import { planAt } from '../../src/commands/plan.ts';
import { proveAt } from '../../src/commands/prove.ts';
import { reachBy } from '../../src/commands/reach.ts';
import { sealAt } from '../../src/commands/seal.ts';
import { verifyArchive } from '../../src/commands/verify.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { readPlan } from '../../src/journey/plan/file.ts';
import { exitFilesOf } from '../../src/commands/archives.ts';
import { parsePolicy } from '../../src/journey/plan/policy.ts';
import { kinds } from '../../src/kinds/index.ts';
import { tell } from './tell.ts';

interface Wish {
  readonly verb: 'export' | 'seal' | 'verify' | 'plan' | 'apply' | 'prove';
  readonly path: string;
  readonly url?: string;
  readonly chosen?: readonly string[];
  readonly files?: boolean;
  /** Absent: the cloud's pace. */
  readonly limits?: 'none';
}

const wish = JSON.parse(process.argv[2] ?? '{}') as Wish;
const { verb, path, url = '', chosen = ['contact'] } = wish;
const context: Context = {
  clock: systemClock,
  disk: nodeDisk,
  random: Math.random,
  language: 'en',
  folder: process.cwd(),
  settingsFolder: homedir(),
  environment: {},
  ...(wish.limits === 'none' ? { bucket: 'none' as const } : {}),
  ask: () => Promise.reject(new Error('nobody is here to be asked')),
  watch: () => undefined,
  tell: () => undefined,
  signal: new AbortController().signal,
};

async function takeHome(): Promise<never> {
  return reachBy(context, url, async ({ portal }) => {
    const archive = await openOrCreate(context, path, portal.address);
    const { files = true } = wish;
    const report = await exportPortal({
      portal,
      archive,
      kinds,
      chosen,
      connection: 'user-1',
      clock: systemClock,
      files,
    });
    await archive.close();
    const seen = report.kinds.reduce((sum, kind) => sum + kind.seen, 0);
    return tell(seen, {
      state: report.state,
      resumed: report.resumed,
      requests: report.requests,
      missing: report.missing,
      files: report.files,
    });
  });
}

async function work(): Promise<never> {
  switch (verb) {
    case 'export':
      return takeHome();
    case 'seal': {
      const { files } = await sealAt(context, path);
      return tell(files);
    }
    case 'verify':
      return withArchive(context, path, 'read', async (archive) => {
        const { wholeRecords, damageCount, blobs, bytes } = await verifyArchive(context, archive);
        return tell(wholeRecords, { damageCount, blobs, bytes });
      });
    case 'plan': {
      const { steps } = await planAt(context, path, parsePolicy({ kinds: chosen.join(',') }, kinds));
      return tell(steps);
    }
    case 'apply':
      return reachBy(context, url, async ({ portal }) => {
        const { sha256 } = await readPlan(nodeDisk, exitFilesOf(path).plan);
        const guard = { attended: false, portal: portal.address, planSha256: sha256 } as const;
        const report = await carryOut(context, { path, portal, guard, caps: {} });
        return tell(report.acknowledgedNow, { ended: report.ended, reason: report.reason, states: report.states });
      });
    case 'prove':
      return reachBy(context, url, async ({ portal }) => {
        const report = await proveAt(context, path, portal);
        return tell(0, { ...report });
      });
  }
}

await work();
