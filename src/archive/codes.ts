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
  #connections: readonly string[] | undefined;

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

  /** The bit that stands for a connection among a record's witnesses. */
  connection(connection: string): number {
    this.#connections = undefined;
    this.#database.run('INSERT OR IGNORE INTO connections (connection) VALUES (?)', connection);
    return Number(this.#database.get('SELECT bit FROM connections WHERE connection = ?', connection)?.['bit']) - 1;
  }

  /** Connections in the order of their bits. */
  connections(): readonly string[] {
    this.#connections ??= this.#database
      .all('SELECT connection FROM connections ORDER BY bit')
      .map((row) => String(row['connection']));
    return this.#connections;
  }

  /** The connections whose bits are set. One that was added since we last looked is looked up. */
  connectionsIn(bits: number): readonly string[] {
    if (bits >= 2 ** (this.#connections?.length ?? 0)) this.#connections = undefined;
    return this.connections().filter((_, bit) => Math.floor(bits / 2 ** bit) % 2 === 1);
  }

  /** Forgets what a transaction that was rolled back may have given out. */
  forget(): void {
    this.#kinds.clear();
    this.#kindNames.clear();
    this.#fields.clear();
    this.#fieldNames.clear();
    this.#connections = undefined;
    this.forms.forget();
  }
}
