// `npm run bench` compares bye24's wire with the vendor's client against the local portal, all in one run, and writes
// docs/benchmarks.md. `-- --quick` runs the small case alone and writes nothing.
import { cpus, totalmem } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { type Measured, measure, startPortal } from './run.ts';

interface Case {
  readonly title: string;
  readonly contacts: number;
  /** Clients and whether each is asked over TLS: the vendor's refuses anything else. */
  readonly clients: readonly { readonly name: string; readonly file: string; readonly tls: boolean }[];
}

const bye24 = { name: 'bye24', file: 'bye24', tls: false };
const callList = { name: '@bitrix24/b24jssdk, fetchList', file: 'jssdk-call-list', tls: true };
const batches = { name: '@bitrix24/b24jssdk, batches by hand', file: 'jssdk-batches', tls: true };

const latencyMs = 60;
const listCostMs = 60;
const cases: readonly Case[] = [
  { title: '10,000 contacts, all fields', contacts: 10_000, clients: [bye24, callList, batches] },
  { title: '100,000 contacts, all fields', contacts: 100_000, clients: [bye24, batches] },
];

function table({ contacts }: Case, results: readonly (readonly [string, Measured])[]): string {
  const ours = results[0]?.[1];
  const rows = results.map(([name, { rows: got, requests, refused, seconds, peakMemoryBytes }]) =>
    [
      name,
      got === contacts ? 'all' : `${got} of ${contacts}`,
      requests,
      refused,
      seconds.toFixed(1),
      ours === undefined ? '' : `${(seconds / ours.seconds).toFixed(1)} ×`,
      Math.round(peakMemoryBytes / 1e6),
    ].join(' | '),
  );
  return [
    '| client | rows | requests | refused (503) | seconds | to bye24 | peak MB |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

async function runCase(one: Case): Promise<string> {
  const portal = await startPortal({ contacts: one.contacts, latencyMs, listCostMs, limits: 'cloud' });
  const results: (readonly [string, Measured])[] = [];
  try {
    for (const { name, file, tls } of one.clients) {
      // The portal's bucket must be empty again: every client starts with all 50 requests.
      if (results.length > 0) await new Promise((resolve) => setTimeout(resolve, 26_000));
      console.error(`${one.title}: ${name}…`);
      results.push([name, await measure(file, tls ? portal.tlsUrl : portal.url, portal)]);
    }
  } finally {
    portal.stop();
  }
  const bound = Math.ceil(one.contacts / 2500);
  return `## ${one.title}\n\nBound: ${bound} requests of 50 pages of 50 rows.\n\n${table(one, results)}\n`;
}

function heading(): string {
  const { version: sdk } = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', 'node_modules', '@bitrix24', 'b24jssdk', 'package.json'), 'utf8'),
  ) as { version: string };
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`;
  return `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine}, Node ${process.versions.node},
@bitrix24/b24jssdk ${sdk}. The local portal answers on the same machine, ${latencyMs} ms a request and ${listCostMs} ms a
page of a list, and lets through 50 requests at once and 2 a second, as a cloud portal does. Every client runs in a process
of its own, one after another, each beginning with a full allowance. bye24 speaks http, the vendor's client https: it
accepts nothing else.
`;
}

const quick = process.argv.includes('--quick');
const parts = [heading()];
for (const one of quick ? cases.slice(0, 1) : cases) parts.push(await runCase(one));
const text = parts.join('\n');
console.log(text);
if (!quick) {
  const file = join(import.meta.dirname, '..', 'docs', 'benchmarks.md');
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
