import { Bye24Error } from '../../base/error.ts';
import { isList, isObject, type JsonObject } from '../../base/json.ts';
import type { Call } from '../../bitrix24/port.ts';
import type { Kind, PersonField, RecordLike } from '../../kinds/kind.ts';
import type { HandStep } from '../types.ts';

/** What a custom field is called matters only in plans. */
const NO_TITLE = { ru: '', en: '' };

/** The declaration of a field that holds people, the portal's own fields included. */
export function personField(kind: Kind, field: string): PersonField | undefined {
  return kind.people.find((each) => each.field === field) ?? kind.customPerson?.(field, NO_TITLE);
}

/**
 * The one call that brings all fields of a record to what they are to become. It is made from the live row, so that
 * what a whole-record update must repeat is what is there now.
 * @throws Bye24Error PLAN_UNKNOWN_KIND for a field that can't be set
 */
export function handCall(kind: Kind, { from, to, fields }: HandStep, record: RecordLike): Call {
  const calls = fields.map(({ field, becomes }) => {
    const set = personField(kind, field)?.set;
    if (set === undefined) throw new Bye24Error('PLAN_UNKNOWN_KIND', { kind: `${kind.id}.${field}` });
    if (!field.endsWith('[]')) return set(record, to, from);
    // A list is put there whole, so that an undo brings back exactly who was there.
    return set({ ...record, row: { ...record.row, [field.slice(0, -2)]: [...becomes] } }, to, to);
  });
  const [first, ...rest] = calls;
  if (first === undefined) throw new Bye24Error('PLAN_UNKNOWN_KIND', { kind: kind.id });
  const call = rest.reduce((all, { method, params }) => {
    if (method !== all.method) throw new Bye24Error('PLAN_UNKNOWN_KIND', { kind: `${kind.id}.${method}` });
    return { ...all, params: merged(paramsOf(all.params), paramsOf(params)) };
  }, first);
  return { ...call, effect: 'write' };
}

function paramsOf(params: Call['params']): JsonObject {
  return params === undefined || isList(params) ? {} : params;
}

function merged(left: JsonObject, right: JsonObject): JsonObject {
  const all: Record<string, JsonObject[string]> = { ...left };
  for (const [name, value] of Object.entries(right)) {
    const before = all[name];
    all[name] = isObject(before) && isObject(value) ? merged(before, value) : value;
  }
  return all;
}
