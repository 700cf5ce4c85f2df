import { randomUUID } from 'node:crypto';

import { Bye24Error } from '../base/error.ts';
import type { Question } from '../commands/ask.ts';
import type { Context, Done } from '../commands/context.ts';
import type { Notice } from '../commands/notice.ts';
import type { Progress } from '../commands/progress.ts';
import type { CommandName } from '../commands/table.ts';
import type { KeptResult } from './results.ts';

type Ending = Done<{ readonly type: string }>['ending'];

const endings = { whole: 'done', partial: 'partial', bad: 'failed' } as const satisfies Record<Ending, RunState>;

/** What happened in a run, in order. The same objects that `--json` prints, and the questions beside them. */
export type RunEvent =
  | { readonly is: 'progress'; readonly progress: Progress }
  | { readonly is: 'notice'; readonly notice: Notice }
  | { readonly is: 'question'; readonly id: string; readonly question: Question }
  | { readonly is: 'answered'; readonly id: string }
  | { readonly is: 'done'; readonly ending: Ending; readonly result: { readonly type: string } }
  | { readonly is: 'failed'; readonly code: string; readonly detail: Bye24Error['detail']; readonly reason: string };

export type RunState = 'running' | 'asking' | 'stopping' | 'done' | 'partial' | 'failed' | 'stopped';

export interface RunSummary {
  readonly id: string;
  readonly command: CommandName;
  readonly state: RunState;
  readonly startedAtMs: number;
  readonly finishedAtMs?: number;
}

export interface NumberedEvent {
  readonly number: number;
  readonly event: RunEvent;
}

/** What a run needs of the world beside its own questions and progress. */
export type Surroundings = Omit<Context, 'ask' | 'watch' | 'tell' | 'signal'>;
export type Start = (context: Context) => Promise<Done<{ readonly type: string }>>;

/** A later count of the same thing makes the earlier one needless: a page that comes in late must not read a million. */
function replaces(event: RunEvent): string | undefined {
  if (event.is !== 'progress') return undefined;
  const { progress } = event;
  switch (progress.type) {
    case 'kind':
      return `kind ${progress.stage} ${progress.kind}`;
    case 'eta':
      return `eta ${progress.stage}`;
    case 'pause':
      return 'pause';
    case 'stage':
    case 'warning':
      return undefined;
  }
}

/** One command that runs, or ran: its events stay for whoever opens the page again. */
export class Run {
  readonly id = randomUUID();
  readonly command: CommandName;
  readonly startedAtMs: number;
  readonly #abort = new AbortController();
  readonly #events = new Map<string, NumberedEvent>();
  readonly #questions = new Map<string, (answer: string) => void>();
  readonly #listeners = new Set<() => void>();
  #number = 0;
  #state: RunState = 'running';
  #finishedAtMs: number | undefined;

  constructor(command: CommandName, startedAtMs: number) {
    this.command = command;
    this.startedAtMs = startedAtMs;
  }

  get summary(): RunSummary {
    const { id, command, startedAtMs } = this;
    const finished = this.#finishedAtMs === undefined ? {} : { finishedAtMs: this.#finishedAtMs };
    return { id, command, state: this.#state, startedAtMs, ...finished };
  }

  get finished(): boolean {
    return this.#finishedAtMs !== undefined;
  }

  /** Starts the command; never rejects, an error is the run's last event. */
  async go(start: Start, surroundings: Surroundings): Promise<void> {
    const context: Context = {
      ...surroundings,
      signal: this.#abort.signal,
      watch: (progress) => this.#add({ is: 'progress', progress }),
      tell: (notice) => this.#add({ is: 'notice', notice }),
      ask: (question, signal) => this.#ask(question, signal),
    };
    try {
      const { result, ending } = await start(context);
      const stopped = this.#abort.signal.aborted && ending === 'partial';
      this.#finish(stopped ? 'stopped' : endings[ending], { is: 'done', ending, result }, surroundings.clock.now());
    } catch (error) {
      const known = error instanceof Bye24Error ? error : undefined;
      const stopped = this.#abort.signal.aborted;
      this.#finish(
        stopped ? 'stopped' : 'failed',
        {
          is: 'failed',
          code: known?.code ?? (stopped ? 'CANCELLED' : 'UNEXPECTED'),
          detail: known?.detail ?? {},
          reason: known === undefined || stopped ? '' : known.message,
        },
        surroundings.clock.now(),
      );
    }
  }

