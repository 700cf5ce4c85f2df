import type { Clock } from '../base/clock.ts';
import { systemClock } from '../base/clock.ts';
import { type Disk, nodeDisk } from '../base/disk.ts';
import type { Kind, KindId } from '../kinds/kind.ts';
import { makeCells } from './cells.ts';
import { removeParts } from './blobs.ts';
import { Database, ensureIndexes, finishDatabase } from './database.ts';
import { Deriver } from './derive.ts';
import { ArchiveError } from './error.ts';
import { type Layout, layoutOf } from './layout.ts';
import { Ledger, setDurable } from './ledger.ts';
import { acquireLock, type Lock } from './lock.ts';
import { textOrNone } from './optional.ts';
import type { RecordSet } from './record-set.ts';
import { ArchiveReader } from './reader.ts';
import { catchUp, isBehind, placesIn, portalIn, rebuildDatabase } from './rebuild.ts';
import { isSealed, unseal } from './unseal.ts';
import { sealOf } from './seal.ts';
import { Table } from './table.ts';
import { searchArchive } from './search.ts';
import type { RecordKey, Seal, SearchAnswer, SearchQuery, TableAnswer, TableQuery } from './types.ts';
import { type Version, versionsOf } from './versions.ts';
import { ArchiveWriter } from './writer.ts';

export interface OpenOptions {
  /** `write` takes the lock (ARCHIVE_LOCKED when another has it) and takes a seal away. */
  readonly mode: 'read' | 'write';
  /** What the records' kinds declare. Needed to write, to rebuild and to search; a reader of plain records may leave it out. */
  readonly kinds?: readonly Kind[];
  /** Refuse an archive of another portal (ARCHIVE_FOREIGN). */
  readonly portal?: string;
  readonly clock?: Clock;
  readonly disk?: Disk;
}

export type CreateOptions = Omit<OpenOptions, 'mode' | 'portal'> & { readonly portal: string };

/** Kinds with so many records have their columns sorted when the archive is sealed. */
const SORTED_BEFOREHAND = 2_000;

interface Parts {
  readonly layout: Layout;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly kinds: ReadonlyMap<KindId, Kind>;
  readonly lock?: Lock;
  readonly unsealed: boolean;
}

/**
 * A portal's archive in a folder: everything that its exports brought home, readable with no portal at hand. Raw
 * answers are the truth; the database beside them is derived and can be rebuilt.
 */
export class Archive extends ArchiveReader {
  readonly path: string;
  /** The portal's address. */
  readonly portal: string;
  /** True when opening it for writing took a seal away: seal it again when done. */
  readonly unsealed: boolean;
  readonly #parts: Parts;
  readonly #filtered = new Map<string, RecordSet>();
  readonly #ledger: Ledger | undefined;
  readonly #writer: ArchiveWriter | undefined;

  private constructor(database: Database, parts: Parts, writing?: { ledger: Ledger; deriver: Deriver }) {
    super(database);
    this.#parts = parts;
    this.path = parts.layout.folder;
    this.unsealed = parts.unsealed;
    this.portal = textOrNone(database.get("SELECT value FROM meta WHERE name = 'portal'")?.['value']);
    if (writing === undefined) return;
    this.#ledger = writing.ledger;
    this.#writer = new ArchiveWriter({ ...writing, ...parts, database, portal: this.portal });
  }

  /** Makes a new archive and opens it for writing. A folder that holds one already: ARCHIVE_EXISTS. */
  static async create(path: string, options: CreateOptions): Promise<Archive> {
    const layout = layoutOf(path);
    const { disk = nodeDisk, clock = systemClock } = options;
    await disk.makeFolder(layout.raw);
    await disk.makeFolder(layout.files);
    const lock = await acquireLock(layout.lock, clock.now());
    try {
      if ((await disk.sizeBytes(layout.database)) !== undefined || (await disk.list(layout.raw)).length > 0) {
        throw new ArchiveError('ARCHIVE_EXISTS', { path });
      }
      const database = Database.open(layout.database, { write: true, create: true });
      database.run("INSERT INTO meta (name, value) VALUES ('portal', ?)", options.portal);
      setDurable(database, { segment: 1, offset: 0 });
      database.checkpoint();
      database.close();
    } finally {
      await lock.release();
    }
    return Archive.open(path, { ...options, mode: 'write' });
  }

