import type { KindId } from '../../kinds/kind.ts';
import type { JournalEvent, JournalLine } from '../journal/events.ts';
import { type LedgerState, StepStates } from '../journal/ledger.ts';
import type { BroughtReport, Ends, KindEnds, ProofException, ProofReport, Witness } from './types.ts';

const EXCEPTIONS = 1000;
const ZERO: Ends = {
  planned: 0,
  gone: 0,
  inBin: 0,
  inactive: 0,
  handed: 0,
  scrubbed: 0,
  binOff: 0,
  alreadyGone: 0,
  acknowledged: 0,
  stillThere: 0,
  changed: 0,
  childAppeared: 0,
  refused: 0,
  unknown: 0,
  unreachable: 0,
  left: 0,
};
type Counter = { -readonly [Name in keyof Ends]: number };

const AS_PLANNED: ReadonlySet<keyof Ends> = new Set([
  'gone',
  'inBin',
  'inactive',
  'handed',
  'scrubbed',
  'binOff',
  'alreadyGone',
  'acknowledged',
  'unreachable',
  'left',
]);

/** What a look says of something that is gone, or lies in a bin: from outside it is the same. */
const GONE: ReadonlySet<string> = new Set(['absent', 'unreachable']);

interface StepFacts {
  readonly kind: KindId;
  readonly id: string;
  binUntilMs?: number;
  through?: string;
  code?: string;
  child?: string;
}

/** What one kind gathers while the journal is read. */
interface Gathered {
  readonly ends: Counter;
  readonly methods: Set<string>;
  before?: number;
  after?: number;
  binUntilMs?: number;
}

/**
 * Makes a report from a journal's lines and nothing else: the same lines give the same report, so anyone can make it
 * again and compare. Holds a few bytes for a step, and what it must name of those that did not end as planned.
 */
export class Reporter {
  readonly #states = new StepStates();
  readonly #kinds = new Map<KindId, Gathered>();
  readonly #kindNames: KindId[] = [];
  readonly #kindNumbers = new Map<KindId, number>();
  /** Kind of each step, and when the bin that it lies in lets go of it (0: in no bin), by step number. */
  #stepKind = new Uint16Array(1024);
  #stepBinUntilMs = new Float64Array(1024);
  #steps = 0;
  readonly #through = new Map<string, Set<number>>();
  readonly #odd = new Map<number, StepFacts>();
  readonly #kept: ProofReport['kept'][number][] = [];
  readonly #hands = new Map<number, ProofReport['byHand'][number]>();
  readonly #witness: { before?: Witness; after?: Witness } = {};
  #begun: { plan: string; portal: string; sealRoot: string; attended: boolean } | undefined;
  #runs = 0;
  #lines = 0;
  #head = '';
  #firstAtMs = 0;
  #lastAtMs = 0;
  #provedAtMs: number | undefined;
  readonly #proofs: ProofReport['proofs'][number][] = [];
  #absentFromMs: number | undefined;
  #absentToMs: number | undefined;
  #brought = 0;
  readonly #broughtRecords: BroughtReport['records'][number][] = [];
  readonly #seals: BroughtReport['seals'][number][] = [];

  readonly see = (line: JournalLine): void => {
    this.#lines = line.n;
    this.#head = line.hash;
    if (line.n === 1) this.#firstAtMs = line.atMs;
    this.#lastAtMs = line.atMs;
    this.#event(line.event, line.atMs);
  };

