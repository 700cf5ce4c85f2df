// `npm run mutate -- --count 60 --seed 1`: changes the code that decides over deletions, one small change at a time, and
// counts how many of the changes the simulator or the tests notice. Without --count: every change that can be made.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

import { seeded } from '../src/base/random.ts';
import { type Mutant, mutantsOf } from '../test/mutation/mutants.ts';
import { patchedSource } from '../test/simulation/patched.ts';

const root = join(import.meta.dirname, '..');
const FOLDERS = ['journey/plan', 'journey/apply', 'journey/journal', 'archive/verify'];
/** A mutant that makes an exit hang is noticed, too: after so many times what the honest code needs. */
const PATIENCE = 6;
const LEAST_PATIENCE_MS = 60_000;

const { values } = parseArgs({
  options: { count: { type: 'string' }, seed: { type: 'string', default: '1' }, file: { type: 'string', default: '' } },
});

function allMutants(): readonly Mutant[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, 'src', folder))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
  return files
    .filter((file) => file.includes(values.file))
    .flatMap((file) => mutantsOf(file, readFileSync(join(root, 'src', file), 'utf8')));
}

/** By chance, but the same for the same seed. */
function sampled(mutants: readonly Mutant[]): readonly Mutant[] {
  if (values.count === undefined) return mutants;
  const random = seeded(Number(values.seed));
  const marked = mutants.map((mutant) => ({ mutant, at: random() })).toSorted((a, b) => a.at - b.at);
  return marked.slice(0, Number(values.count)).map(({ mutant }) => mutant);
}

/** Whether simulated exits notice it: a rule broken, an exit that can't end, a source that can't be read. */
function noticedBySimulation(source: string, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const worker = new Worker(join(root, 'test/mutation/worker.ts'), { workerData: { source } });
    const end = (noticed: boolean): void => {
      clearTimeout(timer);
      resolve(noticed);
      void worker.terminate();
    };
    const timer = setTimeout(() => end(true), patienceMs);
    worker.on('message', (noticed: boolean) => end(noticed));
    worker.on('error', () => end(true));
  });
}

/** Whether the tests of these folders do, run on the changed copy. */
function noticedByTests(folder: string, file: string, patienceMs: number): boolean {
  if (!readdirSync(folder).includes('test')) cpSync(join(root, 'test'), join(folder, 'test'), { recursive: true });
  writeFileSync(join(folder, 'vitest.config.ts'), "export default { test: { include: ['test/**/*.test.ts'] } };\n");
  const tests = file.startsWith('archive/')
    ? ['test/archive/verify.test.ts']
    : ['apply', 'plan', 'policy', 'journal', 'lock'].map((name) => `test/journey/${name}.test.ts`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--bail', '1', '--root', folder, ...tests], {
    cwd: folder,
    timeout: patienceMs,
  });
  return status !== 0;
}

/** The honest code must pass, or nothing that is noticed means anything; it also tells how long to wait. */
async function honestMs(): Promise<number> {
  const copy = patchedSource([]);
  const startedAt = performance.now();
  const isNoticed =
    (await noticedBySimulation(copy.source, 20 * LEAST_PATIENCE_MS)) ||
    noticedByTests(dirname(copy.source), 'journey/', 20 * LEAST_PATIENCE_MS);
  rmSync(dirname(copy.source), { recursive: true, force: true });
  if (isNoticed) {
    console.error('the code is noticed without any change in it');
    process.exit(2);
  }
  return performance.now() - startedAt;
}

const chosen = sampled(allMutants());
const patienceMs = Math.max(LEAST_PATIENCE_MS, PATIENCE * (await honestMs()));
let [bySimulation, byTests] = [0, 0];
const alive: Mutant[] = [];
for (const mutant of chosen) {
  const copy = patchedSource([]);
  try {
    const path = join(copy.source, mutant.file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, mutant.text);
    if (await noticedBySimulation(copy.source, patienceMs)) bySimulation += 1;
    else if (noticedByTests(dirname(copy.source), mutant.file, patienceMs)) byTests += 1;
    else {
      alive.push(mutant);
      console.log(`not noticed: src/${mutant.file}:${mutant.line}: ${mutant.what}`);
    }
  } finally {
    copy.remove();
    rmSync(dirname(copy.source), { recursive: true, force: true });
  }
}
const share = chosen.length === 0 ? 0 : (bySimulation + byTests) / chosen.length;
console.log(
  `${chosen.length} mutants: ${bySimulation} noticed by simulated exits, ${byTests} by tests, ${alive.length} by neither ` +
    `(${(100 * share).toFixed(1)} % noticed)`,
);
process.exit(share >= 0.9 ? 0 : 1);
