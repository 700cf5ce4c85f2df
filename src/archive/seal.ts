import { join } from 'node:path';

import { hash } from 'node:crypto';

import type { Disk } from '../base/disk.ts';
import type { Archive } from './archive.ts';
import { ArchiveError } from './error.ts';
import { type Layout, SEAL_FILES } from './layout.ts';
import { lossesText } from './losses.ts';
import { manifestText, payloadPaths, sealFile, sha512Of } from './manifest.ts';
import type { Seal } from './types.ts';
import { unseal } from './unseal.ts';

/** Called while a seal hashes, with bytes done and in all. */
export type SealProgress = (done: { readonly bytes: number; readonly totalBytes: number }) => void;

interface Payload {
  readonly entries: readonly (readonly [string, string])[];
  readonly sizeBytes: number;
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * Seals an archive that is open for writing, and closes it: from now on its hashes are fixed, and it is a BagIt 1.0
 * bag with a Data Package 2.0 descriptor, which `sha512sum -c manifest-sha512.txt` and bagit.py can check. A run that
 * has not been finished: ARCHIVE_BUSY. After a crash, or a Ctrl-C, on the way there is no seal, and the archive is as it was.
 */
export async function sealArchive(archive: Archive, onProgress?: SealProgress, signal?: AbortSignal): Promise<Seal> {
  const open = archive.runs().find(({ state }) => state === 'running');
  if (open !== undefined) throw new ArchiveError('ARCHIVE_BUSY', { run: open.id });
  const { disk, layout, clock } = archive.place;
  const losses = lossesText(archive, archive.portal);
  const { portal } = archive;
  return archive.closeForSeal(async () => {
    await unseal(disk, layout);
    const payload = await hashPayload(disk, layout, onProgress, signal);
    const sealedAtMs = clock.now();
    const manifest = manifestText(payload.entries);
    const tags: readonly (readonly [(typeof SEAL_FILES)[number], string])[] = [
      ['bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
      ['bag-info.txt', bagInfo(portal, payload, sealedAtMs)],
      ['LOSSES.md', losses],
      ['datapackage.json', dataPackage(portal, payload, sealedAtMs)],
      ['manifest-sha512.txt', manifest],
    ];
    for (const [name, text] of tags) await disk.replace(join(layout.folder, name), text);
    const tagManifest = manifestText(tags.map(([name, text]) => [name, hash('sha512', text)] as const));
    // The last of them: a seal without it is none.
    await disk.replace(join(layout.folder, 'tagmanifest-sha512.txt'), tagManifest);
    return {
      root: hash('sha512', manifest),
      sealedAtMs,
      files: payload.entries.length,
      sizeBytes: payload.sizeBytes,
    };
  });
}

/** The seal of an archive, as its files tell it and unchecked; undefined when there is none, or not a whole one. */
export async function sealOf(disk: Disk, layout: Layout): Promise<Seal | undefined> {
  for (const name of SEAL_FILES) {
    if ((await disk.sizeBytes(join(layout.folder, name))) === undefined) return undefined;
  }
  const manifest = (await sealFile(disk, layout, 'manifest-sha512.txt')) ?? '';
  const info = (await sealFile(disk, layout, 'bag-info.txt')) ?? '';
  const { bytes = '0', files = '0' } = /^Payload-Oxum: (?<bytes>\d+)\.(?<files>\d+)$/mu.exec(info)?.groups ?? {};
  const sealedAt = /^Bye24-Sealed-At: (?<at>\S+)$/mu.exec(info)?.groups?.['at'] ?? '';
  return {
    root: hash('sha512', manifest),
    sealedAtMs: Date.parse(sealedAt),
    files: Number(files),
    sizeBytes: Number(bytes),
  };
}

async function hashPayload(
  disk: Disk,
  layout: Layout,
  onProgress: SealProgress | undefined,
  signal: AbortSignal | undefined,
): Promise<Payload> {
  const paths = await payloadPaths(disk, layout);
  const sizes = new Map<string, number>();
  for (const path of paths) sizes.set(path, (await disk.sizeBytes(join(layout.folder, path))) ?? 0);
  const sizeBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const entries: (readonly [string, string])[] = [];
  let bytes = 0;
  for (const path of paths) {
    signal?.throwIfAborted();
    // A blob's name is its hash already; `verify` is what re-reads it.
    const named = /^data\/files\/[0-9a-f]{2}\/(?<sha512>[0-9a-f]{128})$/u.exec(path)?.groups?.['sha512'];
    entries.push([path, named ?? (await sha512Of(disk, join(layout.folder, path)))]);
    bytes += sizes.get(path) ?? 0;
    onProgress?.({ bytes, totalBytes: sizeBytes });
  }
  return { entries, sizeBytes, sizes };
}

function bagInfo(portal: string, payload: Payload, sealedAtMs: number): string {
  const at = new Date(sealedAtMs).toISOString();
  return [
    `External-Identifier: ${portal}`,
    `External-Description: Archive of the Bitrix24 portal ${portal}, made by bye24`,
    `Bagging-Date: ${at.slice(0, 10)}`,
    `Bye24-Sealed-At: ${at}`,
    `Payload-Oxum: ${payload.sizeBytes}.${payload.entries.length}`,
    '',
  ].join('\n');
}

function dataPackage(portal: string, payload: Payload, sealedAtMs: number): string {
  const raw = payload.entries.filter(([path]) => path.startsWith('data/raw/')).map(([path]) => path);
  const database = payload.entries.find(([path]) => path === 'data/archive.sqlite');
  const description = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: portal.toLowerCase().replace(/[^a-z0-9._-]/gu, '-'),
    title: `Archive of the Bitrix24 portal ${portal}`,
    created: new Date(sealedAtMs).toISOString(),
    resources: [
      ...(raw.length === 0
        ? []
        : [
            {
              name: 'raw',
              title: 'Everything that the portal answered, in order, word for word but for secrets',
              description:
                'JSON lines in gzip. Lines of type "answer" hold a body; lines of type "page" say which records it holds and where.',
              path: raw,
              format: 'jsonl',
              mediatype: 'application/gzip',
              encoding: 'utf-8',
            },
          ]),
      ...(database === undefined
        ? []
        : [
            {
              name: 'database',
              title:
                'Records, references, files, counts, what is missing, and a search index: SQLite 3, derived from raw',
              description:
                'Files lie under data/files, named by the SHA-512 of their bytes; table "files" gives their names and owners.',
              path: database[0],
              format: 'sqlite',
              mediatype: 'application/vnd.sqlite3',
              bytes: payload.sizes.get(database[0]) ?? 0,
              hash: `sha512:${database[1]}`,
            },
          ]),
    ],
  };
  return `${JSON.stringify(description, undefined, 2)}\n`;
}
