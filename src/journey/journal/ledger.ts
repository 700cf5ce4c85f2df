import { Bye24Error } from '../../base/error.ts';
import type { StepState } from '../types.ts';
import type { JournalEvent, JournalLine } from './events.ts';
import type { Journal } from './journal.ts';

/** A step's state, or `planned` when the journal says nothing of it (or that it certainly was not sent). */
export type LedgerState = StepState | 'planned';

const CODES: readonly LedgerState[] = [
  'planned',
  'intended',
  'acknowledged',
  'absent',
  'inBin',
  'changed',
  'childAppeared',
  'alreadyGone',
  'inactive',
  'stillThere',
  'refused',
  'unknown',
  'handed',
  'scrubbed',
  'binOff',
  'unreachable',
];
/** A look showed that what was to be done is done. */
export const SEEN_DONE: ReadonlySet<LedgerState> = new Set(['absent', 'inactive', 'handed', 'scrubbed', 'binOff']);

/** What was to be done is done, by a look or by the portal's word. */
export const SAID_DONE: ReadonlySet<LedgerState> = new Set([...SEEN_DONE, 'acknowledged', 'inBin', 'alreadyGone']);
const codeOf = new Map(CODES.map((state, code) => [state, code]));

/** What an event makes of a step's state; undefined when it is not about a step. */
export function stateAfter(event: JournalEvent, before: LedgerState): LedgerState | undefined {
  switch (event.type) {
    case 'intent':
      return 'intended';
    case 'outcome':
      return event.is === 'notSent' ? 'planned' : event.is;
    case 'found':
      return stateFound(event.state, event.by, before);
    case 'broughtHome':
      return 'planned';
    case 'bringing':
    case 'resealed':
    case 'begun':
    case 'resumed':
    case 'planned':
    case 'kept':
    case 'byHand':
    case 'counted':
    case 'witness':
    case 'confirmed':
    case 'erasing':
    case 'erased':
    case 'paused':
    case 'stopped':
    case 'finished':
    case 'proved':
      return undefined;
  }
}

type Found = Extract<JournalEvent, { type: 'found' }>;

function stateFound(state: Found['state'], by: Found['by'], before: LedgerState): LedgerState {
  switch (state) {
    case 'absent':
      return by === 'check' ? 'alreadyGone' : before === 'alreadyGone' ? before : 'absent';
    case 'inactive':
    case 'handed':
    case 'scrubbed':
    case 'binOff':
      return state;
    case 'present':
      return statePresent(by, before);
    case 'changed':
      return by === 'prove' ? statePresent(by, before) : 'changed';
    case 'childAppeared':
      return 'childAppeared';
    case 'unreachable':
      return UNTOUCHED.has(before) ? before : state;
    case 'unreadable':
      return by === 'check' ? 'refused' : by === 'prove' ? stateUnseen(before) : before;
  }
}

/** Nothing was sent for these: that something else is gone says nothing of them. */
const UNTOUCHED: ReadonlySet<LedgerState> = new Set(['planned', 'changed', 'childAppeared', 'refused']);

/** What was seen once may have come back: where the last proof could not look, it claims nothing. */
function stateUnseen(before: LedgerState): LedgerState {
  if (SEEN_DONE.has(before)) return 'acknowledged';
  return before === 'alreadyGone' || before === 'unreachable' ? 'unknown' : before;
}

/** After a lost answer it may be tried again; later, it means that a deletion did not happen, or came undone. */
function statePresent(by: Found['by'], before: LedgerState): LedgerState {
  if (by === 'probe') return 'planned';
  const wasGone = SEEN_DONE.has(before) || ['acknowledged', 'alreadyGone', 'unreachable'].includes(before);
  return wasGone ? 'stillThere' : before === 'intended' ? 'unknown' : before;
}

/** The states of a plan's steps in one byte each: a million steps in a megabyte. */
export class StepStates {
  #bytes: Uint8Array;

  constructor(steps = 0) {
    this.#bytes = new Uint8Array(steps + 1);
  }

