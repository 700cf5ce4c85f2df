import type { Clock } from '../base/clock.ts';
import type { Ask, OnEvent, Question } from './ask.ts';
import { timeOf } from './envelope.ts';
import { PortalError } from './errors.ts';
import { Gate } from './gate.ts';

/** A portal lets 50 in at once; half of them leaves room for those who work there. */
const mostAtOnce = 24;
/** A portal that takes so many times longer than it can has too much to do. */
const slowerTimes = 3;
/** Answers of one moment tell one thing. */
const calmMs = 2_000;

interface CrowdOptions {
  readonly clock: Clock;
  readonly mostAtOnce?: number;
  readonly onEvent?: OnEvent;
}

/**
 * How many requests go side by side: as many as the portal takes without becoming slower. It goes down at once when
 * answers slow down, fail or are refused for haste, and comes back one by one.
 */
export class Crowd {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #onEvent: OnEvent | undefined;
  readonly #gate: Gate;
  /** The shortest that a command of a method has taken, forgotten little by little: a portal may become slower for good. */
  readonly #best = new Map<string, number>();
  #calmUntilMs = -Infinity;
  #goodInARow = 0;

  constructor({ clock, mostAtOnce: most = mostAtOnce, onEvent }: CrowdOptions) {
    this.#clock = clock;
    this.#most = most;
    this.#onEvent = onEvent;
    this.#gate = new Gate(most);
  }

  get atOnce(): number {
    return this.#gate.places;
  }

  enter(signal?: AbortSignal): Promise<() => void> {
    return this.#gate.enter(signal);
  }

  /** A good answer, and how long the portal says that each of its commands took. */
  answered(method: string, secondsEach: number): void {
    const best = Math.min(secondsEach, (this.#best.get(method) ?? secondsEach) * 1.02);
    this.#best.set(method, best);
    if (secondsEach > Math.max(0.02, best) * slowerTimes) {
      this.#goodInARow = 0;
      this.#fewer(Math.ceil(this.atOnce * 0.75));
      return;
    }
    this.#goodInARow += 1;
    if (this.#goodInARow < this.atOnce || this.atOnce >= this.#most) return;
    this.#goodInARow = 0;
    this.#set(this.atOnce + 1);
  }

  /** No answer, or one that says that the portal has too much to do. */
  failed(): void {
    this.#goodInARow = 0;
    this.#fewer(Math.floor(this.atOnce / 2));
  }

  #fewer(places: number): void {
    const now = this.#clock.now();
    if (now < this.#calmUntilMs) return;
    this.#calmUntilMs = now + calmMs;
    this.#set(Math.max(1, places));
  }

  #set(places: number): void {
    if (places === this.atOnce) return;
    this.#gate.places = places;
    this.#onEvent?.({ is: 'sideBySide', requests: places });
  }
}

const tooMuch = new Set<PortalError['kind']>(['limited', 'overloaded', 'serverError', 'unanswered']);

/**
 * Lets a question leave when there is room, and learns from what becomes of it. An answer that is here and waits to be
 * read is no longer with the portal: it takes nobody's place, or those who would read it could wait for it for ever.
 */
export function withCrowd(ask: Ask, crowd: Crowd): Ask {
  return async (question) => {
    const leave = await crowd.enter(question.signal);
    const { admit } = question;
    const admitted =
      admit === undefined
        ? undefined
        : (): Promise<() => void> => {
            leave();
            return admit();
          };
    try {
      const reply = await ask({ ...question, admit: admitted });
      const time = timeOf(reply.envelope['time']);
      if (time !== undefined)
        crowd.answered(nameOf(question), time.durationSeconds / Math.max(1, question.costs.length));
      return reply;
    } catch (error) {
      if (error instanceof PortalError && tooMuch.has(error.kind)) crowd.failed();
      throw error;
    } finally {
      leave();
    }
  };
}

function nameOf({ method, costs }: Question): string {
  return costs[0]?.method ?? method;
}