  /** Opens an archive. What a crash left half done is put right when it is opened for writing. */
  static async open(path: string, options: OpenOptions): Promise<Archive> {
    const layout = layoutOf(path);
    const { disk = nodeDisk, clock = systemClock } = options;
    const kinds = new Map((options.kinds ?? []).map((kind) => [kind.id, kind]));
    if ((await disk.sizeBytes(layout.database)) === undefined && (await disk.list(layout.raw)).length === 0) {
      throw new ArchiveError('ARCHIVE_ABSENT', { path });
    }
    const parts = { layout, disk, clock, kinds, unsealed: false };
    if (options.mode === 'read') {
      // Whoever may write makes it anew from the raw answers; to a reader it is missing.
      const isMissing = (await disk.sizeBytes(layout.database)) === undefined;
      if (isMissing) throw new ArchiveError('ARCHIVE_DAMAGED', { path: layout.database });
      const archive = new Archive(Database.open(layout.database, { write: false }), parts);
      return await archive.#refuseForeign(options.portal);
    }
    const lock = await acquireLock(layout.lock, clock.now());
    try {
      return await Archive.#openToWrite({ ...parts, lock }, options.portal);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  static async #openToWrite(parts: Parts, portal: string | undefined): Promise<Archive> {
    const { layout, disk, kinds } = parts;
    // Before anything is touched: an archive that is refused keeps its seal.
    const known = await portalIn(disk, layout);
    if (portal !== undefined && known !== undefined && known !== portal) {
      throw new ArchiveError('ARCHIVE_FOREIGN', { path: layout.folder, portal: known, expected: portal });
    }
    const unsealed = await isSealed(disk, layout);
    if (unsealed) await unseal(disk, layout);
    const places = await placesIn(disk, layout);
    if (places === undefined || (await isBehind(disk, layout, places))) {
      await rebuildDatabase(disk, layout, kinds, { portal, durable: places?.durable });
    }
    const database = Database.open(layout.database, { write: true });
    try {
      await removeParts(disk, layout);
      const archive = new ArchiveReader(database);
      const deriver = new Deriver(database, archive.codes, kinds);
      await catchUp(disk, layout, database, deriver);
      const ledger = await Ledger.open(disk, layout, database, deriver);
      return await new Archive(database, { ...parts, unsealed }, { ledger, deriver }).#refuseForeign(portal);
    } catch (error) {
      if (database.isOpen) database.close();
      throw error;
    }
  }

  /** The writing side. Of an archive that was opened to read: ARCHIVE_READ_ONLY. */
  get writer(): ArchiveWriter {
    if (this.#writer === undefined) throw new ArchiveError('ARCHIVE_READ_ONLY', { path: this.path });
    return this.#writer;
  }

  /** Where it lies, and through which ports it is read. */
  get place(): { readonly disk: Disk; readonly layout: Layout; readonly clock: Clock } {
    return this.#parts;
  }

  /** The seal over it; undefined when there is none, or not a whole one. `verify` checks whether it holds. */
  seal(): Promise<Seal | undefined> {
    return sealOf(this.#parts.disk, this.#parts.layout);
  }

  override isOwn(kind: KindId): boolean {
    const declared = this.#parts.kinds.get(kind);
    return declared === undefined || declared.own !== undefined;
  }

  /** Full text search in Russian and English. Snippets need the kinds that the archive was opened with. */
  search(query: SearchQuery): SearchAnswer {
    return searchArchive(this, this.#parts.kinds, query);
  }

  /** A page of a kind's table. The first sort by a column of an archive that is not sealed takes its time. */
  table(query: TableQuery): TableAnswer {
    if (this.database.writable) this.#filtered.clear();
    const code = this.codes.knownKind(query.kind);
    if (code === undefined) return { records: [], total: 0 };
    return new Table(this, code, this.#parts.kinds.get(query.kind), this.#filtered).page(query);
  }

  /** Earlier states of a record, oldest first, from the raw answers. */
  async versions(key: RecordKey): Promise<readonly Version[]> {
    const kindCode = this.codes.knownKind(key.kind) ?? -1;
    return versionsOf(this.#parts.disk, this.#parts.layout, this.database, { kindCode, id: key.id });
  }

  /** Ends all work with it. What was added and not flushed is committed, and made durable, first. */
  async close(): Promise<void> {
    try {
      if (this.#ledger !== undefined && !this.#ledger.failed) {
        await this.#ledger.flush();
        ensureIndexes(this.database);
        this.database.checkpoint();
      }
    } finally {
      await this.#letGo();
    }
  }

  /** Lets go of files, database and lock, whatever of it the disk refuses. */
  async #letGo(): Promise<void> {
    try {
      await this.#ledger?.close();
    } finally {
      if (this.database.isOpen) this.database.close();
      await this.#parts.lock?.release();
    }
  }

  /** Columns that people sort by, of the kinds where doing it on the spot would keep them waiting. */
  #sortColumns(): void {
    for (const kind of this.kinds()) {
      if (this.size(kind) < SORTED_BEFOREHAND) continue;
      const declared = this.#parts.kinds.get(kind);
      const fields = (declared?.columns ?? []).map(({ field }) => field);
      makeCells(this.database, this.codes.kind(kind), declared, fields, 'main');
    }
  }

  /** For `seal.ts`: brings the database into its final form and closes it; `work` runs while the lock is still held. */
  async closeForSeal<T>(work: () => Promise<T>): Promise<T> {
    const ledger = this.#ledger;
    if (ledger === undefined) throw new ArchiveError('ARCHIVE_READ_ONLY', { path: this.path });
    try {
      await ledger.flush();
      this.#sortColumns();
      finishDatabase(this.database);
      await ledger.close();
      this.database.close();
      return await work();
    } finally {
      await this.#letGo();
    }
  }

  async #refuseForeign(portal: string | undefined): Promise<this> {
    if (portal === undefined || portal === this.portal) return this;
    await this.close();
    throw new ArchiveError('ARCHIVE_FOREIGN', { path: this.path, portal: this.portal, expected: portal });
  }
}
