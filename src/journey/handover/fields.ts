import { type JsonObject, textOf } from '../../base/json.ts';
import { valuesAt } from '../../kinds/fields.ts';

/** Who is to stand where: what both the plan and the journal hold of a hand-over. */
export interface HandFields {
  readonly from: string;
  readonly to: string;
  readonly fields: readonly {
    readonly field: string;
    readonly was: readonly string[];
    readonly becomes: readonly string[];
  }[];
}

/** Ids of the people in a field, nobody twice. `0` is the portal's "nobody". */
export function peopleAt(row: JsonObject, field: string): readonly string[] {
  const ids = valuesAt(row, field).map(textOf);
  return [...new Set(ids.filter((id) => id !== '' && id !== '0'))];
}

/** `before`: every field is as it was or as it is to become. `other`: somebody has put other people there since. */
export function handState({ fields }: Pick<HandFields, 'fields'>, row: JsonObject): 'before' | 'after' | 'other' {
  let after = true;
  for (const { field, was, becomes } of fields) {
    const live = peopleAt(row, field);
    if (same(live, becomes)) continue;
    if (!same(live, was)) return 'other';
    after = false;
  }
  return after ? 'after' : 'before';
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((id) => right.includes(id));
}
