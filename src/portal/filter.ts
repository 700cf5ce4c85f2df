import { isList, type Json, type JsonObject, textOf } from '../base/json.ts';
import { listOf, mapOf } from './params.ts';
import { comparable, type Comparison, type Field, type Order, type Where } from './query.ts';
import type { Zone } from './zone.ts';

/** Finds the stored field behind a public name; undefined when there is none to filter by. */
export type FieldLookup = (name: string) => Field | undefined;

export interface FilterRules {
  readonly fields: FieldLookup;
  readonly zone: Zone;
  /** Called with a name that is no field; may throw the method's refusal. By default such a condition is ignored. */
  readonly onUnknown?: (name: string) => void;
}

const prefixes = [
  '!=%',
  '!%=',
  '=%',
  '%=',
  '!%',
  '><',
  '!@',
  '>=',
  '<=',
  '!=',
  '>',
  '<',
  '=',
  '!',
  '@',
  '%',
  '?',
] as const;

/** `>=DATE_CREATE` → [`>=`, `DATE_CREATE`]. */
export function splitPrefix(key: string): readonly [string, string] {
  const prefix = prefixes.find((each) => key.startsWith(each)) ?? '';
  return [prefix, key.slice(prefix.length)];
}

const emptyValue = (value: Json): boolean =>
  value === '' || value === null || value === false || (isList(value) && value.length === 0);

function compare(field: Field, is: Comparison, value: Json, zone: Zone): Where {
  const text = is === 'contains' || is === '!contains' || is === 'like' || is === '!like';
  const wanted = text ? textOf(value) : comparable(field.type, value, (date) => zone.normal(date));
  return wanted === undefined ? { never: true } : { field, is, value: wanted };
}

function among(field: Field, is: 'in' | '!in', values: readonly Json[], zone: Zone): Where {
  const wanted = values
    .map((value) => comparable(field.type, value, (date) => zone.normal(date)))
    .filter((value) => value !== undefined);
  return { field, is, values: wanted };
}

function between(field: Field, value: Json, zone: Zone): Where {
  const [low, high] = listOf(value) ?? [];
  if (low === undefined || high === undefined) return { never: true };
  return { any: [[compare(field, '>=', low, zone), compare(field, '<=', high, zone)]] };
}

function condition(field: Field, prefix: string, value: Json, zone: Zone): Where {
  const many = listOf(value);
  switch (prefix) {
    case '><':
      return between(field, value, zone);
    case '@':
    case '!@':
      return among(field, prefix === '@' ? 'in' : '!in', many ?? [value], zone);
    case '%':
    case '?':
      return compare(field, 'contains', value, zone);
    case '!%':
      return compare(field, '!contains', value, zone);
    case '%=':
    case '=%':
      return compare(field, 'like', value, zone);
    case '!%=':
    case '!=%':
      return compare(field, '!like', value, zone);
    case '>':
    case '>=':
    case '<':
    case '<=':
      return compare(field, prefix, value, zone);
    default: {
      const negative = prefix.startsWith('!');
      if (emptyValue(value) && field.type !== 'flag') return { field, is: negative ? '!empty' : 'empty' };
      if (many !== undefined) return among(field, negative ? '!in' : 'in', many, zone);
      return compare(field, negative ? '!=' : '=', value, zone);
    }
  }
}

/**
 * A filter as requests write it, `{">=opportunity": 5000, "0": {"logic": "OR", …}}`: all members must hold, unless
 * `logic` says OR; members with a number for a name are groups
 * (https://apidocs.bitrix24.ru/api-reference/crm/universal/crm-item-list.html).
 */
export function parseFilter(filter: JsonObject, rules: FilterRules): readonly Where[] {
  const parts: Where[] = [];
  let logic = 'AND';
  for (const [key, value] of Object.entries(filter)) {
    if (key.toLowerCase() === 'logic') {
      logic = textOf(value).toUpperCase();
      continue;
    }
    const group = /^\d+$/u.test(key) ? mapOf(value) : undefined;
    if (group !== undefined) {
      const inner = parseFilter(group, rules);
      if (inner.length > 0) parts.push(inner.length === 1 && inner[0] !== undefined ? inner[0] : { any: [inner] });
      continue;
    }
    const [prefix, name] = splitPrefix(key);
    const field = rules.fields(name);
    if (field === undefined) rules.onUnknown?.(name);
    else parts.push(condition(field, prefix, value, rules.zone));
  }
  return logic === 'OR' && parts.length > 0 ? [{ any: parts.map((part) => [part]) }] : parts;
}

/** `{"id": "DESC"}` as an order; unknown fields go to `onUnknown`. */
export function parseOrder(order: JsonObject, rules: Omit<FilterRules, 'zone'>): readonly Order[] {
  return Object.entries(order).flatMap(([name, direction]) => {
    const field = rules.fields(name);
    if (field === undefined) {
      rules.onUnknown?.(name);
      return [];
    }
    return [{ field, descending: textOf(direction).toUpperCase().startsWith('DESC') }];
  });
}
