import { join } from 'node:path';

import type { Disk } from '../../base/disk.ts';
import type { Computer } from '../computer.ts';
import { undoText } from '../parse/registry.ts';
import { commandOf } from '../plan.ts';
import type { BackEnd, ItemFiles } from './move.ts';

const undoOf = (files: ItemFiles): string => join(files.folder, 'undo.reg');

interface Target {
  readonly key: string;
  readonly value?: string;
}

/** Deletes a key or a value of the registry, after what it held is written where `reg import` can read it. */
export async function takeFromRegistry(
  computer: Computer,
  disk: Disk,
  target: Target,
  files: ItemFiles,
): Promise<'moved' | 'absent' | { readonly code: number }> {
  const bytes = await computer.registry(target.key);
  const undo = bytes === undefined ? undefined : undoText(bytes, target.key, target.value);
  const kept = (await disk.sizeBytes(undoOf(files))) !== undefined;
  if (undo === undefined) return kept ? 'moved' : 'absent';
  await disk.makeFolder(files.folder);
  await disk.replace(undoOf(files), Buffer.from(`\ufeff${undo}`, 'utf16le'));
  const { code } = await computer.run(commandOf({ do: 'registry', ...target }) ?? []);
  return code === 0 ? 'moved' : { code };
}

/** Reads back what was deleted. */
export async function putIntoRegistry(
  computer: Computer,
  disk: Disk,
  files: ItemFiles,
): Promise<BackEnd | { readonly code: number }> {
  if ((await disk.sizeBytes(undoOf(files))) === undefined) return 'nothingKept';
  const { code } = await computer.run(['reg.exe', 'import', undoOf(files)]);
  return code === 0 ? 'back' : { code };
}
