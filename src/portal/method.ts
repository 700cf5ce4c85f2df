import type { Json } from '../base/json.ts';
import type { Params } from './params.ts';
import type { PortalCore } from './core.ts';

/** In whose name a request came. */
export interface Caller {
  readonly userId: number;
  readonly isAdmin: boolean;
  readonly scopes: ReadonlySet<string>;
  /** The webhook or token itself: links to files carry it. */
  readonly connection: { readonly kind: 'webhook' | 'oauth'; readonly secret: string; readonly key: string };
}

/** What a method is given to work with. */
export interface Context {
  readonly core: PortalCore;
  readonly caller: Caller;
  readonly params: Params;
  /** The top-level `start`: an offset; negative means "first page, do not count". Absent: 0, with a count. */
  readonly start: number | undefined;
  /** `https://host` under which the request came, for links. */
  readonly origin: string;
  /** Value of the `Idempotency-Key` header, if any. */
  readonly headers: Readonly<Record<string, string>>;
}

/** JSON that is ready as bytes: goes to the wire as it is, and is parsed only when a batch refers into it. */
export class RawJson {
  readonly bytes: Uint8Array;
  #value: Json | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** `{"<key>": <bytes>}` and so on, outermost key first. */
  static wrap(bytes: Uint8Array, path: readonly string[]): RawJson {
    if (path.length === 0) return new RawJson(bytes);
    const head = path.map((key) => `{${JSON.stringify(key)}:`).join('');
    return new RawJson(Buffer.concat([Buffer.from(head), bytes, Buffer.from('}'.repeat(path.length))]));
  }

  get value(): Json {
    this.#value ??= JSON.parse(Buffer.from(this.bytes).toString()) as Json;
    return this.#value;
  }
}

/** What a method answers. `total` and `next` go beside `result`. `bare`: the result is the whole answer. */
export interface Reply {
  readonly result: Json | RawJson;
  readonly total?: number;
  readonly next?: number;
  readonly bare?: boolean;
}

/**
 * One REST method. `run` is called inside a transaction and throws a Refusal to refuse.
 * `name` as documented; looked up in any case. `scope` '' is for everyone.
 */
export interface Method {
  readonly name: string;
  readonly api?: 'v2' | 'v3';
  readonly scope: string;
  readonly effect: 'read' | 'write';
  /** Old task methods read their parameters by place, not by name: the names of the places. */
  readonly positional?: readonly string[];
  /** Needs an application (OAuth): a webhook is refused. */
  readonly applicationOnly?: boolean;
  /** Seconds of `operating` that a call costs beside its rows. */
  readonly operatingSeconds?: number;
  readonly run: (context: Context) => Reply;
}

/** Shortens the usual declarations. */
export function read(
  name: string,
  scope: string,
  run: (context: Context) => Reply,
  rest: Partial<Method> = {},
): Method {
  return { name, scope, effect: 'read', run, ...rest };
}

export function write(
  name: string,
  scope: string,
  run: (context: Context) => Reply,
  rest: Partial<Method> = {},
): Method {
  return { name, scope, effect: 'write', run, ...rest };
}
