import { fingerprintOf } from '../../archive/fingerprint.ts';
import type { Archive } from '../../archive/archive.ts';
import type { NewRecord, RecordKey } from '../../archive/types.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import { Gate } from '../../bitrix24/gate.ts';
import type { Portal } from '../../bitrix24/port.ts';
import { redact } from '../../bitrix24/redact.ts';
import type { FileSource, Kind, KindId } from '../../kinds/kind.ts';
import { askAddresses, freshAddress, isOfRest, isUsable, type WantedFile } from './file-address.ts';
import type { ReasonCode } from './reasons.ts';
import { stopsEverything } from './reasons.ts';

interface DownloadsOptions {
  readonly portal: Portal;
  readonly archive: Archive;
  readonly kinds: ReadonlyMap<KindId, Kind>;
  readonly signal?: AbortSignal;
  /** Downloads at the same time, and how many bytes they may promise together. */
  readonly atOnce?: number;
  readonly bytesAtOnce?: number;
  readonly onFile: (owner: RecordKey, sizeBytes: number) => void;
  readonly onMissing: (owner: RecordKey, code: ReasonCode, message: string) => void;
}

function nameOf({ owner, source, hint }: Pick<WantedFile, 'owner' | 'source' | 'hint'>): string {
  return JSON.stringify([owner.kind, owner.id, source.slot, hint.fileId]);
}

/** So many times as many files as are on the wire may be on their way to the disk. */
const settlingTimes = 4;

/** Whether a file's address must be asked for before anything can be tried. */
function isBare({ hint, source }: WantedFile): boolean {
  return !isUsable(hint.url) && source.refresh !== undefined;
}

/**
 * Brings files home beside the walk: several at once, straight from the wire into the archive, so that memory stays flat
 * whatever their size. What the archive holds already is not fetched again.
 */
export class Downloads {
  readonly #options: DownloadsOptions;
  readonly #atOnce: number;
  readonly #bytesAtOnce: number;
  /** On the wire: the portal is not to be crowded, but nor does it wait until our disk has what it sent. */
  readonly #wire: Gate;
  readonly #running = new Set<Promise<void>>();
  #promisedBytes = 0;
  /** Failed in this run: not tried again before the next. */
  readonly #failed = new Set<string>();
  readonly #fields = new Map<string, readonly string[]>();
  #failure: { readonly error: unknown } | undefined;

  constructor(options: DownloadsOptions) {
    this.#options = options;
    this.#wire = new Gate(options.atOnce ?? 4);
    this.#atOnce = this.#wire.places * settlingTimes;
    this.#bytesAtOnce = options.bytesAtOnce ?? 256_000_000;
  }

