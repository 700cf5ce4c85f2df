import type { Clock } from '../../base/clock.ts';
import { Bye24Error } from '../../base/error.ts';
import type { JsonObject } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Call, Outcome, Portal } from '../../bitrix24/port.ts';
import { type EventOf, recordOf } from '../journal/events.ts';
import type { Ledger } from '../journal/ledger.ts';
import { handCall } from '../handover/call.ts';
import { Check, codeOf, type Eyes, type Finding } from './check.ts';
import { ask, type Question } from './questions.ts';
import { type Target, WINDOW } from './target.ts';
import { nameOf } from '../../archive/key-name.ts';

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
/** After these nothing more is sent: the portal is gone, or the connection is (I7). */
const FINAL: ReadonlySet<PortalError['kind']> = new Set([
  'badCredential',
  'overloaded',
  'portalDeleted',
  'planWithoutRest',
]);

/** How a step is seen to be done, where that is looked at right away. */
const WANTED = {
  delete: 'absent',
  cascade: 'absent',
  deactivate: 'inactive',
  hand: 'handed',
  scrub: 'scrubbed',
} as const;

/** Carries out what a plan names, a window at a time; every word of it goes through the ledger. */
export class Runner {
  readonly #portal: Portal;
  readonly #ledger: Ledger;
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
    const check = next.length === 0 ? undefined : new Check(this.#eyes, next, { below: true });
    const atMs = this.#clock.now();
    const { lost, stopped } = await this.#transmit(fresh, check?.questions ?? []);
    if (stopped !== undefined) {
      await this.#ledger.commit();
      throw stopped;
    }
    await this.#settle(lost);
    if (check === undefined) return [];
    // What was lost was done or tried again since, and that may be below what was looked at.
    if (lost.length > 0) return this.check(next);
    const findings = await check.findings(this.#portal);
    const heard = new Map([...findings].filter(([, { is }]) => is !== 'unheard'));
    const checked = this.#conclude(heard, atMs);
    const unheard = next.filter((target) => !heard.has(target));
    return unheard.length === 0 ? checked : [...checked, ...(await this.check(unheard))];
  }

  async #freshened(current: readonly Checked[]): Promise<readonly Checked[]> {
    const old = current.some(({ atMs }) => this.#clock.now() - atMs > FRESH_MS);
    return old ? this.check(current.map(({ target }) => target)) : current;
  }

  /** One batch: intents durable, then the calls, then what came of each noted down (I3). */
  async #transmit(
    current: readonly Checked[],
    questions: readonly Question[],
  ): Promise<{ readonly lost: readonly Target[]; readonly stopped?: Error }> {
    const calls = current.map(({ target, row }) => this.#call(target, row));
    current.forEach(({ target }, index) => this.#intend(target, calls[index]?.method ?? ''));
    await this.#ledger.commit();
    if (calls.length + questions.length === 0) return { lost: [] };
    let outcomes: readonly Outcome[];
    try {
      outcomes = await this.#portal.batch([...calls, ...questions.map(({ call }) => call)], {
        ...(this.#hard === undefined ? {} : { signal: this.#hard }),
        ...freshFor(current),
      });
    } catch (error) {
      const sent = !(error instanceof PortalError) || error.outcomeUnknown;
      for (const { target } of current) this.#outcome(target, sent ? 'unknown' : 'notSent');
      if (error instanceof PortalError && error.outcomeUnknown) {
        return { lost: current.map(({ target }) => target) };
      }
      return { lost: [], stopped: error as Error };
    }
    questions.forEach(({ hear }, index) => {
      const outcome = outcomes[calls.length + index];
      if (outcome !== undefined) hear(outcome);
    });
    const lost: Target[] = [];
    let stopped: Error | undefined;
    current.forEach(({ target }, index) => {
      const outcome = outcomes[index] ?? { is: 'notExecuted' };
      if (this.#hear(target, outcome)) lost.push(target);
      if (outcome.is === 'refused' && FINAL.has(outcome.error.kind)) stopped = outcome.error;
    });
    return { lost, ...(stopped === undefined ? {} : { stopped }) };
  }

  #call({ kind, step }: Target, row: JsonObject): Call {
    const { deletion } = kind;
    const { action } = step;
    const archived = this.#eyes.archived(step.key);
    if (action.do === 'hand') return handCall(kind, action, { ...archived, id: step.key.id, row });
    if (action.do === 'scrub' && kind.scrub !== undefined) {
      return { ...kind.scrub.call({ ...archived, id: step.key.id, row }, action.fields), effect: 'write' };
    }
    if (deletion.how !== 'call' && deletion.how !== 'deactivate')
      throw new Bye24Error('PLAN_UNKNOWN_KIND', { kind: kind.id });
    // The row as it is now; what it lay under, the archive knows.
    const parent = archived?.parent;
    const record = { id: step.key.id, row, ...(parent === undefined ? {} : { parent }) };
    return { ...deletion.call(record), effect: 'write' };
  }

  /** Notes an outcome; true when only a look can tell what happened. */
  #hear(target: Target, outcome: Outcome): boolean {
    switch (outcome.is) {
      case 'answered':
        // A plain `false` says neither yes nor no.
        if (outcome.answer.result === false) {
          this.#outcome(target, 'unknown', 'RESULT_FALSE');
          return true;
        }
        this.#outcome(target, 'acknowledged');
        this.#acknowledged += 1;
        return false;
      case 'refused':
        if (outcome.error.kind === 'notFound') {
          this.#outcome(target, 'unknown', codeOf(outcome.error));
          return true;
        }
        this.#outcome(target, FINAL.has(outcome.error.kind) ? 'notSent' : 'refused', codeOf(outcome.error));
        return false;
      case 'unknown':
        this.#outcome(target, 'unknown', codeOf(outcome.error));
        return true;
      case 'notExecuted':
        this.#outcome(target, 'notSent');
        return true;
    }
  }

