import { inspect } from 'node:util';

import { Bye24Error } from '../base/error.ts';
import { isList, isObject, type Json, textOf } from '../base/json.ts';
import { isLoopback } from './addresses.ts';
import type { Api } from './port.ts';
import { mayHoldSecret, redact, struckOut } from './redact.ts';

type ConnectionErrorCode =
  | 'CONNECTION_EMPTY'
  | 'CONNECTION_NOT_A_URL'
  | 'CONNECTION_NOT_HTTPS'
  | 'CONNECTION_NOT_A_WEBHOOK'
  | 'CONNECTION_WITH_PASSWORD'
  | 'CONNECTION_REFRESH_REFUSED'
  | 'CONNECTION_CODE_REFUSED'
  | 'CONNECTION_NO_CODE'
  | 'CONNECTION_CLIENT_EMPTY'
  | 'CONNECTION_PORTAL_UNNAMED';

/** A connection that can't be made of what was given. The detail never holds the webhook itself (I11). */
export class ConnectionError extends Bye24Error {
  declare readonly code: ConnectionErrorCode;

  constructor(code: ConnectionErrorCode, detail: Readonly<Record<string, string | number>> = {}) {
    super(code, detail);
  }
}

/** A request with its credential in it: made just before it leaves, kept by nobody. */
interface SealedRequest {
  readonly url: string;
  readonly body: string;
}

/** Sends a plain GET and gives the JSON that came: how an OAuth connection reaches the authorisation server. */
export type Fetch = (url: string, signal?: AbortSignal) => Promise<Json>;

/**
 * Who we are for one portal. The secret stays inside: no way of printing it shows it (I11), and only `seal` puts it
 * into a request.
 */
export interface Connection {
  /** An application (OAuth), which has storages and options of its own; a webhook has none. */
  readonly isApplication: boolean;
  /** `https://acme.bitrix24.ru`; another one after `moveTo`. */
  readonly origin: string;
  readonly address: string;
  describe(): { readonly address: string; readonly userId?: string };
  seal(method: string, api: Api, params: Json): SealedRequest;
  /** Strikes this connection's own secrets, and whatever else looks like one, out of a text. */
  scrub(text: string): string;
  /** False where `scrub` would surely find nothing in these bytes of text. */
  maySeeSecret(bytes: Uint8Array): boolean;
  /** The portal was renamed: speak to its new origin from now on. */
  moveTo(origin: string): void;
  /** OAuth only: takes a new access token. Callers that come together share one refresh. */
  refresh?(fetch: Fetch, signal?: AbortSignal): Promise<void>;
  /** Address and user, for people. */
  toString(): string;
}

abstract class BaseConnection implements Connection {
  #origin: string;
  /** Asked for with every row that may show a file. */
  #address: string;

  constructor(origin: string) {
    this.#origin = origin;
    this.#address = new URL(origin).host;
  }

  get origin(): string {
    return this.#origin;
  }

  get address(): string {
    return this.#address;
  }

  moveTo(origin: string): void {
    this.#origin = origin;
    this.#address = new URL(origin).host;
  }

  abstract readonly isApplication: boolean;
  abstract describe(): { readonly address: string; readonly userId?: string };
  abstract seal(method: string, api: Api, params: Json): SealedRequest;
  protected abstract secrets(): readonly string[];

  scrub(text: string): string {
    return redact(this.#tellingSecrets().reduce((rest, secret) => rest.replaceAll(secret, struckOut), text));
  }

  maySeeSecret(bytes: Uint8Array): boolean {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return mayHoldSecret(bytes) || this.#tellingSecrets().some((secret) => text.includes(secret));
  }

  /** A short code (a local portal's) may be a common word; the pattern of a webhook's path finds it anyway. */
  #tellingSecrets(): readonly string[] {
    return this.secrets().filter((secret) => secret.length >= 8);
  }

  toJSON(): Json {
    return { ...this.describe() };
  }

