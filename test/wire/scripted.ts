import { parse } from 'node:querystring';

import { isList, isObject, type Json, type JsonObject, textOf } from '../../src/base/json.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../src/bitrix24/port.ts';
import type { SimClock } from './sim-clock.ts';

/** What a method gives; a refusal is `{ error, error_description }`. */
export type Method = (params: JsonObject) => JsonObject;
/** What happens to the nth request (from 1) instead of a good answer. `lost` executes, then answers nothing. */
export type Fault = 'lost' | 'html' | 'cut' | '500' | '503' | 'refused' | undefined;

export interface ScriptedOptions {
  readonly clock: SimClock;
  readonly methods: Readonly<Record<string, Method>>;
  readonly fault?: (nth: number, method: string) => Fault;
  /** Virtual time: of each request, of each command. */
  readonly latencyMs?: number;
  readonly commandMs?: number | ((params: JsonObject) => number);
  readonly bucket?: { readonly burst: number; readonly perSecond: number };
  /** Seconds of operating per command, and the limit in ten minutes. */
  readonly operating?: { readonly each: number | (() => number); readonly limit: number };
  /** Called before each command: a hand that changes rows meanwhile. */
  readonly meanwhile?: (method: string) => void;
  readonly cutAfterMs?: number;
}

const encoder = new TextEncoder();

/** A portal of a hundred lines that behaves as the facts say, for the wire's own tests. */
export class ScriptedPortal {
  requests = 0;
  commands: string[] = [];
  overruns = 0;
  urls: string[] = [];
  readonly #options: ScriptedOptions;
  #level = 0;
  #leakedAt: number;
  readonly #operating = new Map<string, { spent: number; resetAt: number }>();

  constructor(options: ScriptedOptions) {
    this.#options = options;
    this.#leakedAt = options.clock.now();
  }

  readonly transport: Transport = async (request: HttpRequest): Promise<HttpResponse> => {
    const { clock, fault, latencyMs = 0, cutAfterMs = 60_000 } = this.#options;
    this.requests += 1;
    this.urls.push(request.url);
    const path = new URL(request.url).pathname.split('/');
    const method = (path.at(-1) ?? '').replace(/\.json$/u, '');
    const what = fault?.(this.requests, method);
    if (what === 'refused') throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    if (this.#overruns() || what === '503') {
      return answer(503, { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' });
    }
    const body = JSON.parse(request.body ?? '{}') as Json;
    const startedMs = clock.now();
    if (latencyMs > 0) await clock.sleep(latencyMs, request.signal);
    const { status, envelope } = await this.#answer(method, body);
    const spentMs = clock.now() - startedMs;
    if (what === 'lost' || spentMs > cutAfterMs) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    if (what === 'html') return raw(200, '<!doctype html><title>Log in</title>');
    if (what === '500') return answer(500, { error: 'INTERNAL_SERVER_ERROR', error_description: 'Internal' });
    const timed: JsonObject =
      isObject(envelope) && !('time' in envelope)
        ? { ...envelope, time: { duration: spentMs / 1000, finish: clock.now() / 1000 } }
        : envelope;
    const text = JSON.stringify(timed);
    return raw(status, what === 'cut' ? text.slice(0, text.length / 2) : text);
  };

  #overruns(): boolean {
    const { bucket, clock } = this.#options;
    if (bucket === undefined) return false;
    this.#level = Math.max(0, this.#level - ((clock.now() - this.#leakedAt) / 1000) * bucket.perSecond);
    this.#leakedAt = clock.now();
    if (this.#level + 1 > bucket.burst + 1e-6) {
      this.overruns += 1;
      return true;
    }
    this.#level += 1;
    return false;
  }

  async #answer(method: string, body: Json): Promise<{ readonly status: number; readonly envelope: JsonObject }> {
    if (method === 'batch') return { status: 200, envelope: await this.#batch(isObject(body) ? body : {}) };
    const envelope = await this.#run(method, isObject(body) ? body : Object.fromEntries((body as Json[]).entries()));
    return {
      status: envelope['error'] === undefined ? 200 : envelope['error'] === 'OPERATION_TIME_LIMIT' ? 429 : 400,
      envelope,
    };
  }

  async #batch({ cmd, halt }: JsonObject): Promise<JsonObject> {
    const sections = { result: {}, result_error: {}, result_total: {}, result_next: {}, result_time: {} } as Record<
      string,
      Record<string, Json>
    >;
    for (const [key, command] of Object.entries(isObject(cmd) ? cmd : {})) {
      const [name = '', query = ''] = textOf(command).split(/\?(.*)/su);
      const got = await this.#run(name, substitute(fromQuery(query), sections['result'] ?? {}));
      if ('error' in got) {
        (sections['result_error'] ?? {})[key] = got;
        if (halt === 1) break;
        continue;
      }
      for (const part of ['result', 'total', 'next', 'time']) {
        const value = got[part];
        if (value !== undefined) (sections[part === 'result' ? part : `result_${part}`] ?? {})[key] = value;
      }
    }
    const php = Object.entries(sections).map(([name, map]) => [name, Object.keys(map).length === 0 ? [] : map]);
    return { result: Object.fromEntries(php) as JsonObject };
  }

