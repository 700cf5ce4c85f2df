import { Bye24Error } from '../../base/error.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { openJournal } from '../journal/journal.ts';
import { Ledger, type LedgerState } from '../journal/ledger.ts';
import { witness } from '../journal/witness.ts';
import { childKindsOf } from '../plan/order.ts';
import { connectionOfUser } from '../connection-name.ts';
import { checkBinding, kindsOf, noteBeginning } from './begin.ts';
import type { Eyes } from './check.ts';
import { checkGuard, LEAST_DELAY_MS } from './guard.ts';
import { seeGone } from '../prove/see-gone.ts';
import type { ApplyOptions, ApplyReport, StopReason } from './options.ts';
import { Pace } from './pace.ts';
import type { Checked } from './runner.ts';
import { Runners } from './runners.ts';
import { Filling } from './filling.ts';
import { inVersions } from './source.ts';
import { piecesOf, type Target, targetsOf, windowsOf } from './target.ts';

/**
 * Carries a plan out; decides nothing beyond what the plan says (I2). The same call again goes on where the last one
 * ended. Nothing is sent before guard, portal, archive and journal all agree.
 * @throws Bye24Error GUARD_REFUSED, PLAN_OTHER_PORTAL, PLAN_STALE, PLAN_ALTERED, JOURNAL_DAMAGED, JOURNAL_OTHER_PLAN, BRINGING_UNFINISHED, and
 * what the disk throws; what the portal throws ends the run with a report
 */
export async function apply(options: ApplyOptions): Promise<ApplyReport> {
  const { plan, disk, journalPath, clock, portal, archive, guard, controls = {}, watch = () => {} } = options;
  checkGuard(guard, { portal: plan.header.portal, sha256: plan.sha256 });
  const ledger = new Ledger();
  const journal = await openJournal({ disk, path: journalPath, clock, visit: ledger.visit });
  ledger.use(journal);
  try {
    checkBinding(plan, { portal: portal.address, sealRoot: archive.sealRoot, standing: ledger.standing });
    await clock.sleep(Math.max(LEAST_DELAY_MS, guard.delayMs ?? 0), controls.signal);
    watch({ type: 'stage', stage: 'apply', state: 'started' });
    if (ledger.standing.plan === undefined) await noteBeginning(ledger, plan, guard.attended);
    else ledger.note({ type: 'resumed', cutBytes: journal.cutBytes, tookOver: options.tookOver });
    return await new Run({ ...options, plan: inVersions(plan, ledger.versions) }, ledger).toEnd();
  } finally {
    await journal.close();
  }
}

/** States of what is still to go, or may be. */
const OPEN: ReadonlySet<LedgerState> = new Set(['planned', 'refused', 'intended', 'unknown']);
/** Why an employee stays: the plan goes through their connection, which the portal does not accept now. */
const STILL_NEEDED = 'CONNECTION_NEEDED';

/** Something that goes along, looked at for itself. */
function alone({ step, kind }: Target['along'][number]): Target {
  return { step, kind, along: [] };
}

function isOfPeople([first]: readonly Target[]): boolean {
  return first?.step.action.do === 'deactivate';
}

class Run {
  readonly #options: ApplyOptions;
  readonly #ledger: Ledger;
  readonly #runner: Runners;
  readonly #pace: Pace;
  readonly #kinds: ReadonlyMap<KindId, Kind>;
  /** The last step that the canary had; up to it, nothing is tried twice in one run. */
  #canaryStep = 0;
  #peopleBegun = false;
  /** Connections that the portal does not accept now and through which something is still to go. */
  readonly #needed = new Set<string>();

  constructor(options: ApplyOptions, ledger: Ledger) {
    const { portal, through, clock, archive, controls, kinds } = options;
    this.#options = options;
    this.#ledger = ledger;
    this.#kinds = new Map(kinds.map((kind) => [kind.id, kind]));
    const eyes: Eyes = {
      kinds: this.#kinds,
      childKinds: childKindsOf(kinds),
      fingerprint: archive.fingerprint,
      archived: archive.archived,
    };
    this.#runner = new Runners({ portal, through, ledger, eyes, clock, hard: controls?.hard });
    this.#pace = new Pace(options, ledger);
  }

