import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import { at, type Json } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import type { WireEvent } from '../../src/bitrix24/ask.ts';
import { type ConnectedPortal, connect, type ConnectOptions } from '../../src/bitrix24/client.ts';
import { type Connection, oauth, type OAuthTokens, webhook } from '../../src/bitrix24/connection.ts';
import type { Call, ListRequest, Sink } from '../../src/bitrix24/port.ts';
import { type ClosableTransport, createTransport, type TransportOptions } from '../../src/bitrix24/transport.ts';
import { inProcess } from '../../src/commands/in-process.ts';
import { limitsOf } from '../../src/portal/limits.ts';
import type { LocalPortal, PortalOptions } from '../../src/portal/portal.ts';
import { type PortalServer, servePortal } from '../../src/portal/serve.ts';
import { code, origin, portalOf } from '../portal/support.ts';
import { SimClock } from './sim-clock.ts';
import { drain, parsed } from './support.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Setting {
  readonly local: LocalPortal;
  readonly server: PortalServer;
  readonly portal: ConnectedPortal;
}

function transportTo(options: TransportOptions = {}): ClosableTransport {
  const transport = createTransport({ namedHosts: ['127.0.0.1', 'localhost'], ...options });
  closing.push(() => transport.close());
  return transport;
}

function connectTo(connection: Connection, options: Partial<ConnectOptions> = {}): ConnectedPortal {
  const transport = options.transport ?? transportTo();
  return connect({ connection, clock: systemClock, random: seeded(1), bucket: 'none', ...options, transport });
}

/** A local portal on a socket, and the client connected to it. */
async function setting(options: PortalOptions = {}, client: Partial<ConnectOptions> = {}): Promise<Setting> {
  const local = portalOf({ clock: systemClock, ...options });
  const server = await servePortal(local, { tlsPort: 0 });
  closing.push(() => server.close());
  return { local, server, portal: connectTo(webhook(`${server.url}/rest/1/${code}/`), client) };
}

const quick = { again: 3, firstDelayMs: 1, mostDelayMs: 2 };
const policy = {
  read: { unanswered: quick, notJson: quick, serverError: quick, limited: quick },
  write: { limited: quick },
};

const items: ListRequest = {
  method: 'crm.item.list',
  params: { entityTypeId: 3, select: ['id', 'name'] },
  rows: ['items'],
  idField: 'id',
  pager: { by: 'id' },
};

function contacts(count: number): readonly Call[] {
  return Array.from({ length: count }, (_, index) => ({
    method: 'crm.item.add',
    params: { entityTypeId: 3, fields: { name: `Ёж № ${index} & co`, lastName: '100% + [x]' } },
    effect: 'write',
  }));
}

function idsOf(rows: readonly Json[]): readonly number[] {
  return rows.map((row) => Number(at(row, ['id']))).sort((a, b) => a - b);
}

async function fill(portal: ConnectedPortal, count: number): Promise<readonly number[]> {
  const outcomes = await portal.batch(contacts(count));
  return outcomes.map((outcome) => Number(outcome.is === 'answered' && at(outcome.answer.result, ['item', 'id'])));
}

