import { type EventOf, recordOf } from '../journal/events.ts';
import type { Ledger } from '../journal/ledger.ts';
import type { Target } from './target.ts';

/** Writes down what is meant, answered and seen of targets, and of what goes along with them. */
export class Notes {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** About to be sent: all that will go with one call. */
  intend({ step, along }: Target, method: string): void {
    const { action, fingerprint } = step;
    // What goes along into a bin can come back from it too.
    const fate = action.do === 'delete' ? { fate: action.fate, binDays: action.binDays } : {};
    for (const { step: child } of along) {
      const more = { fingerprint: child.fingerprint, ...fate, with: step.number };
      this.#ledger.note({ type: 'intent', ...recordOf(child), action: 'cascade', ...more });
    }
    const more = { fingerprint, method, ...fate, ...handOf(step) };
    this.#ledger.note({ type: 'intent', ...recordOf(step), action: action.do, ...more });
  }

  outcome({ step, along }: Target, is: EventOf<'outcome'>['is'], code?: string): void {
    for (const { step: each } of [...along, { step }]) {
      this.#ledger.note({ type: 'outcome', ...recordOf(each), is, code });
    }
  }

  found({ step, along }: Target, found: Pick<EventOf<'found'>, 'state' | 'by' | 'code' | 'child'>): void {
    const hand = found.state === 'handed' || found.state === 'scrubbed' ? handOf(step) : {};
    this.#ledger.note({ type: 'found', ...recordOf(step), ...found, ...hand });
    if (found.by === 'canary') return;
    // Nobody looked at what goes along. With a step that is gone it is probably gone, which is for the proof to see; with
    // one that is still there it was not touched.
    const isGone = ['alreadyGone', 'absent'].includes(this.#ledger.states.get(step.number));
    for (const { step: child } of along) {
      const before = this.#ledger.states.get(child.number);
      if (isGone ? before === 'unknown' : !['intended', 'unknown'].includes(before)) continue;
      this.#ledger.note({ type: 'outcome', ...recordOf(child), is: isGone ? 'unknown' : 'notSent' });
    }
  }
}

/** What a proof must know of a hand-over to see it for itself. */
function handOf({ action }: Target['step']): Pick<EventOf<'intent'>, 'hand' | 'scrub'> {
  if (action.do === 'scrub') return { scrub: [...action.fields] };
  if (action.do !== 'hand') return {};
  const { from, to, fields } = action;
  return {
    hand: {
      from,
      to,
      fields: fields.map(({ field, was, becomes }) => ({ field, was: [...was], becomes: [...becomes] })),
    },
  };
}
