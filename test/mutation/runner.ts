// A process that tries mutants: loads the code once, with all mutants in it, and turns them on one at a time.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { FOLDERS, testsOf } from './folders.ts';
import type { Order, Surveyed, Word } from './messages.ts';
import { withMutants } from './mutants.ts';
import type { Trial } from './tests.ts';

const source = join(import.meta.dirname, '../../src');
const shim = pathToFileURL(join(import.meta.dirname, 'vitest.ts')).href;
const state: { active: string | undefined; passed: Set<string>; rejected: unknown } = {
  active: process.env['BYE24_MUTANT'],
  passed: new Set(),
  rejected: undefined,
};

Object.assign(globalThis, {
  $mutant: (name: string): boolean => {
    state.passed.add(name);
    return name === state.active;
  },
});
process.on('unhandledRejection', (error) => (state.rejected = error ?? new Error('rejected')));

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest' ? { url: shim, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => {
    const path = url.startsWith('file:') ? fileURLToPath(url) : '';
    const file = path.startsWith(source) ? path.slice(source.length + 1) : '';
    if (!FOLDERS.some((folder) => file.startsWith(`${folder}/`))) return next(url, context);
    const { text } = withMutants(file, readFileSync(path, 'utf8'));
    return { format: 'module-typescript', source: text, shortCircuit: true };
  },
});

function say(word: Word): void {
  process.send?.(word);
}

/** Whether it passes. */
async function passes(trial: Trial, active: string | undefined): Promise<Error | undefined> {
  state.active = undefined;
  say({ is: 'running', trial: trial.name });
  try {
    await trial.prepare?.();
    state.active = active;
    state.rejected = undefined;
    await trial.run();
    // A promise that nobody waited for has had its chance to fail.
    await new Promise((resolve) => setImmediate(resolve));
    if (state.rejected !== undefined) throw state.rejected;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    state.active = undefined;
  }
}

async function survey(trials: readonly Trial[], atStart: readonly string[]): Promise<void> {
  const surveyed: Surveyed[] = [];
  for (const trial of trials) {
    // Twice, to see that it can be run again.
    for (const turn of [1, 2]) {
      state.passed = new Set();
      const startedAt = performance.now();
      const error = await passes(trial, undefined);
      if (error !== undefined) return say({ is: 'broken', trial: trial.name, error: error.stack ?? error.message });
      if (turn === 2) surveyed.push({ name: trial.name, ms: performance.now() - startedAt, passed: [...state.passed] });
    }
  }
  say({ is: 'surveyed', trials: surveyed, atStart });
}

async function tryMutant(order: Order & { readonly do: 'try' }, trials: ReadonlyMap<string, Trial>): Promise<void> {
  const { mutant } = order;
  for (const name of order.trials) {
    const trial = trials.get(name);
    if (trial === undefined) continue;
    if (order.proves && (await passes(trial, undefined)) !== undefined) continue;
    if ((await passes(trial, mutant)) === undefined) continue;
    const isHonest = (await passes(trial, undefined)) === undefined;
    return say({ is: isHonest ? 'killed' : 'unsure', mutant, by: name });
  }
  say({ is: 'alive', mutant });
}

const { trialsOf } = await import('./tests.ts');
const folders = (process.env['BYE24_MUTATED'] ?? '').split(',');
const all = await trialsOf(
  testsOf(folders),
  process.env['BYE24_MUTATED_EXITS'] === 'yes' && folders.includes('journey/apply'),
);
const byName = new Map(all.map((trial) => [trial.name, trial]));
const atStart = [...state.passed];
async function leave(): Promise<void> {
  for (const trial of all) await trial.leave?.();
  process.exit();
}

process.on('message', (order: Order) => {
  if (order.do === 'leave') void leave();
  else void (order.do === 'survey' ? survey(all, atStart) : tryMutant(order, byName));
});
say({ is: 'ready' });
