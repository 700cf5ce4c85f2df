import { type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { listOf, mapOf } from '../../../src/portal/params.ts';
import { satisfying } from './satisfy.ts';
import { given } from './world.ts';

/** The values of a documented filter: a map, or the list of conditions of REST 3.0. */
export function wanted(params: JsonObject): JsonObject {
  const filter = given(params, 'filter');
  const conditions = (listOf(filter) ?? [])
    .map((each) => listOf(each) ?? [])
    .filter(([name]) => typeof name === 'string');
  const pairs = conditions.map((each): [string, Json] => {
    const value = each.at(-1) ?? null;
    return [textOf(each[0]), listOf(value)?.[0] ?? value];
  });
  return pairs.length > 0 ? Object.fromEntries(pairs.toReversed()) : satisfying(mapOf(filter) ?? {});
}