describe('against the local portal over real loopback HTTP', () => {
  it('writes in batches, reads back by keyset, and points at the rows in the raw answers', async () => {
    const { portal } = await setting();
    const ids = await fill(portal, 430);
    const { rows, pages, report } = await drain(portal.list(items));
    expect(idsOf(rows)).toEqual(ids.toSorted((a, b) => a - b));
    expect(rows[7]).toMatchObject({ name: 'Ёж № 7 & co' });
    expect(report).toMatchObject({ rows: 430, total: 430, mended: 0 });
    expect(report.requests).toBeLessThanOrEqual(3);
    for (const { raw, pointer, rows: given } of pages) expect(at(parsed(raw.body), pointer)).toEqual(given);
  });

  it('gets through dropped connections, web pages, cut answers and server errors', async () => {
    const faults = [
      { method: 'batch', nth: 8, what: { do: 'drop', when: 'after' } },
      { method: 'batch', nth: 10, what: { do: 'html' } },
      { method: 'batch', nth: 12, what: { do: 'truncate', keepBytes: 900 } },
      { method: 'batch', nth: 14, what: { do: 'status', status: 500, code: 'INTERNAL_SERVER_ERROR' } },
    ] as const;
    const { portal } = await setting({ faults: [...faults] }, { policy });
    const ids = await fill(portal, 350);
    for (let round = 0; round < 3; round += 1) {
      const { rows } = await drain(portal.list(items));
      expect(idsOf(rows)).toEqual(ids.toSorted((a, b) => a - b));
    }
    expect(portal.stats.retries).toBeGreaterThan(0);
  });

  it('takes a chain up again behind a command that was refused in its middle', async () => {
    const refuse = { do: 'refuse', code: 'INTERNAL_SERVER_ERROR' } as const;
    const { portal } = await setting({ faults: [{ method: 'crm.item.list', nth: 5, what: refuse }] }, { policy });
    const ids = await fill(portal, 430);
    const { rows, report } = await drain(portal.list(items));
    expect(idsOf(rows)).toEqual(ids.toSorted((a, b) => a - b));
    expect(report.mended).toBe(1);
  });

  it('signs in by OAuth, and takes new tokens when the old ones have run out', async () => {
    let aheadMs = 0;
    const clock = { ...systemClock, now: () => Date.now() + aheadMs };
    const app = { clientId: 'app.1', clientSecret: 'client-secret-1' };
    const { local, server } = await setting({ clock, apps: [app] });
    const grant = local.access.exchange('code', local.access.issueCode(app.clientId, 1), app.clientId);
    if (grant === undefined) throw new Error('the local portal gave no tokens');
    const kept: OAuthTokens[] = [];
    const portal = connectTo(
      oauth({
        portal: server.url,
        server: server.url,
        ...app,
        accessToken: grant.access,
        refreshToken: grant.refresh,
        onTokens: (tokens) => void kept.push(tokens),
      }),
    );
    expect((await portal.call({ method: 'profile' })).result).toMatchObject({ ID: '1' });
    aheadMs = 2 * 3600_000;
    const outcomes = await portal.batch([{ method: 'profile' }, { method: 'server.time' }]);
    expect(outcomes.map(({ is }) => is)).toEqual(['answered', 'answered']);
    expect(kept).toHaveLength(1);
  });

  it('does not delete again after a lost answer, and says that nobody knows (rule 2: b24jssdk deletes again)', async () => {
    const faults = [{ method: 'crm.item.delete', nth: 1, what: { do: 'drop', when: 'after' } }] as const;
    const { portal } = await setting({ faults: [...faults] }, { policy });
    const [id = 0] = await fill(portal, 1);
    const [outcome] = await portal.batch([
      { method: 'crm.item.delete', params: { entityTypeId: 3, id }, effect: 'write' },
    ]);
    expect(outcome).toMatchObject({ is: 'unknown', error: { kind: 'unanswered' } });
    expect(portal.stats.retries).toBe(0);
    expect((await drain(portal.list(items))).rows).toEqual([]);
  });

  it('tells a wrong webhook from a missing method and from a portal that is not there', async () => {
    const { server, portal } = await setting({}, { policy });
    const wrong = connectTo(webhook(`${server.url}/rest/1/wrongcode99/`), { policy });
    await expect(wrong.call({ method: 'profile' })).rejects.toMatchObject({ kind: 'badCredential' });
    await expect(portal.call({ method: 'no.such.method' })).rejects.toMatchObject({ kind: 'noSuchMethod' });
    await server.close();
    await expect(portal.call({ method: 'profile' })).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('speaks TLS to an authority that it was given, and to no other', async () => {
    const { server } = await setting();
    const hook = webhook(`${server.tlsUrl ?? ''}/rest/1/${code}/`);
    const trusting = connectTo(hook, { transport: transportTo(server.ca === undefined ? {} : { ca: server.ca }) });
    expect((await trusting.call({ method: 'profile' })).result).toMatchObject({ ID: '1' });
    await expect(connectTo(hook).call({ method: 'profile' })).rejects.toMatchObject({ kind: 'untrusted' });
  });

  it('goes to no private address that the user did not name', async () => {
    const { server } = await setting();
    const transport = createTransport();
    closing.push(() => transport.close());
    for (const host of ['127.0.0.1', 'localhost']) {
      const hook = webhook(`${server.url.replace('127.0.0.1', host)}/rest/1/${code}/`);
      await expect(connectTo(hook, { transport, policy }).call({ method: 'profile' })).rejects.toMatchObject({
        kind: 'untrusted',
      });
    }
  });

  it('follows a renamed portal', async () => {
    const { server } = await setting();
    const old = await servePortal(portalOf({ renamedTo: server.url }));
    closing.push(() => old.close());
    const portal = connectTo(webhook(`${old.url}/rest/1/${code}/`));
    expect((await portal.call({ method: 'profile' })).result).toMatchObject({ ID: '1' });
    expect(portal.address).toBe(new URL(server.url).host);
  });

  it('stays within the bucket that the portal keeps, and is never refused', async () => {
    const { local, server } = await setting({ limits: { bucket: { burst: 50, perSecond: 2 } } });
    const transport = transportTo();
    const portal = connect({
      connection: webhook(`${server.url}/rest/1/${code}/`),
      transport,
      clock: systemClock,
      random: seeded(1),
    });
    await Promise.all(Array.from({ length: 49 }, () => portal.call({ method: 'profile' })));
    expect(portal.stats).toMatchObject({ limited: 0, requestsSent: 49 });
    expect(local.core.methods.all.length).toBeGreaterThan(0);
  });

  it('closes at once, though an answer never comes and another is read by nobody', async () => {
    const asked = Promise.withResolvers<void>();
    const server = createServer((request, response) => {
      // One request gets a body that never ends, the other gets nothing at all.
      if (request.url === '/unread') response.writeHead(200, { 'content-length': '1000000' }).write('x');
      else asked.resolve();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => void server.close(() => resolve())));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const transport = createTransport({ namedHosts: ['127.0.0.1'] });
    const unread = await transport({ method: 'GET', url: `${url}/unread`, headers: {} });
    const silent = transport({ method: 'GET', url: `${url}/silent`, headers: {} });
    const broken = expect(silent).rejects.toThrow();
    await asked.promise;
    await transport.close();
    await broken;
    expect(unread.status).toBe(200);
  });

  it('waits for nothing on a portal without limits, even when it asks one method ten thousand times', async () => {
    const clock = new SimClock();
    const startedMs = clock.now();
    const events: WireEvent[] = [];
    const portal = connect({
      connection: webhook(`${origin}/rest/1/${code}/`),
      transport: inProcess(portalOf({ clock, limits: limitsOf.none })),
      clock,
      random: seeded(1),
      bucket: 'none',
      onEvent: (event) => events.push(event),
    });
    const calls = Array.from({ length: 10_000 }, (): Call => ({ method: 'crm.status.list' }));
    const outcomes = await portal.batch(calls);
    expect(outcomes.every(({ is }) => is === 'answered')).toBe(true);
    expect(events.filter(({ is }) => is === 'paused')).toEqual([]);
    expect(clock.now()).toBe(startedMs);
  });

  it('downloads a file, whole and by its hash', async () => {
    const { local, server, portal } = await setting();
    const blob = local.core.blobs.addMade(3_000_000, 7);
    const caller = local.access.byWebhook(1, code);
    const url = local.core.links.download({ origin: server.url, caller }, { blob, name: 'видео.mp4' });
    const hash = createHash('sha256');
    const sink: Sink = {
      write: async (bytes) => void hash.update(bytes),
      restart: () => Promise.reject(new Error('nothing was cut')),
    };
    expect((await portal.download({ url, expectedBytes: 3_000_000 }, sink)).sizeBytes).toBe(3_000_000);
    const wanted = createHash('sha256');
    for (const chunk of local.core.blobs.read(blob, 0, 3_000_000)) wanted.update(chunk);
    expect(hash.digest('hex')).toBe(wanted.digest('hex'));
    const page = portal.download({ url: '/disk/downloadFile/12/' }, sink);
    await expect(page).rejects.toMatchObject({ kind: 'badDownload', portalCode: 'HTML' });
  });
});
