import type { KindId } from '../kinds/kind.ts';
import { Codes } from './codes.ts';
import { type Database, KIND_SHIFT, type Row } from './database.ts';
import { Found } from './found.ts';
import { optional, textOrNone } from './optional.ts';
import type {
  ArchivedFile,
  ArchivedRecord,
  ArchivedReference,
  ExportRun,
  KindCount,
  Missing,
  RecordKey,
} from './types.ts';

const PAGE = 500;
/** The cursor that names the connection that took everything last. */
export const MAIN_CONNECTION = 'export/main';

const RECORD = `SELECT r.number, r.kind, r.id, r.name, r.fingerprint, r.changedAt, r.createdAt, r.parentKind, r.parentId,
  r.form, r.row, s.seenAt, s.vanishedAt, s.witnesses FROM records r JOIN sightings s USING (number)`;

/** A record as far as its bookkeeping knows it. */
export interface PresentRecord {
  readonly id: string;
  readonly parent?: RecordKey;
  readonly createdAtMs?: number;
}

export interface RecordsOptions {
  /** Take up after this record, in the archive's own order. */
  readonly afterId?: string;
  readonly limit?: number;
}

/** What an archive says about what it holds. Nothing here needs a portal. */
export class ArchiveReader {
  readonly database: Database;
  readonly codes: Codes;

  constructor(database: Database) {
    this.database = database;
    this.codes = new Codes(database);
  }

  record(key: RecordKey): ArchivedRecord | undefined {
    const code = this.codes.knownKind(key.kind);
    if (code === undefined) return undefined;
    const row = this.database.get(`${RECORD} WHERE r.kind = ? AND r.id = ?`, code, key.id);
    return row === undefined ? undefined : this.#recordOf(row);
  }

  /** The number by which the archive's own tables know a record. */
  numberOf(key: RecordKey): number | undefined {
    const code = this.codes.knownKind(key.kind);
    const row = this.database.get('SELECT number FROM records WHERE kind = ? AND id = ?', code ?? -1, key.id);
    return row === undefined ? undefined : Number(row['number']);
  }

  recordByNumber(number: number): ArchivedRecord | undefined {
    const row = this.database.get(`${RECORD} WHERE r.number = ?`, number);
    return row === undefined ? undefined : this.#recordOf(row);
  }

  /** Records of one kind in the order in which they came home, read in small pieces. */
  *records(kind: KindId, options: RecordsOptions = {}): Generator<ArchivedRecord, void, void> {
    const code = this.codes.knownKind(kind);
    if (code === undefined) return;
    let after = code * KIND_SHIFT;
    if (options.afterId !== undefined) {
      after = Number(
        this.database.get('SELECT number FROM records WHERE kind = ? AND id = ?', code, options.afterId)?.['number'] ??
          after,
      );
    }
    let left = options.limit ?? Infinity;
    while (left > 0) {
      const rows = this.database.all(
        `${RECORD} WHERE r.number > ? AND r.number < ? ORDER BY r.number LIMIT ?`,
        after,
        (code + 1) * KIND_SHIFT,
        Math.min(PAGE, left),
      );
      if (rows.length === 0) return;
      for (const row of rows) yield this.#recordOf(row);
      left -= rows.length;
      after = Number(rows.at(-1)?.['number']);
    }
  }

  /** Those of the ids that the archive holds, in the order asked for. */
  recordsById(kind: KindId, ids: readonly string[]): readonly ArchivedRecord[] {
    return ids.map((id) => this.record({ kind, id })).filter((record) => record !== undefined);
  }

  /** Every record of every kind. */
  *all(): Generator<ArchivedRecord, void, void> {
    for (const kind of this.kinds()) yield* this.records(kind);
  }

  /** Kinds of which there is at least one record. */
  kinds(): readonly KindId[] {
    return this.database
      .all('SELECT code, kind FROM kinds ORDER BY code')
      .filter(
        ({ code }) =>
          this.database.get(
            'SELECT 1 FROM records WHERE number > ? AND number < ? LIMIT 1',
            Number(code) * KIND_SHIFT,
            (Number(code) + 1) * KIND_SHIFT,
          ) !== undefined,
      )
      .map(({ kind }) => String(kind));
  }

  /** How many records of a kind the archive holds. */
  size(kind: KindId): number {
    const code = this.codes.knownKind(kind);
    if (code === undefined) return 0;
    const row = this.database.get(
      'SELECT count(*) AS count FROM sightings WHERE number > ? AND number < ?',
      code * KIND_SHIFT,
      (code + 1) * KIND_SHIFT,
    );
    return Number(row?.['count']);
  }

