import { at, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Answer, Call, Outcome } from '../../bitrix24/port.ts';
import type { RecordKey } from '../../archive/types.ts';
import type { Creation } from '../../kinds/creation.ts';
import { type Kind, keyOf, type RecordLike } from '../../kinds/kind.ts';
import type { MoveMap, Placed } from './map.ts';

/** A record that is about to be made. */
export interface Ready {
  readonly key: RecordKey;
  readonly record: RecordLike;
  readonly row: JsonObject;
  readonly call: Call;
}

/** What a record lies under, as the other portal knows it. */
export function parentThere({ parent }: RecordLike, map: MoveMap): RecordKey | undefined {
  return parent === undefined ? undefined : { kind: parent.kind, id: map.id(parent) ?? parent.id };
}

/** The id in an answer: at its place, or the `id` of what stands there. */
export function newIdOf(kind: Kind, creation: Creation, result: Json, ready: Ready, map: MoveMap): string {
  if (creation.newId === 'lookedFor') return '';
  if (creation.newId === undefined) return keyOf(kind, ready.row, parentThere(ready.record, map));
  const value = at(result, creation.newId);
  const id = isObject(value) ? textOf(value['id'] ?? value['ID']) : textOf(value);
  return id === '' || creation.keyThere === undefined ? id : creation.keyThere(ready.row, id);
}

/** Other ids that the answer tells of what was made. */
export function alsoMade(creation: Creation, result: Json, { record }: Ready): readonly Placed[] {
  const { newId = [] } = creation;
  const shown = newId === 'lookedFor' ? undefined : at(result, newId.slice(0, -1));
  return isObject(shown) ? alsoIn(creation, record.row, shown) : [];
}

/** The same of a row that was found. */
export function alsoIn(creation: Creation, row: JsonObject, found: JsonObject): readonly Placed[] {
  const own = creation.also?.(row) ?? [];
  return (creation.also?.(found) ?? []).flatMap(({ id }, index) => {
    const from = own[index];
    return from === undefined || id === '' ? [] : [{ key: from, id }];
  });
}

/** What became of one call, as a batch would tell it. */
export async function outcomeOf(work: Promise<Answer>): Promise<Outcome> {
  try {
    return { is: 'answered', answer: await work };
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return { is: error.outcomeUnknown ? 'unknown' : 'refused', error };
  }
}

/** Ids of the rows that an answer shows, wherever its one list is. */
export function idsIn(result: Json, path: readonly string[]): readonly string[] {
  const list = isObject(result) ? Object.values(result).find(Array.isArray) : result;
  return (Array.isArray(list) ? (list as readonly Json[]) : []).map((row) => textOf(at(row, path)));
}
