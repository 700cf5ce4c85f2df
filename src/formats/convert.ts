import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import type { Archive } from '../archive/archive.ts';
import type { ConvertOptions, Format } from './format.ts';
import { type Loss, lossesPage } from './losses.ts';
import { writeText } from './output.ts';

export const lossesFile = 'LOSSES.md';

export interface Converted {
  readonly format: string;
  readonly folder: string;
  readonly losses: readonly Loss[];
}

/**
 * Writes one format into `into/<format>`, LOSSES.md beside it. The folder appears whole or not at all. One that is there
 * already: CONVERT_FOLDER_TAKEN, unless it may be replaced.
 */
export async function convertTo(
  format: Format,
  archive: Archive,
  into: string,
  options: ConvertOptions & { readonly replace?: boolean },
): Promise<Converted> {
  const folder = join(into, format.id);
  if (options.replace !== true && (await isThere(folder))) {
    throw new Bye24Error('CONVERT_FOLDER_TAKEN', { path: folder });
  }
  const part = join(into, `.${format.id}.part`);
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  try {
    const losses = await format.write(archive, part, options);
    await writeText(join(part, lossesFile), lossesPage(format.title, losses));
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
    return { format: format.id, folder, losses: losses.list };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function isThere(folder: string): Promise<boolean> {
  try {
    await readdir(folder);
    return true;
  } catch {
    return false;
  }
}
