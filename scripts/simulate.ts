// Leaves simulated portals and holds every history against the rules I1–I12. Ends with 1 when one was broken.
//   npm run simulate -- --seeds 10000     so many exits, whatever befalls them
//   npm run simulate -- --seed 58         one of them again
//   npm run simulate -- --crash-points    one exit, interrupted at each call of the disk and each request
//   npm run simulate -- --planted         plants mistakes, and tells which of them the checker noticed
//   npm run simulate -- --lying           lists of 100,000 with one record hidden, shown twice or moved, by every pager
//   npm run simulate -- --eta             an export of 1,000,000 records under the cloud's limits, and what it promised
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

import { crashPoints } from '../test/simulation/crash-points.ts';
import { exportWithEta, promiseOf, warmUp, worstAfterWarmUp } from '../test/simulation/eta.ts';
import { isBeyondNotice, lies, pagers, tryLie } from '../test/simulation/lying.ts';
import { loadJourney } from '../test/simulation/journey.ts';
import { catchPlanted, planted } from '../test/simulation/planted.ts';
import type { Tried } from '../test/simulation/run.ts';
import type { Part } from '../test/simulation/worker.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    'crash-points': { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    lying: { type: 'boolean', default: false },
    eta: { type: 'boolean', default: false },
    records: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});

/** Seeds that each planted mistake has to show itself. */
const MOST_SEEDS = 40;

async function plantAll(): Promise<boolean> {
  let missed = 0;
  for (const bug of planted) {
    const caught = await catchPlanted(bug, MOST_SEEDS);
    if (caught === undefined) missed += 1;
    console.log(
      `${bug.rule} ${bug.what}: ${caught === undefined ? 'NOT NOTICED' : `seed ${caught.seed}: ${caught.as}`}`,
    );
  }
  console.log(`${planted.length - missed} of ${planted.length} planted mistakes noticed`);
  return missed === 0;
}

/** Tells lies about one record of long lists, and whether each was noticed. */
async function lieAll(records: number, seeds: number): Promise<boolean> {
  let silent = 0;
  for (const pager of pagers) {
    const sums = { whole: 0, told: 0, silent: 0, beyond: 0 };
    for (const lie of lies) {
      for (let seed = 1; seed <= seeds; seed += 1) {
        const told = await tryLie(pager, lie, seed, records);
        const isBeyond = told.ended === 'silent' && isBeyondNotice(told);
        if (isBeyond) sums.beyond += 1;
        else sums[told.ended] += 1;
        if (told.ended === 'silent' && !isBeyond) console.log(`${pager} ${lie} seed ${seed}: ${told.why}`);
      }
    }
    silent += sums.silent;
    console.log(
      `${pager}: ${sums.whole} set right, ${sums.told} told, ${sums.silent} NOT NOTICED, ` +
        `${sums.beyond} on the last page of a list without a count`,
    );
  }
  return silent === 0;
}

const percent = (part: number): string => `${Math.round(part * 100)} %`.padStart(6);

/** Exports a large portal on simulated time and prints what it promised on its way. */
async function promise(records: number): Promise<boolean> {
  const run = await exportWithEta({ records });
  const every = Math.max(1, Math.floor(run.told.length / 50));
  for (const [index, told] of run.told.entries()) {
    if (index % every !== 0) continue;
    console.log(
      `${percent(told.elapsedMs / run.totalMs)} over: promised ${percent(promiseOf(run, told))} of what it took`,
    );
  }
  const worst = worstAfterWarmUp(run);
  console.log(
    `${run.records} records, ${run.report.requests} requests, ${Math.round(run.totalMs / 60_000)} simulated minutes, ` +
      `${Math.round(run.heapBytes / 1e6)} MB of heap at most; after the first ${warmUp * 100} % off by ${Math.round(worst * 1000) / 10} % at most`,
  );
  return worst <= 0.15;
}

/** Runs a part on its own thread. */
function work(part: Part, hear: (tried: Tried) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, '../test/simulation/worker.ts'), { workerData: part });
    worker.on('message', hear);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

async function simulate(mode: Part['mode'], first: number, count: number, threads: number): Promise<boolean> {
  const startedAt = performance.now();
  const sums = { exits: 0, requests: 0, processes: 0, deaths: 0, removed: 0, raced: 0, brought: 0 };
  let bad = 0;
  const seconds = (): number => Math.round((performance.now() - startedAt) / 1000);
  const hear = (tried: Tried): void => {
    sums.exits += 1;
    for (const name of ['requests', 'processes', 'deaths', 'removed', 'raced', 'brought'] as const)
      sums[name] += tried[name];
    if (tried.violations.length > 0) {
      bad += 1;
      const again = mode === 'seeds' ? `--seed ${tried.seed}` : `--crash-points --from ${tried.seed} --seeds 1`;
      console.log(`${tried.violations.join('\n')}\n  replay: npm run simulate -- ${again}`);
    }
    if (sums.exits % 500 === 0) console.error(`${sums.exits} of ${count}, ${seconds()} s`);
  };
  const parts = Array.from({ length: Math.min(threads, count) }, (_, index) => first + index);
  await Promise.all(
    parts.map((from) => work({ mode, first: from, step: parts.length, last: first + count - 1 }, hear)),
  );
  console.log(
    `${sums.exits} exits in ${seconds()} s on ${parts.length} threads: ${sums.requests} requests, ` +
      `${sums.processes} processes, ${sums.deaths} of them killed, ${sums.removed} records deleted, ` +
      `${sums.raced} of them changed in their last half minute, ${sums.brought} brought home once more; ${bad} exits broke a rule`,
  );
  return bad === 0 && sums.exits === count;
}

const first = Number(values.seed ?? values.from);
const threads = Number(values.threads);
const asked = values.seed === undefined ? Number(values.seeds) : 1;
const records = Number(values.records ?? (values.eta ? 1_000_000 : 100_000));
if (![first, asked, threads, records].every((number) => Number.isSafeInteger(number) && number > 0)) {
  console.error('--seeds, --from, --seed, --threads and --records are whole numbers from 1 on');
  process.exit(2);
}
let isGood: boolean;
if (values.lying) isGood = await lieAll(records, process.argv.includes('--seeds') ? asked : 3);
else if (values.eta) isGood = await promise(records);
else if (values.planted) isGood = await plantAll();
else if (values['crash-points']) {
  const { length } = await crashPoints(await loadJourney());
  const count = process.argv.includes('--seeds') ? Math.min(asked, length - first + 1) : length - first + 1;
  isGood = await simulate('crashPoints', first, count, threads);
} else isGood = await simulate('seeds', first, asked, threads);
process.exit(isGood ? 0 : 1);
