import { type JsonObject, textOf } from '../base/json.ts';
import { valuesAt } from './fields.ts';
import type { Kind, KindId } from './kind.ts';

/** One record that a row points to. */
export interface Target {
  readonly field: string;
  readonly to: KindId;
  readonly id: string;
  readonly parent: boolean;
}

/** All that a row points to by its kind's declaration. Empty ids and `0` (the portal's "nobody") point nowhere. */
export function targetsOf(kind: Kind, row: JsonObject): readonly Target[] {
  const targets: Target[] = [];
  for (const reference of kind.references) {
    if (reference.when?.(row) === false) continue;
    const { field, to, parent = false } = reference;
    for (const value of valuesAt(row, field)) {
      const text = textOf(value);
      if (text === '' || (text === '0' && reference.id === undefined)) continue;
      const id = reference.id === undefined ? text : reference.id(text, row);
      if (id !== undefined) targets.push({ field, to, id, parent });
    }
  }
  return targets;
}