  toString(): string {
    const { address, userId } = this.describe();
    return userId === undefined ? address : `${address}, user ${userId}`;
  }

  [inspect.custom](): string {
    return `Connection(${this.toString()})`;
  }
}

class WebhookConnection extends BaseConnection {
  readonly isApplication = false;
  readonly #userId: string;
  readonly #code: string;

  constructor(origin: string, userId: string, code: string) {
    super(origin);
    this.#userId = userId;
    this.#code = code;
  }

  describe(): { readonly address: string; readonly userId: string } {
    return { address: this.address, userId: this.#userId };
  }

  seal(method: string, api: Api, params: Json): SealedRequest {
    const root = api === 'v3' ? 'rest/api' : 'rest';
    return { url: `${this.origin}/${root}/${this.#userId}/${this.#code}/${method}`, body: JSON.stringify(params) };
  }

  protected secrets(): readonly string[] {
    return [this.#code];
  }
}

const webhookPath = /^\/rest\/(?:api\/)?(\d+)\/([A-Za-z0-9_-]+)(?:\/.*)?$/u;

/**
 * A connection from a webhook as a person pastes it: with spaces around, with or without a method at its end, of REST
 * 2.0 or 3.0. Plain http is taken for this computer alone.
 * @throws ConnectionError
 */
export function webhook(text: string): Connection {
  const trimmed = text.trim().replace(/^["'<]+|["'>]+$/gu, '');
  if (trimmed === '') throw new ConnectionError('CONNECTION_EMPTY');
  const url = URL.parse(/^[a-z]+:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (url === null || url.hostname === '') throw new ConnectionError('CONNECTION_NOT_A_URL');
  if (url.username !== '' || url.password !== '') throw new ConnectionError('CONNECTION_WITH_PASSWORD');
  requireSafe(url);
  const [, userId, code] = webhookPath.exec(url.pathname) ?? [];
  if (userId === undefined || code === undefined) {
    throw new ConnectionError('CONNECTION_NOT_A_WEBHOOK', { address: url.host });
  }
  return new WebhookConnection(url.origin, userId, code);
}

function requireSafe(url: URL): void {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return;
  throw new ConnectionError('CONNECTION_NOT_HTTPS', { address: url.host });
}

export interface OAuthTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

interface OAuthOptions extends OAuthTokens {
  readonly portal: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId?: string;
  /** `https://oauth.bitrix24.tech` unless a local portal plays its part. */
  readonly server?: string;
  /** The pair that is kept now: another process may have taken a new one, and ours is spent. */
  readonly latest?: () => Promise<OAuthTokens | undefined>;
  /** Called with each new pair, which must be kept: the old refresh token is spent. */
  readonly onTokens?: (tokens: OAuthTokens) => void | Promise<void>;
}

/** An application as it makes itself known to the authorisation server. */
interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** `https://oauth.bitrix24.tech` unless a local portal plays its part. */
  readonly server?: string | undefined;
}

/** What the authorisation server gave. */
interface Granted extends OAuthTokens {
  readonly userId: string;
  /** Host of the portal that the tokens are for; '' where the answer does not say. */
  readonly address: string;
}

async function askForTokens(
  fetch: Fetch,
  { clientId, clientSecret, server }: OAuthClient,
  ask: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<{ readonly granted?: Granted; readonly portalCode: string }> {
  const url = new URL('/oauth/token/', server ?? 'https://oauth.bitrix24.tech');
  requireSafe(url);
  url.search = new URLSearchParams({ ...ask, client_id: clientId, client_secret: clientSecret }).toString();
  const answer = await fetch(url.href, signal);
  const row = isObject(answer) ? answer : {};
  const { access_token: accessToken, refresh_token: refreshToken, error } = row;
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string') {
    return { portalCode: typeof error === 'string' ? error : '' };
  }
  const address = URL.parse(textOf(row['client_endpoint']))?.host ?? '';
  return { granted: { accessToken, refreshToken, userId: textOf(row['user_id']), address }, portalCode: '' };
}

/**
 * The page of a portal on which a person lets an application in; the browser then goes to the application's own address
 * with `code` and `state` (https://apidocs.bitrix24.ru/settings/oauth/index.html).
 * @throws ConnectionError
 */
export function consentPage(portal: string, clientId: string, state: string): URL {
  const url = portalUrl(portal);
  return new URL(`/oauth/authorize/?${new URLSearchParams({ client_id: clientId, state }).toString()}`, url);
}

/** Tokens for a code, which lives for 30 seconds. Rejects with CONNECTION_CODE_REFUSED. */
export async function tokensForCode(
  fetch: Fetch,
  client: OAuthClient,
  code: string,
  signal?: AbortSignal,
): Promise<Granted> {
  const { granted, portalCode } = await askForTokens(fetch, client, { grant_type: 'authorization_code', code }, signal);
  if (granted === undefined) throw new ConnectionError('CONNECTION_CODE_REFUSED', { portalCode });
  return granted;
}

class OAuthConnection extends BaseConnection {
  readonly isApplication = true;
  readonly #options: OAuthOptions;
  #tokens: OAuthTokens;
  #refreshing: Promise<void> | undefined;

  constructor(origin: string, options: OAuthOptions) {
    super(origin);
    this.#options = options;
    this.#tokens = { accessToken: options.accessToken, refreshToken: options.refreshToken };
  }

  describe(): { readonly address: string; readonly userId?: string } {
    const { userId } = this.#options;
    return userId === undefined ? { address: this.address } : { address: this.address, userId };
  }

  seal(method: string, api: Api, params: Json): SealedRequest {
    const url = `${this.origin}/${api === 'v3' ? 'rest/api' : 'rest'}/${method}`;
    const auth = this.#tokens.accessToken;
    if (isObject(params)) return { url, body: JSON.stringify({ ...params, auth }) };
    // A list has no room for a name, and the positional methods count their arguments.
    return { url: `${url}?auth=${encodeURIComponent(auth)}`, body: JSON.stringify(isList(params) ? params : {}) };
  }

  refresh(fetch: Fetch, signal?: AbortSignal): Promise<void> {
    this.#refreshing ??= this.#takeTokens(fetch, signal).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #takeTokens(fetch: Fetch, signal?: AbortSignal): Promise<void> {
    if (await this.#adoptLatest()) return;
    const { clientId, clientSecret, server } = this.#options;
    const ask = { grant_type: 'refresh_token', refresh_token: this.#tokens.refreshToken };
    const { granted, portalCode } = await askForTokens(fetch, { clientId, clientSecret, server }, ask, signal);
    if (granted === undefined) {
      // Another process may have been quicker by a moment: then its pair is kept by now.
      if (await this.#adoptLatest()) return;
      throw new ConnectionError('CONNECTION_REFRESH_REFUSED', { address: this.address, portalCode });
    }
    const { accessToken, refreshToken } = granted;
    this.#tokens = { accessToken, refreshToken };
    await this.#options.onTokens?.(this.#tokens);
  }

  async #adoptLatest(): Promise<boolean> {
    const kept = await this.#options.latest?.();
    if (kept === undefined || kept.refreshToken === this.#tokens.refreshToken) return false;
    this.#tokens = kept;
    return true;
  }

  protected secrets(): readonly string[] {
    return [this.#tokens.accessToken, this.#tokens.refreshToken, this.#options.clientSecret];
  }
}

/**
 * A connection of an OAuth application (settings/oauth/auto-renewal.md of the vendor's documentation).
 * @throws ConnectionError
 */
export function oauth(options: OAuthOptions): Connection {
  return new OAuthConnection(portalUrl(options.portal).origin, options);
}

function portalUrl(portal: string): URL {
  const url = URL.parse(/^[a-z]+:\/\//iu.test(portal) ? portal : `https://${portal}`);
  if (url === null || url.hostname === '') throw new ConnectionError('CONNECTION_NOT_A_URL');
  requireSafe(url);
  return url;
}
