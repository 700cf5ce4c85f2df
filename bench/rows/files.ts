import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Bench } from '../bench.ts';
import { type Row, count, seconds, table, times } from '../frame.ts';
import { runClient, startPortal } from '../run.ts';

const atOnce = 4;

interface Fetched {
  readonly ours: number;
  /** Ours without the disk: what comes is hashed and dropped. */
  readonly wire: number;
  readonly curl: number;
  /** curl, and then a sync of each file and of their folder. */
  readonly curlDurable: number;
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
  bench.say('the same without the disk…');
  const wire = await runClient('download', [JSON.stringify({ path, url: portal.url, list, atOnce, isKept: false })]);
  if (wire?.more?.['bytes'] !== bytes) throw new Error(`${String(wire?.more?.['bytes'])} of ${bytes} bytes came`);
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
  await makeDurable(folder);
  const curlDurable = (performance.now() - from) / 1000;
  const curlHashed = files.count === 1 ? hashedByCurl(portal.links[0] ?? '', join(folder, 'hashed')) : undefined;
  rmSync(folder, { recursive: true });
  portal.stop();
  return { ours: ours.seconds, wire: wire.seconds, curl: curlSeconds, curlDurable, curlHashed, bytes, path };
}

async function sync(path: string): Promise<void> {
  const file = await open(path);
  await file.sync();
  await file.close();
}

/** What no power cut can take away, by the quickest way: all files at once when they are there, and then their names. */
async function makeDurable(folder: string): Promise<void> {
  await Promise.all((await readdir(folder)).map((name) => sync(join(folder, name))));
  await sync(folder);
}

function hashedByCurl(link: string, path: string): number {
  const from = performance.now();
  const { status } = spawnSync('sh', ['-c', 'curl --silent --fail "$0" | tee "$1" | sha512sum > "$1.sum"', link, path]);
  if (status !== 0) throw new Error('curl with sha512sum failed');
  return (performance.now() - from) / 1000;
}

const lineOf = (name: string, { ours, wire, curl, curlDurable, bytes }: Fetched): readonly string[] => [
  name,
  seconds(ours),
  seconds(wire),
  seconds(curl),
  seconds(curlDurable),
  `${count(bytes / ours / 1e6)} MB/s`,
  times(curl / ours),
  times(curlDurable / ours),
];

let big: Fetched | undefined;

export const files: Row = {
  name: 'files',
  work: '10,000 small files; one file of 5 GB (1 GB here): hashed on the way, durable',
  wanted: '≥ 0.8 × the throughput of curl with the same parallelism',
  why: 'The processor of one thread, not the disk. To receive and hash a small file takes it 0.2 ms, half as long again as curl takes in all (the column without the disk); to make it durable, name and bytes, before the archive speaks of it takes six calls of the system, two of them waits on another thread, and twice as long: 0.4 ms. A large one is received and hashed by SHA-512 on that same thread, which takes twice as long as curl to receive it, and then waits for the disk; curl that is followed by `sha512sum` has a core for each.',
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
          [
            '',
            'bye24',
            'bye24 without the disk',
            'curl',
            'curl and a sync of each',
            'bye24 a second',
            'against curl',
            'against curl with syncs',
          ],
          lineOf('small', small),
          lineOf('one big', big),
        ]),
        'curl neither hashes nor waits for the disk; with syncs it hashes nothing still, and makes all files durable together at the end, where an archive may speak of each as soon as it lies there. Without the disk, bye24 hashes what comes and drops it. The bytes are made by the portal while it sends them.',
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
