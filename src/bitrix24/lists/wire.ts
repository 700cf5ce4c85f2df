import type { Clock } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import type { Ask, OnEvent, Reply } from '../ask.ts';
import { batchQuestion, type Command, outcomesOf } from '../batch.ts';
import { answerOf, timeOf } from '../envelope.ts';
import { PortalError } from '../errors.ts';
import type { Answer, Api, Call, Outcome, RawAnswer } from '../port.ts';
import { BatchPace } from './pace.ts';

/** What the list walkers stand on: reads of one call or of some commands, with the raw answer beside. */
export interface Wire {
  readonly pace: BatchPace;
  readonly onEvent: OnEvent;
  askCall(call: Call, signal?: AbortSignal): Promise<{ readonly answer: Answer; readonly raw: RawAnswer }>;
  /**
   * The outcomes of as many of the first commands as one request took (fewer than asked after an answer was lost:
   * batches shrink until they come through). Rejects with the PortalError of a request that failed for good.
   */
  askCommands(
    commands: readonly Command[],
    signal?: AbortSignal,
    options?: CommandsOptions,
  ): Promise<{ readonly outcomes: readonly Outcome[]; readonly raw: RawAnswer; readonly sent: number }>;
  /** A pause before a refused command is asked again; longer each time. */
  rest(attempt: number, signal?: AbortSignal): Promise<void>;
}

export interface CommandsOptions {
  /** Stops at the first refusal: what follows would build on what did not come. */
  readonly halt?: boolean;
  /** Whether these commands say how long the method's pages take; a count of a huge list says nothing of that. */
  readonly isTypical?: boolean;
  /** Awaited before an answer is read (see Question). */
  readonly admit?: () => Promise<() => void>;
}

interface WireOptions {
  /** The chain with all its retries. */
  readonly ask: Ask;
  /** The same, but a lost answer comes back at once: the walker makes its batch smaller instead. */
  readonly askOnce: Ask;
  readonly clock: Clock;
  readonly scrub: (text: string) => string;
  /** False where `scrub` would find nothing in an answer. */
  readonly maySeeSecret: (bytes: Uint8Array) => boolean;
  readonly onEvent: OnEvent;
}

export function createWire({ ask, askOnce, clock, scrub, maySeeSecret, onEvent }: WireOptions): Wire {
  const pace = new BatchPace(onEvent);

  const rawOf = (method: string, api: Api, params: Json, reply: Reply): RawAnswer => ({
    atMs: reply.atMs,
    method,
    api,
    params: JSON.parse(scrub(JSON.stringify(params))) as Json,
    body: maySeeSecret(reply.bytes) ? scrubBytes(reply.bytes, scrub) : reply.bytes,
  });

  return {
    pace,
    onEvent,
    rest: (attempt, signal) => clock.sleep(Math.min(30_000, 500 * 2 ** attempt), signal),
    async askCall(call, signal) {
      const { method, api = 'v2', params = {} } = call;
      const reply = await ask({ method, api, params, effect: 'read', costs: [{ method }], signal });
      const { result = null, total, next, time } = reply.envelope;
      return { answer: answerOf(result, { total, next, time }), raw: rawOf(method, api, params, reply) };
    },
    async askCommands(commands, signal, { halt = false, isTypical = true, admit } = {}) {
      const method = commands[0]?.method ?? '';
      let part = commands;
      for (let sent = 1; ; sent += 1) {
        const question = batchQuestion(part, { effect: 'read', halt, signal, admit });
        try {
          const reply = await (part.length > 1 ? askOnce : ask)(question);
          const time = timeOf(reply.envelope['time']);
          if (time !== undefined && isTypical) pace.took(method, part.length, time.durationSeconds);
          return { outcomes: outcomesOf(part, reply), raw: rawOf('batch', 'v2', question.params, reply), sent };
        } catch (error) {
          if (!(error instanceof PortalError) || !error.outcomeUnknown || part.length <= 1) throw error;
          pace.lost(method, part.length);
          part = part.slice(0, Math.max(1, Math.floor(part.length / 2)));
        }
      }
    },
  };
}

/** Most answers hold no secret and stay the very bytes that came. */
function scrubBytes(bytes: Uint8Array, scrub: (text: string) => string): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  const clean = scrub(text);
  return clean === text ? bytes : new TextEncoder().encode(clean);
}
