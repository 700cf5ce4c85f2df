import type { Disk } from '../../base/disk.ts';
import type { Kind, KindId, PersonalCategory } from '../../kinds/kind.ts';
import type { JournalLine } from '../journal/events.ts';
import { readJournal } from '../journal/read.ts';
import { Reporter } from './report.ts';
import type { ProofReport } from './types.ts';

/** One destruction that an independent read confirmed: it is exactly one line of the journal. */
export interface Destruction {
  /** Number of the journal line that says so, and its place in the chain. */
  readonly event: number;
  readonly hash: string;
  readonly atMs: number;
  readonly kind: KindId;
  readonly id: string;
  readonly how: 'deleted' | 'fieldsEmptied';
  readonly categories: readonly PersonalCategory[];
  readonly step: number;
}

/** What was destroyed of one kind. */
export interface DestroyedKind {
  readonly kind: KindId;
  readonly deleted: number;
  readonly fieldsEmptied: number;
  readonly methods: readonly string[];
  readonly categories: readonly PersonalCategory[];
}

export interface DestroyedSummary {
  readonly report: ProofReport;
  readonly count: number;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly kinds: readonly DestroyedKind[];
  readonly categories: readonly PersonalCategory[];
}

/**
 * What a journal proves to be destroyed: seen absent (or emptied) after it was asked for, and in no bin any more. What
 * lies in a bin, was only acknowledged, or was gone before anything was sent, is not in here.
 */
export class Destroyed {
  readonly summary: DestroyedSummary;
  readonly #disk: Disk;
  readonly #journalPath: string;
  readonly #categories: ReadonlyMap<KindId, readonly PersonalCategory[]>;
  /** Line that confirms each destroyed step. */
  readonly #confirming: ReadonlyMap<number, number>;

  private constructor(
    place: { readonly disk: Disk; readonly journalPath: string },
    categories: Destroyed['categories'],
    confirming: ReadonlyMap<number, number>,
    summary: DestroyedSummary,
  ) {
    this.#disk = place.disk;
    this.#journalPath = place.journalPath;
    this.#categories = categories;
    this.#confirming = confirming;
    this.summary = summary;
  }

  get categories(): ReadonlyMap<KindId, readonly PersonalCategory[]> {
    return this.#categories;
  }

  /** Reads a journal twice, from its lines alone. Undefined when it never began. */
  static async of(disk: Disk, journalPath: string, kinds: readonly Kind[]): Promise<Destroyed | undefined> {
    const reporter = new Reporter();
    const confirming = new Map<number, number>();
    for await (const line of readJournal(disk, journalPath)) {
      reporter.see(line);
      const { event } = line;
      if (!('step' in event)) continue;
      const end = reporter.endOf(event.step);
      // The first line that says so is the day of the destruction, however often it is seen again; what came back begins anew.
      if (end !== 'gone' && end !== 'scrubbed') confirming.delete(event.step);
      else if (isConfirming(line) && !confirming.has(event.step)) confirming.set(event.step, line.n);
    }
    const report = reporter.report();
    if (report === undefined) return undefined;
    const categories = new Map(kinds.map(({ id, personal }) => [id, [...new Set(Object.values(personal))].toSorted()]));
    const draft = new Destroyed({ disk, journalPath }, categories, confirming, {
      report,
      count: 0,
      kinds: [],
      categories: [],
    });
    return new Destroyed({ disk, journalPath }, categories, confirming, await summaryOf(draft, report));
  }

  /** Every destruction in the order of the journal. */
  async *rows(): AsyncGenerator<Destruction, void, void> {
    for await (const line of readJournal(this.#disk, this.#journalPath)) {
      const { n, hash, atMs, event } = line;
      if (event.type !== 'found' || this.#confirming.get(event.step) !== n) continue;
      const { kind, id, step } = event;
      yield {
        event: n,
        hash,
        atMs,
        kind,
        id,
        how: event.state === 'scrubbed' ? 'fieldsEmptied' : 'deleted',
        categories: this.#categories.get(kind) ?? [],
        step,
      };
    }
  }
}

/** Whether a line says, after something was sent, that a step is done. */
function isConfirming({ event }: JournalLine): boolean {
  if (event.type !== 'found' || event.by === 'check') return false;
  return event.state === 'absent' || event.state === 'scrubbed';
}

async function summaryOf(destroyed: Destroyed, report: ProofReport): Promise<DestroyedSummary> {
  const kinds = new Map<KindId, { deleted: number; fieldsEmptied: number }>();
  let count = 0;
  let fromMs: number | undefined;
  let toMs: number | undefined;
  for await (const { kind, how, atMs } of destroyed.rows()) {
    const counts = kinds.get(kind) ?? { deleted: 0, fieldsEmptied: 0 };
    counts[how] += 1;
    kinds.set(kind, counts);
    count += 1;
    fromMs ??= atMs;
    toMs = atMs;
  }
  const list = [...kinds].map(([kind, counts]): DestroyedKind => ({
    kind,
    ...counts,
    methods: report.kinds.find((each) => each.kind === kind)?.methods ?? [],
    categories: destroyed.categories.get(kind) ?? [],
  }));
  const categories = [...new Set(list.flatMap((each) => each.categories))].toSorted();
  return {
    report,
    count,
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    kinds: list,
    categories,
  };
}

/**
 * Of every kind that something was to be destroyed of: how much that was, destroyed, emptied, in a bin, and not destroyed; the
 * last four make up the first. A bin that was switched off destroyed nothing.
 */
export function sharesOf({
  kinds,
}: ProofReport): readonly { readonly kind: KindId; readonly shares: readonly number[] }[] {
  return kinds
    .filter(({ planned, binOff }) => planned > binOff)
    .map(({ kind, planned, gone, scrubbed, inBin, binOff }) => {
      const meant = planned - binOff;
      return { kind, shares: [meant, gone, scrubbed, inBin, meant - gone - scrubbed - inBin] };
    });
}
