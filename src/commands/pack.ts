import { basename, dirname, join, resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import { type Packed, packArchive } from '../formats/pack/pack.ts';
import { findArchive, withArchive } from './archives.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['pack']['parameters']>;

export interface PackResult extends Packed {
  readonly type: 'pack';
  readonly encrypted: boolean;
}

/** `acme.bitrix24.ru.tar`, beside the archive. */
function besides(archive: string, as: string, encrypted: boolean): string {
  const name = basename(archive).replace(/\.bye24$/u, '');
  return join(dirname(archive), `${name}.${as}${encrypted ? '.age' : ''}`);
}

/** Packs a sealed archive. Raises PACK_TAKEN, PACK_RECIPIENT, ARCHIVE_UNSEALED. */
export async function run(context: Context, input: Input): Promise<Done<PackResult>> {
  const { archive: named, as = 'tar', to, recipient } = input;
  const path = await findArchive(context, named);
  // A secret key given by mistake (AGE-SECRET-KEY-…) is not told again: it has no place in a message (I11).
  const wrong = recipient.findIndex((key) => !/^age1[0-9a-z]{50,}$/u.test(key));
  if (wrong !== -1) throw new Bye24Error('PACK_RECIPIENT', { number: wrong + 1 });
  const encrypted = recipient.length > 0;
  const target = to === undefined ? besides(path, as, encrypted) : resolve(context.folder, to);
  if ((await context.disk.sizeBytes(target)) !== undefined) throw new Bye24Error('PACK_TAKEN', { path: target });
  const { watch, signal } = context;
  watch({ type: 'stage', stage: 'pack', state: 'started' });
  const packed = await withArchive(context, path, 'read', (archive) =>
    packArchive(archive, target, {
      as,
      recipients: recipient,
      signal,
      tell: (bytes) => watch({ type: 'kind', stage: 'pack', kind: 'archive', done: 0, bytes, state: 'running' }),
    }),
  );
  watch({ type: 'stage', stage: 'pack', state: 'finished' });
  return { ending: 'whole', result: { type: 'pack', ...packed, encrypted } };
}
