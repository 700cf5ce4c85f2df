import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One change of one source file, in a copy that only a test ever sees. */
export interface Patch {
  /** Under src/. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const root = join(import.meta.dirname, '../..');
/** Folders that are copied whole, so that a patch in one reaches all that import it. The rest is the real source. */
const COPIED = ['journey', 'archive'];

/** A copy of the source with patches in it. Remove it when done. */
export function patchedSource(patches: readonly Patch[]): { readonly source: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'bye24-patched-'));
  const source = join(folder, 'src');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(root, 'package.json'), join(folder, 'package.json'));
  for (const name of COPIED) cpSync(join(root, 'src', name), join(source, name), { recursive: true });
  // Of the base, the journal alone: an error must be the same class to the copy as to the rest.
  const journal = join('base', 'journal');
  cpSync(join(root, 'src', journal), join(source, journal), { recursive: true });
  for (const [at, copied] of [
    ['', [...COPIED, 'base']],
    ['base', ['journal']],
  ] as const) {
    for (const name of readdirSync(join(root, 'src', at))) {
      if (!(copied as readonly string[]).includes(name))
        symlinkSync(join(root, 'src', at, name), join(source, at, name));
    }
  }
  for (const { file, find, replace } of patches) {
    const path = join(source, file);
    const text = readFileSync(path, 'utf8');
    if (text.split(find).length !== 2) throw new Error(`${file} does not hold exactly once: ${find}`);
    writeFileSync(
      path,
      text.replace(find, () => replace),
    );
  }
  return { source, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
