import type { KindId } from '../kinds/kind.ts';
import type { Database } from './database.ts';
import { Forms } from './forms.ts';
import { textOrNone } from './optional.ts';

/** Small numbers for words that repeat a million times: kinds, fields, connections. */
export class Codes {
  readonly #database: Database;
  /** The same for the field names of rows. */
  readonly forms: Forms;
  readonly #kinds = new Map<KindId, number>();
  readonly #kindNames = new Map<number, KindId>();
  readonly #fields = new Map<string, number>();
  readonly #fieldNames = new Map<number, string>();
  #connections: ReadonlyMap<number, string> | undefined;
  readonly #sets = new Map<number, readonly number[]>();
  readonly #setCodes = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
    this.forms = new Forms(database);
  }

  /** The code of a kind, or undefined when the archive has never heard of it. */
  knownKind(kind: KindId): number | undefined {
    const known = this.#kinds.get(kind);
    if (known !== undefined) return known;
    const row = this.#database.get('SELECT code FROM kinds WHERE kind = ?', kind);
    if (row === undefined) return undefined;
    return this.#rememberKind(Number(row['code']), kind);
  }

  /** The code of a kind; it gets one when it is new. */
  kind(kind: KindId): number {
    const known = this.knownKind(kind);
    if (known !== undefined) return known;
    const next = Number(this.#database.get('SELECT coalesce(max(code), 0) + 1 AS next FROM kinds')?.['next']);
    this.#database.run('INSERT INTO kinds (code, kind) VALUES (?, ?)', next, kind);
    return this.#rememberKind(next, kind);
  }

  kindName(code: number): KindId {
    const known = this.#kindNames.get(code);
    if (known !== undefined) return known;
    const kind = textOrNone(this.#database.get('SELECT kind FROM kinds WHERE code = ?', code)?.['kind']);
    this.#rememberKind(code, kind);
    return kind;
  }

  #rememberKind(code: number, kind: KindId): number {
    this.#kinds.set(kind, code);
    this.#kindNames.set(code, kind);
    return code;
  }

  field(field: string): number {
    const known = this.#fields.get(field);
    if (known !== undefined) return known;
    this.#database.run('INSERT OR IGNORE INTO fields (field) VALUES (?)', field);
    const code = Number(this.#database.get('SELECT code FROM fields WHERE field = ?', field)?.['code']);
    this.#fields.set(field, code);
    this.#fieldNames.set(code, field);
    return code;
  }

  fieldName(code: number): string {
    const known = this.#fieldNames.get(code);
    if (known !== undefined) return known;
    const field = textOrNone(this.#database.get('SELECT field FROM fields WHERE code = ?', code)?.['field']);
    this.#fieldNames.set(code, field);
    return field;
  }

  /** The code of a connection; it gets one when it is new. */
  connection(connection: string): number {
    this.#connections = undefined;
    this.#database.run('INSERT OR IGNORE INTO connections (connection) VALUES (?)', connection);
    return Number(this.#database.get('SELECT code FROM connections WHERE connection = ?', connection)?.['code']);
  }

  /** Connections by their codes. */
  #connectionNames(): ReadonlyMap<number, string> {
    this.#connections ??= new Map(
      this.#database
        .all('SELECT code, connection FROM connections ORDER BY code')
        .map(({ code, connection }) => [Number(code), String(connection)]),
    );
    return this.#connections;
  }

  /** Codes of the connections in a set; the empty set is 0. A company may have hundreds of them, but few sets. */
  #members(set: number): readonly number[] {
    if (set === 0) return [];
    const known = this.#sets.get(set);
    if (known !== undefined) return known;
    const text = textOrNone(this.#database.get('SELECT members FROM witnessSets WHERE code = ?', set)?.['members']);
    const members = text === '' ? [] : text.split(',').map(Number);
    this.#sets.set(set, members);
    return members;
  }

  #setOf(members: readonly number[]): number {
    if (members.length === 0) return 0;
    const text = members.join(',');
    const known = this.#setCodes.get(text);
    if (known !== undefined) return known;
    this.#database.run('INSERT OR IGNORE INTO witnessSets (members) VALUES (?)', text);
    const code = Number(this.#database.get('SELECT code FROM witnessSets WHERE members = ?', text)?.['code']);
    this.#setCodes.set(text, code);
    this.#sets.set(code, members);
    return code;
  }

  /** The set that holds one connection more. */
  setWith(set: number, connection: number): number {
    const members = this.#members(set);
    return members.includes(connection) ? set : this.#setOf([...members, connection].toSorted((a, b) => a - b));
  }

  /** The set that holds one connection less. */
  setWithout(set: number, connection: number): number {
    const members = this.#members(set);
    return members.includes(connection) ? this.#setOf(members.filter((member) => member !== connection)) : set;
  }

  /** Names of the connections in a set. One that was added since we last looked is looked up. */
  connectionsIn(set: number): readonly string[] {
    const members = this.#members(set);
    if (members.some((member) => !this.#connectionNames().has(member))) this.#connections = undefined;
    const names = this.#connectionNames();
    return members.map((member) => names.get(member) ?? '');
  }

  /** Forgets what a transaction that was rolled back may have given out. */
  forget(): void {
    this.#kinds.clear();
    this.#kindNames.clear();
    this.#fields.clear();
    this.#fieldNames.clear();
    this.#connections = undefined;
    this.forms.forget();
    this.#sets.clear();
    this.#setCodes.clear();
  }
}
