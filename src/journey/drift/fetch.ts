import { fingerprintOf } from '../../archive/fingerprint.ts';
import type { ArchivedRecord, NewRecord, RecordKey } from '../../archive/types.ts';
import { at, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { ListRequest, Page } from '../../bitrix24/port.ts';
import { type Kind, keyOf, type RecordLike } from '../../kinds/kind.ts';
import { rowOfGet, saysAbsent } from '../../kinds/look.ts';
import { targetsOf } from '../../kinds/references.ts';
import { type WalkContext, withSignal } from '../export/context.ts';
import { Downloads } from '../export/files.ts';
import { stopsEverything } from '../export/reasons.ts';
import { pageOfGets } from '../export/walk-ids.ts';
import { nameOf } from '../../archive/key-name.ts';

const AT_ONCE = 50;

/** What a look at a record that had changed showed. `withoutFile`: a file of it did not come home. `unknown`: no answer. */
export type Seen = 'new' | 'asArchived' | 'withoutFile' | 'absent' | 'unknown';

/** The archive is open for writing, in a run of its own. */
export type FetchOptions = Pick<WalkContext, 'portal' | 'archive' | 'kinds' | 'now' | 'signal'>;

/**
 * Takes records home once more, as the portal shows them now, with the files of what changed. Only what differs from the
 * archived copy is kept, beside it. Each record is asked for in the way in which apply looks at it, so that the kept row
 * is what the next look is compared with. A portal that can go no further ends it early: what came is kept, and nothing is
 * said of any record, for its files may not have come.
 */
export async function fetchAgain(
  options: FetchOptions,
  keys: readonly RecordKey[],
): Promise<ReadonlyMap<string, Seen>> {
  const fetching = new Fetching(options);
  try {
    for (const [name, some] of Map.groupBy(keys, ({ kind }) => kind)) {
      const kind = options.kinds.get(name);
      if (kind !== undefined) await fetching.kind(kind, some);
    }
    await fetching.settle();
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof PortalError)) throw error;
    return new Map();
  }
  return fetching.seen;
}

class Fetching {
  readonly seen = new Map<string, Seen>();
  readonly #options: FetchOptions;
  readonly #downloads: Downloads;