  /**
   * How many records of each kind were last changed, or made, before a moment in milliseconds; both where both are given.
   * A record that tells no such time is not among them.
   */
  sizesBefore(before: { readonly changedMs?: number; readonly createdMs?: number }): ReadonlyMap<KindId, number> {
    const rows = this.database.all(
      `SELECT k.kind, count(*) AS count FROM records r JOIN kinds k ON k.code = r.kind
        WHERE (? IS NULL OR r.changedAt < ?) AND (? IS NULL OR r.createdAt < ?) GROUP BY r.kind`,
      ...[before.changedMs ?? null, before.createdMs ?? null].flatMap((atMs) => [atMs, atMs]),
    );
    return new Map(rows.map(({ kind, count }) => [String(kind), Number(count)]));
  }

  /** How many records of a kind a run saw, fetched or not. */
  seenIn(kind: KindId, run: number): number {
    const code = this.codes.knownKind(kind) ?? -1;
    const row = this.database.get(
      'SELECT count(*) AS count FROM sightings WHERE number > ? AND number < ? AND seenRun = ?',
      code * KIND_SHIFT,
      (code + 1) * KIND_SHIFT,
      run,
    );
    return Number(row?.['count']);
  }

  /** Their ids, in the order in which they first came home. */
  *idsSeenIn(kind: KindId, run: number): Generator<string, void, void> {
    const code = this.codes.knownKind(kind) ?? -1;
    let after = code * KIND_SHIFT;
    for (;;) {
      const rows = this.database.all(
        `SELECT r.number, r.id FROM sightings s JOIN records r USING (number)
          WHERE s.number > ? AND s.number < ? AND s.seenRun = ? ORDER BY s.number LIMIT ?`,
        after,
        (code + 1) * KIND_SHIFT,
        run,
        PAGE,
      );
      for (const { id } of rows) yield String(id);
      if (rows.length < PAGE) return;
      after = Number(rows.at(-1)?.['number']);
    }
  }

  /** What a connection saw of a kind when it looked last: ids, the parents that they came with, and when they were made. */
  *presentTo(kind: KindId, connection: string): Generator<PresentRecord, void, void> {
    const code = this.codes.knownKind(kind) ?? -1;
    let after = code * KIND_SHIFT;
    for (;;) {
      const rows = this.database.all(
        `SELECT r.number, r.id, r.parentKind, r.parentId, r.createdAt, s.present FROM sightings s JOIN records r USING (number)
          WHERE s.number > ? AND s.number < ? AND s.vanishedAt IS NULL ORDER BY s.number LIMIT ?`,
        after,
        (code + 1) * KIND_SHIFT,
        PAGE,
      );
      for (const row of rows) {
        if (!this.codes.connectionsIn(Number(row['present'])).includes(connection)) continue;
        yield {
          id: String(row['id']),
          ...optional('parent', row['parentId'], (id) => ({
            kind: this.codes.kindName(Number(row['parentKind'])),
            id: String(id),
          })),
          ...optional('createdAtMs', row['createdAt'], Number),
        };
      }
      if (rows.length < PAGE) return;
      after = Number(rows.at(-1)?.['number']);
    }
  }

  /**
   * What the exports said about whether each kind came home whole: the fullest word of any connection, or one run's own.
   * A kind that several connections see in parts (chats) counts what the archive holds of it.
   */
  counts(run?: number): readonly KindCount[] {
    const rows = this.database.all(
      'SELECT kind, portal, seen, kept, state FROM counts WHERE run = coalesce(?, run) ORDER BY kind, seen DESC, state',
      run ?? null,
    );
    return [...Map.groupBy(rows, ({ kind }) => Number(kind))].map(([kind, all]) => {
      const [first, ...others] = all;
      const name = this.codes.kindName(kind);
      // Where each sees a part, one that is not whole leaves the whole with a hole.
      const hole = this.isOwn(name) && all.some(({ state }) => state !== 'complete');
      const count: KindCount = {
        kind: name,
        ...optional('portal', first?.['portal'], Number),
        seen: Number(first?.['seen']),
        kept: Number(first?.['kept']),
        state: hole && first?.['state'] === 'complete' ? 'incomplete' : (first?.['state'] as KindCount['state']),
      };
      const here = others.length === 0 ? count.kept : this.#present(kind);
      return here <= count.kept ? count : { kind: name, seen: here, kept: here, state: count.state };
    });
  }

  /** Which connections took which kinds whole, as far as they may see. */
  wholeKinds(): readonly { readonly connection: string; readonly kind: KindId }[] {
    return this.database
      .all(
        `SELECT k.kind, c.connection FROM counts JOIN kinds k ON k.code = counts.kind
          JOIN connections c ON c.code = counts.connection WHERE counts.state = 'complete'`,
      )
      .map(({ kind, connection }) => ({ kind: String(kind), connection: String(connection) }));
  }

