import { at, isList, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';
import { PortalError, type PortalErrorKind } from './errors.ts';
import type { Answer, CallTime } from './port.ts';

/** An HTTP answer whose body has come whole. */
export interface WholeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** What the portal says no with: the v2 pair, or the v3 object. */
export interface Refusal {
  readonly code: string;
  readonly description: string;
}

const byCode: ReadonlyMap<string, PortalErrorKind> = new Map([
  ['QUERY_LIMIT_EXCEEDED', 'limited'],
  ['OPERATION_TIME_LIMIT', 'budgetSpent'],
  ['OVERLOAD_LIMIT', 'overloaded'],
  ['PORTAL_DELETED', 'portalDeleted'],
  ['INTERNAL_SERVER_ERROR', 'serverError'],
  ['ERROR_UNEXPECTED_ANSWER', 'serverError'],
  ['NO_AUTH_FOUND', 'badCredential'],
  ['INVALID_CREDENTIALS', 'badCredential'],
  ['EXPIRED_TOKEN', 'badCredential'],
  ['INVALID_TOKEN', 'badCredential'],
  ['AUTHORIZATION_ERROR', 'badCredential'],
  ['USER_ACCESS_ERROR', 'badCredential'],
  ['INSUFFICIENT_SCOPE', 'missingScope'],
  ['INSUFFICIENTSCOPEEXCEPTION', 'missingScope'],
  ['ERROR_METHOD_NOT_FOUND', 'noSuchMethod'],
  ['METHODNOTFOUNDEXCEPTION', 'noSuchMethod'],
  ['ACCESS_DENIED', 'accessDenied'],
  ['ACCESSDENIEDEXCEPTION', 'accessDenied'],
  ['ALLOWED_ONLY_INTRANET_USER', 'accessDenied'],
  ['NOT_FOUND', 'notFound'],
  ['ERROR_NOT_FOUND', 'notFound'],
  ['ERROR_ENTITY_NOT_FOUND', 'notFound'],
  ['ENTITYNOTFOUNDEXCEPTION', 'notFound'],
]);

function kindOf({ code, description }: Refusal, status: number): PortalErrorKind {
  const word = code.toUpperCase().replace(/^BITRIX_REST_V3_EXCEPTION_(?:VALIDATION_)?/u, '');
  const known = byCode.get(word);
  if (known === 'accessDenied' && /commercial plans|коммерческ/iu.test(description)) return 'planWithoutRest';
  if (known !== undefined) return known;
  if (code === '' || code === '0') {
    if (/^(?:not found|access denied)\.?$/iu.test(description.trim())) {
      return description.trim().toLowerCase().startsWith('not') ? 'notFound' : 'accessDenied';
    }
  }
  if (status === 401) return 'badCredential';
  if (status === 429) return 'budgetSpent';
  return status >= 500 ? 'serverError' : 'refused';
}

/** The error that a refusal makes. `status` is 0 for a command of a batch, which has none of its own. */
export function refusalError(method: string, refusal: Refusal, status = 0): PortalError {
  return new PortalError(kindOf(refusal, status), {
    method,
    portalCode: refusal.code,
    status,
    description: refusal.description,
  });
}

/**
 * The refusal inside an answer, or undefined. An answer is one as soon as it has the key `error`, whatever is in it:
 * the portal's old methods say no with '' and with '0'.
 */
export function refusalIn(envelope: JsonObject): Refusal | undefined {
  if (!Object.hasOwn(envelope, 'error')) return undefined;
  const { error, error_description: description } = envelope;
  if (!isObject(error)) return { code: textOf(error), description: textOf(description) };
  const { code, message, validation } = error;
  const details = isList(validation)
    ? validation.map((item) => `${textOf(at(item, ['field']))}: ${textOf(at(item, ['message']))}`)
    : [];
  return { code: textOf(code), description: [textOf(message), ...details].filter((part) => part !== '').join('; ') };
}

function numberOf(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** `time` of an answer, or of one command of a batch. */
export function timeOf(value: Json | undefined): CallTime | undefined {
  if (!isObject(value)) return undefined;
  const operatingSeconds = numberOf(value['operating']);
  const operatingResetAt = numberOf(value['operating_reset_at']);
  const finishedAt = numberOf(value['finish']);
  return {
    durationSeconds: numberOf(value['duration']) ?? 0,
    ...(operatingSeconds === undefined ? {} : { operatingSeconds }),
    ...(operatingResetAt === undefined ? {} : { operatingResetAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
  };
}

/** An answer of its four parts; those that are absent stay so: `next: 0` is an offset, no `next` is the end. */
export function answerOf(
  result: Json,
  parts: { readonly total?: Json | undefined; readonly next?: Json | undefined; readonly time?: Json | undefined },
): Answer {
  const total = numberOf(parts.total);
  const next = numberOf(parts.next);
  const time = timeOf(parts.time);
  return {
    result,
    ...(total === undefined ? {} : { total }),
    ...(next === undefined ? {} : { next }),
    ...(time === undefined ? {} : { time }),
  };
}

/** A PHP map: an empty one comes as [], and one with the keys 0, 1, 2… as a list. */
export function phpMap(value: Json | undefined): JsonObject {
  if (isObject(value)) return value;
  return isList(value) ? Object.fromEntries(value.map((item, index) => [String(index), item])) : {};
}

/**
 * The envelope that came, of REST 2.0 or 3.0.
 * @throws PortalError for a refusal, an HTTP error, and for what is no JSON (a login page with status 200, a cut answer)
 */
export function readEnvelope(method: string, { status, bytes }: WholeResponse): JsonObject {
  let envelope: Json | undefined;
  let cause: unknown;
  try {
    envelope = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
  } catch (error) {
    cause = error;
  }
  if (!isObject(envelope)) {
    throw new PortalError(status >= 500 ? 'serverError' : status === 401 ? 'badCredential' : 'notJson', {
      method,
      status,
      ...(cause === undefined ? {} : { cause }),
    });
  }
  const refusal = refusalIn(envelope);
  if (refusal !== undefined) throw refusalError(method, refusal, status);
  if (status >= 400) throw refusalError(method, { code: '', description: '' }, status);
  // The description of REST 3.0 comes as it is, without an envelope (api-reference/rest-v3.md).
  if (!Object.hasOwn(envelope, 'result') && Object.hasOwn(envelope, 'openapi')) return { result: envelope };
  return envelope;
}
