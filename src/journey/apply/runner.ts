import type { Clock } from '../../base/clock.ts';
import type { JsonObject } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Ledger } from '../journal/ledger.ts';
import { Check, type Eyes } from './check.ts';
import { type Finding, foundOf } from './finding.ts';
import { Notes } from './notes.ts';
import { ask, hearAll, type Question } from './questions.ts';
import { type Reply, replyOf, replyOfFailure } from './reply.ts';
import { callOf } from './step-call.ts';
import { byKind, type Target } from './target.ts';

/** A target that a fresh look found to be the archived record, and when. */
export interface Checked {
  readonly target: Target;
  readonly row: JsonObject;
  readonly atMs: number;
}

/** A look older than this is taken again before anything leans on it (I4), however long limits hold a request back. */
export const FRESH_MS = 30_000;
/** How often a step is tried again when its answer was lost and a look shows the record still there. */
const ATTEMPTS = 3;
/** How a step is seen to be done, where that is looked at right away. */
const WANTED = {
  delete: 'absent',
  cascade: 'absent',
  deactivate: 'inactive',
  hand: 'handed',
  scrub: 'scrubbed',
  binOff: 'binOff',
} as const;

/** Carries out what a plan names, a window at a time; every word of it goes through the ledger. */
export class Runner {
  readonly #portal: Portal;
  readonly #ledger: Ledger;
  readonly #notes: Notes;
  readonly #eyes: Eyes;
  readonly #clock: Clock;
  readonly #hard: AbortSignal | undefined;
  #acknowledged = 0;

  constructor(options: {
    readonly portal: Portal;
    readonly ledger: Ledger;
    readonly eyes: Eyes;
    readonly clock: Clock;
    readonly hard?: AbortSignal | undefined;
  }) {
    this.#portal = options.portal;
    this.#ledger = options.ledger;
    this.#notes = new Notes(options.ledger);
    this.#eyes = options.eyes;
    this.#clock = options.clock;
    this.#hard = options.hard;
  }

