import type { Clock } from '../base/clock.ts';
import type { Disk } from '../base/disk.ts';
import type { RawAnswer } from '../bitrix24/port.ts';
import { redact } from '../bitrix24/redact.ts';
import type { Kind, KindId } from '../kinds/kind.ts';
import { BlobWriter } from './blobs.ts';
import { dropCells } from './cells.ts';
import type { Database } from './database.ts';
import { ensureIndexes } from './database.ts';
import type { Deriver } from './derive.ts';
import { ArchiveError } from './error.ts';
import { answerEvent, keptRows, pageEvent, type TakenAnswer } from './intake.ts';
import type { Layout } from './layout.ts';
import type { Ledger } from './ledger.ts';
import type { ArchivedFile, Blob, ExportRun, KindCount, Missing, PageOfRecords } from './types.ts';

export interface WriterParts {
  readonly ledger: Ledger;
  readonly database: Database;
  readonly deriver: Deriver;
  readonly kinds: ReadonlyMap<KindId, Kind>;
  readonly disk: Disk;
  readonly layout: Layout;
  readonly clock: Clock;
  readonly portal: string;
}

/**
 * The writing side of an archive. What was added can be read after `commit` and is durable after `flush`; both happen
 * by themselves as well, often enough for a crash to cost little. One run at a time.
 */
