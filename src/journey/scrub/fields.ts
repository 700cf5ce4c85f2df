import { type JsonObject, textOf } from '../../base/json.ts';
import { valuesAt } from '../../kinds/fields.ts';
import type { Kind } from '../../kinds/kind.ts';

/** Whether all of these fields hold nothing. A date that the portal keeps as zeros counts as nothing. */
export function isEmptied(fields: readonly string[], row: JsonObject): boolean {
  return fields.every((field) => valuesAt(row, field).every((value) => ['', '0', 'false'].includes(textOf(value))));
}

/** Fields of these that hold something. */
export function filledFields(fields: readonly string[], row: JsonObject): readonly string[] {
  return fields.filter((field) => !isEmptied([field], row));
}

/** The kind as a comparison sees it that passes over some fields. */
export function withoutFields(kind: Kind, fields: readonly string[]): Kind {
  return fields.length === 0 ? kind : { ...kind, volatile: [...(kind.volatile ?? []), ...fields] };
}
