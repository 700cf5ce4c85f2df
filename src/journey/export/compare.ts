import type { Archive } from '../../archive/archive.ts';
import { fingerprintOf } from '../../archive/fingerprint.ts';
import type { ArchivedRecord, NewRecord, RecordKey } from '../../archive/types.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Page, Portal } from '../../bitrix24/port.ts';
import { type Kind, type KindId, kindsFor } from '../../kinds/kind.ts';
import type { Watch } from '../types.ts';
import { tallyOf, type WalkContext, withSignal } from './context.ts';
import { countRequests } from './counting.ts';
import { rowsOfPage } from './keep.ts';
import { lookRows } from './look-rows.ts';
import { runInOrder, withDependencies } from './order.ts';
import { reasonOf, stopsEverything } from './reasons.ts';
import { isGap, type MissingGroup, type Tally } from './tally.ts';
import { followParents, walkKind } from './walk-kind.ts';

/** How many differences of a kind are named; all are counted. */
const named = 1000;

interface KindComparison {
  readonly kind: KindId;
  readonly same: number;
  /** On the portal, and not as it is in the archive. */
  readonly changed: number;
  /** On the portal and not in the archive. */
  readonly fresh: number;
  /** In the archive, and no longer on the portal. */
  readonly gone: number;
  readonly changedIds: readonly string[];
  readonly freshIds: readonly string[];
  readonly goneIds: readonly string[];
}

export interface PortalComparison {
  readonly portal: string;
  readonly kinds: readonly KindComparison[];
  /** What could not be looked at, and why. */
  readonly missing: readonly MissingGroup[];
  readonly requests: number;
  /** True when nothing differs and nothing was left out. */
  readonly agrees: boolean;
}

export interface CompareOptions {
  readonly portal: Portal;
  /** Open, to read or to write. */
  readonly archive: Archive;
  readonly kinds: readonly Kind[];
  readonly chosen?: readonly KindId[];
  /** Only what this connection has seen can be gone from it. Default: what any has. */
  readonly connection?: string;
  /** Part of the records to look at, each by its id: 0.05 for one in twenty. What is new is not noticed then. */
  readonly sample?: number;
  readonly now: () => number;
  readonly signal?: AbortSignal;
  readonly watch?: Watch;
}

class Differences {
  readonly #kind: KindId;
  same = 0;
  readonly changed: string[] = [];
  readonly fresh: string[] = [];
  readonly gone: string[] = [];
  #counts = { changed: 0, fresh: 0, gone: 0 };

  constructor(kind: KindId) {
    this.#kind = kind;
  }

  add(what: 'changed' | 'fresh' | 'gone', id: string): void {
    this.#counts[what]++;
    if (this[what].length < named) this[what].push(id);
  }

  done(): KindComparison {
    const { changed: changedIds, fresh: freshIds, gone: goneIds } = this;
    return { kind: this.#kind, same: this.same, ...this.#counts, changedIds, freshIds, goneIds };
  }
}

class Comparer {
  readonly #options: CompareOptions;
  readonly #differences = new Map<KindId, Differences>();
  readonly context: WalkContext;

  constructor(options: CompareOptions, portal: Portal, kinds: readonly Kind[]) {
    this.#options = options;
    const tallies = new Map<KindId, Tally>();
    const parts = new Map<KindId, ReadonlySet<string>>();
    this.context = {
      portal,
      archive: options.archive,
      kinds: new Map(kinds.map((kind) => [kind.id, kind])),
      now: options.now,
      ...withSignal(options.signal),
      tallies,
      keep: (kind, page, parent, rows) => Promise.resolve(this.#look(kind, page, parent, rows)),
      parts: (kind) => parts.get(kind) ?? [],
      addParts: (kind, ids) => parts.set(kind, new Set([...(parts.get(kind) ?? []), ...ids])),
      miss: (what, kind, code, message, id) => {
        tallyOf({ tallies }, kind).miss({ kind, what, code, message, ...(id === undefined ? {} : { id }) });
      },
      place: () => undefined,
      setPlace: () => undefined,
      commit: () => Promise.resolve(),
    };
  }

  of(kind: KindId): Differences {
    let found = this.#differences.get(kind);
    if (found === undefined) this.#differences.set(kind, (found = new Differences(kind)));
    return found;
  }

  #look(kind: Kind, page: Page, parent?: RecordKey, as?: 'asListed' | 'whole'): readonly NewRecord[] {
    const rows = rowsOfPage(this.context, kind, page, parent, as);
    for (const record of rows) {
      const of = this.context.kinds.get(record.key.kind);
      if (of === undefined || !tallyOf(this.context, record.key.kind).see(record.key.id)) continue;
      this.#compare(of, record, this.context.archive.record(record.key));
    }
    return rows;
  }