  async toEnd(): Promise<ApplyReport> {
    try {
      const { portal, plan } = this.#options;
      if (!this.#ledger.standing.counted) {
        const touched = await kindsOf(plan);
        const kinds = [...this.#kinds.values()].filter(({ id }) => touched.has(id));
        for (const event of await witness(portal, kinds, 'before')) this.#ledger.note(event);
      }
      await this.#resolveUnknown();
      await this.#pace.begin(plan.entries());
      const reason = (await this.#canary()) ?? (await this.#rest());
      const { unknown } = this.#ledger.states.counts(plan.header.steps);
      if (unknown > 0 && reason !== 'cancelled') await this.#resolveUnknown();
      return await this.#report(reason);
    } catch (error) {
      if (error instanceof Bye24Error && error.code.startsWith('PORTAL_')) return await this.#report('portal', error);
      if (this.#options.controls?.hard?.aborted === true) return await this.#report('cancelled');
      throw error;
    }
  }

  #targets(): AsyncGenerator<Target, void, void> {
    return targetsOf(this.#options.plan.entries(), this.#kinds);
  }

  #state({ step }: Target): LedgerState {
    return this.#ledger.states.get(step.number);
  }

  /** What was left without an answer, or went along unseen: looked at, never assumed (I3). */
  async #resolveUnknown(): Promise<void> {
    for await (const piece of piecesOf(this.#unknown())) await this.#runner.probe(piece);
  }

  async *#unknown(): AsyncGenerator<Target, void, void> {
    for await (const target of this.#targets()) {
      if (['intended', 'unknown'].includes(this.#state(target))) yield target;
      else yield* target.along.map(alone).filter((each) => this.#state(each) === 'unknown');
    }
  }

  /** Steps that are still to be done. A refusal may have had a reason that is gone now; a changed record stays changed. */
  async *#todo(): AsyncGenerator<Target, void, void> {
    for await (const target of this.#targets()) {
      const state = this.#state(target);
      const again = (state === 'refused' || state === 'childAppeared') && target.step.number > this.#canaryStep;
      if (state === 'planned' || again) yield target;
    }
  }

  #left(): number {
    return this.#ledger.states.counts(this.#options.plan.header.steps).planned;
  }

  #windows(sizeFor: (begun: readonly Target[]) => number): AsyncGenerator<readonly Target[], void, void> {
    return windowsOf(this.#todo(), sizeFor);
  }

  /** The first few, seen absent before the rest goes. The plan begins with its safest kind. */
  async #canary(): Promise<StopReason | undefined> {
    const { caps, controls } = this.#options;
    const size = caps?.canary ?? 10;
    if (size === 0 || this.#ledger.standing.canaryPassed) return undefined;
    for await (const window of this.#windows(() => size)) {
      const stop = await this.#pace.mayGoOn(this.#runner.acknowledged);
      if (stop !== undefined) return stop;
      const [first] = window;
      // People are not deleted, so there is nothing to be seen absent; they are also the last.
      if (first === undefined || first.step.action.do === 'deactivate') return undefined;
      const allowed = window.slice(0, this.#pace.allowance(this.#runner.acknowledged));
      await this.#runner.send(await this.#runner.check(allowed), []);
      const { seen, wrong } = await this.#runner.canary(allowed);
      this.#pace.tell(allowed);
      this.#canaryStep = allowed.at(-1)?.step.number ?? this.#canaryStep;
      if (wrong.length > 0) return 'canaryFailed';
      if (seen === 0) continue;
      const goOn = (await controls?.afterCanary?.({ kind: first.kind.id, absent: seen, left: this.#left() })) ?? true;
      return goOn ? undefined : 'canaryDeclined';
    }
    return undefined;
  }

  async #rest(): Promise<StopReason | undefined> {
    const filling = new Filling((targets) => targets.length + this.#runner.questionsFor(targets));
    let checked: readonly Checked[] = [];
    let waits = false;
    for await (const window of this.#windows((begun) => filling.sizeFor(begun))) {
      const stop = await this.#pace.mayGoOn(this.#runner.acknowledged);
      if (stop !== undefined) return stop;
      waits = this.#mustWait(window);
      if (waits) break;
      const allowed = checked.slice(0, this.#pace.allowance(this.#runner.acknowledged));
      let next: readonly Checked[];
      if (isOfPeople(window) && !this.#peopleBegun) {
        await this.#runner.send(allowed, []);
        await this.#beforePeople();
        next = await this.#runner.check(window);
      } else next = await this.#runner.send(allowed, window);
      this.#pace.tell(checked.map(({ target }) => target));
      checked = await this.#withoutNeeded(next);
    }
    const stop = await this.#pace.mayGoOn(this.#runner.acknowledged);
    if (stop !== undefined) return stop;
    const allowed = checked.slice(0, this.#pace.allowance(this.#runner.acknowledged));
    await this.#runner.send(allowed, []);
    this.#pace.tell(checked.map(({ target }) => target));
    if (allowed.length < checked.length) return 'maxDelete';
    return waits ? 'changed' : undefined;
  }

  /**
   * An employee's connection goes with the employee: before the first of them has their turn, what went through other
   * connections is seen gone, by the code of the proof (I6).
   */
  async #beforePeople(): Promise<void> {
    this.#peopleBegun = true;
    const { through, archive } = this.#options;
    if (through === undefined) return;
    await this.#resolveUnknown();
    for await (const piece of piecesOf(this.#through())) {
      for (const [connection, targets] of Map.groupBy(piece, ({ step }) => step.through ?? '')) {
        const steps = targets.flatMap((target) => [target, ...target.along]);
        const sent = steps.filter(({ step }) => this.#ledger.states.get(step.number) === 'acknowledged');
        const alive = await this.#runner.alive(connection);
        if ('portal' in alive) await seeGone(alive.portal, sent, archive.archived, this.#ledger);
        else if (targets.some((target) => OPEN.has(this.#state(target)))) this.#needed.add(connection);
      }
    }
    await this.#ledger.commit();
  }

  async *#through(): AsyncGenerator<Target, void, void> {
    for await (const target of this.#targets()) if (target.step.through !== undefined) yield target;
  }

  /** Employees through whose connection something is still to go stay, or nobody could remove it (I7). */
  async #withoutNeeded(checked: readonly Checked[]): Promise<readonly Checked[]> {
    if (this.#needed.size === 0) return checked;
    const [needed, rest] = [checked.filter(this.#isNeeded), checked.filter((each) => !this.#isNeeded(each))];
    await this.#runner.refuse(
      needed.map(({ target }) => target),
      STILL_NEEDED,
    );
    return rest;
  }

  readonly #isNeeded = ({ target: { step } }: Checked): boolean =>
    step.action.do === 'deactivate' && this.#needed.has(connectionOfUser(step.key.id));

  /** Nothing can be brought home once the connection's owner is gone: people wait for what changed. */
  #mustWait([first]: readonly Target[]): boolean {
    if (this.#options.waitsForChanged !== true || first?.step.action.do !== 'deactivate') return false;
    const { changed, childAppeared } = this.#ledger.states.counts(this.#options.plan.header.steps);
    return changed + childAppeared > 0;
  }

  async #stayedAlong(): Promise<number> {
    let count = 0;
    for await (const target of this.#targets()) {
      if (this.#state(target) === 'planned') continue;
      count += target.along.filter((each) => this.#state(alone(each)) === 'planned').length;
    }
    return count;
  }

  async #report(reason: StopReason | undefined, error?: Error): Promise<ApplyReport> {
    const { plan, watch } = this.#options;
    const states = this.#ledger.states.counts(plan.header.steps);
    const unknown = states.unknown + states.intended;
    const { unreached } = this.#runner;
    const stayedAlong = states.planned === 0 ? 0 : await this.#stayedAlong();
    if (reason === undefined) this.#ledger.note({ type: 'finished' });
    else this.#ledger.note({ type: 'stopped', reason, unknown });
    await this.#ledger.commit();
    watch?.({ type: 'stage', stage: 'apply', state: 'finished' });
    return {
      plan: plan.sha256,
      ended: reason === undefined ? 'finished' : 'stopped',
      reason,
      error,
      states,
      ...(stayedAlong === 0 ? {} : { stayedAlong }),
      acknowledgedNow: this.#runner.acknowledged,
      ...(unreached.length === 0 ? {} : { unreached }),
    };
  }
}