  constructor(options: FetchOptions) {
    this.#options = options;
    const { portal, archive, kinds, signal } = options;
    this.#downloads = new Downloads({
      portal,
      archive,
      kinds,
      ...withSignal(signal),
      onFile: () => {},
      onMissing: (owner, code, message) => {
        archive.writer.addMissing({ what: 'file', ...owner, code, message });
        // A file that is only shown, and is there no more, is no part of the record.
        if (code !== 'EXPORT_NOT_THERE') this.#see(owner, 'withoutFile');
      },
    });
  }

  settle(): Promise<void> {
    return this.#downloads.settle();
  }

  async kind(kind: Kind, keys: readonly RecordKey[]): Promise<void> {
    const { archive, portal, now, signal } = this.#options;
    const { look } = kind;
    const known = keys.flatMap((key) => archive.record(key) ?? []);
    if (look === undefined) return;
    if (look.by === 'siblings') {
      const byList = Map.groupBy(known, (record) => JSON.stringify(look.request(likeOf(record))));
      for (const some of byList.values()) {
        const [first] = some;
        if (first !== undefined) await this.#list(kind, look.request(likeOf(first)), some);
      }
      return;
    }
    for (let from = 0; from < known.length; from += AT_ONCE) {
      const some = known.slice(from, from + AT_ONCE);
      if (look.by === 'ids') {
        await this.#list(kind, look.request(some.map(({ key }) => key.id)), some);
        continue;
      }
      const calls = some.map((record) => look.call(likeOf(record)));
      const outcomes = await portal.batch(calls, withSignal(signal));
      for (const [index, { key }] of some.entries()) {
        const outcome = outcomes[index];
        if (outcome?.is === 'answered') {
          if (rowOfGet(look, outcome.answer.result) === undefined) this.#see(key, 'absent');
        } else if (outcome?.error !== undefined && stopsEverything(outcome.error)) throw outcome.error;
        else if (outcome?.error !== undefined && saysAbsent(look, outcome.error)) this.#see(key, 'absent');
      }
      await this.#page(
        kind,
        pageOfGets(calls, outcomes, (result) => rowOfGet(look, result), now()),
        some,
      );
    }
  }

  #see(key: RecordKey, seen: Seen): void {
    this.seen.set(nameOf(key), seen);
  }

  async #list(kind: Kind, request: ListRequest, wanted: readonly ArchivedRecord[]): Promise<void> {
    const { portal, signal } = this.#options;
    const parts: string[] = [];
    try {
      for await (const page of portal.list(request, withSignal(signal))) {
        parts.push(...(await this.#page(kind, page, wanted)));
      }
    } catch (error) {
      if (stopsEverything(error)) throw error;
      return;
    }
    await this.#wholes(kind, parts, wanted);
    // A list that came to its end without a record says that it is gone.
    for (const { key } of wanted) if (!this.seen.has(nameOf(key))) this.#see(key, 'absent');
  }

  /** Records of which a list shows a part are asked for whole. */
  async #wholes(kind: Kind, ids: readonly string[], wanted: readonly ArchivedRecord[]): Promise<void> {
    const { portal, now, signal } = this.#options;
    const { parts } = kind;
    if (parts === undefined || ids.length === 0) return;
    const calls = ids.map(parts.whole);
    const outcomes = await portal.batch(calls, withSignal(signal));
    const rowAt = (result: Json): JsonObject | undefined => {
      const row = at(result, parts.at);
      return isObject(row) && Object.keys(row).length > 0 ? row : undefined;
    };
    await this.#page(kind, pageOfGets(calls, outcomes, rowAt, now()), wanted, 'whole');
    for (const id of ids) if (!this.seen.has(`${kind.id}:${id}`)) this.#see({ kind: kind.id, id }, 'unknown');
  }

  /** Keeps of a page what was asked for and is new; gives ids of those that it shows only in part. */
  async #page(
    kind: Kind,
    page: Page,
    wanted: readonly ArchivedRecord[],
    as: 'asListed' | 'whole' = 'asListed',
  ): Promise<readonly string[]> {
    const byId = new Map(wanted.map((record) => [record.key.id, record]));
    const rows: NewRecord[] = [];
    const same: NewRecord[] = [];
    const parts: string[] = [];
    for (const [index, row] of page.rows.entries()) {
      if ((kind.sorts?.(row) ?? kind.id) !== kind.id) continue;
      const known = byId.get(keyOf(kind, row, wanted[0]?.parent));
      if (known === undefined) continue;
      if (as === 'asListed' && kind.parts?.isPart(row) === true) {
        parts.push(known.key.id);
        continue;
      }
      const isNew = fingerprintOf(kind, row) !== known.fingerprint;
      this.#see(known.key, isNew ? 'new' : 'asArchived');
      (isNew ? rows : same).push(newRecord(kind, known, row, page.places?.[index] ?? index));
    }
    // Files first: which of them are wanted is told by the record as the archive knew it before. A crash may have come
    // between a record and its files: those of one that is home already are wanted where the archive does not hold them.
    const files = [...rows, ...same].flatMap((record) => this.#downloads.wantedBy(record));
    if (rows.length > 0) {
      await this.#options.archive.writer.addPage({ kind: kind.id, raw: page.raw, pointer: page.pointer, rows });
    }
    await this.#downloads.offer(files);
    return parts;
  }
}

function likeOf({ key, row, parent }: ArchivedRecord): RecordLike {
  return { id: key.id, row, ...(parent === undefined ? {} : { parent }) };
}

/** A row that names what it lies under says so itself: it may have moved. */
function newRecord(kind: Kind, { key, parent }: ArchivedRecord, row: JsonObject, index: number): NewRecord {
  const saysItself = targetsOf(kind, row).some((target) => target.parent);
  return { index, key, row, ...(parent === undefined || saysItself ? {} : { parent }) };
}
