import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { textOf } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import { compareWithPortal } from '../../src/journey/export/compare.ts';
import { exportPortal, type ExportOptions, type ExportReport } from '../../src/journey/export/export.ts';
import { isGap } from '../../src/journey/export/tally.ts';
import { takeInventory } from '../../src/journey/export/inventory.ts';
import { kinds } from '../../src/kinds/index.ts';
import { administratorWebhook, employeeWebhook } from '../../src/portal/company/index.ts';
import { emptyArchive } from '../support/archive.ts';
import { connectTo, type Reached, reach } from './local.ts';

// Whole exports of every kind take a while on a busy computer.
vi.setConfig({ testTimeout: 60_000 });

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

async function open(): Promise<{ readonly archive: Archive; readonly path: string }> {
  const made = await emptyArchive({ kinds });
  removals.push(async () => {
    await made.archive.close().catch(() => undefined);
    await made.remove();
  });
  return made;
}

const take = (
  { portal, clock }: Pick<Reached, 'portal' | 'clock'>,
  archive: Archive,
  change: Partial<ExportOptions> = {},
): Promise<ExportReport> => exportPortal({ portal, archive, kinds, connection: 'admin', clock, ...change });

const gaps = ({ missing }: ExportReport) => missing.filter(isGap);

/** All files are here but those that REST never gives: they are named for a person. */
const filesAreHere = (archive: Archive): boolean =>
  [...archive.files()].every(({ blob, missing }) => (blob !== undefined) !== (missing?.code === 'EXPORT_FILE_BY_HAND'));

/** Records of an archive by kind and id, and its files by their hashes. */
function contentsOf(archive: Archive): readonly string[] {
  const records = [...archive.all()].map(({ key, fingerprint, parent }) => JSON.stringify([key, fingerprint, parent]));
  const files = [...archive.files()].map(({ owner, slot, fileId, blob }) =>
    JSON.stringify([owner, slot, fileId, blob?.sha512]),
  );
  return [...records, ...files].toSorted();
}

