import { resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import type { Context } from './context.ts';

/** Reads a file that the user named and makes something of its text. Raises FILE_UNREADABLE, DATA_MALFORMED. */
export async function fromFile<T>(
  { disk, folder }: Pick<Context, 'disk' | 'folder'>,
  path: string,
  make: (text: string) => T,
): Promise<T> {
  let text: string;
  try {
    text = Buffer.from(await disk.read(resolve(folder, path))).toString();
  } catch {
    throw new Bye24Error('FILE_UNREADABLE', { path });
  }
  try {
    return make(text);
  } catch (error) {
    throw new Bye24Error('DATA_MALFORMED', { path, reason: error instanceof Error ? error.message : '' });
  }
}
