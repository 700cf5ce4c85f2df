import { type There, thereNumber } from '../creation.ts';
import type { KindId } from '../kind.ts';
import { entityTypeIds, firstOwnTypeId } from './entity.ts';
import { twoNumbers } from './smart-creation.ts';

const kindsByType: Readonly<Record<string, KindId>> = Object.fromEntries(
  Object.entries(entityTypeIds).map(([kind, type]) => [String(type), kind]),
);

/** An element by the numbers that it has there. */
interface OwnerThere {
  readonly type: number;
  readonly id: number;
}

/** The element that a pair of type and number names, there; undefined when it is not there. */
export function ownerThere(type: string, id: string, there: There): OwnerThere | undefined {
  if (Number(type) >= firstOwnTypeId) {
    const found = there.id('smart-process-item', `${type}:${id}`);
    if (found === undefined) return undefined;
    const { entityTypeId, id: own } = twoNumbers(found);
    return { type: entityTypeId, id: own };
  }
  const kind = kindsByType[type];
  const found = kind === undefined ? undefined : thereNumber(there, kind, id);
  return found === undefined ? undefined : { type: Number(type), id: found };
}
