import { isList, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';

/**
 * Every value that a field path names in a row: a dot goes into objects, `[]` into each element, `[typeId=PHONE]` into
 * the elements whose `typeId` is `PHONE`. The portal sends some lists as objects with numbered keys; both are walked.
 * null and absent values are left out.
 */
export function valuesAt(row: JsonObject, path: string): readonly Json[] {
  const [only, ...others] = stepsOf(path);
  if (only !== undefined && others.length === 0 && !only.list) {
    const value = Object.hasOwn(row, only.name) ? (row[only.name] ?? null) : null;
    return value === null ? NONE : [value];
  }
  let here: readonly Json[] = [row];
  for (const { name, list, key, value } of stepsOf(path)) {
    here = here.flatMap((each) => (isObject(each) && Object.hasOwn(each, name) ? [each[name] ?? null] : []));
    if (list) here = here.flatMap(elementsOf);
    if (key !== undefined) here = here.filter((each) => isObject(each) && textOf(each[key]) === value);
  }
  return here.filter((each) => each !== null);
}

const NONE: readonly Json[] = [];

interface Step {
  readonly name: string;
  readonly list: boolean;
  readonly key: string | undefined;
  readonly value: string | undefined;
}

/** Paths come from declarations: there are few, and each is walked for every row. */
const parsed = new Map<string, readonly Step[]>();

function stepsOf(path: string): readonly Step[] {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const steps = path.split('.').map((part) => {
    const groups = /^(?<name>[^[]+)(?<list>\[(?:(?<key>\w+)=(?<value>[^\]]+))?\])?$/u.exec(part)?.groups ?? {};
    const { name = '', list, key, value } = groups;
    return { name, list: list !== undefined, key, value };
  });
  parsed.set(path, steps);
  return steps;
}

/** The first value at a path as text; '' when there is none. */
export function textAt(row: JsonObject, path: string): string {
  return textOf(valuesAt(row, path)[0]);
}

/** The first of several fields that is not empty: for names that people give in different ways. */
export function firstText(row: JsonObject, ...paths: readonly string[]): string {
  for (const path of paths) {
    const text = textAt(row, path).trim();
    if (text !== '') return text;
  }
  return '';
}

/** The texts at several fields, without the empty ones, in one line: a person's name from its parts. */
export function joined(row: JsonObject, ...paths: readonly string[]): string {
  return paths
    .map((path) => textAt(row, path).trim())
    .filter((text) => text !== '')
    .join(' ');
}

/** Elements of a list, or of an object that stands for one. */
export function elementsOf(value: Json | undefined): readonly Json[] {
  if (isList(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** The same, objects only. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return elementsOf(value).filter(isObject);
}

/** Long lists of field names, written as one text. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/u);
}