describe('the sample company on a local portal', () => {
  it('comes home whole, every kind with counts that agree, and the portal agrees (I9)', async () => {
    const reached = reach();
    const { archive } = await open();
    const report = await take(reached, archive);
    expect(gaps(report)).toEqual([]);
    expect(report.state).toBe('complete');
    for (const { kind, portal, seen, kept } of report.kinds) {
      expect(kept, kind).toBe(seen);
      if (portal !== undefined) expect(seen, kind).toBe(portal);
    }
    const empty = kinds.filter(({ id, byApplication }) => byApplication !== true && archive.size(id) === 0);
    const names = empty.map(({ id }) => id);
    expect(names, 'kinds that a webhook is shown and the sample company has nothing of').toEqual([]);
    expect(filesAreHere(archive)).toBe(true);
    expect([...archive.files()].some(({ blob }) => blob?.sizeBytes === 0)).toBe(true);
    expect((await Verification.of(archive)).damageCount).toBe(0);
    const { portal, clock } = reached;
    const comparison = await compareWithPortal({ portal, archive, kinds, now: () => clock.now() });
    expect(comparison).toMatchObject({ agrees: true });
  });

  it('costs less than half of the requests the second time where lists tell what changed, and brings nothing twice', async () => {
    const reached = reach({ size: 4000 });
    const { archive } = await open();
    // After the last moment of the company: nothing changes any more.
    await reached.clock.sleep(Date.parse('2026-10-01T09:00:00+03:00') - reached.clock.now());
    const dated = kinds.filter(
      ({ take: how, changedAt, grows }) =>
        how.how === 'list' && (grows === true || (changedAt !== undefined && changedAt.filter !== false)),
    );
    const some = { chosen: dated.map(({ id }) => id) };
    const full = await take(reached, archive, some);
    const before = contentsOf(archive);
    await reached.clock.sleep(2 * 3_600_000);
    const delta = await take(reached, archive, some);
    expect(delta).toMatchObject({ state: 'complete', delta: true, files: { count: 0 } });
    // What is left is the look for ids that are gone.
    expect(delta.requests * 2).toBeLessThan(full.requests);
    expect(contentsOf(archive)).toEqual(before);
  });

  it('asks the second time for no version of a file that nobody wrote over', async () => {
    const seen: string[] = [];
    const reached = reach({ size: 300 }, undefined, ({ url, body = '' }) => {
      for (const [name] of `${url} ${decodeURIComponent(body)}`.matchAll(/disk\.file\.getVersions/gu)) seen.push(name);
    });
    const { archive } = await open();
    await reached.clock.sleep(Date.parse('2026-10-01T09:00:00+03:00') - reached.clock.now());
    const some = { chosen: ['disk-version'] };
    await take(reached, archive, some);
    expect(seen.length).toBeGreaterThan(0);
    const before = contentsOf(archive);
    const versions = archive.size('disk-version');
    // One file is written over meanwhile.
    const { store } = reached.local.core;
    const [version] = archive.records('disk-version');
    const fileId = Number(version?.row['OBJECT_ID']);
    await reached.clock.sleep(2 * 3_600_000);
    seen.length = 0;
    const still = await take(reached, archive, some);
    expect(still).toMatchObject({ state: 'complete', delta: true });
    expect(seen).toEqual([]);
    expect(contentsOf(archive)).toEqual(before);
    expect([...archive.records('disk-version')].every(({ vanishedAtMs }) => vanishedAtMs === undefined)).toBe(true);
    const files = store.table({ name: 'disk_objects' });
    files.put(fileId, {
      ...files.get(fileId),
      UPDATE_TIME: new Date(reached.clock.now()).toISOString(),
    });
    seen.length = 0;
    const moved = await take(reached, archive, some);
    expect(moved.state).toBe('complete');
    expect(seen).toHaveLength(1);
    expect(archive.size('disk-version')).toBe(versions);
  });

  it('notices a row that vanished from a list that only grows, and a change in a long list under its parent', async () => {
    const reached = reach({ size: 300 });
    const { local, clock } = reached;
    const { archive } = await open();
    await clock.sleep(Date.parse('2026-10-01T09:00:00+03:00') - clock.now());
    const some = { chosen: ['deal-stage-history', 'product', 'smart-process-item'] };
    await take(reached, archive, some);
    await clock.sleep(2 * 3_600_000);
    const history = local.core.store.table({ name: 'crm_stage_history_2' });
    const [gone] = history.select({ limit: 1 });
    history.remove(Number(gone?.['ID']));
    const goods = local.core.store.table({ name: 'catalog_products' });
    const [product, other] = goods.select({ limit: 2 });
    goods.put(Number(product?.['id']), { ...product, name: 'Переименован', timestampX: '2026-10-01T10:30:00+03:00' });
    goods.remove(Number(other?.['id']));
    const report = await take(reached, archive, some);
    expect(report.missing.filter(isGap)).toEqual([]);
    expect(archive.record({ kind: 'deal-stage-history', id: textOf(gone?.['ID']) })?.vanishedAtMs).toBeDefined();
    expect(archive.record({ kind: 'product', id: textOf(product?.['id']) })?.name).toBe('Переименован');
    expect(archive.record({ kind: 'product', id: textOf(other?.['id']) })?.vanishedAtMs).toBeDefined();
    const items = [...archive.records('smart-process-item')];
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ vanishedAtMs }) => vanishedAtMs === undefined)).toBe(true);
  });

  it('costs far less the second time over all kinds, and says how much the first took', async () => {
    const reached = reach();
    const { archive } = await open();
    await reached.clock.sleep(Date.parse('2026-10-01T09:00:00+03:00') - reached.clock.now());
    const full = await take(reached, archive);
    const before = contentsOf(archive);
    await reached.clock.sleep(2 * 3_600_000);
    const delta = await take(reached, archive);
    expect(delta).toMatchObject({ state: 'complete', delta: true, files: { count: 0 }, fullRequests: full.requests });
    expect(delta.requests).toBeLessThan(full.requests * 0.75);
    expect(contentsOf(archive)).toEqual(before);
  });

  it('shows an employee less than an administrator, and the archive tells who saw what', async () => {
    const reached = reach();
    const { archive } = await open();
    await take(reached, archive);
    const mine = connectTo(reached.local, reached.clock, employeeWebhook);
    const inventory = await takeInventory({ portal: mine, connection: 'e', kinds, now: () => reached.clock.now() });
    expect(inventory).toMatchObject({ admin: false, user: { id: '2' } });
    const report = await take({ ...reached, portal: mine }, archive, { connection: 'employee' });
    const tasks = report.kinds.find(({ kind }) => kind === 'task');
    const all = [...archive.records('task')];
    expect(tasks?.seen).toBeLessThan(all.length);
    const both = all.filter(({ witnesses }) => witnesses.join() === 'admin,employee');
    expect(both).toHaveLength(tasks?.seen ?? -1);
    expect(all.every(({ vanishedAtMs }) => vanishedAtMs === undefined)).toBe(true);
  });

  it('loses nothing to a portal that limps: HTML for JSON, 503, 429, dropped connections', async () => {
    const calm = reach();
    const { archive: quiet } = await open();
    await take(calm, quiet);
    const limping = reach({
      faults: [
        { method: 'batch', nth: 3, what: { do: 'html' } },
        { method: 'batch', nth: 5, what: { do: 'status', status: 503, code: 'QUERY_LIMIT_EXCEEDED' } },
        { method: 'batch', nth: 8, what: { do: 'drop', when: 'after' } },
        { method: 'user.get', nth: 1, what: { do: 'status', status: 500 } },
        { method: 'department.get', nth: 1, what: { do: 'status', status: 429, code: 'OPERATION_TIME_LIMIT' } },
        { method: 'disk.storage.getlist', nth: 1, what: { do: 'truncate', keepBytes: 40 } },
      ],
    });
    const { archive } = await open();
    const report = await take(limping, archive);
    expect(gaps(report)).toEqual([]);
    expect(contentsOf(archive)).toEqual(contentsOf(quiet));
    expect(limping.portal.stats.retries).toBeGreaterThan(0);
  });

  it('notices a count that lies and a record that hides (I9, rule 7: b24jssdk gives 50 of 1,200 rows as a success)', async () => {
    const { archive } = await open();
    const report = await take(
      reach({
        faults: [
          { method: 'crm.activity.list', what: { do: 'lyingTotal', by: 1 } },
          { method: 'user.get', what: { do: 'hide', id: 4 } },
        ],
      }),
      archive,
    );
    const short = gaps(report).filter(({ code }) => code === 'EXPORT_COUNTS_DIFFER');
    expect(short.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['activity', 'user']));
    expect(report.state).toBe('incomplete');
  });

  it('says what a webhook without some scopes could not take', async () => {
    const narrow = { userId: 1, code: 'narrowwebhook', scopes: ['user', 'task', 'department'] };
    const reached = reach({ webhooks: [narrow] }, narrow);
    const { portal, clock } = reached;
    const inventory = await takeInventory({ portal, connection: 'n', kinds, now: () => clock.now() });
    const disk = inventory.missingScopes.find(({ scope }) => scope === 'disk');
    expect(disk?.kinds).toContain('disk-storage');
    const { archive } = await open();
    const report = await take(reached, archive);
    expect(report.state).toBe('incomplete');
    const lost = report.missing.filter(({ what, code }) => what === 'kind' && code === 'EXPORT_NO_SCOPE');
    expect(lost.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['disk-storage', 'disk-file', 'activity']));
    expect(report.kinds.find(({ kind }) => kind === 'task')).toMatchObject({ state: 'complete' });
  });

  it('tells a scope of REST 3.0 that was not given from a module that is off (I9)', async () => {
    const narrow = { userId: 1, code: 'nomailwebhook', scopes: ['user', 'note', 'timeman'] };
    const reached = reach({ webhooks: [narrow] }, narrow);
    const { archive } = await open();
    const report = await take(reached, archive, { chosen: ['mailbox', 'note-collection'] });
    expect(report.missing).toMatchObject([{ kind: 'mailbox', what: 'kind', code: 'EXPORT_NO_SCOPE' }]);
    expect(report.state).toBe('incomplete');
  });

  it('ends the same however often it was stopped on the way', async () => {
    const { archive: quiet } = await open();
    await take(reach(), quiet);
    const whole = contentsOf(quiet);
    for (const seed of [1, 2, 3]) {
      const random = seeded(seed);
      const reason = new Error('stopped');
      let left = Infinity;
      let abort = new AbortController();
      const reached = reach({}, administratorWebhook, () => {
        if (left-- === 0) abort.abort(reason);
      });
      const { archive: first, path } = await open();
      await first.close();
      for (let stops = 0; ; stops++) {
        const archive = await Archive.open(path, { mode: 'write', kinds });
        abort = new AbortController();
        left = stops < 4 ? Math.floor(random() * 40) : Infinity;
        try {
          const report = await take(reached, archive, { signal: abort.signal });
          expect(gaps(report)).toEqual([]);
          expect(contentsOf(archive)).toEqual(whole);
          expect((await Verification.of(archive)).damageCount).toBe(0);
          await archive.close();
          break;
        } catch (error) {
          if (error !== reason) throw error;
          await archive.close();
        }
      }
    }
  }, 120_000);

  it('asks for new addresses where the links of rows have expired on the way', async () => {
    // The portal's clock moves a second with each request; a link lives for thirty of them.
    let nowMs = Date.parse('2026-03-02T09:00:00+03:00');
    const clock = { now: () => nowMs, sleep: () => Promise.resolve() };
    const reached = reach({ clock, linkLifetimeMs: 30_000 }, administratorWebhook, () => {
      nowMs += 1000;
    });
    const { archive } = await open();
    const report = await take(reached, archive);
    expect(gaps(report)).toEqual([]);
    expect(filesAreHere(archive)).toBe(true);
    // More than one request for each file: some were refused first.
    const plain = await take(reach(), (await open()).archive);
    expect(report.requests).toBeGreaterThan(plain.requests);
  });

  it('brings a film of 200 MB home through a memory that does not grow by it', async () => {
    const reached = reach({ size: 30, bigFileBytes: 200_000_000 });
    const { archive } = await open();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    }, 5);
    const report = await take(reached, archive, { chosen: ['disk-file'] });
    clearInterval(timer);
    expect(gaps(report)).toEqual([]);
    expect([...archive.files()].some(({ blob }) => blob?.sizeBytes === 200_000_000)).toBe(true);
    expect(most - before).toBeLessThan(150_000_000); // Garbage included: a file held whole would be 200.
  }, 60_000);

  it('leaves no secret in any byte of the archive: no webhook code, no token (I11)', async () => {
    const reached = reach();
    const { archive, path } = await open();
    await take(reached, archive);
    await sealArchive(archive);
    const secrets = [administratorWebhook.code, ...issuedTokens(reached)];
    expect(secrets.length).toBeGreaterThan(20);
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    let looked = 0;
    for (const entry of entries.filter((each) => each.isFile())) {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      const text = (entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
      for (const secret of secrets) expect(text.includes(secret), `${entry.name}: ${secret}`).toBe(false);
      // A page of the database may end in the middle of a word, so its values are looked at one by one below.
      if (!entry.name.endsWith('.sqlite')) expect(tokens(text), entry.name).toEqual([]);
      looked += text.length;
    }
    expect(looked).toBeGreaterThan(100_000);
    const values = valuesOf(join(path, 'data', 'archive.sqlite'));
    expect(values.length).toBeGreaterThan(5000);
    expect(values.flatMap(tokens)).toEqual([]);
  });
});

/** Every address in a text whose token was not struck out. */
function tokens(text: string): readonly string[] {
  return text.match(/[?&]token=(?!REDACTED)[^"&\s]*/gu) ?? [];
}

/** The secret parts of all links that the portal gave out, in halves: a page's end can't hide both. */
function issuedTokens({ local }: Reached): readonly string[] {
  const given = local.core.store.table({ name: 'download_tokens', id: 'text' }).ids();
  return given.flatMap((token) => {
    const secret = String(token).split('|').at(-1) ?? '';
    return [secret.slice(0, 20), secret.slice(20)];
  });
}

/** Every text and every blob in every table of a database. */
function valuesOf(path: string): readonly string[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return tables.flatMap(({ name }) =>
      database
        .prepare(`SELECT * FROM "${String(name)}"`)
        .all()
        .flatMap((row) => Object.values(row))
        .filter((value) => typeof value === 'string' || value instanceof Uint8Array)
        .map((value) => (typeof value === 'string' ? value : Buffer.from(value).toString('latin1'))),
    );
  } finally {
    database.close();
  }
}
