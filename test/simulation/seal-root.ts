import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The seal of the archive as it lies there: none while it is off. */
export function sealRootOf(archive: string): string | undefined {
  const manifest = join(archive, 'manifest-sha512.txt');
  if (!existsSync(join(archive, 'tagmanifest-sha512.txt')) || !existsSync(manifest)) return undefined;
  return hash('sha512', readFileSync(manifest));
}
