import type { Disk } from '../base/disk.ts';
import type { JsonObject } from '../base/json.ts';
import type { Database } from './database.ts';
import type { Deriver } from './derive.ts';
import type { ArchiveEvent } from './events.ts';
import type { Layout } from './layout.ts';
import { type RawPlace, RawWriter } from './raw-writer.ts';

/** Enough for one write: a transaction's cost spread over many rows, and little to lose. */
const GROUP_ROWS = 2_500;
const GROUP_CHARACTERS = 8_000_000;
/** After so much the log is made durable by itself. */
const FLUSH_CHARACTERS = 128_000_000;

interface Pending {
  readonly event: ArchiveEvent;
  readonly rows: readonly JsonObject[];
  readonly line: string;
}

/**
 * The one way into an archive. Events gather into groups; a group goes to the raw log first and then, in one
 * transaction, into the database. After a failed write nothing more is taken: opening the archive again puts it right.
 */
export class Ledger {
  readonly #raw: RawWriter;
  readonly #database: Database;
  readonly #deriver: Deriver;
  #pending: Pending[] = [];
  #pendingRows = 0;
  #pendingCharacters = 0;
  #unsyncedCharacters = 0;
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
  add(event: ArchiveEvent, rows: readonly JsonObject[] = []): void {
    this.#refuseAfterFailure();
    const line = JSON.stringify(event);
    this.#pending.push({ event, rows, line });
    this.#pendingRows += rows.length;
    this.#pendingCharacters += line.length;
  }

  /** A write failed; nothing more is taken. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Waits for room: writes the group when it is large enough. */
  async drain(): Promise<void> {
    if (this.#pendingRows >= GROUP_ROWS || this.#pendingCharacters >= GROUP_CHARACTERS) await this.commit();
    if (this.#unsyncedCharacters >= FLUSH_CHARACTERS) await this.flush();
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
      this.#unsyncedCharacters = 0;
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
    this.#unsyncedCharacters += this.#pendingCharacters;
    this.#pending = [];
    this.#pendingRows = 0;
    this.#pendingCharacters = 0;
    const place = await this.#raw.append(`${group.map(({ line }) => line).join('\n')}\n`);
    applyGroup(this.#database, this.#deriver, group, place, this.#raw.place);
  }
}

/** One group of events into the database, all or nothing. */
export function applyGroup(
  database: Database,
  deriver: Deriver,
  group: readonly { readonly event: ArchiveEvent; readonly rows: readonly JsonObject[] }[],
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
