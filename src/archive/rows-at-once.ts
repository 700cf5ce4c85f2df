import type { SQLInputValue } from 'node:sqlite';

import type { Database } from './database.ts';

const MOST_AT_ONCE = 32;

/**
 * Rows on their way into a table, several in one statement: one for each row would take as long again as the rows
 * themselves. They are there after `settle`.
 */
export class RowsAtOnce {
  readonly #database: Database;
  readonly #insert: string;
  readonly #columns: number;
  readonly #statements = new Map<number, string>();
  #values: SQLInputValue[] = [];

  /** `insert` is a statement up to its VALUES. */
  constructor(database: Database, insert: string, columns: number) {
    this.#database = database;
    this.#insert = insert;
    this.#columns = columns;
  }

  /** One row's values. */
  add(...values: readonly SQLInputValue[]): void {
    this.#values.push(...values);
    if (this.#values.length >= MOST_AT_ONCE * this.#columns) this.settle();
  }

  settle(): void {
    const values = this.#values;
    this.#values = [];
    for (let from = 0, rows = MOST_AT_ONCE; from < values.length; rows /= 2) {
      for (const length = rows * this.#columns; from + length <= values.length; from += length) {
        this.#database.run(this.#statement(rows), ...values.slice(from, from + length));
      }
    }
  }

  #statement(rows: number): string {
    let statement = this.#statements.get(rows);
    if (statement === undefined) {
      const one = `(${Array.from({ length: this.#columns }, () => '?').join(', ')})`;
      statement = `${this.#insert} VALUES ${Array.from({ length: rows }, () => one).join(', ')}`;
      this.#statements.set(rows, statement);
    }
    return statement;
  }

  /** Drops what belonged to a transaction that was rolled back. */
  forget(): void {
    this.#values = [];
  }
}
