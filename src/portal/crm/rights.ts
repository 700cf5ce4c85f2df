import type { JsonObject } from '../../base/json.ts';
import type { Caller } from '../method.ts';
import type { Where } from '../query.ts';
import { integerOf } from '../params.ts';

/** An administrator sees all items, an employee those that are assigned to them. */
export function visibleItems(caller: Caller): readonly Where[] {
  return caller.isAdmin ? [] : [{ field: { path: 'assignedById', type: 'integer' }, is: '=', value: caller.userId }];
}

export function maySee(caller: Caller, item: JsonObject): boolean {
  return caller.isAdmin || integerOf(item['assignedById']) === caller.userId;
}
