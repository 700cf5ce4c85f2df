import { sha256 } from '../base/hash.ts';
import { textOf } from '../base/json.ts';
import type { Origin } from './call.ts';
import type { PortalCore } from './core.ts';
import { jsonResponse, type ParsedRequest, type PortalResponse } from './http.ts';
import { refusal3 } from './refusal.ts';
import type { TableSpec } from './store.ts';

const answers: TableSpec = { name: 'idempotency', id: 'text' };
const keptMs = 24 * 3_600_000;

function keyOf(core: PortalCore, from: Origin, method: string, request: ParsedRequest): string | undefined {
  const given = request.headers['idempotency-key'];
  if (given === undefined || core.methods.find('v3', method)?.effect !== 'write') return undefined;
  if (!/^[\x20-\x7e]{1,255}$/u.test(given)) {
    throw refusal3.other('INVALIDIDEMPOTENCYKEYEXCEPTION', 'The idempotency key is not 1 to 255 printable characters');
  }
  return `${from.caller.connection.key}|${from.caller.userId}|${method.toLowerCase()}|${given}`;
}

/**
 * The stored answer to a write of REST 3.0 that came with the same `Idempotency-Key` within 24 hours; refuses a key
 * that came with another request (https://apidocs.bitrix24.ru/api-reference/rest-v3.html).
 */
export function replayed(
  core: PortalCore,
  from: Origin,
  method: string,
  request: ParsedRequest,
): PortalResponse | undefined {
  const key = keyOf(core, from, method, request);
  const known = key === undefined ? undefined : core.store.table(answers).get(key);
  if (known === undefined || Number(known['untilMs']) < core.clock.now()) return undefined;
  if (known['asked'] !== sha256(request.body)) {
    throw refusal3.other('IDEMPOTENCYKEYREUSEDEXCEPTION', 'The idempotency key was used with other parameters', 422);
  }
  return jsonResponse(200, Buffer.from(textOf(known['body'])), { 'idempotent-replayed': 'true' });
}

/** Keeps a good answer for `replayed`. */
export function rememberReply(
  core: PortalCore,
  from: Origin,
  method: string,
  request: ParsedRequest,
  response: PortalResponse,
): void {
  const key = keyOf(core, from, method, request);
  if (key === undefined || !(response.body instanceof Uint8Array)) return;
  core.store.table(answers).put(key, {
    asked: sha256(request.body),
    body: Buffer.from(response.body).toString(),
    untilMs: core.clock.now() + keptMs,
  });
}
