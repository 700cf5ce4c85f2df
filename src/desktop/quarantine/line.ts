import { chmod, lchown, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import type { Disk } from '../../base/disk.ts';
import { type Computer, real } from '../computer.ts';
import { lookAt } from '../look.ts';
import { wayIsPlain } from '../places.ts';
import type { BackEnd, ItemFiles } from './move.ts';

const originalOf = (files: ItemFiles): string => join(files.folder, 'original');
const changedOf = (files: ItemFiles): string => join(files.folder, 'changed');

/** Puts other text into a user's file, all or nothing: text, rights, owner and time are right when it gets its name. */
async function rewrite(disk: Disk, path: string, text: string, mtimeMs?: number): Promise<void> {
  const before = await lookAt(path);
  const next = `${path}.bye24-new`;
  await disk.replace(next, text);
  if (before !== undefined) {
    if (process.getuid?.() === 0) await lchown(next, before.uid, before.gid);
    await chmod(next, before.mode & 0o7777);
  }
  if (mtimeMs !== undefined) await utimes(next, mtimeMs / 1000, mtimeMs / 1000);
  await disk.move(next, path);
}

/** Takes one line out of a file that belongs to the user. The file as it was is kept. */
export async function takeLine(
  computer: Computer,
  disk: Disk,
  { path, line }: { readonly path: string; readonly line: string },
  files: ItemFiles,
): Promise<'moved' | 'absent' | 'behindLink' | 'secondName'> {
  const place = real(computer, path);
  const stats = await lookAt(place);
  if (stats === undefined) return 'absent';
  if (!stats.isFile() || !(await wayIsPlain(computer, path))) return 'behindLink';
  if (stats.nlink > 1) return 'secondName';
  const text = Buffer.from(await disk.read(place)).toString('utf8');
  const lines = text.split('\n');
  if (!lines.includes(line)) return (await disk.sizeBytes(originalOf(files))) === undefined ? 'absent' : 'moved';
  const rest = lines.filter((one) => one !== line).join('\n');
  await disk.makeFolder(files.folder);
  await disk.replace(originalOf(files), text);
  await utimes(originalOf(files), stats.mtimeMs / 1000, stats.mtimeMs / 1000);
  await disk.replace(changedOf(files), rest);
  await rewrite(disk, place, rest);
  return 'moved';
}

/** Puts the line back: the file as it was when nothing else changed in it since, else the line alone, in its group. */
export async function putLineBack(
  computer: Computer,
  disk: Disk,
  { path, line }: { readonly path: string; readonly line: string },
  files: ItemFiles,
): Promise<BackEnd> {
  if ((await disk.sizeBytes(originalOf(files))) === undefined) return 'nothingKept';
  const place = real(computer, path);
  if (!(await wayIsPlain(computer, path))) return 'behindLink';
  const stats = await lookAt(place);
  if (stats !== undefined && !stats.isFile()) return 'behindLink';
  const original = Buffer.from(await disk.read(originalOf(files))).toString('utf8');
  if (stats === undefined) {
    await disk.replace(place, original);
    return 'back';
  }
  const now = Buffer.from(await disk.read(place)).toString('utf8');
  if (now.split('\n').includes(line)) return 'there';
  const changed = Buffer.from(await disk.read(changedOf(files))).toString('utf8');
  const untouched = now === changed;
  const mtimeMs = untouched ? (await lookAt(originalOf(files)))?.mtimeMs : undefined;
  await rewrite(disk, place, untouched ? original : withLine(now, original, line), mtimeMs);
  return untouched ? 'back' : 'backChanged';
}

/** `text` with the line under the heading that it had in the original. */
function withLine(text: string, original: string, line: string): string {
  const before = original.split('\n');
  const heading = before.slice(0, before.indexOf(line)).findLast((one) => /^\[.*\]$/u.test(one));
  const lines = text.split('\n');
  const at = heading === undefined ? -1 : lines.indexOf(heading);
  if (at >= 0) return lines.toSpliced(at + 1, 0, line).join('\n');
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${end}${heading === undefined ? '' : `${heading}\n`}${line}\n`;
}
