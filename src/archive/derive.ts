import { IdSet } from '../base/id-set.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { textOf } from '../base/json.ts';
import type { Kind, KindId } from '../kinds/kind.ts';
import { portalMoment } from '../kinds/calendar/portal-date.ts';
import { type Target, targetsOf } from '../kinds/references.ts';
import { textAt } from '../kinds/fields.ts';
import { nameOf, textTargetsOf } from '../kinds/texts.ts';
import type { Codes } from './codes.ts';
import { type Database, KIND_SHIFT, type Row } from './database.ts';
import { ArchiveError } from './error.ts';
import type { DerivedEvent, EventOf } from './events.ts';
import { fingerprintOfScrubbed } from './fingerprint.ts';
import { deriveBookkeeping } from './derive-bookkeeping.ts';
import { indexedText } from './indexed-text.ts';
import type { RawPlace } from './raw-writer.ts';
import { RowsAtOnce } from './rows-at-once.ts';

interface Run {
  readonly run: number;
  /** Code of its connection. */
  readonly connection: number;
  /** Host of the portal: addresses in texts that lead to it are references. */
  readonly portal: string;
}

interface WordsEntry {
  readonly number: number;
  readonly isNew: boolean;
  readonly name: string;
  readonly text: string;
}

const KNOWN = 'SELECT number, fingerprint, page, place FROM records WHERE kind = ? AND id = ?';
const RECORD_COLUMNS = `INTO records (number, kind, id, name, fingerprint, changedAt, createdAt, parentKind, parentId, page, place,
  form, row)`;

/**
 * Makes the database from events. The same code serves a running export and a rebuild, so that what an export made
 * can be made again from the raw log. Every method runs inside the caller's transaction.
 */
export class Deriver {
  readonly #database: Database;
  readonly #codes: Codes;
  readonly #kinds: ReadonlyMap<KindId, Kind>;
  #run: Run | undefined;
  #atMs = 0;
  #words: WordsEntry[] = [];
  readonly #next = new Map<number, number>();
  /** Ids of kinds that had no records at all when their first came: any other id is new, and need not be looked for. */
  readonly #came = new Map<number, IdSet | undefined>();
  readonly #newRecords: RowsAtOnce;
  /** To replace costs thrice as much, even where there is nothing to be replaced. */
  readonly #replacements: RowsAtOnce;
  readonly #sightings: RowsAtOnce;
  readonly #refs: RowsAtOnce;

  constructor(database: Database, codes: Codes, kinds: ReadonlyMap<KindId, Kind>) {
    this.#database = database;
    this.#codes = codes;
    this.#kinds = kinds;
    const into = (insert: string, columns: number): RowsAtOnce => new RowsAtOnce(database, insert, columns);
    this.#newRecords = into(`INSERT ${RECORD_COLUMNS}`, 13);
    this.#replacements = into(`INSERT OR REPLACE ${RECORD_COLUMNS}`, 13);
    this.#sightings = into('INSERT INTO sightings (number, seenAt, seenRun, witnesses, present)', 5);
    this.#refs = into('INSERT OR IGNORE INTO refs (number, field, toKind, toId, parent)', 5);
  }