  async #run(method: string, params: JsonObject): Promise<JsonObject> {
    const { clock, commandMs = 0, operating, methods, meanwhile } = this.#options;
    meanwhile?.(method);
    this.commands.push(method);
    const takesMs = typeof commandMs === 'number' ? commandMs : commandMs(params);
    if (takesMs > 0) await clock.sleep(takesMs);
    const now = clock.now() / 1000;
    const spending = this.#operating.get(method) ?? { spent: 0, resetAt: now + 600 };
    if (now >= spending.resetAt) Object.assign(spending, { spent: 0, resetAt: now + 600 });
    this.#operating.set(method, spending);
    if (operating !== undefined && spending.spent >= operating.limit) {
      return { error: 'OPERATION_TIME_LIMIT', error_description: 'Method is blocked due to operation time limit.' };
    }
    const { each = 0 } = operating ?? {};
    spending.spent += typeof each === 'number' ? each : each();
    const answered = (methods[method] ?? unknown)(params);
    if ('error' in answered || operating === undefined) return answered;
    const time = {
      duration: takesMs / 1000,
      finish: now,
      operating: spending.spent,
      operating_reset_at: spending.resetAt,
    };
    return { ...answered, time };
  }
}

const unknown: Method = () => ({ error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' });

function answer(status: number, body: JsonObject): HttpResponse {
  return raw(status, JSON.stringify(body));
}

export function raw(status: number, text: string, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return {
    status,
    headers,
    body: (async function* () {
      yield encoder.encode(text);
    })(),
  };
}

/** PHP's parse_str, as far as commands need it. */
function fromQuery(query: string): JsonObject {
  const root: Record<string, Json> = {};
  for (const [name, value] of Object.entries(parse(query))) {
    const keys = [name.split('[')[0] ?? '', ...[...name.matchAll(/\[([^\]]*)\]/gu)].map(([, key]) => key ?? '')];
    let here = root;
    for (const key of keys.slice(0, -1)) {
      here[key] ??= {};
      here = here[key] as Record<string, Json>;
    }
    here[keys.at(-1) ?? ''] = Array.isArray(value) ? (value.at(-1) ?? '') : (value ?? '');
  }
  return root;
}

/** `$result[key][path]…` in values; what does not resolve becomes the value of the deepest part that exists. */
function substitute(value: Json, results: JsonObject): JsonObject {
  const go = (here: Json): Json => {
    if (isList(here)) return here.map(go);
    if (isObject(here)) return Object.fromEntries(Object.entries(here).map(([key, inner]) => [key, go(inner)]));
    const path = typeof here === 'string' ? /^\$result((?:\[[^\]]*\])+)$/u.exec(here)?.[1] : undefined;
    if (path === undefined) return here;
    let found: Json = results;
    for (const [, key = ''] of path.matchAll(/\[([^\]]*)\]/gu)) {
      const next: Json | undefined = isList(found) ? found[Number(key)] : isObject(found) ? found[key] : undefined;
      if (next === undefined) return found;
      found = next;
    }
    return found;
  };
  return go(value) as JsonObject;
}

export interface Table {
  readonly rows: Map<number, JsonObject>;
  readonly list: Method;
}

/** Rows by id that know their order: a list of 100,000 is asked for thousands of pages. */
class Rows extends Map<number, JsonObject> {
  #sorted: readonly number[] | undefined;

  override set(id: number, row: JsonObject): this {
    this.#sorted = undefined;
    return super.set(id, row);
  }

  override delete(id: number): boolean {
    this.#sorted = undefined;
    return super.delete(id);
  }

  get sorted(): readonly number[] {
    this.#sorted ??= [...this.keys()].sort((a, b) => a - b);
    return this.#sorted;
  }

  /** How many ids are at most this. */
  countThrough(id: number): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] ?? 0) <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A list method over rows: filter by id, order by id, 50 a page, `start` -1 without count. */
export function table(
  ids: Iterable<number>,
  options: { readonly wrap?: string; readonly idField?: string } = {},
): Table {
  const { wrap, idField = 'ID' } = options;
  const rows = new Rows();
  for (const id of ids) rows.set(id, { [idField]: String(id), TITLE: `Row ${id}` });
  const list: Method = (params) => {
    const filter = isObject(params['filter']) ? params['filter'] : {};
    const order = isObject(params['order']) ? params['order'] : {};
    // A filter that is no number (a reference that did not resolve) filters nothing out.
    const bound = (name: string, none: number): number => {
      const value = filter[name];
      const number = Number(textOf(value));
      return textOf(value) === '' || Number.isNaN(number) ? none : number;
    };
    const above = bound(`>${idField}`, -Infinity);
    const through = bound(`<=${idField}`, Infinity);
    const [low, high] = [rows.countThrough(above), rows.countThrough(through)];
    const count = Math.max(0, high - low);
    const isDown = textOf(order[idField]).toUpperCase() === 'DESC';
    const start = Number(textOf(params['start'] ?? 0));
    const from = Math.max(0, start);
    const size = Math.max(0, Math.min(50, count - from));
    const ids = isDown
      ? rows.sorted.slice(high - from - size, high - from).toReversed()
      : rows.sorted.slice(low + from, low + from + size);
    const page = ids.map((id) => rows.get(id) ?? {});
    const result: Json = wrap === undefined ? page : { [wrap]: page };
    if (start < 0) return { result };
    return { result, total: count, ...(from + 50 < count ? { next: from + 50 } : {}) };
  };
  return { rows, list };
}
