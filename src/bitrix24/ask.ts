import type { Json, JsonObject } from '../base/json.ts';
import type { Api } from './port.ts';

/** One method whose operating time an HTTP request spends; `key` is its command inside a batch. */
interface Cost {
  readonly method: string;
  readonly key?: string;
}

/** One HTTP request to the portal, before it has a credential. */
export interface Question {
  readonly method: string;
  readonly api: Api;
  readonly params: Json;
  readonly effect: 'read' | 'write';
  readonly costs: readonly Cost[];
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Not to be sent later than this: what it leans on would be too old. */
  readonly notAfterMs?: number | undefined;
  /**
   * Awaited when an answer is here and before it is read: large ones are read one after another. Gives the way out, taken
   * when it can't be read: whoever asks again must not keep the room that others wait for.
   */
  readonly admit?: (() => Promise<() => void>) | undefined;
}

export interface Reply {
  readonly envelope: JsonObject;
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

/** Asks the portal. Rejects with a PortalError or the signal's reason. The wire is a chain of these. */
export type Ask = (question: Question) => Promise<Reply>;

/** What the wire tells about itself while it works, for those who watch. Nothing in it is secret. */
export type WireEvent =
  | { readonly is: 'sent'; readonly method: string }
  | {
      readonly is: 'retry';
      readonly method: string;
      readonly kind: string;
      readonly attempt: number;
      readonly delayMs: number;
    }
  /** `method` is '*' when all wait (the bucket); told once when the waiting begins. */
  | { readonly is: 'paused'; readonly method: string; readonly untilMs: number; readonly why: 'bucket' | 'budget' }
  /** A call was answered: so many seconds of its method's operating time are spent in the window, by the portal's word. */
  | { readonly is: 'spent'; readonly method: string; readonly seconds: number; readonly atMs: number }
  | { readonly is: 'limitRaised' | 'limitLowered'; readonly perSecond: number; readonly burst: number }
  | { readonly is: 'sideBySide'; readonly requests: number }
  | { readonly is: 'batchSize'; readonly method: string; readonly commands: number }
  | { readonly is: 'moved'; readonly from: string; readonly to: string }
  | { readonly is: 'tokenRefreshed' }
  | { readonly is: 'mended'; readonly method: string; readonly afterId: string };

export type OnEvent = (event: WireEvent) => void;
