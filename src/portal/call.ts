import { isList, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';
import type { PortalCore } from './core.ts';
import type { FaultEffect, Faults } from './faults.ts';
import { ConnectionDropped } from './http.ts';
import type { Limits, Operating, Spent } from './limits.ts';
import { pageSize } from './listing.ts';
import { type Caller, type Context, type Method, RawJson, type Reply } from './method.ts';
import { integerOf, Params } from './params.ts';
import { Refusal, refusal3 } from './refusal.ts';

/** `time` of an answer (https://apidocs.bitrix24.ru/api-reference/data-types.html). */
export type Time = Readonly<Record<string, number | string>>;

export interface Called {
  readonly reply: Reply;
  readonly time: Time;
  /** Faults that struck: some of them only spoil the finished answer. */
  readonly effects: readonly FaultEffect[];
}

/** From where and in whose name a call comes; the same for all commands of a batch. */
export interface Origin {
  readonly api: 'v2' | 'v3';
  readonly caller: Caller;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
}

const listName = /(?:list|getlist|getchildren|\.search|user\.get)$/iu;
const callSeconds = 0.02;
const listSeconds = 0.05;

/** Runs single calls: rights, budgets, faults, the method itself, the time that it took. */
export class Runner {
  readonly core: PortalCore;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly #operating: Operating;
  readonly #lastReplies = new Map<string, Reply>();

  constructor(core: PortalCore, limits: Limits, faults: Faults, operating: Operating) {
    this.core = core;
    this.limits = limits;
    this.faults = faults;
    this.#operating = operating;
  }

  /** Rejects with a Refusal, or with ConnectionDropped where a fault says so. */
  async call(name: string, given: JsonObject, from: Origin): Promise<Called> {
    const startedMs = this.core.clock.now();
    const method = this.#find(name, from);
    const key = `${from.caller.connection.key}|${method.name}`;
    const limit = this.limits.operatingSeconds;
    if (limit !== undefined && this.#operating.read(key).operating > limit) {
      throw new Refusal('OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.', { status: 429 });
    }
    const effects = this.faults.strike(method.name);
    if (this.#listCostMs(method) > 0) await this.core.clock.sleep(this.#listCostMs(method));
    await this.prepare(effects);
    const reply = this.#alter(effects, method, this.#run(method, given, from, effects));
    const seconds =
      (method.operatingSeconds ?? (listName.test(name) ? listSeconds : callSeconds)) + this.#listCostMs(method) / 1000;
    return { reply, time: this.time(startedMs, this.#account(key, seconds)), effects };
  }

  /** Without a limit there is nothing to keep account of: such a portal reports no operating time, as a box does. */
  #account(key: string, seconds: number): Spent {
    return this.limits.operatingSeconds === undefined ? this.#nothingSpent() : this.#operating.add(key, seconds);
  }

  #nothingSpent(): Spent {
    return { operating: 0, resetAt: Math.floor(this.core.clock.now() / 1000) + 600 };
  }

  #find(name: string, { api, caller }: Origin): Method {
    const method = this.core.methods.find(api, name);
    if (method === undefined) {
      if (api === 'v3') throw refusal3.unknownMethod(name);
      throw new Refusal('ERROR_METHOD_NOT_FOUND', 'Method not found!', { status: 404 });
    }
    if (method.scope === '' || caller.scopes.has(method.scope)) return method;
    const words = 'The request requires higher privileges than provided by the webhook token';
    if (api === 'v3') throw refusal3.other('INSUFFICIENTSCOPEEXCEPTION', words, 403);
    throw new Refusal('insufficient_scope', words, { status: 403 });
  }

  #listCostMs(method: Method): number {
    return listName.test(method.name) ? (this.limits.listCostMs ?? 0) : 0;
  }

  /** Faults that strike before anything is done. */
  async prepare(effects: readonly FaultEffect[]): Promise<void> {
    let waitMs = 0;
    for (const effect of effects) {
      if (effect.do === 'slow') waitMs += effect.ms;
      if (effect.do === 'drop' && effect.when === 'before') throw new ConnectionDropped();
      if (effect.do === 'refuse') throw new Refusal(effect.code, effect.text);
      if (effect.do === 'status') {
        throw new Refusal(effect.code ?? statusCodes[effect.status] ?? 'INTERNAL_SERVER_ERROR', 'Fault injected', {
          status: effect.status,
        });
      }
    }
    if (waitMs > 0) await this.core.clock.sleep(waitMs);
  }

  #run(method: Method, given: JsonObject, from: Origin, effects: readonly FaultEffect[]): Reply {
    const entries = Object.entries(given).filter(([key]) => !['start', 'auth'].includes(key.toLowerCase()));
    const startText = Object.entries(given).find(([key]) => key.toLowerCase() === 'start')?.[1];
    let start = from.api === 'v2' ? integerOf(startText) : undefined;
    if (effects.some((effect) => effect.do === 'skipPage')) start = Math.max(0, start ?? 0) + pageSize;
    const values = method.positional === undefined ? entries : byPlace(method.positional, entries);
    const context: Context = {
      core: this.core,
      caller: from.caller,
      params: new Params(Object.fromEntries(values)),
      start,
      origin: from.origin,
      headers: from.headers,
    };
    if (method.effect === 'read') return method.run(context);
    return this.core.store.transaction(() => method.run(context));
  }

  #alter(effects: readonly FaultEffect[], method: Method, reply: Reply): Reply {
    const previous = this.#lastReplies.get(method.name);
    if (listName.test(method.name)) this.#lastReplies.set(method.name, reply);
    let altered = reply;
    for (const effect of effects) {
      if (effect.do === 'duplicatePage' && previous !== undefined) altered = previous;
      if (effect.do === 'lyingTotal') altered = { ...altered, total: (altered.total ?? 0) + effect.by };
      if (effect.do === 'hide') altered = { ...altered, result: without(altered.result, String(effect.id)) };
    }
    return altered;
  }

  /** The portal's account of a call that began at `startedMs` and ends now. */
  time(startedMs: number, spent: Spent): Time {
    const finishedMs = this.core.clock.now();
    const seconds = (finishedMs - startedMs) / 1000;
    return {
      start: startedMs / 1000,
      finish: finishedMs / 1000,
      duration: seconds,
      processing: seconds,
      date_start: this.core.zone.format(startedMs),
      date_finish: this.core.zone.format(finishedMs),
      operating_reset_at: spent.resetAt,
      operating: spent.operating,
    };
  }

  /** What a batch says of itself: its own work is not counted. */
  batchTime(startedMs: number): Time {
    return this.time(startedMs, this.#nothingSpent());
  }
}

const statusCodes: Readonly<Record<number, string>> = {
  429: 'OPERATION_TIME_LIMIT',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'QUERY_LIMIT_EXCEEDED',
};

/** Old methods look at the order of the values and never at their names. */
function byPlace(names: readonly string[], entries: readonly (readonly [string, Json])[]): (readonly [string, Json])[] {
  return entries.slice(0, names.length).map(([, value], index) => [names[index] ?? String(index), value]);
}

function without(result: Json | RawJson, id: string): Json {
  const value = result instanceof RawJson ? result.value : result;
  const strip = (rows: readonly Json[]): Json =>
    rows.filter((row) => !isObject(row) || textOf(row['id'] ?? row['ID'] ?? '') !== id);
  if (isList(value)) return strip(value);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, isList(inner) ? strip(inner) : inner]));
}
