import { type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { splitPrefix } from '../../../src/portal/filter.ts';
import { listOf, mapOf } from '../../../src/portal/params.ts';

function next(value: Json, step: number): Json {
  if (typeof value === 'number') return value + step;
  const text = textOf(value);
  if (/^\d+(?:\.\d+)?$/u.test(text)) return Number(text) + step;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : new Date(ms + step * 86_400_000).toISOString();
}

function valueFor(prefix: string, value: Json): Json | undefined {
  const first = listOf(value)?.[0] ?? (typeof value === 'object' ? '' : value);
  switch (prefix) {
    case '>':
      return next(first, 1);
    case '<':
      return next(first, -1);
    case '!':
    case '!=':
      return first === '' || first === null ? 'Какой-то' : undefined;
    case '%':
    case '?':
      return first;
    case '=%':
    case '%=':
      return textOf(first).replaceAll('%', '');
    case '!@':
    case '!%':
    case '!=%':
    case '!%=':
      return undefined;
    default:
      return first;
  }
}

/** Fields of a record that passes a filter of the documentation. */
export function satisfying(filter: JsonObject): JsonObject {
  const fields: Record<string, Json> = {};
  for (const [key, value] of Object.entries(filter)) {
    if (key.toLowerCase() === 'logic') continue;
    const group = /^\d+$/u.test(key) ? mapOf(value) : undefined;
    if (group !== undefined) {
      const either = textOf(group['logic']).toUpperCase() === 'OR';
      const branch = either ? (mapOf(group['0'] ?? null) ?? {}) : group;
      Object.assign(fields, satisfying(branch));
      continue;
    }
    const [prefix, name] = splitPrefix(key);
    const wanted = valueFor(prefix, value);
    if (wanted !== undefined) fields[name] = wanted;
  }
  return fields;
}