  /** Deletions that the portal acknowledged in this run. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** How many questions a look at these takes. */
  questionsFor(targets: readonly Target[]): number {
    return new Check(this.#eyes, targets, { below: true }).questions.length;
  }

  /** Looks at a window on its own and says which of it may go. */
  async check(targets: readonly Target[]): Promise<readonly Checked[]> {
    const atMs = this.#clock.now();
    return this.#conclude(await this.#look(targets, { below: true }), atMs);
  }

  /** Looks until every question was answered, or has been asked often enough. */
  async #look(targets: readonly Target[], options: { readonly below: boolean }): Promise<ReadonlyMap<Target, Finding>> {
    const findings = new Map<Target, Finding>();
    let left = targets;
    let why: PortalError | undefined;
    for (let attempt = 1; left.length > 0 && attempt <= ATTEMPTS; attempt++) {
      const check = new Check(this.#eyes, left, options);
      why = (await ask(this.#portal, check.questions)) ?? why;
      for (const [target, finding] of await check.findings(this.#portal)) findings.set(target, finding);
      left = left.filter((target) => findings.get(target)?.is === 'unheard');
    }
    // Whoever hears nothing at all has lost the portal; to go on would only write down that nothing is known.
    if (targets.length > 0 && left.length === targets.length) {
      throw why ?? new PortalError('unanswered', { method: 'batch' });
    }
    return findings;
  }

  /**
   * Deletes what was checked and, in the same batch, looks at `next`; returns what of `next` may go. A look that has
   * grown old is taken again first.
   * @throws what the portal threw when it can go no further; the ledger says of every step what is known
   */
  async send(current: readonly Checked[], next: readonly Target[]): Promise<readonly Checked[]> {
    const fresh = await this.#freshened(current);
    const check = new Check(this.#eyes, next, { below: true });
    const atMs = this.#clock.now();
    const lost = await this.#transmit(fresh, check.questions);
    await this.#settle(lost);
    // What was lost was done or tried again since, and that may be below what was looked at.
    if (lost.length > 0) return this.check(next);
    const findings = await check.findings(this.#portal);
    const heard = new Map([...findings].filter(([, { is }]) => is !== 'unheard'));
    const checked = this.#conclude(heard, atMs);
    const unheard = next.filter((target) => !heard.has(target));
    return [...checked, ...(await this.check(unheard))];
  }

  async #freshened(current: readonly Checked[]): Promise<readonly Checked[]> {
    const old = current.some(({ atMs }) => this.#clock.now() - atMs > FRESH_MS);
    return old ? this.check(current.map(({ target }) => target)) : current;
  }

  /**
   * One batch: intents durable, then the calls, then what came of each noted down (I3). Returns those that only a look can
   * tell about.
   */
  async #transmit(current: readonly Checked[], questions: readonly Question[]): Promise<readonly Target[]> {
    const targets = current.map(({ target }) => target);
    const calls = current.map(({ target, row }) => callOf(target, row, this.#eyes.archived(target.step.key)));
    targets.forEach((target, index) => this.#notes.intend(target, calls[index]?.method ?? ''));
    await this.#ledger.commit();
    let replies: readonly Reply[];
    let stopped: Error | undefined;
    try {
      const outcomes = await this.#portal.batch([...calls, ...questions.map(({ call }) => call)], {
        ...(this.#hard === undefined ? {} : { signal: this.#hard }),
        notAfterMs: freshUntilMs(current),
      });
      hearAll(questions, outcomes.slice(calls.length));
      replies = targets.map((_, index) => replyOf(outcomes[index]));
      stopped = replies.find((reply) => reply.stopped !== undefined)?.stopped;
    } catch (error) {
      const reply = replyOfFailure(error as Error);
      replies = targets.map(() => reply);
      stopped = reply.stopped;
    }
    const lost = this.#hear(targets, replies);
    if (stopped === undefined) return lost;
    await this.#ledger.commit();
    throw stopped;
  }

  /** Notes what is known of each; returns those that only a look can tell about. */
  #hear(targets: readonly Target[], replies: readonly Reply[]): readonly Target[] {
    const lost: Target[] = [];
    for (const [index, target] of targets.entries()) {
      const { is, code, isLost = false } = replies[index] ?? replyOf(undefined);
      this.#notes.outcome(target, is, code);
      if (is === 'acknowledged') this.#acknowledged += 1;
      if (isLost) lost.push(target);
    }
    return lost;
  }

  /** Finds out by looking what became of steps whose answer was lost, and tries again what is still there. */
  async #settle(lost: readonly Target[]): Promise<void> {
    let left = lost;
    for (let attempt = 1; left.length > 0 && attempt < ATTEMPTS; attempt++) {
      const still = await this.probe(left);
      left = await this.#transmit(await this.check(still), []);
    }
    if (left.length > 0) await this.probe(left);
  }

  /** Looks at steps of which nobody knows whether they were done; returns those that were not. */
  async probe(targets: readonly Target[]): Promise<readonly Target[]> {
    const still: Target[] = [];
    for (const window of byKind(targets)) {
      for (const [target, finding] of await this.#look(window, { below: false })) {
        if (finding.is === 'unheard') continue;
        const found = finding.is === 'same' ? ({ state: 'present' } as const) : foundOf(finding);
        this.#notes.found(target, { ...found, by: 'probe' });
        if (finding.is === 'same') still.push(target);
      }
    }
    await this.#ledger.commit();
    return still;
  }

  /** Whether all that was acknowledged of these is seen absent. */
  async canary(targets: readonly Target[]): Promise<{ readonly seen: number; readonly wrong: readonly Target[] }> {
    const sent = targets.filter(({ step }) => this.#ledger.states.get(step.number) === 'acknowledged');
    const wrong: Target[] = [];
    let seen = 0;
    for (const [target, finding] of await this.#look(sent, { below: false })) {
      const wanted = WANTED[target.step.action.do];
      if (finding.is === wanted) {
        this.#notes.found(target, { state: wanted, by: 'canary' });
        seen += 1;
      } else {
        const isThere = finding.is === 'same' || finding.is === 'changed';
        if (isThere) this.#notes.found(target, { state: 'present', by: 'canary' });
        wrong.push(target);
      }
    }
    await this.#ledger.commit();
    return { seen, wrong };
  }

  /** What may go, and a note of why the rest may not. */
  #conclude(findings: ReadonlyMap<Target, Finding>, atMs: number): readonly Checked[] {
    const checked: Checked[] = [];
    for (const [target, finding] of findings) {
      if (finding.is === 'same') checked.push({ target, row: finding.row, atMs });
      else this.#notes.found(target, { ...foundOf(finding), by: 'check' });
    }
    return checked;
  }
}

/** Until when something may leave that leans on these looks. What leans on none may leave at any time. */
function freshUntilMs(current: readonly Checked[]): number {
  return Math.min(...current.map(({ atMs }) => atMs)) + FRESH_MS;
}
