import { withArchive } from './archives.ts';
import { carryOut } from './carry-out.ts';
import type { Context, Done } from './context.ts';
import {
  type DemoCompany,
  type DemoPortal,
  defaultDemoSeed,
  defaultDemoSize,
  emptyDemoFolder,
  startDemoPortal,
} from './demo-portal.ts';
import { exportInto } from './export.ts';
import type { InputOf } from './parameter.ts';
import { planAt } from './plan.ts';
import { proveAt } from './prove.ts';
import { reachBy, type Reached } from './reach.ts';
import { rehearseAt } from './rehearse.ts';
import { sealAt } from './seal.ts';
import type { Commands } from './table.ts';
import { verifyArchive } from './verify.ts';

type Input = InputOf<Commands['demo']['parameters']>;

/** The whole exit in numbers. Every planned record is deleted, or failed; of those deleted, some are in a bin. */
export interface DemoResult {
  readonly type: 'summary';
  readonly exported: number;
  readonly verified: number;
  readonly planned: number;
  readonly deleted: number;
  readonly absent: number;
  readonly inBin: number;
  readonly byHand: number;
  readonly failed: number;
  readonly archive: string;
}

async function verifyAt(context: Context, path: string): Promise<number> {
  return withArchive(context, path, 'read', async (archive) => {
    const { wholeRecords, damageCount } = await verifyArchive(context, archive);
    return damageCount === 0 ? wholeRecords : 0;
  });
}

async function walk(context: Context, path: string, reached: Reached): Promise<DemoResult> {
  const report = await exportInto(context, reached, { path, files: true });
  const exported = report.kinds.reduce((sum, { kept }) => sum + kept, 0);
  const verified = await verifyAt(context, path);
  await sealAt(context, path);
  const plan = await planAt(context, path, { kinds: 'all', where: [], keep: [] });
  await rehearseAt(context, path);
  const { portal } = reached;
  const guard = { attended: false, portal: plan.portal, planSha256: plan.sha256 } as const;
  await carryOut(context, { path, portal, guard, caps: {} });
  const { total } = await proveAt(context, path, portal);
  const absent = total.gone + total.inactive + total.alreadyGone;
  // What went along with others can't always be looked at: deleted by the portal's word, and not called absent (I6).
  const deleted = absent + total.inBin + total.unreachable + total.acknowledged;
  const { steps: planned, byHand } = plan;
  const { inBin } = total;
  return {
    type: 'summary',
    exported,
    verified,
    planned,
    deleted,
    absent,
    inBin,
    byHand,
    failed: planned - deleted,
    archive: path,
  };
}

/** Walks a whole exit on a portal of its own. Partial when anything did not go as planned. */
export async function run(context: Context, input: Input): Promise<Done<DemoResult>> {
  const { seed = defaultDemoSeed, size = defaultDemoSize, data, dir = 'bye24-demo' } = input;
  const company: DemoCompany = data === undefined ? { from: 'seed', seed, size } : { from: 'file', path: data };
  const path = await emptyDemoFolder(context, dir);
  let demo: DemoPortal | undefined;
  try {
    demo = await startDemoPortal(context, company);
    const { webhook, server } = demo;
    context.tell({ type: 'company', ...company, url: server.url });
    const result = await reachBy(context, webhook, (reached) => walk(context, path, reached), { bucket: 'none' });
    const whole = result.failed === 0 && result.verified === result.exported;
    return { ending: whole ? 'whole' : 'partial', result };
  } finally {
    await demo?.server.close();
    demo?.portal.close();
  }
}
