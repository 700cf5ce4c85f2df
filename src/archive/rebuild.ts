import { join } from 'node:path';

import type { Disk } from '../base/disk.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { Kind, KindId } from '../kinds/kind.ts';
import { Codes } from './codes.ts';
import { Database, ensureIndexes, saysDamaged } from './database.ts';
import { Deriver } from './derive.ts';
import { ArchiveError } from './error.ts';
import { type ArchiveEvent, bodyOf, type EventOf, parseEvent } from './events.ts';
import { rowAt } from './intake.ts';
import { type Layout, segmentName } from './layout.ts';
import { applyGroup, durablePlaceOf, rawPlaceOf, setDurable } from './ledger.ts';
import { textOrNone } from './optional.ts';
import { memberAt, membersOf, segmentsOf } from './raw-reader.ts';
import type { RawPlace } from './raw-writer.ts';

/** How much text of answers is kept at hand; more than one group of the log can hold. */
const KEPT_CHARACTERS = 32_000_000;

/** What a database that is there knows of the raw log. */
export interface Places {
  readonly end: RawPlace;
  readonly durable: RawPlace | undefined;
}

/** What a database says; undefined when it is absent or can't be read. Raises ARCHIVE_OLDER and ARCHIVE_NEWER. */
async function asked<Result>(
  disk: Disk,
  { database: path }: Layout,
  write: boolean,
  ask: (database: Database) => Result,
): Promise<Result | undefined> {
  if ((await disk.sizeBytes(path)) === undefined) return undefined;
  try {
    const database = Database.open(path, { write });
    try {
      return ask(database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'ARCHIVE_DAMAGED') return undefined;
    throw error;
  }
}

/** Undefined when the database is absent or can't be read. */
export function placesIn(disk: Disk, layout: Layout): Promise<Places | undefined> {
  return asked(disk, layout, true, (database) => ({ end: rawPlaceOf(database), durable: durablePlaceOf(database) }));
}

/** Whose archive it is, without changing a byte of it; undefined when it does not tell. */
export function portalIn(disk: Disk, layout: Layout): Promise<string | undefined> {
  return asked(disk, layout, false, (database) => {
    try {
      return textOrNone(database.get("SELECT value FROM meta WHERE name = 'portal'")?.['value']) || undefined;
    } catch (error) {
      if (saysDamaged(error)) return undefined;
      throw error;
    }
  });
}

/**
 * Whether the raw log holds all that the database took from it. Not so when power failed before the log was durable:
 * the database's own log may have reached the disk before it. Only what was not promised yet is read.
 */
export async function isBehind(disk: Disk, layout: Layout, { end, durable }: Places): Promise<boolean> {
  if (end.offset === 0 && end.segment === 1) return false;
  const sizeBytes = (await disk.sizeBytes(join(layout.raw, segmentName(end.segment)))) ?? 0;
  if (sizeBytes < end.offset) return true;
  if (durable === undefined) return false;
  for (let segment = durable.segment; segment <= end.segment; segment++) {
    if ((await disk.sizeBytes(join(layout.raw, segmentName(segment)))) === undefined) return end.offset > 0;
    let reached = segment === durable.segment ? durable.offset : 0;
    for await (const member of membersOf(disk, layout, segment, reached)) {
      if ('torn' in member) break;
      reached = member.end.offset;
      if (segment === end.segment && reached >= end.offset) return false;
    }
    if (segment === end.segment) return reached < end.offset;
  }
  return false;
}

/**
 * Makes the database anew from the raw log, beside the old one, and puts it in its place. A torn end of the last
 * segment is left out; damage before it is ARCHIVE_DAMAGED, and the old database stays.
 */
export async function rebuildDatabase(
  disk: Disk,
  layout: Layout,
  kinds: ReadonlyMap<KindId, Kind>,
  known: { readonly portal: string | undefined; readonly durable: RawPlace | undefined },
): Promise<void> {
  const path = `${layout.database}.rebuild`;
  await removeDatabase(disk, path);
  const database = Database.open(path, { write: true, create: true });
  try {
    if (known.portal !== undefined) setPortal(database, known.portal);
    if (known.durable !== undefined) setDurable(database, known.durable);
    await catchUp(disk, layout, database, new Deriver(database, new Codes(database), kinds));
    ensureIndexes(database);
    database.checkpoint();
  } catch (error) {
    database.close();
    await removeDatabase(disk, path);
    throw error;
  }
  database.close();
  await disk.remove(`${layout.database}-wal`);
  await disk.remove(`${layout.database}-shm`);
  await disk.move(path, layout.database);
}

async function removeDatabase(disk: Disk, path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await disk.remove(path + suffix);
}

function setPortal(database: Database, portal: string): void {
  database.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('portal', ?)", portal);
}

/**
 * Takes into the database what the raw log holds beyond it: answers that were written before a crash, or before a
 * newer database was lost. A torn end is left for the writer to cut.
 */
export async function catchUp(disk: Disk, layout: Layout, database: Database, deriver: Deriver): Promise<void> {
  const from = rawPlaceOf(database);
  const durable = durablePlaceOf(database);
  const segments = (await segmentsOf(disk, layout)).filter((segment) => segment >= from.segment);
  deriver.takeUp();
  const bodies = new RecentBodies(disk, layout, database);
  for (const segment of segments) {
    for await (const member of membersOf(disk, layout, segment, segment === from.segment ? from.offset : 0)) {
      if ('torn' in member) {
        const isTornEnd = !member.inside && segment === segments.at(-1);
        const isLoose = durable !== undefined && !isBefore(member.at, durable);
        if (isTornEnd || isLoose) return;
        throw new ArchiveError('ARCHIVE_DAMAGED', { path: segmentName(segment), offset: member.at.offset });
      }
      const group: Awaited<ReturnType<RecentBodies['withRows']>>[] = [];
      for (const line of member.lines.trimEnd().split('\n')) group.push(await bodies.withRows(parseEvent(line)));
      const run = group.find(({ event }) => event.type === 'run')?.event;
      if (run?.type === 'run') setPortal(database, run.portal);
      applyGroup(database, deriver, group, member.at, member.end);
    }
  }
}

function isBefore(place: RawPlace, other: RawPlace): boolean {
  return place.segment < other.segment || (place.segment === other.segment && place.offset < other.offset);
}

/** Bodies of the last answers: a page comes soon after its answer, though others may come between. */
class RecentBodies {
  readonly #bodies = new Map<number, { readonly body: Json; readonly characters: number }>();
  readonly #disk: Disk;
  readonly #layout: Layout;
  readonly #database: Database;
  #characters = 0;

  constructor(disk: Disk, layout: Layout, database: Database) {
    this.#disk = disk;
    this.#layout = layout;
    this.#database = database;
  }

  async withRows(event: ArchiveEvent): Promise<{ readonly event: ArchiveEvent; readonly rows: readonly JsonObject[] }> {
    if (event.type === 'answer') this.#keep(event);
    if (event.type !== 'page') return { event, rows: [] };
    if (!this.#bodies.has(event.answer)) await this.#recall(event.answer);
    const body = this.#bodies.get(event.answer)?.body ?? null;
    const rows = event.rows.map(([place]) => rowAt(body, event.pointer, place));
    return { event, rows: rows.filter((row) => row !== undefined) };
  }

  #keep(event: EventOf<'answer'>): void {
    this.#bodies.set(event.answer, { body: readable(event), characters: event.body.length });
    this.#characters += event.body.length;
    for (const [oldest, { characters }] of this.#bodies) {
      if (this.#characters <= KEPT_CHARACTERS || oldest === event.answer) return;
      this.#bodies.delete(oldest);
      this.#characters -= characters;
    }
  }

  /** Reads an answer again that had to make room. */
  async #recall(answer: number): Promise<void> {
    const place = this.#database.get('SELECT segment, offset FROM answers WHERE answer = ?', answer);
    if (place === undefined) return;
    const at = { segment: Number(place['segment']), offset: Number(place['offset']) };
    const lines = (await memberAt(this.#disk, this.#layout, at))?.trimEnd().split('\n') ?? [];
    const line = lines.find((each) => each.startsWith(`{"type":"answer","answer":${answer},`));
    const event = line === undefined ? undefined : parseEvent(line);
    if (event?.type === 'answer') this.#keep(event);
  }
}

/** A body that is no JSON holds no rows; it was kept for what it says. */
function readable(event: EventOf<'answer'>): Json {
  try {
    return bodyOf(event);
  } catch {
    return null;
  }
}
