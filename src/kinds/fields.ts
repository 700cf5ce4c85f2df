import { isList, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';

/**
 * Every value that a field path names in a row: a dot goes into objects, `[]` into each element, `[typeId=PHONE]` into
 * the elements whose `typeId` is `PHONE`. The portal sends some lists as objects with numbered keys; both are walked.
 * null and absent values are left out.
 */
export function valuesAt(row: JsonObject, path: string): readonly Json[] {
  const { only, steps } = pathOf(path);
  if (only !== undefined) {
    const value = row[only];
    return value === undefined || value === null ? NONE : [value];
  }
  let here: Json[] = [row];
  for (const { name, list, key, value } of steps) {
    const next: Json[] = [];
    for (const each of here) {
      const member = isObject(each) ? memberOf(each, name) : undefined;
      if (member === undefined) continue;
      if (!list) next.push(member);
      else for (const element of elementsOf(member)) if (isWanted(element, key, value)) next.push(element);
    }
    here = next;
  }
  return here.filter((each) => each !== null);
}

const NONE: readonly Json[] = [];

function memberOf(row: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

function isWanted(element: Json, key: string | undefined, value: string | undefined): boolean {
  return key === undefined || (isObject(element) && textOf(element[key]) === value);
}

interface Step {
  readonly name: string;
  readonly list: boolean;
  readonly key: string | undefined;
  readonly value: string | undefined;
}

interface Path {
  readonly steps: readonly Step[];
  /** The name of a field of the row itself, where the path is no more than that, and nothing that every object has. */
  readonly only: string | undefined;
}

/** Paths come from declarations: there are few, and each is walked for every row. */
const parsed = new Map<string, Path>();

function pathOf(path: string): Path {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const steps = path.split('.').map((part) => {
    const groups = /^(?<name>[^[]+)(?<list>\[(?:(?<key>\w+)=(?<value>[^\]]+))?\])?$/u.exec(part)?.groups ?? {};
    const { name = '', list, key, value } = groups;
    return { name, list: list !== undefined, key, value };
  });
  const [first] = steps;
  const made = {
    steps,
    only: steps.length === 1 && first?.list === false && !(first.name in {}) ? first.name : undefined,
  };
  parsed.set(path, made);
  return made;
}

/** The first value at a path as text; '' when there is none. */
export function textAt(row: JsonObject, path: string): string {
  const { only } = pathOf(path);
  return textOf(only === undefined ? valuesAt(row, path)[0] : row[only]);
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
