/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value at `path` inside `value`, or undefined when any step of it is absent. */
export function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const key of path) {
    if (isList(here)) here = here[Number(key)];
    else if (isObject(here)) here = Object.hasOwn(here, key) ? here[key] : undefined;
    else return undefined;
  }
  return here;
}

/** A scalar as text: '' for null, absent, lists and objects. Never '[object Object]'. */
export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The same value always gives the same text: keys sorted, no white space. What fingerprints are made of. */
export function canonical(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  let text = '';
  if (isList(value)) {
    for (const each of value) text += `${text === '' ? '' : ','}${canonical(each)}`;
    return `[${text}]`;
  }
  if (!isObject(value)) return text;
  for (const key of Object.keys(value).sort()) {
    text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(value[key] ?? null)}`;
  }
  return `{${text}}`;
}

const names = new Map<string, string>();
const namesKept = 4_000;

/** A member's name as JSON: there are few, and they come again with every row. */
function quoted(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size >= namesKept) names.clear();
  const text = JSON.stringify(name);
  names.set(name, text);
  return text;
}
