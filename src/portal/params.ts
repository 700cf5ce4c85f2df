import { isList, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';
import { Refusal } from './refusal.ts';

/** A PHP array as an object: a JSON list is a map with the keys 0, 1, 2… */
export function mapOf(value: Json | undefined): JsonObject | undefined {
  if (isObject(value)) return value;
  return isList(value) ? Object.fromEntries(value.entries()) : undefined;
}

/** A PHP array as a list: the values of a map, in order. */
export function listOf(value: Json | undefined): readonly Json[] | undefined {
  if (isList(value)) return value;
  return isObject(value) ? Object.values(value) : undefined;
}

export function integerOf(value: Json | undefined): number | undefined {
  const number = Number.parseInt(textOf(value), 10);
  return Number.isNaN(number) ? undefined : number;
}

export const flagOf = (value: Json | undefined): boolean => ['Y', 'y', '1', 'true'].includes(textOf(value));

/** What a method was asked. Top-level names are found in any case, as the portal finds them. */
export class Params {
  readonly values: JsonObject;
  readonly #byLowerName: ReadonlyMap<string, Json>;

  constructor(values: JsonObject) {
    this.values = values;
    this.#byLowerName = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
  }

  get(name: string): Json | undefined {
    return this.#byLowerName.get(name.toLowerCase());
  }

  has(name: string): boolean {
    return this.#byLowerName.has(name.toLowerCase());
  }

  /** The same parameters with some of them replaced. */
  with(changes: JsonObject): Params {
    const replaced = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
    const kept = Object.entries(this.values).filter(([name]) => !replaced.has(name.toLowerCase()));
    return new Params({ ...Object.fromEntries(kept), ...changes });
  }

  text(name: string): string {
    return textOf(this.get(name));
  }

  /** A whole number, or undefined when there is none (or something else). */
  integer(name: string): number | undefined {
    return integerOf(this.get(name));
  }

  flag(name: string): boolean {
    return flagOf(this.get(name));
  }

  /** A map; {} when absent; refused with the portal's usual words when it is a scalar. */
  map(name: string): JsonObject {
    const value = this.get(name);
    if (value === undefined || value === null || value === '') return {};
    const map = mapOf(value);
    if (map === undefined) throw new Refusal('', `Parameter '${name}' must be array.`);
    return map;
  }

  /** The same with the refusal of the newer families (crm.item.*, crm.type.*). */
  struct(name: string): JsonObject {
    const value = this.get(name);
    if (value === undefined || value === null || value === '') return {};
    const map = mapOf(value);
    if (map !== undefined) return map;
    const words = `Invalid value {${textOf(value)}} to match with parameter {${name}}. Should be value of type array.`;
    throw new Refusal('100', words);
  }

  /** A list; [] when absent; a scalar is a list of one. */
  list(name: string): readonly Json[] {
    const value = this.get(name);
    if (value === undefined || value === null || value === '') return [];
    return listOf(value) ?? [value];
  }
}

/** `CREATED_BY` → `createdBy`: requests name fields one way and answers another. */
export function camelOf(name: string): string {
  return name.toLowerCase().replaceAll(/_([a-z\d])/gu, (_, letter: string) => letter.toUpperCase());
}
