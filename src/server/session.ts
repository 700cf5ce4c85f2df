import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import type { Clock } from '../base/clock.ts';

const codeLifeMs = 60_000;
const idleLifeMs = 12 * 3_600_000;
const wholeLifeMs = 7 * 24 * 3_600_000;

interface Session {
  readonly tokenHash: Buffer;
  readonly startedAtMs: number;
  usedAtMs: number;
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Who may talk to the server. The program prints one address whose fragment holds a code; the page exchanges the code,
 * once and within a minute, for a cookie that scripts can't read and a token that a foreign page can't know. Only hashes
 * are kept. Fragments reach no log and no server, so neither history nor proxies hold a live secret.
 */
export class Sessions {
  readonly #clock: Clock;
  #code: { readonly hash: Buffer; readonly untilMs: number } | undefined;
  readonly #sessions = new Map<string, Session>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A fresh one-time code; the one before it is void. */
  issueCode(): string {
    const code = newSecret();
    this.#code = { hash: hashOf(code), untilMs: this.#clock.now() + codeLifeMs };
    return code;
  }

  /** Exchanges the code for a cookie and a token, or gives undefined when it is wrong, late or used. */
  exchange(code: string): { readonly cookie: string; readonly token: string } | undefined {
    const expected = this.#code;
    if (expected === undefined || !timingSafeEqual(expected.hash, hashOf(code))) return undefined;
    this.#code = undefined;
    if (this.#clock.now() > expected.untilMs) return undefined;
    const cookie = newSecret();
    const token = newSecret();
    const now = this.#clock.now();
    this.#sessions.set(hashOf(cookie).toString('hex'), { tokenHash: hashOf(token), startedAtMs: now, usedAtMs: now });
    return { cookie, token };
  }

  /** Whether the cookie belongs to a live session; using it keeps it alive. */
  known(cookie: string | undefined): boolean {
    return this.#find(cookie) !== undefined;
  }

  /** Whether the token was given out together with the cookie. */
  tokenMatches(cookie: string | undefined, token: string | undefined): boolean {
    const session = this.#find(cookie);
    return session !== undefined && token !== undefined && timingSafeEqual(session.tokenHash, hashOf(token));
  }

  /** A new token for a page that was loaded again with its cookie; the old token is void. */
  renewToken(cookie: string | undefined): string | undefined {
    const session = this.#find(cookie);
    if (session === undefined || cookie === undefined) return undefined;
    const token = newSecret();
    this.#sessions.set(hashOf(cookie).toString('hex'), { ...session, tokenHash: hashOf(token) });
    return token;
  }

  #find(cookie: string | undefined): Session | undefined {
    if (cookie === undefined) return undefined;
    const key = hashOf(cookie).toString('hex');
    const session = this.#sessions.get(key);
    if (session === undefined) return undefined;
    const now = this.#clock.now();
    if (now - session.usedAtMs > idleLifeMs || now - session.startedAtMs > wholeLifeMs) {
      this.#sessions.delete(key);
      return undefined;
    }
    session.usedAtMs = now;
    return session;
  }
}
