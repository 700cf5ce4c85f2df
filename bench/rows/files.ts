import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Bench } from '../bench.ts';
import { type Row, count, seconds, table, times } from '../frame.ts';
import { runClient, startPortal } from '../run.ts';

const atOnce = 4;

interface Fetched {
  readonly ours: number;
  readonly curl: number;
  /** curl, whose bytes are hashed on their way to the disk as ours are; of one file only. */
  readonly curlHashed: number | undefined;
  readonly bytes: number;
  readonly path: string;
}

/** The same files from the same portal, by bye24 into an archive and by curl into a folder. */
async function fetchBoth(bench: Bench, name: string, files: { count: number; sizeBytes: number }): Promise<Fetched> {
  const portal = await startPortal({ contacts: 0, files, latencyMs: 0, listCostMs: 0, limits: 'none' });
  const list = join(bench.folder, `${name}.json`);
  writeFileSync(list, JSON.stringify(portal.links));
  const path = join(bench.folder, name);
  bench.say(`${files.count} files of ${files.sizeBytes} bytes, bye24…`);
  const ours = await runClient('download', [JSON.stringify({ path, url: portal.url, list, atOnce })]);
  const bytes = files.count * files.sizeBytes;
  if (ours?.more?.['bytes'] !== bytes) throw new Error(`${String(ours?.more?.['bytes'])} of ${bytes} bytes came`);
  bench.say('curl…');
  const folder = join(bench.folder, `${name}-curl`);
  mkdirSync(folder);
  const config = join(bench.folder, `${name}.curl`);
  writeFileSync(
    config,
    portal.links.map((link, index) => `url = "${link}"\noutput = "${join(folder, String(index))}"\n`).join(''),
  );
  const from = performance.now();
  const curl = spawn(
    'curl',
    ['--silent', '--fail', '--parallel', '--parallel-max', String(atOnce), '--config', config],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [status] = (await once(curl, 'exit')) as [number];
  const curlSeconds = (performance.now() - from) / 1000;
  if (status !== 0) throw new Error(`curl ended with ${status}`);
  const curlHashed = files.count === 1 ? hashedByCurl(portal.links[0] ?? '', join(folder, 'hashed')) : undefined;
  rmSync(folder, { recursive: true });
  portal.stop();
  return { ours: ours.seconds, curl: curlSeconds, curlHashed, bytes, path };
}

function hashedByCurl(link: string, path: string): number {
  const from = performance.now();
  const { status } = spawnSync('sh', ['-c', 'curl --silent --fail "$0" | tee "$1" | sha512sum > "$1.sum"', link, path]);
  if (status !== 0) throw new Error('curl with sha512sum failed');
  return (performance.now() - from) / 1000;
}

const lineOf = (name: string, { ours, curl, bytes }: Fetched): readonly string[] => [
  name,
  seconds(ours),
  seconds(curl),
  `${count(bytes / ours / 1e6)} MB/s`,
  times(curl / ours),
];

let big: Fetched | undefined;

export const files: Row = {
  name: 'files',
  work: '10,000 small files; one file of 5 GB (1 GB here): hashed on the way, durable',
  wanted: '≥ 0.8 × the throughput of curl with the same parallelism',
  why: 'Every small file is made durable, name and bytes, before the archive speaks of it: two waits for the disk that curl does not have. A large one is hashed by SHA-512 while it comes: on this machine `sha512sum` alone takes longer for it than curl for fetching it (the row below).',
  run: async (bench) => {
    const small = await fetchBoth(bench, 'small', { count: bench.size(10_000, 500), sizeBytes: 20_000 });
    big = await fetchBoth(bench, 'big', { count: 1, sizeBytes: bench.size(1_000_000_000, 100_000_000) });
    const worst = Math.min(small.curl / small.ours, big.curl / big.ours);
    return {
      bound: `curl: ${seconds(small.curl)} and ${seconds(big.curl)}`,
      reached: `${seconds(small.ours)} and ${seconds(big.ours)}`,
      ratio: times(worst),
      isMet: worst >= 0.8,
      notes: [
        table([
          ['', 'bye24', 'curl', 'bye24 a second', 'against curl'],
          lineOf('small', small),
          lineOf('one big', big),
        ]),
        'curl neither hashes nor waits for the disk. The bytes are made by the portal while it sends them.',
        `The one big file by \`curl | tee | sha512sum\`: ${seconds(big.curlHashed ?? 0)}.`,
      ],
    };
  },
};

export const blobs: Row = {
  name: 'blobs',
  work: '`verify` of blobs (50 GB; 1 GB and the small ones here)',
  wanted: '≥ 0.8 × sha512sum',
  run: async (bench) => {
    big ??= await fetchBoth(bench, 'big', { count: 1, sizeBytes: bench.size(1_000_000_000, 100_000_000) });
    const { path, bytes } = big;
    const folder = join(path, 'data', 'files');
    // Both read what is in the system's memory already.
    spawnSync('sh', ['-c', `cat "${folder}"/*/* > /dev/null`]);
    const from = performance.now();
    const { status } = spawnSync('sh', ['-c', `sha512sum "${folder}"/*/* > /dev/null`]);
    const theirs = (performance.now() - from) / 1000;
    if (status !== 0) throw new Error('sha512sum failed');
    const ours = await bench.client('journey', { verb: 'verify', path });
    if (ours === undefined || ours.more?.['damageCount'] !== 0) throw new Error('damage was found');
    return {
      bound: `sha512sum: ${count(bytes / theirs / 1e6)} MB/s`,
      reached: `${count(bytes / ours.seconds / 1e6)} MB/s`,
      ratio: times(theirs / ours.seconds),
      isMet: theirs / ours.seconds >= 0.8,
    };
  },
};
