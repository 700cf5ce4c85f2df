import type { Disk } from '../base/disk.ts';
import type { JsonObject } from '../base/json.ts';
import type { Database } from './database.ts';
import type { Deriver } from './derive.ts';
import type { AnswerHead, DerivedEvent } from './events.ts';
import type { Layout } from './layout.ts';
import { LineBuffer } from './line-buffer.ts';
import { type RawPlace, RawWriter } from './raw-writer.ts';

/** Enough for one write: a transaction's cost spread over many rows, and little to lose. */
const GROUP_ROWS = 2_500;
const GROUP_BYTES = 4_000_000;
/** After so much the log is made durable by itself. */
const FLUSH_BYTES = 128_000_000;

interface Pending {
  readonly event: DerivedEvent;
  readonly rows: readonly JsonObject[];
}

/**
 * The one way into an archive. Events gather into groups; a group goes to the raw log first and then, in one
 * transaction, into the database. After a failed write nothing more is taken: opening the archive again puts it right.
 */
export class Ledger {
  readonly #raw: RawWriter;
  readonly #database: Database;
  readonly #deriver: Deriver;
  readonly #lines = new LineBuffer();
  #pending: Pending[] = [];
  #pendingRows = 0;
  #unsyncedBytes = 0;
  #work: Promise<void> = Promise.resolve();
  #failure: { readonly cause: unknown } | undefined;

  constructor(raw: RawWriter, database: Database, deriver: Deriver) {
    this.#raw = raw;
    this.#database = database;
    this.#deriver = deriver;
  }

  /** Opens the log where the database left it; what lies beyond is torn, and cut off. */
  static async open(disk: Disk, layout: Layout, database: Database, deriver: Deriver): Promise<Ledger> {
    return new Ledger(await RawWriter.resume(disk, layout, rawPlaceOf(database)), database, deriver);
  }

  /** Takes an event; it is visible to readers after the next `commit`, durable after the next `flush`. */
  add(event: DerivedEvent, rows: readonly JsonObject[] = []): void {
    this.#refuseAfterFailure();
    this.#lines.write(`${JSON.stringify(event)}\n`);
    this.#pending.push({ event, rows });
    this.#pendingRows += rows.length;
  }

  /** The same for an answer, whose body goes straight to the log. `isText` is false for what is no UTF-8. */
  addAnswer(event: AnswerHead, body: Uint8Array, isText: boolean): void {
    this.#refuseAfterFailure();
    this.#lines.write(`${JSON.stringify(event).slice(0, -1)},"body":`);
    if (isText) this.#lines.writeQuoted(body);
    else this.#lines.write(`"${Buffer.from(body).toString('base64')}","base64":true`);
    this.#lines.write('}\n');
    this.#pending.push({ event, rows: [] });
  }

  /** A write failed; nothing more is taken. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Waits for room: writes the group when it is large enough. */
  async drain(): Promise<void> {
    if (this.#pendingRows >= GROUP_ROWS || this.#lines.sizeBytes >= GROUP_BYTES) await this.commit();
    if (this.#unsyncedBytes >= FLUSH_BYTES) await this.flush();
  }

  /** Everything added so far can be read. */
  commit(): Promise<void> {
    return this.#serially(() => this.#commit());
  }

  /** Everything added so far is durable. */
  flush(): Promise<void> {
    return this.#serially(async () => {
      await this.#commit();
      await this.#raw.sync();
      setDurable(this.#database, this.#raw.place);
      this.#database.checkpoint();
      this.#unsyncedBytes = 0;
    });
  }

  async close(): Promise<void> {
    await this.#work.catch(() => {});
    await this.#raw.close();
  }

  #serially(work: () => Promise<void>): Promise<void> {
    const before = this.#work;
    const mine = async (): Promise<void> => {
      await before;
      this.#refuseAfterFailure();
      try {
        await work();
      } catch (error) {
        this.#failure = { cause: error };
        throw error;
      }
    };
    const done = mine();
    this.#work = done.catch(() => {});
    return done;
  }

  #refuseAfterFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.cause;
  }

  async #commit(): Promise<void> {
    const group = this.#pending;
    if (group.length === 0) return;
    this.#pending = [];
    this.#pendingRows = 0;
    const lines = this.#lines.take();
    this.#unsyncedBytes += lines.length;
    const place = await this.#raw.append(lines);
    this.#lines.giveBack(lines);
    applyGroup(this.#database, this.#deriver, group, place, this.#raw.place);
  }
}

/** One group of events into the database, all or nothing. */
export function applyGroup(
  database: Database,
  deriver: Deriver,
  group: readonly { readonly event: DerivedEvent; readonly rows: readonly JsonObject[] }[],
  place: RawPlace,
  end: RawPlace,
): void {
  try {
    database.transaction(() => {
      for (const { event, rows } of group) deriver.apply(event, place, rows);
      deriver.settle();
      database.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('rawEnd', ?)", JSON.stringify(end));
    });
  } catch (error) {
    deriver.forget();
    throw error;
  }
}

/** How far the database has come in the raw log. */
export function rawPlaceOf(database: Database): RawPlace {
  return placeNamed(database, 'rawEnd') ?? { segment: 1, offset: 0 };
}

/**
 * How much of the raw log was durable when the database last was: up to here a tear is damage, behind it what a power
 * cut left of writes that nobody was promised. Undefined where it was never told.
 */
export function durablePlaceOf(database: Database): RawPlace | undefined {
  return placeNamed(database, 'rawDurable');
}

export function setDurable(database: Database, place: RawPlace): void {
  database.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('rawDurable', ?)", JSON.stringify(place));
}

function placeNamed(database: Database, name: string): RawPlace | undefined {
  const text = database.get('SELECT value FROM meta WHERE name = ?', name)?.['value'];
  return typeof text === 'string' ? (JSON.parse(text) as RawPlace) : undefined;
}
