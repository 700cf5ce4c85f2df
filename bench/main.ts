// `npm run bench` measures what we promise and writes docs/benchmarks.md and its charts. `-- --list` names the rows,
// `--only NAME` runs some of them and writes nothing, `--quick` runs all in small and writes nothing.
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { Bench } from './bench.ts';
import type { Reached, Row } from './frame.ts';
import { writeReport } from './report.ts';
import { rows } from './rows/index.ts';
import { stopClients } from './run.ts';

const { values } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    records: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

export interface Line {
  readonly row: Row;
  readonly reached?: Reached;
  readonly failure?: string;
  readonly tookSeconds: number;
}

/** No row may keep the others waiting for ever. */
const patienceMs = 300_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = setTimeout(patienceMs, undefined, { signal: over.signal }).then(() => {
    stopClients();
    throw new Error(`nothing came of it in ${patienceMs / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

async function measureRow(bench: Bench, row: Row): Promise<Line> {
  console.error(`${row.name}: ${row.work}`);
  const from = performance.now();
  const took = (): number => (performance.now() - from) / 1000;
  try {
    const reached = await inTime(row.run(bench));
    console.error(
      `   ${reached.isMet ? 'reached' : 'NOT REACHED'}: ${reached.reached} (bound ${reached.bound}, wanted ${row.wanted}), ${took().toFixed(0)} s`,
    );
    return { row, reached, tookSeconds: took() };
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(`   FAILED: ${failure.slice(0, 400)}`);
    return { row, failure, tookSeconds: took() };
  }
}

if (values.list) {
  for (const { name, work, wanted } of rows) console.log(`${name.padEnd(12)} ${work}: ${wanted}`);
} else {
  const unknown = values.only.filter((name) => !rows.some((row) => row.name === name));
  if (unknown.length > 0) throw new Error(`no such row: ${unknown.join(', ')}; see --list`);
  const chosen = rows.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
  const bench = new Bench({
    isQuick: values.quick,
    ...(values.records === undefined ? {} : { records: Number(values.records) }),
  });
  const lines: Line[] = [];
  try {
    for (const row of chosen) lines.push(await measureRow(bench, row));
    const isWhole = values.only.length === 0 && !values.quick && values.records === undefined;
    await writeReport(bench, lines, isWhole || values.write);
  } finally {
    bench.close();
  }
  // A row that was given up may still be at work in this process.
  process.exit(lines.some(({ failure }) => failure !== undefined) ? 1 : 0);
}
