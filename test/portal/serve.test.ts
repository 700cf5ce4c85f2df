import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';

import { afterEach, describe, expect, it } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import { type PortalServer, servePortal } from '../../src/portal/serve.ts';
import { code, portalOf } from './support.ts';

const open: PortalServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(...options: Parameters<typeof servePortal>): Promise<PortalServer> {
  const server = await servePortal(...options);
  open.push(server);
  return server;
}

describe('a served portal', () => {
  it('answers over http on this machine only', async () => {
    const server = await serve(portalOf());
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    const answer = await fetch(`${server.url}/rest/1/${code}/profile.json`);
    expect((await answer.json()) as JsonObject).toMatchObject({ result: { ID: '1', ADMIN: true } });
    expect(await (await fetch(server.url)).text()).toContain('Local portal');
  });

  it('answers over https to a client that trusts its authority, by name and by number', async () => {
    const server = await serve(portalOf(), { tlsPort: 0 });
    for (const host of ['127.0.0.1', 'localhost']) {
      const url = `${server.tlsUrl ?? ''}/rest/1/${code}/server.time`.replace('127.0.0.1', host);
      const body = await new Promise<string>((resolve, reject) => {
        httpsRequest(url, { ca: server.ca, family: 4 }, (response) => {
          resolve(text(response));
        })
          .on('error', reject)
          .end();
      });
      expect(body).toContain('"result":"2026-');
    }
  });

  it('streams a file that is made on the fly, and a part of it, the same bytes each time', async () => {
    const portal = portalOf();
    const blob = portal.core.blobs.addMade(300_000, 7);
    const server = await serve(portal);
    const caller = portal.access.byWebhook(1, code);
    const link = portal.core.links.download({ origin: server.url, caller }, { blob, name: 'видео.mp4' });
    const whole = new Uint8Array(await (await fetch(link)).arrayBuffer());
    expect(whole).toHaveLength(300_000);
    const part = await fetch(link, { headers: { range: 'bytes=65500-65599' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 65500-65599/300000']);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(65_500, 65_600));
  });

  it('breaks the connection where a fault says so', async () => {
    const server = await serve(portalOf({ faults: [{ method: 'profile', what: { do: 'drop', when: 'after' } }] }));
    await expect(fetch(`${server.url}/rest/1/${code}/profile`)).rejects.toThrow('fetch failed');
  });
});
