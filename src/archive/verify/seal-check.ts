import { hash } from 'node:crypto';
import { join } from 'node:path';

import type { Disk } from '../../base/disk.ts';
import { type Layout, SEAL_FILES } from '../layout.ts';
import { parseManifest, payloadPaths, sealFile, sha512Of } from '../manifest.ts';
import { sealOf } from '../seal.ts';
import type { Seal } from '../types.ts';
import type { DamageList } from './damage-list.ts';

/** Which blobs the seal speaks of; they are read once, by the check of blobs. */
export interface SealCheck {
  readonly seal?: Seal;
}

const BLOB = /^data\/files\/[0-9a-f]{2}\/(?<sha512>[0-9a-f]{128})$/u;

/**
 * Holds every file of a sealed archive against the seal: changed, missing and extra ones, and the seal's own files.
 * Blobs are compared by name here and by content where they are read.
 */
export async function checkSeal(
  disk: Disk,
  layout: Layout,
  damage: DamageList,
  onBytes: (count: number) => void,
): Promise<SealCheck> {
  const present = (await disk.list(layout.folder)).filter((name) => SEAL_FILES.some((known) => known === name));
  if (present.length === 0) return {};
  const seal = await sealOf(disk, layout);
  if (seal === undefined) {
    const absent = SEAL_FILES.filter((name) => !present.includes(name));
    for (const path of absent) damage.add({ code: 'SEAL_BROKEN', path, message: 'a part of the seal is missing' });
    return {};
  }
  const before = damage.count;
  await checkTags(disk, layout, damage);
  const manifest = parseManifest((await sealFile(disk, layout, 'manifest-sha512.txt')) ?? '');
  if (manifest === undefined) {
    damage.add({ code: 'SEAL_BROKEN', path: 'manifest-sha512.txt', message: 'it is no manifest' });
    return {};
  }
  await checkPayload(disk, layout, damage, manifest, seal, onBytes);
  return damage.count === before ? { seal } : {};
}

async function checkTags(disk: Disk, layout: Layout, damage: DamageList): Promise<void> {
  const own = 'tagmanifest-sha512.txt';
  const tags = parseManifest((await sealFile(disk, layout, own)) ?? '');
  const due = SEAL_FILES.filter((name) => name !== own);
  if (tags?.size !== due.length) {
    damage.add({ code: 'SEAL_BROKEN', path: own, message: 'it does not name the files that it should' });
  }
  for (const name of due) {
    const found = hash('sha512', await disk.read(join(layout.folder, name)));
    if (tags?.get(name) === found) continue;
    damage.add({ code: 'SEAL_BROKEN', path: name, message: 'it is not what was sealed' });
  }
}

async function checkPayload(
  disk: Disk,
  layout: Layout,
  damage: DamageList,
  manifest: ReadonlyMap<string, string>,
  seal: Seal,
  onBytes: (count: number) => void,
): Promise<void> {
  const found = new Set(await payloadPaths(disk, layout));
  let sizeBytes = 0;
  for (const path of found) {
    sizeBytes += (await disk.sizeBytes(join(layout.folder, path))) ?? 0;
    if (!manifest.has(path)) damage.add({ code: 'FILE_EXTRA', path, message: 'the seal does not know it' });
  }
  for (const [path, sha512] of manifest) {
    const blob = BLOB.exec(path)?.groups?.['sha512'];
    if (!found.has(path)) {
      damage.add({ code: codeOf(path), path, message: 'the seal names it, and it is not there' });
    } else if (blob === undefined) {
      const now = await sha512Of(disk, join(layout.folder, path), onBytes);
      if (now !== sha512) damage.add({ code: damagedCodeOf(path), path, message: 'it is not what was sealed' });
    } else if (blob !== sha512) {
      damage.add({ code: 'SEAL_BROKEN', path, message: 'the seal and the name disagree' });
    }
  }
  if (seal.files !== manifest.size || (seal.sizeBytes !== sizeBytes && found.size === manifest.size)) {
    damage.add({ code: 'SEAL_BROKEN', path: 'bag-info.txt', message: 'the sizes are not those that were sealed' });
  }
}

function codeOf(path: string): 'BLOB_MISSING' | 'RAW_MISSING' | 'SEAL_BROKEN' {
  if (path.startsWith('data/files/')) return 'BLOB_MISSING';
  return path.startsWith('data/raw/') ? 'RAW_MISSING' : 'SEAL_BROKEN';
}

function damagedCodeOf(path: string): 'RAW_DAMAGED' | 'INDEX_DAMAGED' | 'SEAL_BROKEN' {
  if (path.startsWith('data/raw/')) return 'RAW_DAMAGED';
  return path === 'data/archive.sqlite' ? 'INDEX_DAMAGED' : 'SEAL_BROKEN';
}
