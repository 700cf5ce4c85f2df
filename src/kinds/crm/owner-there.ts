import { type There, thereNumber } from '../creation.ts';
import type { KindId } from '../kind.ts';
import { entityTypeIds } from './entity.ts';

const kindsByType: Readonly<Record<string, KindId>> = Object.fromEntries(
  Object.entries(entityTypeIds).map(([kind, type]) => [String(type), kind]),
);

/** The element that a pair of type and number names, there; undefined when it is not there. */
export function ownerThere(type: string, id: string, there: There): number | undefined {
  const kind = kindsByType[type];
  return kind === undefined ? undefined : thereNumber(there, kind, id);
}
