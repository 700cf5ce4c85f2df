import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import type { KindId } from '../../kinds/kind.ts';
import type { ConvertOptions } from '../format.ts';

const toldEvery = 1_000;

/** Records of a kind one after another; tells how far it is and stops when it is told to. */
export function* walk(
  archive: Archive,
  kind: KindId,
  { signal, tell }: Pick<ConvertOptions, 'signal' | 'tell'>,
): Generator<ArchivedRecord, void, void> {
  const total = archive.size(kind);
  let done = 0;
  for (const record of archive.records(kind)) {
    signal?.throwIfAborted();
    yield record;
    done++;
    if (done % toldEvery === 0) tell?.(kind, done, total);
  }
  tell?.(kind, done, total);
}