  get(step: number): LedgerState {
    return CODES[this.#bytes[step] ?? 0] ?? 'planned';
  }

  see(event: JournalEvent): void {
    if (!('step' in event)) return;
    const next = stateAfter(event, this.get(event.step));
    if (next === undefined) return;
    if (event.step >= this.#bytes.length) {
      const larger = new Uint8Array(Math.max(event.step + 1, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[event.step] = codeOf.get(next) ?? 0;
  }

  /** How many of the first `steps` steps are in each state. */
  counts(steps: number): Readonly<Record<LedgerState, number>> {
    const counts = Object.fromEntries(CODES.map((state) => [state, 0])) as Record<LedgerState, number>;
    for (let step = 1; step <= steps; step++) counts[this.get(step)] += 1;
    return counts;
  }
}

/** Events after which an earlier reading of the portal says nothing of how things stand. */
const SENDS: ReadonlySet<JournalEvent['type']> = new Set(['resumed', 'intent', 'stopped', 'finished']);

/** A reading to its end; that the connection's own owner is dismissed is the last thing that anybody sees through it. */
function isReadAgain(event: JournalEvent): boolean {
  return event.type === 'proved' || (event.type === 'found' && event.by === 'prove' && event.state === 'inactive');
}

/** What a journal says of its run as a whole. */
export interface Standing {
  readonly plan?: string;
  /** Of the archive that the plan is bound to now. */
  readonly sealRoot?: string;
  /** Changed records were being brought home when the last process ended: the archive may be without its seal. */
  readonly bringing: boolean;
  readonly canaryPassed: boolean;
  readonly counted: boolean;
  readonly finished: boolean;
  /** The portal was read again, and nothing was sent since. */
  readonly proved: boolean;
}

/** A journal together with the states that follow from it: rebuilt from its lines, then kept by the same code. */
export class Ledger {
  readonly states = new StepStates();
  /** Steps that mean another version than the plan's file says, and which. */
  readonly versions = new Map<number, string>();
  /** What stood in the way of steps that stayed because of something below them. */
  readonly blockers = new Map<number, string>();
  #journal: Journal | undefined;
  #plan: string | undefined;
  #sealRoot: string | undefined;
  #bringing = false;
  #canaryPassed = false;
  #counted = false;
  #finished = false;
  #proved = false;

  /** Give this to openJournal. */
  readonly visit = (line: JournalLine): void => this.#see(line.event);

  use(journal: Journal): void {
    this.#journal = journal;
  }

  get standing(): Standing {
    return {
      ...(this.#plan === undefined ? {} : { plan: this.#plan }),
      ...(this.#sealRoot === undefined ? {} : { sealRoot: this.#sealRoot }),
      bringing: this.#bringing,
      canaryPassed: this.#canaryPassed,
      counted: this.#counted,
      finished: this.#finished,
      proved: this.#proved,
    };
  }

  note(event: JournalEvent): void {
    this.#open().note(event);
    this.#see(event);
  }

  commit(): Promise<void> {
    return this.#open().commit();
  }

  #open(): Journal {
    if (this.#journal === undefined) throw new Bye24Error('JOURNAL_CLOSED');
    return this.#journal;
  }

  #see(event: JournalEvent): void {
    this.states.see(event);
    if (event.type === 'begun') {
      this.#plan = event.plan;
      this.#sealRoot = event.sealRoot;
    }
    if (event.type === 'bringing') this.#bringing = true;
    if (event.type === 'broughtHome') this.versions.set(event.step, event.fingerprint);
    if (event.type === 'resealed') {
      this.#sealRoot = event.to;
      this.#bringing = false;
    }
    if (event.type === 'found') {
      if (event.child === undefined) this.blockers.delete(event.step);
      else this.blockers.set(event.step, event.child);
    }
    if (event.type === 'witness') this.#counted = true;
    if (
      event.type === 'found' &&
      event.by === 'canary' &&
      ['absent', 'handed', 'scrubbed', 'binOff'].includes(event.state)
    ) {
      this.#canaryPassed = true;
    }
    if (event.type === 'finished') this.#finished = true;
    if (event.type === 'resumed') this.#finished = false;
    if (isReadAgain(event)) this.#proved = true;
    if (SENDS.has(event.type)) this.#proved = false;
  }
}
