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

/** Rows of a list inside ready JSON: under which names they lie, and the bytes that each takes. */
interface RawRows {
  readonly path: readonly string[];
  readonly sizesBytes: readonly number[];
}

/** JSON that is ready as bytes: goes to the wire as it is, and is parsed only when a batch refers into it. */
export class RawJson {
  /** The bytes in pieces: they are put together once, when they leave. */
  readonly parts: readonly Uint8Array[];
  readonly #rows: RawRows | undefined;
  #value: Json | undefined;

  constructor(parts: readonly Uint8Array[], rows?: RawRows) {
    this.parts = parts;
    this.#rows = rows;
  }

  /** `{"<key>": [<row>,<row>…]}` and so on, outermost key first; `rows` stand side by side with a comma between two. */
  static ofRows(rows: Uint8Array, { path, sizesBytes }: RawRows): RawJson {
    const head = path.map((key) => `{${JSON.stringify(key)}:`).join('');
    return new RawJson([Buffer.from(`${head}[`), rows, Buffer.from(`]${'}'.repeat(path.length)}`)], {
      path,
      sizesBytes,
    });
  }

  get value(): Json {
    this.#value ??= JSON.parse(Buffer.concat(this.parts).toString()) as Json;
    return this.#value;
  }

  /**
   * A part of it on the way to `keys`, and the keys that still lead on from there. Where they lead to one row of a list,
   * nothing but that row is parsed.
   */
  towards(keys: readonly string[]): readonly [Json, readonly string[]] {
    const row = this.#rowAt(keys);
    if (row === undefined) return [this.value, keys];
    return [JSON.parse(row.toString()) as Json, keys.slice((this.#rows?.path.length ?? 0) + 1)];
  }

  #rowAt(keys: readonly string[]): Buffer | undefined {
    if (this.#rows === undefined) return undefined;
    const { path, sizesBytes } = this.#rows;
    const place = Number(keys[path.length]);
    const sizeBytes = sizesBytes[place];
    const [, rows] = this.parts;
    if (sizeBytes === undefined || rows === undefined || path.some((key, index) => key !== keys[index]))
      return undefined;
    const from = sizesBytes.slice(0, place).reduce((sum, bytes) => sum + bytes, place);
    return Buffer.from(rows.buffer, rows.byteOffset + from, sizeBytes);
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