  /** `rows` are the page's rows where the event is a page: as the raw log holds them. */
  apply(event: DerivedEvent, place: RawPlace, rows: readonly JsonObject[] = []): void {
    switch (event.type) {
      case 'run':
        this.resumeRun(event.run, event.connection, event.portal);
        break;
      case 'page':
        this.#page(event, rows);
        return;
      case 'seen':
        this.#seen(event);
        return;
      default:
    }
    deriveBookkeeping(this.#database, this.#codes, event, place);
  }

  /** Ends a transaction's worth of events: the search index wants its rows in order. */
  settle(): void {
    const entries = this.#words.toSorted((a, b) => a.number - b.number);
    this.#words = [];
    for (const { number, isNew, name, text } of entries) {
      if (!isNew) this.#database.run('DELETE FROM words WHERE rowid = ?', number);
      this.#database.run('INSERT INTO words (rowid, name, text) VALUES (?, ?, ?)', number, name, text);
    }
  }

  /** Forgets what belonged to a transaction that was rolled back. */
  forget(): void {
    this.#words = [];
    for (const rows of this.#pending()) rows.forget();
    this.#next.clear();
    this.#came.clear();
    this.#codes.forget();
  }

  #pending(): readonly RowsAtOnce[] {
    return [this.#newRecords, this.#replacements, this.#sightings, this.#refs];
  }

  /** What was derived so far can be asked for. */
  #settleRows(): void {
    for (const rows of this.#pending()) rows.settle();
  }

  /** Takes up a run that an earlier process began. */
  resumeRun(run: number, connection: string, portal: string): void {
    this.#run = { run, connection: this.#codes.connection(connection), portal };
  }

  /** Takes up the last run of the database, as the events that follow in the log belong to it. */
  takeUp(): void {
    const last = this.#database.get('SELECT run, connection, portal FROM runs ORDER BY run DESC LIMIT 1');
    if (last !== undefined) this.resumeRun(Number(last['run']), String(last['connection']), String(last['portal']));
  }

  #current(): Run {
    if (this.#run === undefined)
      throw new ArchiveError('ARCHIVE_DAMAGED', { path: 'data/raw', reason: 'a record before any run' });
    return this.#run;
  }

  #page(event: EventOf<'page'>, rows: readonly JsonObject[]): void {
    this.#database.run(
      'INSERT INTO pages (page, answer, kind, pointer) VALUES (?, ?, ?, ?)',
      event.page,
      event.answer,
      this.#codes.kind(event.kind),
      JSON.stringify(event.pointer),
    );
    this.#atMs = Number(this.#database.get('SELECT at FROM answers WHERE answer = ?', event.answer)?.['at']);
    event.rows.forEach(([place, kind, id, parentKind, parentId], index) => {
      const row = rows[index];
      if (row === undefined) throw new ArchiveError('ARCHIVE_DAMAGED', { path: 'data/raw', page: event.page, place });
      const parent =
        parentKind === undefined || parentId === undefined ? undefined : { kind: parentKind, id: parentId };
      this.#record(event.page, place, { kind, id }, row, parent);
    });
    this.#settleRows();
  }

