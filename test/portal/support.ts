import { isObject, type Json, type JsonObject } from '../../src/base/json.ts';
import type { Clock } from '../../src/base/clock.ts';
import { createPortal, type LocalPortal, type PortalOptions } from '../../src/portal/portal.ts';
import type { PortalResponse } from '../../src/portal/http.ts';

export const origin = 'https://portal.test';
export const code = 'secretcode1';

/** A clock that stands still, and jumps when somebody sleeps. */
export function stillClock(startMs = Date.parse('2026-03-02T09:00:00+03:00')): Clock & { pass(ms: number): void } {
  let now = startMs;
  return {
    now: () => now,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    pass: (ms) => {
      now += ms;
    },
  };
}

/** A portal whose user 1 is an administrator with a webhook of all scopes. */
export function portalOf(options: PortalOptions = {}): LocalPortal {
  const portal = createPortal({ clock: stillClock(), webhooks: [{ userId: 1, code }], ...options });
  portal.core.store.table({ name: 'administrators' }).put(1, {});
  return portal;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: JsonObject;
}

export async function bytesOf(response: PortalResponse): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  if (response.body instanceof Uint8Array) return Buffer.from(response.body);
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Posts JSON to a path below `/rest/`. */
export async function post(
  portal: LocalPortal,
  path: string,
  body: Json,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await portal.handle({
    method: 'POST',
    url: `${origin}/rest/${path}`,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const bytes = await bytesOf(response);
  return { status: response.status, headers: response.headers, json: JSON.parse(bytes.toString()) as JsonObject };
}

/** Calls a method by the administrator's webhook. */
export const call = (portal: LocalPortal, method: string, params: Json = {}): Promise<Answered> =>
  post(portal, `1/${code}/${method}`, params);

/** The same in REST 3.0. */
export const call3 = (portal: LocalPortal, method: string, params: Json = {}): Promise<Answered> =>
  post(portal, `api/1/${code}/${method}`, params);

/** The local application of `portalOf`. */
export const application = { clientId: 'local.contract', clientSecret: 'contractSecret1' } as const;

/** Calls a method of REST 2.0 as an application that the administrator let in. */
export const callAsApplication = (portal: LocalPortal, method: string, params: Json = {}): Promise<Answered> => {
  portal.access.addApp(application);
  const { clientId } = application;
  const auth = portal.access.exchange('code', portal.access.issueCode(clientId, 1), clientId)?.access ?? '';
  return post(portal, method, isObject(params) ? { ...params, auth } : { auth });
};
