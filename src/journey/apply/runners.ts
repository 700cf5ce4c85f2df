import type { Clock } from '../../base/clock.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Ledger } from '../journal/ledger.ts';
import type { Step } from '../types.ts';
import { aliveThrough, type Alive, CONNECTION_ABSENT, type Through } from './alive.ts';
import type { Eyes } from './check.ts';
import { codeOf } from './finding.ts';
import { Notes } from './notes.ts';
import { type Checked, Runner } from './runner.ts';
import type { Target } from './target.ts';

interface Options {
  readonly portal: Portal;
  readonly through?: Through | undefined;
  readonly ledger: Ledger;
  readonly eyes: Eyes;
  readonly clock: Clock;
  readonly hard?: AbortSignal | undefined;
}

/**
 * Carries out windows of a plan, each through the connection that its steps name: that one alone looks, deletes and looks
 * again. Each connection has a runner of its own, and so its own pace. One that the portal does not accept any more, or that
 * is not here, ends nothing but its own steps: they are refused, by name, and a later run tries them again.
 */
export class Runners {
  readonly #options: Options;
  readonly #notes: Notes;
  readonly #main: Runner;
  readonly #others = new Map<string, Runner>();
  /** Connections that nothing goes through in this run, and why. */
  readonly #dead = new Map<string, string>();

  constructor(options: Options) {
    this.#options = options;
    this.#notes = new Notes(options.ledger);
    this.#main = new Runner(options);
  }

  /** Deletions that the portal acknowledged in this run, through whatever connection. */
  get acknowledged(): number {
    return [this.#main, ...this.#others.values()].reduce((sum, runner) => sum + runner.acknowledged, 0);
  }

  /** Asks whether the portal still accepts another connection; if not, nothing more goes through it in this run. */
  async alive(connection: string): Promise<Alive> {
    const dead = this.#dead.get(connection);
    if (dead !== undefined) return { code: dead };
    const alive = await aliveThrough(this.#options.through, connection);
    if ('code' in alive) this.#dead.set(connection, alive.code);
    return alive;
  }

  /** Connections that nothing goes through in this run, and why. */
  get unreached(): readonly { readonly connection: string; readonly code: string }[] {
    return [...this.#dead].map(([connection, code]) => ({ connection, code }));
  }

  /** How many questions a look at these takes. */
  questionsFor(targets: readonly Target[]): number {
    return this.#main.questionsFor(targets);
  }

  /** Looks at a window and says which of it may go. */
  async check(window: readonly Target[]): Promise<readonly Checked[]> {
    return (await this.#by(window, (runner) => runner.check(window))) ?? [];
  }

  /** Deletes what was checked and looks at the next window: in the same batch, where both go through one connection. */
  async send(current: readonly Checked[], next: readonly Target[]): Promise<readonly Checked[]> {
    const targets = current.map(({ target }) => target);
    const isApart = targets.length > 0 && next.length > 0 && throughOf(next) !== throughOf(targets);
    if (!isApart) return (await this.#by([...targets, ...next], (runner) => runner.send(current, next))) ?? [];
    await this.#by(targets, (runner) => runner.send(current, []));
    return this.check(next);
  }

  /** Looks at steps of which nobody knows whether they were done. What can't be looked at stays unknown. */
  async probe(targets: readonly Target[]): Promise<void> {
    for (const group of Map.groupBy(targets, ({ step }) => step.through).values()) {
      await this.#by(group, (runner) => runner.probe(group));
    }
  }

  /** Whether all that was acknowledged of a window is seen absent. */
  async canary(window: readonly Target[]): Promise<{ readonly seen: number; readonly wrong: readonly Target[] }> {
    return (await this.#by(window, (runner) => runner.canary(window))) ?? { seen: 0, wrong: [] };
  }

  /** Says of steps that the portal would be asked nothing about them, and why. */
  async refuse(targets: readonly Target[], code: string): Promise<void> {
    for (const target of targets) {
      if (this.#options.ledger.states.get(target.step.number) === 'planned')
        this.#notes.outcome(target, 'refused', code);
    }
    await this.#options.ledger.commit();
  }

  async #by<Result>(
    targets: readonly Target[],
    work: (runner: Runner) => Promise<Result>,
  ): Promise<Result | undefined> {
    const through = throughOf(targets);
    if (through === undefined) return work(this.#main);
    try {
      const runner = await this.#other(through);
      if (runner !== undefined) return await work(runner);
    } catch (error) {
      if (!(error instanceof PortalError) || error.kind !== 'badCredential') throw error;
      this.#dead.set(through, codeOf(error));
    }
    await this.refuse(targets, this.#dead.get(through) ?? CONNECTION_ABSENT);
    return undefined;
  }

  async #other(through: string): Promise<Runner | undefined> {
    if (this.#dead.has(through)) return undefined;
    const known = this.#others.get(through);
    if (known !== undefined) return known;
    const alive = await this.alive(through);
    if ('code' in alive) return undefined;
    const runner = new Runner({ ...this.#options, portal: alive.portal });
    this.#others.set(through, runner);
    return runner;
  }
}

function throughOf([first]: readonly { readonly step: Step }[]): string | undefined {
  return first?.step.through;
}
