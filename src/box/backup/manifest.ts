import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { BoxError } from '../error.ts';
import { hashOf } from './part.ts';

export const manifestName = 'backup.json';

const part = z.object({ file: z.string(), sizeBytes: z.number(), sha256: z.string() });
const manifestSchema = z.object({
  format: z.literal('bye24-box-backup'),
  version: z.literal(1),
  madeAtMs: z.number(),
  /** Every part was read back, or restored, and compared. Only then it is a backup. */
  verified: z.boolean(),
  databases: z.array(z.object({ engine: z.string(), host: z.string(), database: z.string(), part })),
  folders: z.array(z.object({ path: z.string(), part })),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest of a backup. Raises BOX_BACKUP_ABSENT. */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, manifestName), 'utf8');
  } catch (error) {
    throw new BoxError('BOX_BACKUP_ABSENT', { path: folder }, { cause: error });
  }
  const read = manifestSchema.safeParse(JSON.parse(text));
  if (!read.success) throw new BoxError('BOX_BACKUP_ABSENT', { path: folder });
  return read.data;
}

/** A backup that was verified, and whose parts are still what they were. Raises BOX_BACKUP_UNVERIFIED, BOX_BACKUP_DAMAGED. */
export async function checkBackup(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  if (!manifest.verified) throw new BoxError('BOX_BACKUP_UNVERIFIED', { path: folder });
  for (const { part: each } of [...manifest.databases, ...manifest.folders]) {
    const path = join(folder, each.file);
    if ((await hashOf(path)) !== each.sha256) throw new BoxError('BOX_BACKUP_DAMAGED', { path });
  }
  return manifest;
}
