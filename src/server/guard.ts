import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

import { hostAllowed, originAllowed } from './addresses.ts';
import type { Sessions } from './session.ts';

/** Browsers share cookies between ports of a host, so the port is part of the name. */
export function cookieName(port: number): string {
  return `bye24_${port}`;
}

const pagePolicy = (contentOrigin: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${contentOrigin}`,
    `media-src ${contentOrigin}`,
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${contentOrigin}`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');

/** Headers of every answer, errors included. */
export function secureHeaders(contentOrigin: string): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    headers.set('content-security-policy', pagePolicy(contentOrigin));
    headers.set('x-content-type-options', 'nosniff');
    headers.set('x-frame-options', 'DENY');
    headers.set('referrer-policy', 'no-referrer');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  };
}

function refuse(context: Context, code: string, status: 400 | 401 | 403 | 415 | 421): Response {
  return context.json({ error: { code } }, status);
}

/** Answers nobody who calls this server by another name, on any path. */
export function hostGuard(port: number): MiddlewareHandler {
  return async (context, next) => {
    const { raw } = context.req;
    // A reverse proxy in front would mean that the loopback promise no longer holds.
    const forwarded = ['x-forwarded-host', 'x-forwarded-for', 'forwarded'].some((name) => raw.headers.has(name));
    if (forwarded || !hostAllowed(raw.headers.get('host') ?? undefined, port)) {
      return refuse(context, 'SERVER_FOREIGN_HOST', 421);
    }
    await next();
    return undefined;
  };
}

/**
 * Answers no page but our own: a request that changes anything must name our origin, come from the same site, carry
 * JSON and the session's token in a header that no form can set.
 */
export function originGuard(port: number, sessions: Sessions): MiddlewareHandler {
  return async (context, next) => {
    const { headers } = context.req.raw;
    const site = headers.get('sec-fetch-site');
    if (site !== null && site !== 'same-origin' && site !== 'none') return refuse(context, 'SERVER_FOREIGN_PAGE', 403);
    const reads = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (reads) {
      await next();
      return undefined;
    }
    if (!originAllowed(headers.get('origin') ?? undefined, port)) return refuse(context, 'SERVER_FOREIGN_PAGE', 403);
    if (headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
      return refuse(context, 'SERVER_NOT_JSON', 415);
    }
    if (context.req.path === '/api/session') {
      await next();
      return undefined;
    }
    const cookie = getCookie(context, cookieName(port));
    if (!sessions.tokenMatches(cookie, headers.get('x-bye24-token') ?? undefined)) {
      return refuse(context, 'SERVER_NO_SESSION', 401);
    }
    await next();
    return undefined;
  };
}

/** The API is for those who came through the address that the program printed. */
export function sessionGuard(port: number, sessions: Sessions): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.path === '/api/session') {
      await next();
      return undefined;
    }
    if (!sessions.known(getCookie(context, cookieName(port)))) return refuse(context, 'SERVER_NO_SESSION', 401);
    await next();
    return undefined;
  };
}

/** Gives the browser its session. `Secure` can't be asked for: loopback http is no secure context for cookies everywhere. */
export function setSessionCookie(context: Context, port: number, cookie: string): void {
  setCookie(context, cookieName(port), cookie, { httpOnly: true, sameSite: 'Strict', path: '/' });
}