  #event(event: JournalEvent, atMs: number): void {
    this.#states.see(event);
    switch (event.type) {
      case 'begun': {
        const { plan, portal, sealRoot, attended } = event;
        this.#begun = { plan, portal, sealRoot, attended };
        this.#runs += 1;
        return;
      }
      case 'resumed':
        this.#runs += 1;
        return;
      case 'planned':
        this.#gathered(event.kind).ends.planned += event.count;
        return;
      case 'kept':
        this.#kept.push({ kind: event.kind, reason: event.reason, count: event.count });
        return;
      case 'byHand': {
        const { type: _, ...hand } = event;
        this.#hands.set(event.number, hand);
        return;
      }
      case 'confirmed': {
        const hand = this.#hands.get(event.number);
        if (hand !== undefined) this.#hands.set(event.number, { ...hand, doneBy: event.by });
        return;
      }
      case 'witness': {
        const { type: _, when, ...who } = event;
        this.#witness[when] = who;
        return;
      }
      case 'counted':
        this.#gathered(event.kind)[event.when] = event.total;
        return;
      case 'intent':
      case 'outcome':
      case 'found':
        this.#stepEvent(event, atMs);
        return;
      case 'proved':
        this.#provedAtMs = atMs;
        this.#proofs.push({ atMs, total: this.#ends().total });
        return;
      case 'broughtHome': {
        const { type: _, ...one } = event;
        this.#place(event.step, event.kind);
        this.#odd.delete(event.step);
        this.#brought += 1;
        if (this.#broughtRecords.length < EXCEPTIONS) this.#broughtRecords.push(one);
        return;
      }
      case 'resealed': {
        const { from, to, records } = event;
        this.#seals.push({ atMs, from, to, records });
        return;
      }
      case 'bringing':
      case 'erasing':
      case 'erased':
      case 'paused':
      case 'stopped':
      case 'finished':
        return;
    }
  }