  /** How many records of a kind some connection still sees. */
  #present(code: number): number {
    const row = this.database.get(
      'SELECT count(*) AS count FROM sightings WHERE number > ? AND number < ? AND vanishedAt IS NULL',
      code * KIND_SHIFT,
      (code + 1) * KIND_SHIFT,
    );
    return Number(row?.['count']);
  }

  /** Whether REST shows records of this kind to those alone whom they belong to; true where the kind is not known. */
  isOwn(_kind: KindId): boolean {
    return true;
  }

  /** How many records of each kind one connection sees, and how many no other does. */
  seenBy(connection: string): readonly { readonly kind: KindId; readonly count: number; readonly alone: number }[] {
    const counts = new Map<KindId, { count: number; alone: number }>();
    const rows = this.database.all(
      'SELECT number / CAST(? AS INTEGER) AS kind, witnesses, count(*) AS count FROM sightings GROUP BY 1, 2',
      KIND_SHIFT,
    );
    for (const { kind, witnesses, count } of rows) {
      const names = this.codes.connectionsIn(Number(witnesses));
      if (!names.includes(connection)) continue;
      const name = this.codes.kindName(Number(kind));
      const of = counts.get(name) ?? { count: 0, alone: 0 };
      of.count += Number(count);
      if (names.length === 1) of.alone += Number(count);
      counts.set(name, of);
    }
    return [...counts].map(([kind, of]) => ({ kind, ...of }));
  }

  /** Records whose parent this one is, by what the exporter knew and by the kinds' declarations. */
  *children(parent: RecordKey, kind?: KindId): Generator<ArchivedRecord, void, void> {
    for (const key of this.childKeys(parent)) {
      const record = kind === undefined || key.kind === kind ? this.record(key) : undefined;
      if (record !== undefined) yield record;
    }
  }

  referencesFrom(key: RecordKey): readonly ArchivedReference[] {
    const code = this.codes.knownKind(key.kind);
    if (code === undefined) return [];
    return this.database
      .all(
        `SELECT field, toKind, toId, parent FROM refs
          WHERE number = (SELECT number FROM records WHERE kind = ? AND id = ?)`,
        code,
        key.id,
      )
      .map((row) => ({
        from: key,
        field: this.codes.fieldName(Number(row['field'])),
        to: { kind: this.codes.kindName(Number(row['toKind'])), id: String(row['toId']) },
        parent: row['parent'] === 1,
      }));
  }

  /** Who points to a record, whether or not the archive holds it. */
  *referencesTo(to: RecordKey): Generator<ArchivedReference, void, void> {
    const code = this.codes.knownKind(to.kind);
    if (code === undefined) return;
    let after = 0;
    for (;;) {
      const rows = this.database.all(
        `SELECT f.number, f.field, f.parent, r.kind, r.id FROM refs f JOIN records r USING (number)
          WHERE f.toKind = ? AND f.toId = ? AND f.number > ? ORDER BY f.number LIMIT ?`,
        code,
        to.id,
        after,
        PAGE,
      );
      // A record may point twice: the last one of a full piece is read again with the next.
      const last = Number(rows.at(-1)?.['number']);
      const full = rows.length === PAGE && Number(rows[0]?.['number']) !== last;
      for (const row of full ? rows.filter(({ number }) => Number(number) !== last) : rows) {
        yield {
          from: { kind: this.codes.kindName(Number(row['kind'])), id: String(row['id']) },
          field: this.codes.fieldName(Number(row['field'])),
          to,
          parent: row['parent'] === 1,
        };
      }
      if (rows.length < PAGE) return;
      after = full ? last - 1 : last;
    }
  }

  /** Whether any record of a kind has files. */
  hasFiles(kind: KindId): boolean {
    const code = this.codes.knownKind(kind) ?? -1;
    return this.database.get('SELECT 1 FROM files WHERE kind = ? LIMIT 1', code) !== undefined;
  }

  /** Kinds of which at least one record is another's parent. One look, where asking each record would take as many. */
  kindsOfParents(): ReadonlySet<KindId> {
    const rows = this.database.all('SELECT DISTINCT toKind FROM refs WHERE parent = 1');
    return new Set(rows.map(({ toKind }) => this.codes.kindName(Number(toKind))));
  }

  /** Keys of the records whose parent this one is: what its deletion takes along. */
  childKeys(parent: RecordKey): readonly RecordKey[] {
    const keys = [...this.referencesTo(parent)].filter((reference) => reference.parent).map(({ from }) => from);
    return keys.filter(
      (key, index) => index === 0 || keys[index - 1]?.id !== key.id || keys[index - 1]?.kind !== key.kind,
    );
  }

  /** How many files of records have their bytes here. Several may have the same bytes, which are kept once. */
  fileCount(): number {
    return Number(this.database.get('SELECT count(*) AS count FROM files WHERE sha512 IS NOT NULL')?.['count'] ?? 0);
  }

  /** Files of one record, or of all. */
  *files(owner?: RecordKey): Generator<ArchivedFile, void, void> {
    if (owner !== undefined) {
      const code = this.codes.knownKind(owner.kind);
      const rows = this.database.all(
        'SELECT * FROM files WHERE kind = ? AND id = ? ORDER BY slot, fileId',
        code ?? -1,
        owner.id,
      );
      for (const row of rows) yield this.#fileOf(row);
      return;
    }
    let after: readonly [number, string, string, string] = [0, '', '', ''];
    for (;;) {
      const rows = this.database.all(
        `SELECT * FROM files WHERE (kind, id, slot, fileId) > (CAST(? AS INTEGER), ?, ?, ?)
          ORDER BY kind, id, slot, fileId LIMIT ?`,
        ...after,
        PAGE,
      );
      for (const row of rows) yield this.#fileOf(row);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = [Number(last['kind']), String(last['id']), String(last['slot']), String(last['fileId'])];
    }
  }

  /**
   * Everything that could not be taken, by name and with the reason (I9): of one run, or of each connection's last. What
   * one connection could not take and another did is not missing.
   */
  missing(run?: number): readonly Missing[] {
    const rows = this.database.all(
      `SELECT kind, id, what, code, message, run FROM missing WHERE run = coalesce(?, run)
        ORDER BY kind, what, id, code, run`,
      run ?? null,
    );
    const all = rows.map((row) => ({
      run: Number(row['run']),
      missing: {
        kind: this.codes.kindName(Number(row['kind'])),
        ...(row['id'] === '' ? {} : { id: String(row['id']) }),
        code: String(row['code']),
        message: String(row['message']),
        what: row['what'] as Missing['what'],
      },
    }));
    if (run !== undefined) return all.map(({ missing }) => missing);
    const found = new Found(this, all);
    return all.filter((each, index) => found.isFirst(index) && !found.byAnother(each)).map(({ missing }) => missing);
  }

  runs(): readonly ExportRun[] {
    return this.database.all('SELECT * FROM runs ORDER BY run').map((row) => ({
      id: Number(row['run']),
      connection: String(row['connection']),
      portal: String(row['portal']),
      startedAtMs: Number(row['startedAt']),
      ...optional('finishedAtMs', row['finishedAt'], Number),
      state: row['state'] as ExportRun['state'],
    }));
  }

  /** The last run of the connection that takes everything: those of single employees add to it. */
  mainRun(): ExportRun | undefined {
    const runs = this.runs();
    const main = this.cursor(MAIN_CONNECTION);
    return runs.findLast(({ connection }) => connection === main) ?? runs.at(-1);
  }

  /** Where an interrupted export left a kind; undefined when it is to begin anew. */
  cursor(name: string): string | undefined {
    const value = this.database.get('SELECT value FROM cursors WHERE name = ?', name)?.['value'];
    return typeof value === 'string' ? value : undefined;
  }

  #recordOf(row: Row): ArchivedRecord {
    const witnesses = Number(row['witnesses']);
    return {
      key: { kind: this.codes.kindName(Number(row['kind'])), id: String(row['id']) },
      row: this.codes.forms.unpack(row['form'], row['row']),
      fingerprint: Buffer.from(row['fingerprint'] as Uint8Array).toString('hex'),
      name: String(row['name']),
      ...optional('parent', row['parentId'], (id) => ({
        kind: this.codes.kindName(Number(row['parentKind'])),
        id: String(id),
      })),
      ...optional('changedAtMs', row['changedAt'], Number),
      ...optional('createdAtMs', row['createdAt'], Number),
      seenAtMs: Number(row['seenAt']),
      ...optional('vanishedAtMs', row['vanishedAt'], Number),
      witnesses: this.codes.connectionsIn(witnesses),
    };
  }

  #fileOf(row: Row): ArchivedFile {
    return {
      owner: { kind: this.codes.kindName(Number(row['kind'])), id: String(row['id']) },
      slot: String(row['slot']),
      fileId: String(row['fileId']),
      name: String(row['name']),
      ...optional('sizeBytes', row['sizeBytes'], Number),
      ...optional('contentType', row['contentType'], String),
      ...optional('blob', row['sha512'], (sha512) => ({ sha512: String(sha512), sizeBytes: Number(row['blobBytes']) })),
      ...optional('missing', row['missingCode'], (code) => ({
        code: String(code),
        message: textOrNone(row['missingMessage']),
      })),
    };
  }
}