  #compare(kind: Kind, live: Pick<NewRecord, 'key' | 'row'>, archived: ArchivedRecord | undefined): void {
    const differences = this.of(kind.id);
    if (archived === undefined) differences.add('fresh', live.key.id);
    else if (fingerprintOf(kind, live.row) === archived.fingerprint) differences.same++;
    else differences.add('changed', live.key.id);
  }

  #mustBeThere({ vanishedAtMs, witnesses }: ArchivedRecord): boolean {
    const { connection } = this.#options;
    return vanishedAtMs === undefined && (connection === undefined || witnesses.includes(connection));
  }

  /** Walks a kind whole: new, changed and gone records are all noticed. */
  async whole(kind: Kind): Promise<void> {
    const tally = tallyOf(this.context, kind.id);
    if (followParents(this.context, kind)) await walkKind(this.context, kind);
    if (!tally.isWhole) return;
    for (const record of this.context.archive.records(kind.id)) {
      if (this.#mustBeThere(record) && !tally.ids.has(record.key.id)) this.of(kind.id).add('gone', record.key.id);
    }
  }

  /** Looks at some records by their ids. Fingerprints are as good as chance, so they draw the sample. */
  async some(kind: Kind, part: number): Promise<void> {
    if (kind.look === undefined) return;
    let some: ArchivedRecord[] = [];
    const ask = async (): Promise<void> => {
      const { rows: live, unknown } = await lookRows(
        this.context.portal,
        kind,
        some.map(({ key, row, parent }) => ({ id: key.id, row, ...(parent && { parent }) })),
        this.#options.signal,
      );
      for (const record of some) {
        const row = live.get(record.key.id);
        if (unknown.has(record.key.id)) this.context.miss('record', kind.id, 'EXPORT_NO_RIGHT', '', record.key.id);
        else if (row === undefined) this.of(kind.id).add('gone', record.key.id);
        else this.#compare(kind, { key: record.key, row }, record);
      }
      some = [];
    };
    for (const record of this.context.archive.records(kind.id)) {
      const drawn = Number.parseInt(record.fingerprint.slice(0, 8), 16) / 2 ** 32 < part;
      if (drawn && this.#mustBeThere(record) && some.push(record) >= 2500) await ask();
    }
    if (some.length > 0) await ask();
  }
}

/**
 * Reads the portal again and holds every record against the archive (`verify --against-portal`). Nothing is kept and
 * nothing changed. What lies in a folder, or hangs on a record, that is new itself is not looked into.
 *
 * Rejects with the signal's reason or with a PortalError that stops everything.
 */
export async function compareWithPortal(options: CompareOptions): Promise<PortalComparison> {
  const { chosen, sample = 1, watch } = options;
  const known = kindsFor(options.kinds, options.portal);
  const kinds = chosen === undefined ? known : withDependencies(known, chosen);
  const { portal, requests } = countRequests(options.portal);
  const comparer = new Comparer(options, portal, kinds);
  watch?.({ type: 'stage', stage: 'verify', state: 'started' });
  await runInOrder(kinds, 4, async (kind) => {
    try {
      await (sample < 1 ? comparer.some(kind, sample) : comparer.whole(kind));
    } catch (error) {
      if (!(error instanceof PortalError) || stopsEverything(error)) throw error;
      comparer.context.miss('kind', kind.id, reasonOf(error), error.message);
    }
    const { same, changed, fresh, gone } = comparer.of(kind.id).done();
    const state = changed + fresh + gone === 0 ? 'finished' : 'incomplete';
    watch?.({ type: 'kind', stage: 'verify', kind: kind.id, done: same + changed + fresh + gone, state });
  });
  watch?.({ type: 'stage', stage: 'verify', state: 'finished' });
  const compared = kinds.map(({ id }) => comparer.of(id).done());
  const missing = [...comparer.context.tallies.values()].flatMap((tally) => tally.missing);
  const isSame = compared.every(({ changed, fresh, gone }) => changed + fresh + gone === 0);
  return {
    portal: portal.address,
    kinds: compared,
    missing,
    requests: requests(),
    agrees: isSame && !missing.some(isGap),
  };
}