  /** Gives a person's answer to a question; false when nobody waits for it. */
  answer(questionId: string, text: string): boolean {
    const resolve = this.#questions.get(questionId);
    if (resolve === undefined) return false;
    this.#questions.delete(questionId);
    this.#state = 'running';
    this.#add({ is: 'answered', id: questionId });
    resolve(text);
    return true;
  }

  /** The first Ctrl-C of the terminal: finish what is in flight, keep the place. Pausing and cancelling are the same. */
  stop(): void {
    if (this.finished) return;
    this.#state = 'stopping';
    this.#abort.abort(new Bye24Error('CANCELLED'));
    this.#wake();
  }

  /** Events after `after`, then new ones as they come, until the run has ended and all were given. */
  async *events(after: number, signal: AbortSignal): AsyncGenerator<NumberedEvent, void, void> {
    let last = after;
    while (!signal.aborted) {
      const fresh = [...this.#events.values()].filter(({ number }) => number > last);
      for (const numbered of fresh.toSorted((a, b) => a.number - b.number)) {
        last = numbered.number;
        yield numbered;
      }
      if (fresh.length > 0) continue;
      if (this.finished) return;
      await this.#next(signal);
    }
  }

  #ask(question: Question, nobodyWaits?: AbortSignal): Promise<string> {
    const id = randomUUID();
    this.#state = 'asking';
    this.#add({ is: 'question', id, question });
    return new Promise((resolve, reject) => {
      this.#questions.set(id, resolve);
      this.#abort.signal.addEventListener('abort', () => reject(new Bye24Error('CANCELLED')), { once: true });
      nobodyWaits?.addEventListener(
        'abort',
        () => {
          if (this.answer(id, '')) reject(new Bye24Error('CANCELLED'));
        },
        { once: true },
      );
    });
  }

  #finish(state: RunState, event: RunEvent, atMs: number): void {
    this.#state = state;
    this.#finishedAtMs = atMs;
    this.#add(event);
  }

  #add(event: RunEvent): void {
    const number = ++this.#number;
    const key = replaces(event) ?? String(number);
    this.#events.delete(key);
    this.#events.set(key, { number, event });
    this.#wake();
  }

  #wake(): void {
    for (const listener of this.#listeners) listener();
  }

  #next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}

/** What goes on around every run: making room before it, keeping what came out. */
export interface Around {
  /** Gives back what ends the room that was made. */
  readonly before: (command: CommandName, input: unknown) => Promise<(() => void) | undefined>;
  readonly done: (command: CommandName, result: KeptResult) => Promise<void>;
}

/** What is to run: a command, its checked input, and what starts it with that input. */
export interface Wish {
  readonly command: CommandName;
  readonly input: unknown;
  readonly start: Start;
}

/** All runs of this server, newest last. Two runs that would write the same archive are kept apart by its lock. */
export class Runs {
  readonly #runs = new Map<string, Run>();
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
  }

  start({ command, input, start }: Wish, surroundings: Surroundings): Run {
    const run = new Run(command, surroundings.clock.now());
    this.#runs.set(run.id, run);
    void run.go((context) => this.#within({ command, input, start }, context), surroundings);
    return run;
  }

  async #within({ command, input, start }: Wish, context: Context): ReturnType<Start> {
    const release = await this.#around.before(command, input);
    try {
      const done = await start(context);
      await this.#around.done(command, { atMs: context.clock.now(), ...done });
      return done;
    } finally {
      release?.();
    }
  }

  get(id: string): Run | undefined {
    return this.#runs.get(id);
  }

  list(): readonly RunSummary[] {
    return [...this.#runs.values()].map((run) => run.summary);
  }

  /** Asks all to stop and waits until each has kept its place. */
  async stopAll(): Promise<void> {
    const open = [...this.#runs.values()].filter((run) => !run.finished);
    for (const run of open) run.stop();
    const never = new AbortController();
    for (const run of open) {
      for await (const _ of run.events(0, never.signal));
    }
  }
}
