import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { Database, KIND_SHIFT } from '../../src/archive/database.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { layoutOf, segmentName } from '../../src/archive/layout.ts';
import type { Damage } from '../../src/archive/types.ts';
import type { Json, JsonObject } from '../../src/base/json.ts';
import { FakeDisk } from '../support/fake-disk.ts';

export const layout = layoutOf('archive');
export const VOLATILE = ['views'];

/** How a line of the raw log is written. */
export const answerLine = (answer: number, body: Json): string =>
  JSON.stringify({ type: 'answer', answer, method: 'x', body: JSON.stringify(body) });
export const pageLine = (
  page: number,
  answer: number,
  pointer: readonly string[],
  ...rows: readonly (readonly [number, string, string])[]
): string => JSON.stringify({ type: 'page', page, answer, pointer, rows });

/** A raw log in memory, and the database beside it, both written by hand: each can so be wrong in any way. */
export class RawLog {
  readonly disk = new FakeDisk();
  readonly database = Database.open(':memory:', { write: true, create: true });
  #records = 0;

  constructor() {
    this.database.run('INSERT INTO kinds (code, kind, volatile) VALUES (1, ?, ?)', 'deal', JSON.stringify(VOLATILE));
    this.database.run('INSERT INTO kinds (code, kind) VALUES (2, ?)', 'task');
  }

  /** A segment, as one piece of gzip; returns its bytes. */
  async segment(segment: number, ...lines: readonly string[]): Promise<Buffer> {
    const bytes = gzipSync(lines.map((line) => `${line}\n`).join(''));
    await this.disk.replace(join(layout.raw, segmentName(segment)), bytes);
    return bytes;
  }

  answer(answer: number, segment = 1, offset = 0): this {
    this.database.run(
      "INSERT INTO answers (answer, run, method, at, segment, offset) VALUES (?, 1, 'x', 0, ?, ?)",
      answer,
      segment,
      offset,
    );
    return this;
  }

  /** A record as the database holds it; returns its number. */
  record(
    id: string,
    row: JsonObject,
    {
      page = 1,
      place = 0,
      form = false,
    }: { readonly page?: number; readonly place?: number; readonly form?: boolean } = {},
  ): number {
    this.#records += 1;
    const number = KIND_SHIFT + this.#records;
    if (form)
      this.database.run(
        'INSERT INTO forms (form, keys) VALUES (?, ?)',
        this.#records,
        JSON.stringify(Object.keys(row)),
      );
    this.database.run(
      `INSERT INTO records (number, kind, id, name, fingerprint, page, place, form, row)
        VALUES (?, 1, ?, '', ?, ?, ?, ?, ?)`,
      number,
      id,
      Buffer.from(fingerprintOf({ volatile: VOLATILE }, row), 'hex'),
      page,
      place,
      form ? this.#records : null,
      JSON.stringify(form ? Object.values(row) : row),
    );
    return number;
  }
}

/** Damage in one line each. */
export function told(damage: readonly Damage[]): readonly string[] {
  return damage.map(({ code, path, key, message }) => `${code} ${path ?? `${key?.kind} ${key?.id}`}: ${message}`);
}
