import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import { at, type JsonObject } from '../../src/base/json.ts';
import { addItem } from '../../src/portal/crm/items.ts';
import { type PortalServer, servePortal } from '../../src/portal/serve.ts';
import { call, code, portalOf } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'bye24-sdk-'));
let server: PortalServer;
let report: JsonObject;

beforeAll(async () => {
  const portal = portalOf({ clock: systemClock });
  for (let id = 1; id <= 120; id++) addItem(portal.core, 3, { name: `Контакт ${id}` }, { userId: 1, as: { id } });
  for (const title of ['Первая', 'Вторая']) {
    await call(portal, 'tasks.task.add', { fields: { TITLE: title, RESPONSIBLE_ID: 1 } });
  }
  server = await servePortal(portal, { tlsPort: 0 });
  const authority = join(folder, 'ca.pem');
  writeFileSync(authority, server.ca ?? '');
  const client = spawn(
    process.execPath,
    [join(import.meta.dirname, 'sdk', 'client.ts'), `${server.tlsUrl ?? ''}/rest/1/${code}/`],
    {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: authority, NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [out, errors] = await Promise.all([text(client.stdout), text(client.stderr)]);
  if (out === '') throw new Error(`the client said nothing: ${errors}`);
  report = JSON.parse(out.trim().split('\n').at(-1) ?? '') as JsonObject;
}, 60_000);

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe("the vendor's own client works against the local portal", () => {
  it('adds, changes, reads and deletes an item, and understands that it is gone', () => {
    expect(report['items']).toEqual({
      updated: 'Бета',
      got: 'Бета',
      deleted: [],
      gone: expect.stringContaining('Элемент не найден') as string,
    });
  });

  it('walks a list of more than one page, each item once', () => {
    expect(report['lists']).toEqual({ all: 120, fetched: 120, unique: 120 });
  });

  it('sends batches: with a reference to an earlier answer, in chunks, and halted by a refusal', () => {
    expect(report['batches']).toMatchObject({ chained: 50, chunked: 60 });
    expect(JSON.stringify(at(report, ['batches', 'halted']))).toContain('Элемент не найден');
  });

  it('speaks REST 3.0: get, a batch with a reference, and both kinds of refusals', () => {
    expect(at(report, ['version3', 'got'])).toBe('Первая');
    expect(JSON.stringify(at(report, ['version3', 'batch']))).toContain('Вторая');
    expect(at(report, ['version3', 'missing'])).toMatch(/не найдена|not found/u);
    expect(at(report, ['version3', 'unknown'])).toMatch(/not found/u);
  });
});