export class ArchiveWriter {
  readonly #parts: WriterParts;
  readonly #answers = new WeakMap<RawAnswer, TakenAnswer>();
  readonly #declared = new Set<KindId>();
  readonly #folders = new Set<string>();
  #run: { readonly id: number; readonly connection: string } | undefined;
  #nextAnswer: number;
  #nextPage: number;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#nextAnswer = this.#last('answers', 'answer') + 1;
    this.#nextPage = this.#last('pages', 'page') + 1;
  }

  #last(table: 'answers' | 'pages' | 'runs', column: string): number {
    return Number(this.#parts.database.get(`SELECT coalesce(max(${column}), 0) AS last FROM ${table}`)?.['last']);
  }

  #current(): { readonly id: number; readonly connection: string } {
    if (this.#run === undefined) throw new ArchiveError('ARCHIVE_NO_RUN');
    return this.#run;
  }

  /**
   * Begins an export through a connection, or takes up the one that was interrupted: then `resumed` is true and the
   * cursors are where it left them.
   */
  async beginRun(options: { readonly connection: string }): Promise<ExportRun & { readonly resumed: boolean }> {
    const { database, ledger, clock, portal, deriver } = this.#parts;
    if (this.#run !== undefined) throw new ArchiveError('ARCHIVE_BUSY', { run: this.#run.id });
    const open = database.get("SELECT run, connection, startedAt FROM runs WHERE state = 'running' ORDER BY run DESC");
    if (open !== undefined && open['connection'] === options.connection) {
      const id = Number(open['run']);
      this.#run = { id, connection: options.connection };
      dropCells(database);
      deriver.resumeRun(id, options.connection, portal);
      const startedAtMs = Number(open['startedAt']);
      return { id, connection: options.connection, portal, startedAtMs, state: 'running', resumed: true };
    }
    if (open !== undefined) {
      ledger.add({ type: 'finish', run: Number(open['run']), at: clock.now(), state: 'incomplete' });
    }
    const run = { id: this.#last('runs', 'run') + 1, connection: options.connection };
    const startedAtMs = clock.now();
    ledger.add({ type: 'run', run: run.id, connection: run.connection, portal, at: startedAtMs });
    await ledger.commit();
    this.#run = run;
    dropCells(database);
    return { ...run, portal, startedAtMs, state: 'running', resumed: false };
  }

  /**
   * Keeps a page: its raw answer (once, however many pages share it) and its records. Waits while the disk is behind.
   * A record of a kind that was not declared: ARCHIVE_UNKNOWN_KIND; one whose id is empty: ARCHIVE_ROW_WITHOUT_ID. Nothing
   * of the page is kept then.
   */
  async addPage(page: PageOfRecords): Promise<void> {
    const { ledger } = this.#parts;
    for (const kind of new Set([page.kind, ...page.rows.map(({ key }) => key.kind)])) this.#declare(kind);
    const nameless = page.rows.find(({ key }) => key.id === '');
    if (nameless !== undefined) throw new ArchiveError('ARCHIVE_ROW_WITHOUT_ID', { kind: nameless.key.kind });
    const taken = this.#answers.get(page.raw) ?? this.#takeAnswer(page.raw, page.kind);
    const rows = keptRows(page, taken);
    ledger.add(pageEvent(page, this.#nextPage, taken.answer), rows);
    this.#nextPage += 1;
    await ledger.drain();
  }

  /** Names of members that hold secrets in an answer with rows of this kind, and of those that come in the same list. */
  #secretsOf(kind: KindId | undefined): readonly string[] {
    if (kind === undefined) return [];
    const kinds = [...this.#parts.kinds.values()].filter(
      ({ id, take }) => id === kind || (take.how === 'with' && take.of === kind),
    );
    return [...new Set(kinds.flatMap(({ secrets = [] }) => secrets))];
  }

  #takeAnswer(raw: RawAnswer, kind?: KindId): TakenAnswer {
    const run = this.#current();
    const numbers = { answer: this.#nextAnswer, run: run.id, connection: run.connection };
    const { event, body, isText, taken } = answerEvent(raw, numbers, this.#secretsOf(kind));
    this.#nextAnswer += 1;
    this.#parts.ledger.addAnswer(event, body, isText);
    this.#answers.set(raw, taken);
    return taken;
  }

  /** Keeps an answer that no record came from: a count, a list of fields, a refusal. */
  async addAnswer(raw: RawAnswer): Promise<void> {
    if (!this.#answers.has(raw)) this.#takeAnswer(raw);
    await this.#parts.ledger.drain();
  }

  #declare(kind: KindId): void {
    if (this.#declared.has(kind)) return;
    const declared = this.#parts.kinds.get(kind);
    if (declared === undefined) throw new ArchiveError('ARCHIVE_UNKNOWN_KIND', { kind });
    const volatile = [...(declared.volatile ?? [])];
    const known = this.#parts.database.get('SELECT volatile FROM kinds WHERE kind = ?', kind)?.['volatile'];
    if (known !== JSON.stringify(volatile)) this.#parts.ledger.add({ type: 'kind', kind, volatile });
    this.#declared.add(kind);
  }

  /** Records that a run saw without fetching them again, because the portal says that they did not change. */
  async addSeen(kind: KindId, ids: readonly string[]): Promise<void> {
    const { ledger, clock } = this.#parts;
    ledger.add({ type: 'seen', run: this.#current().id, at: clock.now(), kind, ids: [...ids] });
    await ledger.drain();
  }

  /** A place for a file's bytes. `finish` gives the blob to hand to `addFile`. */
  newBlob(): BlobWriter {
    return new BlobWriter(this.#parts.disk, this.#parts.layout, this.#folders);
  }

  /** A whole stream as a blob, durable when it returns. */
  async putBlob(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, expectedBytes?: number): Promise<Blob> {
    const blob = this.newBlob();
    try {
      for await (const piece of bytes) await blob.write(piece);
    } catch (error) {
      await blob.discard();
      throw error;
    }
    return blob.finish(expectedBytes);
  }

  /** A file of a record, with its bytes or with the reason why they are not here. */
  async addFile(file: ArchivedFile): Promise<void> {
    const { owner, name, missing, ...rest } = file;
    const why = missing === undefined ? {} : { missing: { ...missing, message: redact(missing.message) } };
    this.#parts.ledger.add({ type: 'file', kind: owner.kind, id: owner.id, ...rest, name: redact(name), ...why });
    await this.#parts.ledger.drain();
  }

  /** Something that this run could not take. */
  addMissing(missing: Missing): void {
    this.#parts.ledger.add({
      type: 'missing',
      run: this.#current().id,
      ...missing,
      message: redact(missing.message),
    });
  }

  setCount(count: KindCount): void {
    this.#parts.ledger.add({ type: 'count', run: this.#current().id, ...count });
  }

  /** How far the export has come; durable together with the records before it. undefined takes it away. */
  setCursor(name: string, value: string | undefined): void {
    this.#parts.ledger.add({ type: 'cursor', name, value: value ?? null });
  }

  /** Everything added so far can be read. */
  commit(): Promise<void> {
    return this.#parts.ledger.commit();
  }

  /** Everything added so far is durable. */
  flush(): Promise<void> {
    return this.#parts.ledger.flush();
  }

  /** Leaves the run as it is, durable: the next `beginRun` of the same connection takes it up. */
  async leaveRun(): Promise<void> {
    this.#run = undefined;
    await this.#parts.ledger.flush();
  }

  /**
   * Ends the run (I9). Records of the kinds that it counted complete and did not see are marked as vanished, unless
   * another connection still sees them. Durable when it returns.
   */
  async finishRun(state: 'complete' | 'incomplete'): Promise<void> {
    const { ledger, clock, database } = this.#parts;
    ledger.add({ type: 'finish', run: this.#current().id, at: clock.now(), state });
    await ledger.commit();
    this.#run = undefined;
    ensureIndexes(database);
    await ledger.flush();
  }
}
