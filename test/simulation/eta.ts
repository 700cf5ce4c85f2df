import { seeded } from '../../src/base/random.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import { exportPortal, type ExportReport } from '../../src/journey/export/export.ts';
import { takeInventory } from '../../src/journey/export/inventory.ts';
import { Pauses } from '../../src/journey/export/pauses.ts';
import { kinds } from '../../src/kinds/index.ts';
import { administratorWebhook, createSamplePortal } from '../../src/portal/company/index.ts';
import { limitsOf } from '../../src/portal/limits.ts';
import { host, transportTo } from '../export/local.ts';
import { emptyArchive } from '../support/archive.ts';
import { diskIsBusy, SimClock } from '../wire/sim-clock.ts';
import { quickDisk } from './quick-disk.ts';

/** What an export said of its end at one moment of its way. */
export interface Told {
  readonly elapsedMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface EtaRun {
  readonly records: number;
  readonly report: ExportReport;
  readonly totalMs: number;
  readonly told: readonly Told[];
  /** The most memory in use at any moment, the portal's own included. */
  readonly heapBytes: number;
}

/** The part of an export after which its promise is held to account: before, it learns what nobody counts. */
export const warmUp = 0.2;

/**
 * A whole export of all kinds on simulated time, through the cloud's limits: two requests a second, eight minutes of each
 * method in ten, every request and every list taking a while.
 */
export async function exportWithEta({
  records,
  seed = 7,
}: {
  readonly records: number;
  readonly seed?: number;
}): Promise<EtaRun> {
  const clock = new SimClock(Date.parse('2026-03-02T09:00:00+03:00'), diskIsBusy);
  const limits = { ...limitsOf.cloud, latencyMs: 150, listCostMs: 40 };
  const local = createSamplePortal({ seed, size: records, bigFileBytes: 100_000, clock, limits });
  const pauses = new Pauses();
  const portal = connect({
    connection: webhook(`https://${host}/rest/${administratorWebhook.userId}/${administratorWebhook.code}/`),
    transport: transportTo(local),
    clock,
    random: seeded(1),
    onEvent: pauses.note,
  });
  const made = await emptyArchive({ kinds, clock, disk: quickDisk });
  const told: Told[] = [];
  let heapBytes = 0;
  try {
    const inventory = await takeInventory({ portal, connection: 'admin', kinds, now: () => clock.now() });
    const startedMs = clock.now();
    const report = await exportPortal({
      portal,
      archive: made.archive,
      kinds,
      connection: 'admin',
      clock,
      inventory,
      pauses,
      watch: (progress) => {
        if (progress.type !== 'eta') return;
        told.push({ elapsedMs: clock.now() - startedMs, fromMs: progress.fromMs, toMs: progress.toMs });
        if (told.length % 100 === 0) heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed);
      },
    });
    const kept = made.archive.kinds().reduce((sum, kind) => sum + made.archive.size(kind), 0);
    return { records: kept, report, totalMs: clock.now() - startedMs, told, heapBytes };
  } finally {
    await made.archive.close();
    await made.remove();
    local.close();
  }
}

/** What was promised, in parts of what it took: 1 is right; the middle of the range counts. */
export function promiseOf({ totalMs }: EtaRun, { elapsedMs, fromMs, toMs }: Told): number {
  return (elapsedMs + (fromMs + toMs) / 2) / totalMs;
}

/** The worst promise after the warm-up, as a difference from what it took. */
export function worstAfterWarmUp(run: EtaRun): number {
  const later = run.told.filter(({ elapsedMs }) => elapsedMs >= warmUp * run.totalMs);
  return later.reduce((worst, told) => Math.max(worst, Math.abs(promiseOf(run, told) - 1)), 0);
}
