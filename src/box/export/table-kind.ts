import type { Json, JsonObject } from '../../base/json.ts';
import type { KindId, Parent } from '../../kinds/kind.ts';
import type { Cell, Sql } from '../services/sql.ts';

/** A row by the upper-case names of its columns. */
export type Raw = Readonly<Record<string, Cell>>;
export type Draft = Record<string, Json>;
/** Adds to a record what other tables hold of it. */
export type Adder = (record: Draft, row: Raw) => void;

export interface Reading {
  readonly sql: Sql;
  /** Time zone of the site's clock. */
  readonly zone: string;
  /** Address of the portal, where REST makes links of it. */
  readonly portal: string;
}

/** How a kind lies in a table of its own, by the vendor's install scripts and by what its REST method answers. */
export interface TableKind {
  readonly kind: KindId;
  readonly table: string;
  /** Tables beside it without which its records would not be whole. */
  readonly needs?: readonly string[];
  /** Columns without which its rows can't be told from others: an old version may lack them. */
  readonly needsColumns?: readonly string[];
  /** Which rows, as SQL. */
  readonly where?: string;
  /** Tables without a number of their own: what their rows are ordered by. */
  readonly order?: readonly string[];
  /**
   * Columns that REST shows. A word is `COLUMN`, or `COLUMN>field` where the field has another name. What REST shows where
   * the table has nothing: null, or '' (`COLUMN~`), a zero (`COLUMN~0`), or no field at all (`COLUMN~-`). How a value is
   * read where its column does not tell: `COLUMN:day`, `:number`, `:text`, `:yes` (1 is Y), `:flag` (Y is true), `:php`
   * (serialized). `*` is every other column, `-COLUMN` not this one. A column that this version lacks is left out.
   */
  readonly shows: string;
  readonly spelling: 'same' | 'camel';
  /** The old methods give numbers as text. */
  readonly numbers: 'text' | 'number';
  /** What REST gives though no column holds it. */
  readonly constant?: JsonObject;
  readonly parent?: (record: JsonObject, row: Raw) => Parent;
  /** The same where other tables know it. */
  readonly parents?: (reading: Reading, rows: readonly Raw[]) => Promise<(row: Raw) => Parent | undefined>;
  /** What other tables hold, asked once for each page of rows. */
  readonly add?: readonly ((reading: Reading, rows: readonly Raw[]) => Promise<Adder>)[];
  /** Records that one row holds, where it holds several. */
  readonly split?: (row: Raw) => readonly JsonObject[];
  /** Tables that hold parts of its records and are not read, as too little is known of them. */
  readonly unread?: (reading: Reading) => Promise<readonly string[]>;
  /** Records that lie in no table. */
  readonly before?: (reading: Reading) => Promise<readonly JsonObject[]>;
}

/** A record, and whose list it would have come in. */
export interface Taken {
  readonly record: JsonObject;
  readonly row: Raw;
  readonly parent?: Parent;
}

export interface Shown {
  readonly column: string;
  readonly field: string;
  readonly as: string | undefined;
  /** undefined: no field. */
  readonly none: Json | undefined;
}

/** What reads a kind, a page at a time. */
export interface KindReader {
  /** False when its tables are not there. */
  open(): Promise<boolean>;
  /** Rows of its table. */
  count(): Promise<number>;
  /** Whether each row is one record. */
  readonly countsRows: boolean;
  /** Tables that hold parts of its records and are not read, as too little is known of them. */
  unread?(): Promise<readonly string[]>;
  next(limit: number): Promise<readonly Taken[]>;
}