  #stepEvent(event: Extract<JournalEvent, { type: 'intent' | 'outcome' | 'found' }>, atMs: number): void {
    const { step, kind, id, through } = event;
    this.#place(step, kind);
    if (through !== undefined) this.#through.set(through, (this.#through.get(through) ?? new Set()).add(step));
    if (event.type === 'intent') {
      if (event.method !== undefined) this.#gathered(kind).methods.add(event.method);
      // The bin's days begin no later than now: a resumed deletion moves them. Where nobody says how many there are, no look
      // finds that they are over.
      this.#stepBinUntilMs[step] = event.fate === 'bin' ? atMs + (event.binDays ?? Infinity) * 86_400_000 : 0;
      return;
    }
    if (event.type === 'found' && (event.state === 'absent' || event.state === 'inactive') && event.by !== 'check') {
      this.#absentFromMs ??= atMs;
      this.#absentToMs = atMs;
    }
    // Days that went by empty no bin: only who looks after them may say that it is out of it.
    if (event.type === 'found' && GONE.has(event.state) && atMs >= (this.#stepBinUntilMs[step] ?? 0))
      this.#stepBinUntilMs[step] = 0;
    this.#rememberOdd(event, { kind, id, ...(through === undefined ? {} : { through }) });
  }

  /** Keeps what a report must say of a step that may end otherwise than planned; forgets it when it does not. */
  #rememberOdd(event: Extract<JournalEvent, { type: 'outcome' | 'found' }>, facts: StepFacts): void {
    const state = this.#states.get(event.step);
    if (!isOdd(state)) {
      this.#odd.delete(event.step);
    } else if (this.#odd.has(event.step) || this.#odd.size < EXCEPTIONS) {
      const child = event.type === 'found' ? event.child : undefined;
      const { code } = event;
      this.#odd.set(event.step, {
        ...facts,
        ...(code === undefined ? {} : { code }),
        ...(child === undefined ? {} : { child }),
      });
    }
  }

  #place(step: number, kind: KindId): void {
    let number = this.#kindNumbers.get(kind);
    if (number === undefined) {
      number = this.#kindNames.push(kind);
      this.#kindNumbers.set(kind, number);
    }
    if (step >= this.#stepKind.length) {
      this.#stepKind = grown(this.#stepKind, new Uint16Array(step * 2));
      this.#stepBinUntilMs = grown(this.#stepBinUntilMs, new Float64Array(step * 2));
    }
    this.#stepKind[step] = number;
    this.#steps = Math.max(this.#steps, step);
  }

  #gathered(kind: KindId): Gathered {
    let gathered = this.#kinds.get(kind);
    if (gathered === undefined) {
      gathered = { ends: { ...ZERO }, methods: new Set() };
      this.#kinds.set(kind, gathered);
    }
    return gathered;
  }

  /** How all steps stand now, by kind and in all. */
  #ends(): { readonly list: readonly KindEnds[]; readonly total: Ends; readonly odd: number } {
    let odd = 0;
    const kinds = new Map([...this.#kinds].map(([kind, { ends, ...rest }]) => [kind, { ...rest, ends: { ...ends } }]));
    for (let step = 1; step <= this.#steps; step++) {
      const gathered = kinds.get(this.#kindNames[(this.#stepKind[step] ?? 0) - 1] ?? '');
      if (gathered === undefined) continue;
      const end = this.endOf(step);
      gathered.ends[end] += 1;
      if (!AS_PLANNED.has(end)) odd += 1;
      const until = this.#stepBinUntilMs[step] ?? 0;
      if (end === 'inBin' && until < Infinity && until > (gathered.binUntilMs ?? 0)) gathered.binUntilMs = until;
    }
    const total: Counter = { ...ZERO };
    const list = [...kinds].map(([kind, { ends, methods, ...rest }]): KindEnds => {
      const had = Object.entries(ends).reduce((sum, [name, count]) => (name === 'planned' ? sum : sum + count), 0);
      ends.left += ends.planned - had;
      for (const name of Object.keys(ZERO) as (keyof Ends)[]) total[name] += ends[name];
      return { kind, ...ends, ...rest, methods: [...methods].toSorted() };
    });
    return { list, total, odd };
  }

  /** The report of everything seen so far; undefined when the journal never began. */
  report(): ProofReport | undefined {
    if (this.#begun === undefined) return undefined;
    const { list, total, odd } = this.#ends();
    return {
      version: 1,
      ...this.#begun,
      journal: { lines: this.#lines, head: this.#head, firstAtMs: this.#firstAtMs, lastAtMs: this.#lastAtMs },
      runs: this.#runs,
      ...(this.#provedAtMs === undefined ? {} : { provedAtMs: this.#provedAtMs }),
      proofs: this.#proofs,
      ...(this.#absentFromMs === undefined ? {} : { absentFromMs: this.#absentFromMs }),
      ...(this.#absentToMs === undefined ? {} : { absentToMs: this.#absentToMs }),
      kinds: list.toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
      total,
      kept: this.#kept,
      byHand: [...this.#hands.values()],
      witness: this.#witness,
      exceptions: this.#exceptions(),
      exceptionCount: odd,
      ...(this.#through.size === 0
        ? {}
        : { through: [...this.#through].map(([connection, { size }]) => ({ connection, steps: size })) }),
      ...(this.#seals.length === 0
        ? {}
        : { broughtHome: { count: this.#brought, records: this.#broughtRecords, seals: this.#seals } }),
    };
  }

  /** How a step ended, by everything seen so far. */
  endOf(step: number): keyof Ends {
    const state = this.#states.get(step);
    switch (state) {
      case 'absent':
      case 'inBin':
        return this.#isBinned(step) ? 'inBin' : 'gone';
      case 'unreachable':
        return this.#isBinned(step) ? 'inBin' : state;
      case 'planned':
        return 'left';
      case 'intended':
        return 'unknown';
      case 'acknowledged':
      case 'changed':
      case 'childAppeared':
      case 'alreadyGone':
      case 'inactive':
      case 'handed':
      case 'scrubbed':
      case 'binOff':
      case 'stillThere':
      case 'refused':
      case 'unknown':
        return state;
    }
  }

  #isBinned(step: number): boolean {
    return (this.#stepBinUntilMs[step] ?? 0) > 0;
  }

  #exceptions(): readonly ProofException[] {
    return [...this.#odd]
      .toSorted(([a], [b]) => a - b)
      .map(([step, { kind, id, through, code, child }]) => ({
        step,
        kind,
        id,
        end: this.endOf(step),
        ...(through === undefined ? {} : { through }),
        ...(code === undefined ? {} : { code }),
        ...(child === undefined ? {} : { child }),
      }));
  }
}

function isOdd(state: LedgerState): boolean {
  return (
    state === 'changed' ||
    state === 'childAppeared' ||
    state === 'stillThere' ||
    state === 'refused' ||
    state === 'unknown' ||
    state === 'intended'
  );
}

function grown<List extends Uint16Array | Float64Array>(old: List, larger: List): List {
  larger.set(old);
  return larger;
}
