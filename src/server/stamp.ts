import type { ExitFiles } from '../commands/archives.ts';
import type { Context } from '../commands/context.ts';

/** Enough for the last line of a plan, and of a journal: both hold a hash of everything before them. */
const TAIL_BYTES = 4_096;

/**
 * Tells one state of an exit's files from another without reading them whole, which for a million steps takes minutes.
 * Whoever acts on them reads them whole all the same.
 */
export async function stampOf({ disk }: Pick<Context, 'disk'>, files: ExitFiles): Promise<string> {
  const ends: string[] = [];
  for (const path of [files.plan, files.journal, files.rehearsal]) {
    const sizeBytes = await disk.sizeBytes(path);
    if (sizeBytes === undefined) {
      ends.push('');
      continue;
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of disk.chunks(path, Math.max(0, sizeBytes - TAIL_BYTES))) pieces.push(piece);
    ends.push(`${sizeBytes} ${Buffer.concat(pieces).toString('utf8')}`);
  }
  return JSON.stringify([ends, await disk.list(files.proof)]);
}
