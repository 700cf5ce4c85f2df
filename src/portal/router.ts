import { isList, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';
import type { Access } from './access.ts';
import { runBatch, runBatch3 } from './batch.ts';
import type { Called, Origin, Runner } from './call.ts';
import { fileResponse, loginPage, tokenResponse } from './downloads.ts';
import type { FaultEffect } from './faults.ts';
import {
  ConnectionDropped,
  htmlResponse,
  jsonBody,
  jsonResponse,
  paramsOf,
  type ParsedRequest,
  parseRequest,
  type PortalRequest,
  type PortalResponse,
} from './http.ts';
import type { Bucket } from './limits.ts';
import { type Caller, RawJson } from './method.ts';
import { mapOf } from './params.ts';
import { replayed, rememberReply } from './idempotency.ts';
import { Refusal, refusal3 } from './refusal.ts';
import { consentEndpoint, tokenEndpoint } from './oauth.ts';

interface Wiring {
  readonly runner: Runner;
  readonly access: Access;
  readonly bucket: Bucket | undefined;
  readonly renamedTo: string | undefined;
}

interface Route {
  readonly api: 'v2' | 'v3';
  /** Absent: the caller comes with `auth`. */
  readonly webhook?: { readonly userId: number; readonly code: string };
  readonly method: string;
}

function routeOf(path: string): Route | undefined {
  const match = /^\/rest\/(api\/)?(?:(\d+)\/([^/]+)\/)?([\w.]*?)(?:\.json)?\/?$/u.exec(path);
  if (match === null) return undefined;
  const [, api, userId, code, method = ''] = match;
  const route = { api: api === undefined ? 'v2' : 'v3', method } as const;
  return userId === undefined || code === undefined ? route : { ...route, webhook: { userId: Number(userId), code } };
}

/** Envelope of a good answer, in the order in which the portal writes it. */
function envelope({ reply, time }: Called): Uint8Array {
  const result = reply.result instanceof RawJson ? reply.result.parts : [Buffer.from(JSON.stringify(reply.result))];
  if (reply.bare === true) return Buffer.concat(result);
  const next = reply.next === undefined ? '' : `,"next":${reply.next}`;
  const total = reply.total === undefined ? '' : `,"total":${reply.total}`;
  return Buffer.concat([
    Buffer.from('{"result":'),
    ...result,
    Buffer.from(`${next}${total},"time":${JSON.stringify(time)}}`),
  ]);
}

function refused(api: 'v2' | 'v3', refusal: Refusal): PortalResponse {
  if (api === 'v2') return jsonResponse(refusal.status, { error: refusal.code, error_description: refusal.message });
  const validation =
    refusal.validation.length === 0 ? {} : { validation: refusal.validation.map((each) => ({ ...each })) };
  return jsonResponse(refusal.status, { error: { code: refusal.code, message: refusal.message, ...validation } });
}

const fileMethods = ['download', 'crm.controller.item.getfile'];

/** From a request to its answer. */
export class Router {
  readonly #wiring: Wiring;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  async handle(given: PortalRequest): Promise<PortalResponse> {
    const request = await parseRequest(given);
    const { runner, renamedTo } = this.#wiring;
    if (renamedTo !== undefined) {
      const location = renamedTo + request.url.pathname + request.url.search;
      return { status: 302, headers: { location }, body: new Uint8Array() };
    }
    const path = decodeURIComponent(request.url.pathname);
    if (path === '/')
      return htmlResponse(200, 'Local portal', 'This is a Bitrix24 portal on your own machine, made by bye24.');
    if (path === '/oauth/token/' || path === '/oauth/token') {
      return tokenEndpoint(this.#wiring.access, request, runner.core.clock.now());
    }
    if (path === '/oauth/authorize/' || path === '/oauth/authorize')
      return consentEndpoint(this.#wiring.access, request);
    const [, secret] = /^\/upload\/(\w+)\/[^/]+$/u.exec(path) ?? [];
    const upload = secret === undefined ? undefined : runner.core.links.find(`upload|${secret}`);
    if (upload !== undefined) return fileResponse(runner.core, upload, request);
    const route = routeOf(path);
    if (route === undefined) return loginPage();
    if (this.#wiring.bucket?.take() === false) {
      return refused(route.api, new Refusal('QUERY_LIMIT_EXCEEDED', 'Too many requests', { status: 503 }));
    }
    if ((runner.limits.latencyMs ?? 0) > 0) await runner.core.clock.sleep(runner.limits.latencyMs ?? 0);
    try {
      return await this.#answer(route, request);
    } catch (error) {
      if (error instanceof Refusal) return refused(route.api, error);
      if (error instanceof ConnectionDropped) throw error;
      return refused(route.api, new Refusal('INTERNAL_SERVER_ERROR', 'Internal server error', { status: 500 }));
    }
  }

  async #answer(route: Route, request: ParsedRequest): Promise<PortalResponse> {
    if (route.api === 'v3' && request.body.byteLength > 0 && jsonBody(request) === undefined) {
      throw refusal3.other('INVALIDJSONEXCEPTION', 'The body is not JSON');
    }
    const params = paramsOf(request);
    const caller = this.#caller(route, params);
    const from: Origin = { api: route.api, caller, origin: request.url.origin, headers: request.headers };
    if (fileMethods.includes(route.method.toLowerCase())) return tokenResponse(this.#wiring.runner.core, request);
    if (route.method.toLowerCase() === 'upload') return this.#upload(route, request, params, from);
    const isBatch = route.method.toLowerCase() === 'batch';
    const effects = isBatch ? this.#wiring.runner.faults.strike('batch') : [];
    await this.#before(effects);
    const response = isBatch
      ? await this.#batch(request, params, from)
      : await this.#single(route, request, params, from);
    return this.#after(effects, response);
  }

  #caller({ webhook }: Route, params: JsonObject): Caller {
    if (webhook !== undefined) return this.#wiring.access.byWebhook(webhook.userId, webhook.code);
    const token = Object.entries(params).find(([name]) => name.toLowerCase() === 'auth')?.[1];
    return this.#wiring.access.byToken(textOf(token));
  }

  async #single(route: Route, request: ParsedRequest, params: JsonObject, from: Origin): Promise<PortalResponse> {
    const { runner } = this.#wiring;
    const effects: FaultEffect[] = [];
    if (route.api === 'v2') return this.#after(effects, await this.#run(route.method, params, from, effects));
    const known = replayed(runner.core, from, route.method, request);
    if (known !== undefined) return known;
    const response = await this.#run(route.method, params, from, effects);
    rememberReply(runner.core, from, route.method, request, response);
    return this.#after(effects, response);
  }

  /** A file that comes to the address which `disk.folder.uploadFile` gave for its folder. */
  #upload(route: Route, request: ParsedRequest, params: JsonObject, from: Origin): Promise<PortalResponse> {
    const { core } = this.#wiring.runner;
    const folder = core.links.folder(textOf(params['token']));
    if (folder === undefined)
      throw new Refusal('ACCESS_DENIED', 'The token of the link is wrong or has expired', { status: 403 });
    const { file } = params;
    const [name] = isList(file) ? file : [];
    if (name === undefined) throw new Refusal('ERROR_COULD_NOT_SAVE_FILE', 'Could not save file');
    const given = { id: folder, data: { NAME: name }, fileContent: file ?? [] };
    return this.#single({ ...route, method: 'disk.folder.uploadFile' }, request, given, from);
  }

  async #run(method: string, params: JsonObject, from: Origin, effects: FaultEffect[]): Promise<PortalResponse> {
    const called = await this.#wiring.runner.call(method, params, from);
    effects.push(...called.effects);
    return jsonResponse(200, envelope(called));
  }

  async #batch(request: ParsedRequest, params: JsonObject, from: Origin): Promise<PortalResponse> {
    const { runner } = this.#wiring;
    const startedMs = runner.core.clock.now();
    let result: Json | RawJson;
    if (from.api === 'v2') result = await runBatch(runner, params, from);
    else result = await runBatch3(runner, commandsOf(jsonBody(request)), from);
    return jsonResponse(200, envelope({ reply: { result }, time: runner.batchTime(startedMs), effects: [] }));
  }

  async #before(effects: readonly FaultEffect[]): Promise<void> {
    await this.#wiring.runner.prepare(effects);
  }

  /** What can only go wrong with an answer that is already there. */
  #after(effects: readonly FaultEffect[], response: PortalResponse): PortalResponse {
    for (const effect of effects) {
      if (effect.do === 'drop' && effect.when === 'after') throw new ConnectionDropped();
      if (effect.do === 'html') return loginPage();
      if (effect.do === 'truncate' && response.body instanceof Uint8Array) {
        return { ...response, body: response.body.subarray(0, effect.keepBytes) };
      }
    }
    return response;
  }
}

function commandsOf(body: Json | undefined): readonly Json[] {
  if (isList(body)) return body;
  if (isObject(body) && !('cmd' in body)) {
    return Object.entries(body)
      .filter(([key]) => /^\d+$/u.test(key))
      .map(([, command]) => command);
  }
  throw refusal3.other('INVALIDSELECTEXCEPTION', `A batch is a list of commands, not ${typeof mapOf(body)}`);
}
