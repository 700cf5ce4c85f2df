import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { z } from 'zod';

import { Bye24Error } from '../base/error.ts';
import { cookieName, hostGuard, originGuard, secureHeaders, sessionGuard, setSessionCookie } from './guard.ts';
import type { Sessions } from './session.ts';

export interface AppOptions {
  readonly port: number;
  /** Origin of the server that shows archived files and HTML, e.g. http://127.0.0.1:24025. */
  readonly contentOrigin: string;
  readonly sessions: Sessions;
  /** What lies behind the guards: routes under /api/ and the pages. */
  readonly routes: (app: Hono) => void;
}

const exchangeBody = z.object({ code: z.string().min(1).max(200) });

/** The web server's front door: guards first, on every path, then the session, then the rest. */
export function createApp({ port, contentOrigin, sessions, routes }: AppOptions): Hono {
  const app = new Hono();
  app.use('*', secureHeaders(contentOrigin));
  app.use('*', hostGuard(port));
  app.use('*', originGuard(port, sessions));
  app.use('/api/*', sessionGuard(port, sessions));

  app.post('/api/session', async (context) => {
    const body = exchangeBody.safeParse(await context.req.json().catch(() => undefined));
    const session = body.success ? sessions.exchange(body.data.code) : undefined;
    if (session === undefined) return context.json({ error: { code: 'SERVER_CODE_USED' } }, 403);
    setSessionCookie(context, port, session.cookie);
    return context.json({ token: session.token });
  });
  app.get('/api/session', (context) => {
    const token = sessions.renewToken(getCookie(context, cookieName(port)));
    return token === undefined ? context.json({ error: { code: 'SERVER_NO_SESSION' } }, 401) : context.json({ token });
  });

  routes(app);
  app.notFound((context) => context.json({ error: { code: 'SERVER_NOT_FOUND' } }, 404));
  app.onError((error, context) => {
    // Errors of ours have words in the catalogues; whatever else went wrong inside stays inside.
    if (error instanceof Bye24Error) return context.json({ error: { code: error.code, detail: error.detail } }, 409);
    return context.json({ error: { code: 'SERVER_FAILED' } }, 500);
  });
  return app;
}