  /** Finds out by looking what became of steps whose answer was lost, and tries again what is still there. */
  async #settle(lost: readonly Target[]): Promise<void> {
    let left = lost;
    for (let attempt = 1; left.length > 0 && attempt < ATTEMPTS; attempt++) {
      const still = await this.probe(left);
      const { lost: again, stopped } = await this.#transmit(await this.check(still), []);
      if (stopped !== undefined) {
        await this.#ledger.commit();
        throw stopped;
      }
      left = again;
    }
    if (left.length > 0) await this.probe(left);
  }

  /** Looks at steps of which nobody knows whether they were done; returns those that were not. */
  async probe(targets: readonly Target[]): Promise<readonly Target[]> {
    const still: Target[] = [];
    for (const window of sameKind(targets)) {
      for (const [target, finding] of await this.#look(window, { below: false })) {
        if (finding.is === 'same') {
          this.#found(target, { state: 'present', by: 'probe' });
          still.push(target);
        } else if (
          finding.is === 'absent' ||
          finding.is === 'inactive' ||
          finding.is === 'handed' ||
          finding.is === 'scrubbed' ||
          finding.is === 'changed'
        ) {
          this.#found(target, { state: finding.is, by: 'probe' });
        } else if (finding.is === 'unreadable') {
          this.#found(target, { state: 'unreadable', by: 'probe', code: finding.code });
        }
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
        this.#found(target, { state: wanted, by: 'canary' });
        seen += 1;
      } else {
        if (finding.is === 'same' || finding.is === 'changed') this.#found(target, { state: 'present', by: 'canary' });
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
      else this.#skip(target, finding);
    }
    return checked;
  }

  /** Notes why a step is not sent. */
  #skip(target: Target, finding: Exclude<Finding, { is: 'same' }>): void {
    switch (finding.is) {
      case 'absent':
      case 'inactive':
      case 'handed':
      case 'scrubbed':
      case 'changed':
        return this.#found(target, { state: finding.is, by: 'check' });
      case 'childAppeared':
        return this.#found(target, {
          state: 'childAppeared',
          by: 'check',
          child: nameOf(finding.child),
        });
      case 'unreadable':
        return this.#found(target, { state: 'unreadable', by: 'check', code: finding.code });
      case 'unheard':
        return this.#found(target, { state: 'unreadable', by: 'check', code: 'UNANSWERED' });
    }
  }

  #intend({ step, along }: Target, method: string): void {
    const { action } = step;
    // What goes along into a bin can come back from it too.
    const fate =
      action.do === 'delete'
        ? { fate: action.fate, ...(action.binDays === undefined ? {} : { binDays: action.binDays }) }
        : {};
    for (const { step: child } of along) {
      const { fingerprint } = child;
      this.#ledger.note({
        type: 'intent',
        ...recordOf(child),
        action: 'cascade',
        fingerprint,
        ...fate,
        with: step.number,
      });
    }
    const { fingerprint } = step;
    this.#ledger.note({
      type: 'intent',
      ...recordOf(step),
      action: action.do,
      fingerprint,
      method,
      ...fate,
      ...handOf(step),
    });
  }

  #outcome({ step, along }: Target, is: EventOf<'outcome'>['is'], code?: string): void {
    const more = code === undefined ? {} : { code };
    for (const { step: each } of [...along, { step }]) {
      this.#ledger.note({ type: 'outcome', ...recordOf(each), is, ...more });
    }
  }

  #found({ step, along }: Target, found: Pick<EventOf<'found'>, 'state' | 'by' | 'code' | 'child'>): void {
    this.#ledger.note({
      type: 'found',
      ...recordOf(step),
      ...found,
      ...(found.state === 'handed' || found.state === 'scrubbed' ? handOf(step) : {}),
    });
    // Nobody looked at what goes along. With a step that is gone it is probably gone, which is for the proof to see; with
    // one that is still there it was not touched.
    if (along.length === 0 || found.by === 'canary') return;
    const state = this.#ledger.states.get(step.number);
    const is = state === 'alreadyGone' || state === 'absent' ? 'unknown' : 'notSent';
    for (const { step: child } of along) {
      const before = this.#ledger.states.get(child.number);
      if (is === 'unknown' ? before !== 'unknown' : before === 'intended' || before === 'unknown') {
        this.#ledger.note({ type: 'outcome', ...recordOf(child), is });
      }
    }
  }
}

/** Until when something may leave that leans on these looks. */
function freshFor(current: readonly Checked[]): { readonly notAfterMs?: number } {
  if (current.length === 0) return {};
  return { notAfterMs: Math.min(...current.map(({ atMs }) => atMs)) + FRESH_MS };
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

/** Targets of one kind at a time, as many as one look can take. */
function* sameKind(targets: readonly Target[]): Generator<readonly Target[], void, void> {
  for (const group of Map.groupBy(targets, ({ kind }) => kind.id).values()) {
    for (let at = 0; at < group.length; at += WINDOW) yield group.slice(at, at + WINDOW);
  }
}
