import { canonical, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';
import type { Database } from './database.ts';
import { ArchiveError } from './error.ts';

/** A kind whose rows have more forms than this names its fields by what they hold; such rows are kept as they are. */
const MOST_FORMS = 4_000;

/** The field names of rows, in their order: written once for all rows that share them. */
export interface Form {
  readonly keys: readonly string[];
  /** `"name":` of each. */
  readonly labels: readonly string[];
}

/** A row in two halves: its form by number, and its values as a JSON list. Without a form, `text` is the whole row. */
export interface PackedRow {
  readonly form: number | null;
  readonly text: string;
}

/** A row's values as JSON, each made once for all who need them. */
export interface SpelledRow {
  readonly form: Form;
  readonly values: readonly Json[];
  readonly texts: readonly string[];
}

const known = new Map<string, Form>();
let last: Form = { keys: [], labels: [] };

function formOf(keys: readonly string[]): Form {
  if (isSame(keys, last.keys)) return last;
  const name = JSON.stringify(keys);
  let form = known.get(name);
  if (form === undefined) {
    if (known.size >= MOST_FORMS) known.clear();
    form = { keys, labels: keys.map((key) => `${JSON.stringify(key)}:`) };
    known.set(name, form);
  }
  last = form;
  return form;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

export function spell(row: JsonObject): SpelledRow {
  const values = Object.values(row);
  return { form: formOf(Object.keys(row)), values, texts: values.map(spellValue) };
}

function spellValue(value: Json): string {
  if (value === null) return 'null';
  return typeof value === 'boolean' || Number.isSafeInteger(value) ? textOf(value) : JSON.stringify(value);
}

const orders = new WeakMap<readonly string[], WeakMap<Form, readonly number[]>>();

/** The row's canonical text without some of its fields: the same as `canonical` gives, from what is spelled already. */
export function canonicalOf({ form, values, texts }: SpelledRow, without: readonly string[]): string {
  let text = '{';
  const inner = innerOf(without);
  for (const place of orderOf(form, without)) {
    const value = values[place];
    if (text.length > 1) text += ',';
    text += form.labels[place];
    if (typeof value !== 'object' || value === null) text += texts[place];
    else text += canonical(withoutMembers(value, inner?.get(form.keys[place] ?? '')));
  }
  return `${text}}`;
}

const inners = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]> | null>();

/** Of `chat.role` and the like: the members that are left out, by the field that they are in. Most kinds have none. */
function innerOf(without: readonly string[]): ReadonlyMap<string, readonly string[]> | null {
  let inner = inners.get(without);
  if (inner === undefined) {
    const dotted = without.filter((name) => name.includes('.'));
    const parted = dotted.map((name) => [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)] as const);
    const byField = Map.groupBy(parted, ([field]) => field);
    inner =
      dotted.length === 0 ? null : new Map([...byField].map(([field, all]) => [field, all.map(([, name]) => name)]));
    inners.set(without, inner);
  }
  return inner;
}

function withoutMembers(value: Json, names: readonly string[] | undefined): Json {
  if (names === undefined || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

/** Places of the fields in the order of their names. */
function orderOf(form: Form, without: readonly string[]): readonly number[] {
  let byForm = orders.get(without);
  if (byForm === undefined) orders.set(without, (byForm = new WeakMap<Form, readonly number[]>()));
  let order = byForm.get(form);
  if (order === undefined) {
    const { keys } = form;
    order = [...keys.keys()]
      .filter((place) => !without.includes(keys[place] ?? ''))
      .toSorted((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
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

  pack({ form, texts }: SpelledRow): PackedRow {
    const number = this.#numbers.get(form) ?? this.#numberOf(form);
    if (number !== undefined) return { form: number, text: `[${texts.join(',')}]` };
    return { form: null, text: `{${form.labels.map((label, place) => label + (texts[place] ?? 'null')).join(',')}}` };
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