  /** The files of a row that must be fetched: new ones, and those of a record that changed. */
  wantedBy(record: NewRecord): readonly WantedFile[] {
    const kind = this.#options.kinds.get(record.key.kind);
    if (kind?.files === undefined) return [];
    const wanted: WantedFile[] = [];
    for (const source of kind.files) {
      const fields = this.#fieldsOf(source, record.parent);
      for (const hint of source.files(record.row, this.#options.portal.address, fields)) {
        const like = { id: record.key.id, row: record.row, ...(record.parent && { parent: record.parent }) };
        wanted.push({ owner: record.key, record: like, kind, source, hint });
      }
    }
    if (wanted.length === 0) return [];
    const known = this.#options.archive.record(record.key);
    const isSame = known?.fingerprint === fingerprintOf(kind, record.row);
    return wanted.filter((file) => !this.#failed.has(nameOf(file)) && !(isSame && this.holds(file)));
  }

  /** Names of the fields that hold files, as records of another kind under the same parent tell them. */
  #fieldsOf({ fieldsBy }: FileSource, parent: RecordKey | undefined): readonly string[] | undefined {
    if (fieldsBy === undefined) return undefined;
    if (parent === undefined) return [];
    const name = JSON.stringify([fieldsBy.kind, parent]);
    let fields = this.#fields.get(name);
    if (fields === undefined) {
      const told = this.#options.archive.children(parent, fieldsBy.kind);
      fields = [...told].map(({ row }) => fieldsBy.field(row)).filter((field) => field !== undefined);
      this.#fields.set(name, fields);
    }
    return fields;
  }

  /** Whether the row itself is enough to fetch all of its files. */
  canFetch(record: NewRecord): boolean {
    return this.wantedBy(record).every(
      ({ hint, source }) => isUsable(hint.url) || source.refresh !== undefined || source.byHand === true,
    );
  }

  holds({ owner, source, hint }: Pick<WantedFile, 'owner' | 'source' | 'hint'>): boolean {
    for (const file of this.#options.archive.files(owner)) {
      if (file.slot === source.slot && file.fileId === hint.fileId) return file.blob !== undefined;
    }
    return false;
  }

  /** Takes files on. Asks for addresses first where rows have none, 50 a request; waits while enough is on its way. */
  async offer(all: readonly WantedFile[]): Promise<void> {
    const { portal, signal } = this.#options;
    const files = all.filter(({ source }) => source.byHand !== true);
    for (const file of all) if (file.source.byHand === true) await this.#miss(file, 'EXPORT_FILE_BY_HAND', '');
    for (const addressed of await askAddresses(portal, files.filter(isBare), signal)) {
      if (addressed.is === 'found') await this.#start(addressed.file);
      else await this.#miss(addressed.file, addressed.code, addressed.words);
    }
    for (const file of files) if (!isBare(file)) await this.#start(file);
  }

  /** All that was taken on so far has ended. Rejects with what stops everything. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #start(file: WantedFile): Promise<void> {
    const size = file.hint.sizeBytes ?? 0;
    while (
      this.#running.size >= this.#atOnce ||
      (this.#running.size > 0 && this.#promisedBytes + size > this.#bytesAtOnce)
    ) {
      await Promise.race(this.#running);
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#options.signal?.throwIfAborted();
    this.#promisedBytes += size;
    const task: Promise<void> = this.#fetch(file)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#promisedBytes -= size;
        this.#running.delete(task);
      });
    this.#running.add(task);
  }

  /** `isLast`: the address was asked for just now, and there is no better one. */
  async #fetch(file: WantedFile, isLast = false): Promise<void> {
    if (!isUsable(file.hint.url)) return this.#miss(file, 'EXPORT_FILE_REFUSED', '');
    try {
      await this.#download(file, file.hint.url);
    } catch (error) {
      if (!(error instanceof PortalError) || isFatalForFiles(error)) throw error;
      // While others were fetched the link may have expired: a new one may do where the old one did not.
      const again = isLast ? undefined : await freshAddress(this.#options.portal, file, this.#options.signal);
      if (again === undefined) return this.#missAfter(file, error);
      if (again.is === 'missing') return this.#miss(file, again.code, again.words);
      return this.#fetch(again.file, true);
    }
  }

  async #download(file: WantedFile, url: string): Promise<void> {
    const { portal, archive, signal, onFile } = this.#options;
    const { owner, source, hint } = file;
    const blob = archive.writer.newBlob();
    try {
      const request = {
        url,
        ...(hint.sizeBytes === undefined ? {} : { expectedBytes: hint.sizeBytes }),
        ...(signal === undefined ? {} : { signal }),
      };
      const leave = await this.#wire.enter(signal);
      const { contentType, sizeBytes } = await portal.download(request, blob).finally(leave);
      const kept = await blob.finish(sizeBytes);
      const facts = { name: hint.name, sizeBytes, contentType, blob: kept };
      await archive.writer.addFile({ owner, slot: source.slot, fileId: hint.fileId, ...facts });
      onFile(owner, sizeBytes);
    } catch (error) {
      await blob.discard();
      throw error;
    }
  }

  #missAfter(file: WantedFile, error: PortalError): Promise<void> {
    const gone = error.status === 404 || error.status === 410;
    const code = gone
      ? 'EXPORT_FILE_GONE'
      : isOfRest(file.hint.url)
        ? 'EXPORT_FILE_REFUSED'
        : 'EXPORT_FILE_SESSION_ONLY';
    return this.#miss(file, code, error.message);
  }

  /** Where a person finds the file: its own link where that wants only a browser that signed in, else the record's page. */
  #placeOf(code: ReasonCode, { hint, kind, record }: Pick<WantedFile, 'hint' | 'kind' | 'record'>): string {
    const { address } = this.#options.portal;
    const isForHands = code === 'EXPORT_FILE_SESSION_ONLY' || code === 'EXPORT_FILE_BY_HAND';
    const own = isForHands && isUsable(hint.url) ? redact(hint.url) : kind.path?.(record);
    if (own === undefined) return '';
    return ` ${own.startsWith('/') ? `https://${address}${own}` : own}`;
  }

  /** The record is here, its bytes are not: says so, with the page where a person finds them. */
  async #miss({ owner, source, hint, kind, record }: WantedFile, code: ReasonCode, words: string): Promise<void> {
    const name = redact(hint.name);
    const message = `${name}: ${words}${this.#placeOf(code, { hint, kind, record })}`;
    this.#failed.add(nameOf({ owner, source, hint }));
    if (source.onlyShown === true) {
      // A file that is not there any more is no gap; one that may not be read is.
      this.#options.onMissing(owner, code === 'EXPORT_FILE_GONE' ? 'EXPORT_NOT_THERE' : code, message);
      return;
    }
    const facts = { name, ...(hint.sizeBytes === undefined ? {} : { sizeBytes: hint.sizeBytes }) };
    await this.#options.archive.writer.addFile({
      owner,
      slot: source.slot,
      fileId: hint.fileId,
      ...facts,
      missing: { code, message },
    });
    this.#options.onMissing(owner, code, message);
  }
}

/** One host of files that can't be reached is that file's affair; a revoked webhook is everybody's. */
function isFatalForFiles(error: PortalError): boolean {
  return error.kind !== 'unreachable' && stopsEverything(error);
}
