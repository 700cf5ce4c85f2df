import { isList, isObject, type Json } from '../base/json.ts';

/** Brackets and `$` stay readable in values: a reference to an earlier command is written with them. */
function encodeValue(text: string): string {
  return encodeURIComponent(text).replaceAll('%24', '$').replaceAll('%5B', '[').replaceAll('%5D', ']');
}

function scalar(value: string | number | boolean | null): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value === null ? '' : String(value);
}

function pairs(name: string, value: Json): readonly string[] {
  if (isList(value)) return value.flatMap((item, index) => pairs(`${name}[${index}]`, item));
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => pairs(`${name}[${encodeURIComponent(key)}]`, inner));
  }
  return [`${name}=${encodeValue(scalar(value))}`];
}

/** Parameters in PHP's bracket notation, encoded once: `filter[%3EID]=5&select[0]=ID` (settings/how-to-call-rest-api/data-encoding.md). */
export function toQuery(params: Json): string {
  const entries = isList(params) ? params.entries() : isObject(params) ? Object.entries(params) : [];
  return [...entries].flatMap(([key, value]) => pairs(encodeURIComponent(String(key)), value)).join('&');
}

const reference = /\$(?:result|next|total|error|time)\[/iu;

/**
 * Whether a query can say the same as JSON does. It can't say an empty list, an empty map or null inside, and a text that looks like a
 * reference to an earlier command would be replaced by the portal.
 */
export function fitsQuery(params: Json): boolean {
  if (typeof params === 'string') return !reference.test(params);
  if (params === null) return false;
  if (typeof params !== 'object') return true;
  const inner = Object.values(params) as readonly Json[];
  return inner.every(
    (value) => fitsQuery(value) && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0),
  );
}
