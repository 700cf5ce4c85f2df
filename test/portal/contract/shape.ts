import { isList, isObject, type Json } from '../../../src/base/json.ts';

/**
 * What an answer looks like, without what it says: `z` null, `s` text, `n` number, `b` yes or no; a list of one shape
 * (null: documented empty), an object by keys (`key?`: not in every documented row), or one of several shapes.
 */
export type Shape =
  'z' | 's' | 'n' | 'b' | { readonly l: Shape | null } | { readonly o: ShapeKeys } | { readonly u: readonly Shape[] };
export interface ShapeKeys {
  readonly [key: string]: Shape;
}

const same = (a: Shape, b: Shape): boolean => JSON.stringify(a) === JSON.stringify(b);

function mergeKeys(a: ShapeKeys, b: ShapeKeys): ShapeKeys {
  const plain = (keys: ShapeKeys): ReadonlyMap<string, { shape: Shape; optional: boolean }> =>
    new Map(
      Object.entries(keys).map(([key, shape]) => [key.replace(/\?$/u, ''), { shape, optional: key.endsWith('?') }]),
    );
  const [left, right] = [plain(a), plain(b)];
  const merged: Record<string, Shape> = {};
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [one, two] = [left.get(key), right.get(key)];
    const optional = one === undefined || two === undefined || one.optional || two.optional;
    const shape = one === undefined ? two?.shape : two === undefined ? one.shape : merge(one.shape, two.shape);
    if (shape !== undefined) merged[optional ? `${key}?` : key] = shape;
  }
  return merged;
}

/** The shape that both fit. */
export function merge(a: Shape, b: Shape): Shape {
  if (same(a, b)) return a;
  if (typeof a === 'object' && typeof b === 'object') {
    if ('o' in a && 'o' in b) return { o: mergeKeys(a.o, b.o) };
    if ('l' in a && 'l' in b) return { l: a.l === null ? b.l : b.l === null ? a.l : merge(a.l, b.l) };
  }
  const parts = [a, b].flatMap((each) => (typeof each === 'object' && 'u' in each ? each.u : [each]));
  const kinds: Shape[] = [];
  for (const part of parts) {
    const kin = kinds.findIndex(
      (each) => same(each, part) || (kindOf(each) === kindOf(part) && typeof part === 'object'),
    );
    const found = kinds[kin];
    if (found === undefined) kinds.push(part);
    else kinds[kin] = merge(found, part);
  }
  return kinds.length === 1 ? (kinds[0] ?? 'z') : { u: kinds };
}

const kindOf = (shape: Shape): string => (typeof shape === 'string' ? shape : (Object.keys(shape)[0] ?? ''));

export function shapeOf(value: Json): Shape {
  if (value === null) return 'z';
  if (isList(value)) {
    const shapes = value.map(shapeOf);
    return { l: shapes.length === 0 ? null : shapes.reduce(merge) };
  }
  if (isObject(value))
    return { o: Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)])) };
  return typeof value === 'string' ? 's' : typeof value === 'number' ? 'n' : 'b';
}

/** Keys that are this or that portal's own: custom fields, properties of goods, links to smart processes, numbers and languages as keys. */
function isOwn(key: string): boolean {
  return /^(?:uf[A-Z]|UF_|parentId\d|PARENT_ID_\d|property\d|PROPERTY_\d|chat\d+$|\d+$|[a-z]{2}$)/u.test(key);
}

/** Keys that are there or not by what a record holds: multi-fields, the values of a field of the type "list". */
const byContent = new Set(['PHONE', 'EMAIL', 'WEB', 'IM', 'LINK', 'LIST']);

const names: Readonly<Record<string, string>> = {
  z: 'null',
  s: 'text',
  n: 'number',
  b: 'boolean',
  l: 'list',
  o: 'object',
};
const named = (shape: Shape): string =>
  typeof shape === 'object' && 'u' in shape ? shape.u.map(named).join(' or ') : (names[kindOf(shape)] ?? '?');

const isEmpty = (shape: Shape): boolean =>
  typeof shape === 'object' &&
  (('l' in shape && shape.l === null) || ('o' in shape && Object.keys(shape.o).length === 0));

function compareObjects(documented: ShapeKeys, ours: ShapeKeys, path: string): readonly string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [marked, shape] of Object.entries(documented)) {
    const key = marked.replace(/\?$/u, '');
    seen.add(key);
    const mine = ours[key] ?? ours[`${key}?`];
    if (mine !== undefined) problems.push(...compare(shape, mine, `${path}.${key}`));
    else if (!marked.endsWith('?') && !isOwn(key)) problems.push(`${path}.${key}: missing`);
  }
  for (const marked of Object.keys(ours)) {
    const key = marked.replace(/\?$/u, '');
    if (!seen.has(key) && !isOwn(key) && !byContent.has(key)) problems.push(`${path}.${key}: not documented`);
  }
  return problems;
}

/**
 * Where our shape differs from the documented one. A documented null says nothing about the type; our null is no
 * difference; `[]` and `{}` are one in PHP, and say nothing about what could be inside.
 */
export function compare(documented: Shape, ours: Shape, path = 'result'): readonly string[] {
  if (documented === 'z' || ours === 'z' || isEmpty(documented)) return [];
  if (typeof ours === 'object' && 'u' in ours) return ours.u.flatMap((each) => compare(documented, each, path));
  if (typeof documented === 'object' && 'u' in documented) {
    const tries = documented.u.filter((each) => each !== 'z').map((each) => compare(each, ours, path));
    return tries.find((problems) => problems.length === 0) ?? tries.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }
  if (typeof documented === 'object' && typeof ours === 'object') {
    if ('l' in documented && 'l' in ours) {
      if (documented.l === null) return [];
      return ours.l === null ? [`${path}: an empty list shows nothing`] : compare(documented.l, ours.l, `${path}[]`);
    }
    if ('o' in documented && 'o' in ours) return compareObjects(documented.o, ours.o, path);
  }
  return kindOf(documented) === kindOf(ours) ? [] : [`${path}: ${named(ours)}, documented as ${named(documented)}`];
}