  #record(
    page: number,
    place: number,
    key: { readonly kind: KindId; readonly id: string },
    row: JsonObject,
    parent: { readonly kind: KindId; readonly id: string } | undefined,
  ): void {
    const kind = this.#kinds.get(key.kind);
    if (kind === undefined) throw new ArchiveError('ARCHIVE_UNKNOWN_KIND', { kind: key.kind });
    const code = this.#codes.kind(key.kind);
    const fingerprint = fingerprintOfScrubbed(kind, row);
    const known = this.#isNew(code, key.id) ? undefined : this.#known(code, key.id);
    const number = known === undefined ? this.#nextNumber(code) : Number(known['number']);
    this.#sight(number, known === undefined);
    if (known !== undefined) {
      if (Buffer.compare(fingerprint, known['fingerprint'] as Uint8Array) === 0) return;
      if (kind.whole?.isPart(row) === true && !kind.whole.isPart(this.#rowOf(number))) return;
      this.#keepVersion(number, known);
    }
    const targets = [...targetsOf(kind, row), ...textTargetsOf(kind, row, this.#current().portal)];
    const declared = targets.find((target) => target.parent);
    const up = parent ?? (declared === undefined ? undefined : { kind: declared.to, id: declared.id });
    const name = nameOf(kind, row);
    const packed = this.#codes.forms.pack(row);
    (known === undefined ? this.#newRecords : this.#replacements).add(
      number,
      code,
      key.id,
      name,
      fingerprint,
      timeOf(row, kind.changedAt?.field),
      timeOf(row, kind.createdAt),
      up === undefined ? null : this.#codes.kind(up.kind),
      up?.id ?? null,
      page,
      place,
      packed.form,
      packed.text,
    );
    if (known !== undefined) this.#database.run('DELETE FROM refs WHERE number = ?', number);
    this.#refer(number, targets);
    const goesAlong = kind.take.how !== 'each' || kind.take.stays !== true;
    if (
      parent !== undefined &&
      goesAlong &&
      !targets.some(({ to, id, parent: up }) => up && to === parent.kind && id === parent.id)
    ) {
      this.#refer(number, [{ field: '', to: parent.kind, id: parent.id, parent: true }]);
    }
    this.#words.push({ number, isNew: known === undefined, ...indexedText(kind, name, row) });
  }

  #known(code: number, id: string): Row | undefined {
    this.#settleRows();
    return this.#database.get(KNOWN, code, id);
  }

  /** Whether an id surely is not there yet. Ids that are no numbers would take too much room. */
  #isNew(code: number, id: string): boolean {
    if (!/^\d{1,15}$/u.test(id)) return false;
    if (!this.#came.has(code)) {
      const any = this.#database.get('SELECT 1 FROM records WHERE kind = ? LIMIT 1', code);
      this.#came.set(code, any === undefined ? new IdSet() : undefined);
    }
    return this.#came.get(code)?.add(id) === true;
  }

  #rowOf(number: number): JsonObject {
    const known = this.#database.get('SELECT form, row FROM records WHERE number = ?', number);
    return this.#codes.forms.unpack(known?.['form'], known?.['row']);
  }

  #refer(number: number, targets: readonly Target[]): void {
    for (const { field, to, id, parent } of targets) {
      this.#refs.add(number, this.#codes.field(field), this.#codes.kind(to), id, parent ? 1 : 0);
    }
  }

  #keepVersion(number: number, old: Row): void {
    this.#database.run(
      'INSERT OR IGNORE INTO versions (number, page, place, fingerprint) VALUES (?, ?, ?, ?)',
      number,
      Number(old['page']),
      Number(old['place']),
      old['fingerprint'] as Uint8Array,
    );
  }

  #nextNumber(code: number): number {
    const next =
      this.#next.get(code) ??
      Number(
        this.#database.get(
          'SELECT max(number) AS last FROM records WHERE number >= ? AND number < ?',
          code * KIND_SHIFT,
          (code + 1) * KIND_SHIFT,
        )?.['last'] ?? code * KIND_SHIFT,
      ) + 1;
    this.#next.set(code, next + 1);
    return next;
  }

  #sight(number: number, isNew: boolean): void {
    const { run, connection } = this.#current();
    const known = isNew
      ? undefined
      : this.#database.get('SELECT witnesses, present FROM sightings WHERE number = ?', number);
    if (known === undefined) {
      const alone = this.#codes.setWith(0, connection);
      this.#sightings.add(number, this.#atMs, run, alone, alone);
      return;
    }
    this.#database.run(
      'UPDATE sightings SET seenAt = ?, seenRun = ?, witnesses = ?, present = ?, vanishedAt = NULL WHERE number = ?',
      this.#atMs,
      run,
      this.#codes.setWith(Number(known['witnesses']), connection),
      this.#codes.setWith(Number(known['present']), connection),
      number,
    );
  }

  #seen(event: EventOf<'seen'>): void {
    const code = this.#codes.kind(event.kind);
    this.#atMs = event.at;
    for (const id of event.ids) {
      const known = this.#database.get('SELECT number FROM records WHERE kind = ? AND id = ?', code, id);
      if (known !== undefined) this.#sight(Number(known['number']), false);
    }
  }
}

/** A field's time in milliseconds; null when it holds none. Bitrix24 writes ISO 8601 with an offset, or as the portal shows dates. */
function timeOf(row: JsonObject, field: string | undefined): number | null {
  if (field === undefined) return null;
  const direct: Json | undefined = row[field];
  const text = direct === undefined ? textAt(row, field) : textOf(direct);
  const time = portalMoment(text);
  return Number.isNaN(time) ? null : time;
}
