import { dirname, join } from 'node:path';

import type { Disk } from '../../base/disk.ts';
import { type Computer, pathsOf, real } from '../computer.ts';
import { lookAt, measure } from '../look.ts';
import { wayIsPlain } from '../places.ts';
import { copyTree, removeTree } from './copy.ts';
import { compare, describe, isSame, type Manifest, readManifest, takeManifest } from './manifest.ts';

/** Where an item of the quarantine keeps its parts. */
export interface ItemFiles {
  readonly folder: string;
  readonly manifest: string;
  readonly content: string;
  /** A copy that is not compared yet. */
  readonly part: string;
}

export function itemFiles(run: string, step: number): ItemFiles {
  const folder = join(run, 'items', String(step));
  return {
    folder,
    manifest: join(folder, 'manifest.jsonl'),
    content: join(folder, 'content'),
    part: join(folder, 'part'),
  };
}

/** How a move ended. Each that is not `moved`, `back` or `absent` has left everything where it was. */
export type MoveEnd =
  | 'moved'
  /** There was nothing there any more. */
  | 'absent'
  | 'behindLink'
  | 'mountInside'
  | 'notYours'
  /** The copy is kept; something new had come meanwhile and stays where it is. */
  | 'copiedNotTaken'
  /** The copy could not be made the same. */
  | 'copyDiffers';

async function exists(path: string): Promise<boolean> {
  return (await lookAt(path)) !== undefined;
}

/** What has come into the way since the scan. */
async function hindrance(computer: Computer, path: string): Promise<MoveEnd | undefined> {
  if (!(await wayIsPlain(computer, path))) return 'behindLink';
  const { mountInside } = await measure(real(computer, path));
  if (mountInside) return 'mountInside';
  const stats = await lookAt(real(computer, path));
  const inHome = path.startsWith(computer.home + pathsOf(computer.system).sep);
  if (inHome && computer.uid !== undefined && stats?.uid !== computer.uid) return 'notYours';
  return undefined;
}

/**
 * Moves what lies at `path` into the quarantine, with a manifest that is durable first. May be called again after a
 * crash at any point: it looks where things are and goes on from there.
 */
export async function moveAway(computer: Computer, disk: Disk, path: string, files: ItemFiles): Promise<MoveEnd> {
  const source = real(computer, path);
  await disk.makeFolder(files.folder);
  const begun = await readManifest(disk, files.manifest);
  if (begun !== undefined && (await exists(files.content))) return finish(begun, source, path);
  if (!(await exists(source))) return 'absent';
  const hindered = await hindrance(computer, path);
  if (hindered !== undefined) return hindered;
  const item = { path, real: source, onto: files.folder };
  const manifest = await takeManifest(disk, item, files.manifest);
  if (manifest.header.how === 'rename') {
    await disk.move(source, files.content);
    return 'moved';
  }
  await copyTree(manifest.entries, source, files.part);
  if (!isSame(compare(manifest.entries, await describe(files.part)))) return 'copyDiffers';
  await disk.move(files.part, files.content);
  return finish(manifest, source, path);
}

/** Once the content is in the quarantine: a rename has nothing left to do, a copy has its source to take away. */
async function finish({ header, entries }: Manifest, source: string, path: string): Promise<MoveEnd> {
  if (header.how === 'rename' || header.path !== path) return 'moved';
  return (await removeTree(entries, source)) ? 'moved' : 'copiedNotTaken';
}

/** How bringing back ended. */
export type BackEnd =
  | 'back'
  | 'backChanged'
  /** It had never left, or is there again already. */
  | 'there'
  /** Something else lies in its place now: both stay where they are. */
  | 'occupied'
  | 'behindLink'
  | 'nothingKept';

/** Puts an item of the quarantine back where it lay. May be called again after a crash at any point. */
export async function moveBack(computer: Computer, disk: Disk, path: string, files: ItemFiles): Promise<BackEnd> {
  const manifest = await readManifest(disk, files.manifest);
  const target = real(computer, path);
  if (manifest === undefined) return 'nothingKept';
  const here = await exists(target);
  if (!(await exists(files.content))) return here ? 'there' : 'nothingKept';
  if (here) {
    const again = isSame(compare(manifest.entries, await describe(target)));
    return again && (await removeTree(await describe(files.content), files.content)) ? 'there' : 'occupied';
  }
  await disk.makeFolder(dirname(target));
  if (!(await wayIsPlain(computer, path))) return 'behindLink';
  const kept = await describe(files.content);
  const same = isSame(compare(manifest.entries, kept));
  if (manifest.header.how === 'rename') {
    await disk.move(files.content, target);
  } else {
    const part = `${target}.bye24-part`;
    await copyTree(kept, files.content, part);
    await disk.move(part, target);
    await removeTree(kept, files.content);
  }
  return same ? 'back' : 'backChanged';
}
