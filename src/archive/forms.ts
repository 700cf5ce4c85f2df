import { canonical, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';
import type { Database } from './database.ts';
import { ArchiveError } from './error.ts';

/** A kind whose rows have more forms than this names its fields by what they hold; such rows are kept as they are. */
const MOST_FORMS = 4_000;

/** The field names of rows, in their order: written once for all rows that share them. */
export interface Form {
  readonly keys: readonly string[];
}

/** A row in two halves: its form by number, and its values as a JSON list. Without a form, `text` is the whole row. */
export interface PackedRow {
  readonly form: number | null;
  readonly text: string;
}

const known = new Map<string, Form>();
let last: { readonly row: JsonObject; readonly form: Form } = { row: {}, form: { keys: [] } };

function formOf(row: JsonObject): Form {
  if (row === last.row) return last.form;
  const keys = Object.keys(row);
  const form = isSame(keys, last.form.keys) ? last.form : formNamed(keys);
  last = { row, form };
  return form;
}

function formNamed(keys: readonly string[]): Form {
  const name = JSON.stringify(keys);
  let form = known.get(name);
  if (form === undefined) {
    if (known.size >= MOST_FORMS) known.clear();
    form = { keys };
    known.set(name, form);
  }
  return form;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

/** A field where the canonical text has it. */
interface PlacedField {
  /** Its place in the row. */
  readonly place: number;
  /** `,"name":`, and `{"name":` of the first. */
  readonly label: string;
  /** The same with the value that most fields have: a long text of few pieces is made and hashed sooner. */
  readonly labelNull: string;
  /** Members of its value that are left out. */
  readonly inner: readonly string[] | undefined;
}

/** The row's canonical text without some of its fields: the same as `canonical` gives, from what its form knows. */
export function canonicalOf(row: JsonObject, without: readonly string[]): string {
  const fields = orderOf(formOf(row), without);
  if (fields.length === 0) return '{}';
  const values = Object.values(row);
  let text = '';
  for (const { place, label, labelNull, inner } of fields) {
    const value = values[place];
    if (value === null) text += labelNull;
    else if (typeof value === 'object') text += label + canonical(withoutMembers(value, inner));
    else text += label + spellScalar(value);
  }
  return `${text}}`;
}

function spellScalar(value: Json | undefined): string {
  return typeof value === 'boolean' || Number.isSafeInteger(value) ? textOf(value) : JSON.stringify(value);
}

/** Of `chat.role` and the like: the members that are left out, by the field that they are in. Most kinds have none. */
function innerOf(without: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const dotted = without.filter((name) => name.includes('.'));
  const parted = dotted.map((name) => [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)] as const);
  const byField = Map.groupBy(parted, ([field]) => field);
  return new Map([...byField].map(([field, all]) => [field, all.map(([, name]) => name)]));
}

function withoutMembers(value: Json, names: readonly string[] | undefined): Json {
  if (names === undefined || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

const orders = new WeakMap<readonly string[], WeakMap<Form, readonly PlacedField[]>>();

/** The fields in the order of their names. */
function orderOf(form: Form, without: readonly string[]): readonly PlacedField[] {
  let byForm = orders.get(without);
  if (byForm === undefined) orders.set(without, (byForm = new WeakMap<Form, readonly PlacedField[]>()));
  let order = byForm.get(form);
  if (order === undefined) {
    const inner = innerOf(without);
    order = [...form.keys.entries()]
      .filter(([, key]) => !without.includes(key))
      .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
      .map(([place, key], index) => {
        const label = `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`;
        return { place, label, labelNull: `${label}null`, inner: inner.get(key) };
      });
    byForm.set(form, order);
  }
  return order;
}

/** The forms that an archive's rows have, by their numbers there. */
export class Forms {
  readonly #database: Database;
  readonly #numbers = new Map<Form, number>();
  readonly #keys = new Map<number, readonly string[]>();

  constructor(database: Database) {
    this.#database = database;
  }

  pack(row: JsonObject): PackedRow {
    const form = formOf(row);
    const number = this.#numbers.get(form) ?? this.#numberOf(form);
    if (number === undefined) return { form: null, text: JSON.stringify(row) };
    return { form: number, text: JSON.stringify(Object.values(row)) };
  }

  #numberOf(form: Form): number | undefined {
    const keys = JSON.stringify(form.keys);
    const held = this.#database.get('SELECT form FROM forms WHERE keys = ?', keys)?.['form'];
    if (held === undefined) {
      const count = Number(this.#database.get('SELECT count(*) AS count FROM forms')?.['count']);
      if (count >= MOST_FORMS) return undefined;
      this.#database.run('INSERT INTO forms (keys) VALUES (?)', keys);
      return this.#numberOf(form);
    }
    if (this.#numbers.size >= MOST_FORMS) this.#numbers.clear();
    this.#numbers.set(form, Number(held));
    return Number(held);
  }

  /** The row again, with its fields in their order. */
  unpack(form: unknown, text: unknown): JsonObject {
    const value = JSON.parse(String(text)) as Json;
    if (form === null) return value as JsonObject;
    const keys = this.keys(Number(form));
    const values = value as readonly Json[];
    if (keys.includes('__proto__')) return Object.fromEntries(keys.map((key, place) => [key, values[place] ?? null]));
    const row: Record<string, Json> = {};
    for (const [place, key] of keys.entries()) row[key] = values[place] ?? null;
    return row;
  }

  /** The fields of a form. */
  keys(form: number): readonly string[] {
    const kept = this.#keys.get(form);
    if (kept !== undefined) return kept;
    const text = this.#database.get('SELECT keys FROM forms WHERE form = ?', form)?.['keys'];
    if (typeof text !== 'string') throw new ArchiveError('ARCHIVE_DAMAGED', { path: 'data/archive.sqlite', form });
    const keys = JSON.parse(text) as readonly string[];
    this.#keys.set(form, keys);
    return keys;
  }

  /** Forgets what a transaction that was rolled back may have given out. */
  forget(): void {
    this.#numbers.clear();
    this.#keys.clear();
  }
}
