import type { ListRequest } from '../bitrix24/port.ts';
import type { Kind, KindId, RecordLike } from './kind.ts';

const nobody: RecordLike = { id: '1', row: {} };

/** The kinds whose records must be known before this one can be asked for. */
export function takenFrom(kind: Kind): readonly KindId[] {
  const { take } = kind;
  switch (take.how) {
    case 'list':
    case 'lists':
    case 'tables':
      return [];
    case 'each':
      return [take.parent].flat();
    case 'tree':
      return [take.roots];
    case 'ids':
      return [...new Set(take.from.map((source) => source.kind))];
    case 'with':
      return [take.of];
  }
}

/** These, and the kinds that say where in a row its files are. */
export function neededFor(kind: Kind): readonly KindId[] {
  return [...new Set([...takenFrom(kind), ...(kind.files ?? []).flatMap(({ fieldsBy }) => fieldsBy?.kind ?? [])])];
}

/** Requests of the shape that a kind sends, made up where they depend on a parent: for docs and checks, not for sending. */
export function exampleRequests(kind: Kind, parents: readonly RecordLike[] = [nobody]): readonly ListRequest[] {
  const { take } = kind;
  switch (take.how) {
    case 'list':
      return [take.request];
    case 'lists':
      return take.requests;
    case 'each':
      return [take.parent]
        .flat()
        .flatMap((id) => parents.map((parent) => take.request(parent, id)))
        .filter((request) => request !== undefined);
    case 'tree':
      return parents.map((parent) => take.request(parent)).filter((request) => request !== undefined);
    case 'ids':
    case 'with':
    case 'tables':
      return [];
  }
}

/** The method by which a kind is taken; undefined where that depends on the parent, or the kind comes with another. */
export function methodOfTake(kind: Kind): string | undefined {
  const { take } = kind;
  return take.how === 'ids' ? take.get('1').method : exampleRequests(kind)[0]?.method;
}
