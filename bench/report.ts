import { cpus, totalmem } from 'node:os';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import type { Bench } from './bench.ts';
import { growthCharts } from './charts.ts';
import { table } from './frame.ts';
import type { Line } from './main.ts';

const docs = join(import.meta.dirname, '..', 'docs');

function versionOf(name: string): string {
  const file = join(import.meta.dirname, '..', 'node_modules', ...name.split('/'), 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

/** Date, machine class and versions: what a number is worth nothing without. */
export function circumstances(): string {
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`;
  const versions = [
    `bye24 ${(JSON.parse(readFileSync(join(docs, '..', 'package.json'), 'utf8')) as { version: string }).version}`,
    `Node ${process.versions.node}`,
    `SQLite ${process.versions['sqlite'] ?? '?'}`,
    `@bitrix24/b24jssdk ${versionOf('@bitrix24/b24jssdk')}`,
  ];
  return `${new Date().toISOString().slice(0, 10)}: ${machine}; ${versions.join(', ')}`;
}

function summary(lines: readonly Line[]): string {
  const rows = lines.map(({ row, reached, failure }) => [
    row.work,
    reached?.bound ?? '',
    failure === undefined ? (reached?.reached ?? '') : 'the measurement failed',
    reached?.ratio ?? '',
    row.wanted,
    reached?.isMet === true ? 'yes' : '**no**',
  ]);
  return table([['work', 'bound', 'reached', 'ratio', 'wanted', 'there'], ...rows]);
}

function details({ row, reached, failure, tookSeconds }: Line): string {
  const notes = failure === undefined ? (reached?.notes ?? []) : ['```\n' + failure.slice(0, 1000) + '\n```'];
  return [`## ${row.work}`, ...notes, `\`npm run bench -- --only ${row.name}\`, ${tookSeconds.toFixed(0)} s.`].join(
    '\n\n',
  );
}

const preface = (): string => `# Benchmarks

Written by \`npm run bench\` on ${circumstances()}.

Everything runs on one machine against the local portal: a process of its own where time is measured, simulated time where
the answer is a number of requests or of seconds that the portal's limits cost. Clients run in processes of their own, one
after another. bye24 speaks http to the local portal, the vendor's client https: it accepts nothing else.
`;

/** What was not reached, and why, as far as we know. */
function short(lines: readonly Line[]): string {
  const missed = lines.filter(({ reached }) => reached?.isMet !== true);
  if (missed.length === 0) return '';
  const told = missed.map(({ row, reached, failure }) => {
    const why =
      failure === undefined ? (row.why ?? 'We do not know yet.') : 'The measurement itself failed; see below.';
    return `- **${row.work}**: ${reached?.reached ?? 'nothing'}, wanted ${row.wanted}. ${why}`;
  });
  return ['## What is not there yet, and why', told.join('\n')].join('\n\n');
}

/** Prints the report, and writes it with its charts when it is a whole one. */
export async function writeReport(bench: Bench, lines: readonly Line[], isWritten: boolean): Promise<void> {
  growthCharts(bench, circumstances());
  const pictures = [...bench.charts].map(([name, { about }]) => `![${about}](benchmarks/${name})`);
  const parts = [preface(), summary(lines), short(lines), '## How cost grows', ...pictures, ...lines.map(details)];
  const text = `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  console.log(lines.length === 1 ? text : summary(lines));
  if (!isWritten) return;
  const file = join(docs, 'benchmarks.md');
  mkdirSync(join(docs, 'benchmarks'), { recursive: true });
  for (const [name, { svg }] of bench.charts) writeFileSync(join(docs, 'benchmarks', name), svg);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
