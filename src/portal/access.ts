import { createHash } from 'node:crypto';

import type { Clock } from '../base/clock.ts';
import { textOf } from '../base/json.ts';
import { isAdministrator, isActiveUser, usersTable } from './core.ts';
import type { Caller } from './method.ts';
import { Refusal } from './refusal.ts';
import type { Store, TableSpec } from './store.ts';

/** An incoming webhook: the rights of its owner, cut to its scopes. */
export interface WebhookSpec {
  readonly userId: number;
  readonly code: string;
  /** Absent: every scope. */
  readonly scopes?: readonly string[];
  readonly expiresAtMs?: number;
}

/** A local application that signs in by OAuth. */
export interface AppSpec {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes?: readonly string[];
  /** Where the browser goes with a code; `http://127.0.0.1:8924/` unless told. */
  readonly redirectUrl?: string;
}

const webhooks: TableSpec = { name: 'webhooks', id: 'text' };
const apps: TableSpec = { name: 'apps', id: 'text' };
/** Access tokens, refresh tokens and authorization codes, told apart by `kind`. */
const grants: TableSpec = { name: 'grants', id: 'text' };

export const accessTokenMs = 3_600_000;
const refreshTokenMs = 180 * 24 * 3_600_000;
const codeMs = 30_000;

export interface Grant {
  readonly userId: number;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Under which the consent was given; '' where nobody looked. */
  readonly origin: string;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Who may call: webhooks, applications and their tokens. */
export class Access {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #everyScope: () => readonly string[];
  #issued = 0;

  constructor(store: Store, clock: Clock, everyScope: () => readonly string[]) {
    this.#store = store;
    this.#clock = clock;
    this.#everyScope = everyScope;
  }

  addWebhook({ userId, code, scopes, expiresAtMs }: WebhookSpec): void {
    const record = { userId, scopes: scopes === undefined ? null : [...scopes], expiresAtMs: expiresAtMs ?? null };
    this.#store.table(webhooks).put(`${userId}/${code}`, record);
  }

  revokeWebhook(userId: number, code: string): boolean {
    return this.#store.table(webhooks).remove(`${userId}/${code}`);
  }

  addApp({ clientId, clientSecret, scopes, redirectUrl = 'http://127.0.0.1:8924/' }: AppSpec): void {
    const record = { clientSecret, scopes: scopes === undefined ? null : [...scopes], redirectUrl };
    this.#store.table(apps).put(clientId, record);
  }

  /** Where the browser goes after a person let the application in. */
  redirectOf(clientId: string): string {
    return textOf(this.#store.table(apps).get(clientId)?.['redirectUrl']);
  }

  /** Everybody who may let an application in. */
  people(): readonly { readonly userId: number; readonly name: string; readonly isAdmin: boolean }[] {
    return this.#store
      .table(usersTable)
      .select({ limit: 20 })
      .map((row) => ({
        userId: Number(row['ID']),
        name: `${textOf(row['NAME'])} ${textOf(row['LAST_NAME'])}`.trim(),
        isAdmin: isAdministrator(this.#store, Number(row['ID'])),
      }))
      .filter(({ userId }) => isActiveUser(this.#store, userId));
  }

  hasApp(clientId: string): boolean {
    return this.#store.table(apps).has(clientId);
  }

  checkApp(clientId: string, clientSecret: string): boolean {
    return this.#store.table(apps).get(clientId)?.['clientSecret'] === clientSecret;
  }

  /** The caller behind `/rest/{user}/{code}/`. */
  byWebhook(userId: number, code: string): Caller {
    const record = this.#store.table(webhooks).get(`${userId}/${code}`);
    if (record === undefined) {
      throw new Refusal('INVALID_CREDENTIALS', 'Invalid request credentials', { status: 401 });
    }
    const expires = record['expiresAtMs'];
    if (typeof expires === 'number' && expires <= this.#clock.now()) {
      throw new Refusal('expired_token', 'The webhook has expired', { status: 401 });
    }
    const scopes = (record['scopes'] as readonly string[] | null) ?? this.#everyScope();
    return this.#caller(userId, scopes, { kind: 'webhook', secret: code, key: digest(`${userId}/${code}`) });
  }

  /** The caller behind an access token. */
  byToken(token: string): Caller {
    const grant = this.#store.table(grants).get(token);
    if (grant === undefined || grant['kind'] !== 'access') {
      throw new Refusal('NO_AUTH_FOUND', 'Wrong authorization data', { status: 401 });
    }
    if (Number(grant['untilMs']) <= this.#clock.now()) {
      throw new Refusal('expired_token', 'The access token provided has expired.', { status: 401 });
    }
    const scopes = grant['scopes'] as readonly string[];
    return this.#caller(Number(grant['userId']), scopes, {
      kind: 'oauth',
      secret: token,
      key: textOf(grant['clientId']),
    });
  }

  #caller(userId: number, scopes: readonly string[], connection: Caller['connection']): Caller {
    if (!isActiveUser(this.#store, userId)) {
      throw new Refusal('authorization_error', 'Unable to authorize user', { status: 401 });
    }
    return { userId, isAdmin: isAdministrator(this.#store, userId), scopes: new Set(scopes), connection };
  }

  /** What a user's consent gives an application: a code that lives for 30 seconds. */
  issueCode(clientId: string, userId: number, origin = ''): string {
    const scopes =
      (this.#store.table(apps).get(clientId)?.['scopes'] as readonly string[] | null) ?? this.#everyScope();
    return this.#issue('code', { userId, clientId, scopes, origin }, codeMs);
  }

  /** Takes a code or a refresh token, each good for one use, and gives a new pair of tokens. */
  exchange(
    kind: 'code' | 'refresh',
    secret: string,
    clientId: string,
  ): (Grant & { access: string; refresh: string }) | undefined {
    const table = this.#store.table(grants);
    const row = table.get(secret);
    if (row?.['kind'] !== kind || row['clientId'] !== clientId || Number(row['untilMs']) <= this.#clock.now())
      return undefined;
    table.remove(secret);
    const grant: Grant = {
      userId: Number(row['userId']),
      clientId,
      scopes: row['scopes'] as readonly string[],
      origin: textOf(row['origin']),
    };
    const access = this.#issue('access', grant, accessTokenMs);
    return { ...grant, access, refresh: this.#issue('refresh', grant, refreshTokenMs) };
  }

  #issue(kind: string, grant: Grant, lifetimeMs: number): string {
    this.#issued++;
    const secret = createHash('sha256')
      .update(`${kind}|${grant.clientId}|${this.#issued}|${this.#clock.now()}`)
      .digest('hex');
    const untilMs = this.#clock.now() + lifetimeMs;
    this.#store.table(grants).put(secret, { kind, ...grant, scopes: [...grant.scopes], untilMs });
    return secret;
  }
}
