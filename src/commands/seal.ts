import { Archive } from '../archive/archive.ts';
import { sealArchive } from '../archive/seal.ts';
import type { Seal } from '../archive/types.ts';
import { archivedKinds } from '../kinds/index.ts';
import { findArchive } from './archives.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['seal']['parameters']>;

export interface SealResult extends Seal {
  readonly type: 'seal';
  readonly archive: string;
}

/** Seals the archive at `path`. */
export async function sealAt(context: Context, path: string): Promise<Seal> {
  const { watch, disk, clock, signal } = context;
  watch({ type: 'stage', stage: 'seal', state: 'started' });
  // Sealing closes it.
  const archive = await Archive.open(path, { mode: 'write', kinds: archivedKinds, disk, clock });
  const tell = ({ bytes }: { readonly bytes: number }): void =>
    watch({ type: 'kind', stage: 'seal', kind: 'archive', done: 0, bytes, state: 'running' });
  const seal = await sealArchive(archive, tell, signal);
  watch({ type: 'stage', stage: 'seal', state: 'finished' });
  return seal;
}

export async function run(context: Context, { archive: named }: Input): Promise<Done<SealResult>> {
  const archive = await findArchive(context, named);
  return { ending: 'whole', result: { type: 'seal', archive, ...(await sealAt(context, archive)) } };
}
