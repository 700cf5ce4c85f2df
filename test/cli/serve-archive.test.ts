import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { at, type JsonObject, textOf } from '../../src/base/json.ts';
import { bye24, start } from './support/bye24.ts';
import { exported, type Exported, withWebhook } from './support/served.ts';

interface Ready {
  readonly type: string;
  readonly url: string;
  readonly tlsUrl: string;
  readonly ca: string;
  readonly webhook: string;
  readonly records: number;
  readonly without: readonly string[];
  readonly filesMissing: number;
}

/** Serves data as a person would, and waits until it answers. */
async function serve(data: string, folder: string): Promise<Ready> {
  const args = ['portal', 'serve', '--data', data, '--tls-port', '0', '--limits', 'none', '--json'];
  const { child, output, ended } = start(args, { folder });
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const [line] = output().split('\n');
      if (output().includes('\n')) resolve(JSON.parse(line ?? '') as Ready);
    });
    void ended.then(({ stderr }) => reject(new Error(stderr)));
  });
}

const serveArchive = ({ archive, folder }: Exported): Promise<Ready> => serve(archive, folder);

async function ask(webhook: string, method: string, params: JsonObject): Promise<JsonObject> {
  const answer = await fetch(`${webhook}${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return (await answer.json()) as JsonObject;
}

async function sha512(url: string): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  return createHash('sha512').update(bytes).digest('hex');
}

function hashes(files: readonly JsonObject[]): Promise<readonly string[]> {
  return Promise.all(files.map(({ DOWNLOAD_URL = '' }) => sha512(textOf(DOWNLOAD_URL))));
}

/** Every file of the Drive's root folder on a portal, by id. */
async function rootFiles(webhook: string): Promise<readonly JsonObject[]> {
  const { result: storages } = await ask(webhook, 'disk.storage.getlist', {});
  const lists = await Promise.all(
    (storages as readonly JsonObject[]).map(({ ID = '' }) => ask(webhook, 'disk.storage.getchildren', { id: ID })),
  );
  return lists
    .flatMap(({ result }) => result as readonly JsonObject[])
    .filter(({ TYPE }) => TYPE === 'file')
    .toSorted((a, b) => Number(a['ID']) - Number(b['ID']));
}

const kinds = 'deal,disk-file,disk-version';

describe('portal serve --data ARCHIVE', () => {
  it('serves the archived records and the archived bytes of files', async () => {
    const portal = await exported({}, `${kinds},booking,chat`);
    const ready = await serveArchive(portal);
    expect(ready).toMatchObject({ type: 'ready', filesMissing: 0 });
    expect(ready.without).toEqual([]);
    expect(ready.records).toBeGreaterThan(20);

    const before = await ask(portal.webhook, 'crm.item.list', { entityTypeId: 2, order: { id: 'ASC' } });
    const after = await ask(ready.webhook, 'crm.item.list', { entityTypeId: 2, order: { id: 'ASC' } });
    expect(after['total']).toBe(before['total']);
    expect(at(after, ['result', 'items', '0', 'title'])).toBe(at(before, ['result', 'items', '0', 'title']));

    const [real, served] = [await rootFiles(portal.webhook), await rootFiles(ready.webhook)];
    expect(served.length).toBeGreaterThan(0);
    expect(served.map(({ NAME }) => NAME)).toEqual(real.map(({ NAME }) => NAME));
    expect(await hashes(served)).toEqual(await hashes(real));

    // The vendor's own client lists and reads it, too.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, 'support', 'sdk-reader.ts'), ready.webhook.replace(ready.url, ready.tlsUrl)],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: ready.ca, NODE_NO_WARNINGS: '1' } },
    );
    const read = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as JsonObject;
    expect(read['count']).toBe(before['total']);
    expect(read['got']).toBe(at(read, ['first', 'title']));
  }, 90_000);

  it('makes no bytes up for a file that the archive does not hold', async () => {
    const portal = await exported({}, 'deal');
    const run = withWebhook(portal.webhook, portal.folder);
    expect((await bye24(['export', '--kinds', kinds, '--without-files'], run)).code).toBe(3);
    const ready = await serveArchive(portal);
    expect(ready.filesMissing).toBeGreaterThan(0);
    const [file] = await rootFiles(ready.webhook);
    const answer = await fetch(textOf(file?.['DOWNLOAD_URL'] ?? ''));
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('The bytes of this file are not here');
  }, 60_000);
});

describe('portal serve --data new', () => {
  it('is a portal on its first day: an administrator who may make things, and nothing of anybody’s', async () => {
    const { folder } = await exported();
    const { webhook } = await serve('new', folder);
    expect(at(await ask(webhook, 'profile', {}), ['result', 'ADMIN'])).toBe(true);
    expect(await ask(webhook, 'crm.item.list', { entityTypeId: 2 })).toMatchObject({ result: { items: [] } });
    const made = await ask(webhook, 'crm.category.add', { entityTypeId: 2, fields: { name: 'Опт' } });
    expect(at(made, ['result', 'category', 'name'])).toBe('Опт');
  }, 60_000);
});
