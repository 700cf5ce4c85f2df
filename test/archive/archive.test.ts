import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import {
  contactRow,
  emptyArchive,
  kindOf,
  pageOf,
  rawOf,
  sampleKind,
  sampleKinds,
  smallArchive,
  tickingClock,
} from '../support/archive.ts';

const contact = sampleKind('contact');
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

async function small(): ReturnType<typeof smallArchive> {
  const made = await smallArchive();
  cleanups.push(() => made.remove());
  return made;
}

async function empty(kinds = sampleKinds): ReturnType<typeof emptyArchive> {
  const made = await emptyArchive({ kinds });
  cleanups.push(() => made.remove());
  return made;
}

function rawText(path: string): string {
  const folder = join(path, 'data', 'raw');
  return readdirSync(folder)
    .map((name) => gunzipSync(readFileSync(join(folder, name))).toString())
    .join('');
}

describe('an archive', () => {
  it('gives back the rows that came in, in order and by key', async () => {
    const { archive } = await small();
    expect(archive.kinds()).toEqual(['company', 'contact', 'disk-file']);
    expect([...archive.records('contact')].map(({ key }) => key.id)).toEqual(
      Array.from({ length: 20 }, (_, index) => String(index + 1)),
    );
    const record = archive.record({ kind: 'contact', id: '7' });
    expect(record?.row).toEqual(contactRow(7));
    expect(record?.fingerprint).toBe(fingerprintOf(contact, contactRow(7)));
    expect(record?.changedAtMs).toBe(Date.parse('2026-02-03T01:05:06Z'));
    expect(record?.witnesses).toEqual(['admin']);
    expect([...archive.records('contact', { afterId: '18' })].map(({ key }) => key.id)).toEqual(['19', '20']);
    expect(archive.recordsById('contact', ['9', '404', '2']).map(({ key }) => key.id)).toEqual(['9', '2']);
    await archive.close();
  });

  it('takes no record without an id, which would lie under one address with all others without it', async () => {
    const { archive } = await empty();
    await archive.writer.beginRun({ connection: 'admin' });
    const page = pageOf(contact, [contactRow(1), contactRow(2, { ID: '' })]);
    await expect(archive.writer.addPage(page)).rejects.toMatchObject({
      code: 'ARCHIVE_ROW_WITHOUT_ID',
      detail: { kind: 'contact' },
    });
    await archive.writer.finishRun('complete');
    expect(archive.size('contact')).toBe(0);
    await archive.close();
  });

  it('keeps every raw answer word for word, once, however many pages share it', async () => {
    const { archive, path } = await empty();
    await archive.writer.beginRun({ connection: 'admin' });
    const rows = [contactRow(1), contactRow(2)];
    const raw = rawOf({ result: { result: { a: [rows[0] ?? null], b: [rows[1] ?? null] } } }, 'batch');
    for (const [name, row] of [
      ['a', contactRow(1)],
      ['b', contactRow(2)],
    ] as const) {
      const page = pageOf(contact, [row], { raw });
      await archive.writer.addPage({ ...page, pointer: ['result', 'result', name] });
    }
    await archive.writer.finishRun('complete');
    await archive.close();
    const answers = rawText(path)
      .split('\n')
      .filter((line) => line.includes('"type":"answer"'));
    expect(answers).toHaveLength(1);
    expect((JSON.parse(answers[0] ?? '') as { body: string }).body).toBe(Buffer.from(raw.body).toString());
  });

  it('keeps an answer that is one row, and whose members are all objects, as that row, also when it is read again', async () => {
    // Names of a currency in languages: {ru: {…}, en: {…}} was kept as its first member.
    const names = kindOf('names', { key: () => 'EUR' });
    const { archive, path } = await empty([names]);
    await archive.writer.beginRun({ connection: 'admin' });
    const row = { en: { FULL_NAME: 'Euro' }, ru: { FULL_NAME: 'Евро' } };
    const raw = rawOf({ result: row });
    await archive.writer.addPage({
      kind: 'names',
      raw,
      pointer: ['result'],
      rows: [{ index: -1, key: { kind: 'names', id: 'EUR' }, row }],
    });
    await archive.writer.finishRun('complete');
    expect((await Verification.of(archive)).damage).toEqual([]);
    await archive.close();
    await rm(join(path, 'data', 'archive.sqlite'));
    const again = await Archive.open(path, { mode: 'write', kinds: [names], portal: archive.portal });
    expect(again.record({ kind: 'names', id: 'EUR' })?.row).toEqual(row);
    await again.close();
  });

  it('knows references both ways, and children', async () => {
    const { archive } = await small();
    expect(archive.referencesFrom({ kind: 'contact', id: '4' }).map(({ to }) => to)).toContainEqual({
      kind: 'company',
      id: '2',
    });
    expect([...archive.referencesTo({ kind: 'company', id: '2' })].map(({ from }) => from.id)).toEqual([
      '1',
      '4',
      '7',
      '10',
      '13',
      '16',
      '19',
    ]);
    expect([...archive.referencesTo({ kind: 'user', id: '1' })]).toHaveLength(20);
    expect(archive.childKeys({ kind: 'disk-folder', id: '7' })).toEqual(
      ['1', '2', '3'].map((id) => ({ kind: 'disk-file', id })),
    );
    expect([...archive.kindsOfParents()]).toEqual(['disk-folder']);
    expect([...archive.children({ kind: 'disk-folder', id: '7' }, 'contact')]).toEqual([]);
    expect([...archive.children({ kind: 'disk-folder', id: '7' })].map(({ key }) => key.id)).toEqual(['1', '2', '3']);
    await archive.close();
  });

  it('walks thousands of references to one record without losing or repeating any', async () => {
    const { archive } = await empty();
    await archive.writer.beginRun({ connection: 'admin' });
    await archive.writer.addPage(
      pageOf(
        contact,
        Array.from({ length: 1234 }, (_, index) => contactRow(index + 1)),
      ),
    );
    await archive.writer.finishRun('complete');
    const found = [...archive.referencesTo({ kind: 'user', id: '1' })].map(({ from }) => from.id);
    expect(new Set(found).size).toBe(1234);
    expect(found).toHaveLength(1234);
    await archive.close();
  });

  it('keeps files with their bytes, and those without with the reason', async () => {
    const { archive, path } = await small();
    const files = [...archive.files()];
    expect(files.map(({ name }) => name)).toEqual(['Договор.docx', 'пустой.txt', 'потерян.bin']);
    const blob = files[0]?.blob;
    expect(
      readFileSync(join(path, 'data', 'files', (blob?.sha512 ?? '').slice(0, 2), blob?.sha512 ?? ''), 'utf8'),
    ).toBe('договор');
    expect(files[2]).toMatchObject({ missing: { code: 'PORTAL_NOT_FOUND' } });
    expect(archive.missing()).toEqual([
      { kind: 'disk-file', id: '3', what: 'file', code: 'PORTAL_NOT_FOUND', message: 'gone' },
    ]);
    await archive.close();
  });

  it('I11: keeps no secret of an address or of a secret field, neither in raw answers nor in records', async () => {
    const hook = kindOf('hook', { secrets: ['APPLICATION_KEY'] });
    const { archive, path } = await empty([...sampleKinds, hook]);
    await archive.writer.beginRun({ connection: 'admin' });
    const secretRow = {
      ID: '1',
      NAME: 'hook',
      APPLICATION_KEY: 'canary-0',
      DOWNLOAD_URL: 'https://acme.bitrix24.ru/rest/1/canary1canary1/download/?token=disk%7CcanaryTwo%3D&auth=canary3/x',
    };
    await archive.writer.addPage(pageOf(hook, [secretRow]));
    await archive.writer.finishRun('complete');
    expect(JSON.stringify(archive.record({ kind: 'hook', id: '1' }))).not.toMatch(/canary/u);
    expect(archive.record({ kind: 'hook', id: '1' })?.fingerprint).toBe(fingerprintOf(hook, secretRow));
    await archive.close();
    expect(rawText(path)).toContain('hook');
    expect(rawText(path)).not.toMatch(/canary/u);
    expect(readFileSync(join(path, 'data', 'archive.sqlite')).includes('canary')).toBe(false);
  });
});

describe('several exports into one archive', () => {
  it('replace what changed, touch what did not, mark what vanished and drop nothing', async () => {
    const { archive } = await small();
    const { writer } = archive;
    await writer.beginRun({ connection: 'admin' });
    const rows = [
      contactRow(1),
      contactRow(2, { NAME: 'Новое имя', PHOTO_URL: 'x' }),
      contactRow(3, { PHOTO_URL: 'y' }),
    ];
    await writer.addPage(pageOf(contact, rows));
    await writer.addSeen('contact', ['4']);
    writer.setCount({ kind: 'contact', portal: 4, seen: 4, kept: 20, state: 'complete' });
    await writer.finishRun('complete');
    expect(archive.record({ kind: 'contact', id: '2' })?.name).toBe('Новое имя');
    expect((await archive.versions({ kind: 'contact', id: '2' })).map(({ row }) => row['NAME'])).toEqual(['Контакт 2']);
    expect(await archive.versions({ kind: 'contact', id: '3' })).toEqual([]);
    const vanished = [...archive.records('contact')].filter(({ vanishedAtMs }) => vanishedAtMs !== undefined);
    expect(vanished.map(({ key }) => key.id)).toEqual(Array.from({ length: 16 }, (_, index) => String(index + 5)));
    expect(archive.size('contact')).toBe(20);
    await archive.close();
  });

  it('do not call vanished what another connection still sees', async () => {
    const { archive } = await small();
    const { writer } = archive;
    const complete = { kind: 'contact', portal: 1, seen: 1, kept: 20, state: 'complete' } as const;
    await writer.beginRun({ connection: 'anna' });
    await writer.addPage(pageOf(contact, [contactRow(1)]));
    writer.setCount(complete);
    await writer.finishRun('complete');
    expect([...archive.records('contact')].filter((record) => record.vanishedAtMs !== undefined)).toEqual([]);
    expect(archive.record({ kind: 'contact', id: '1' })?.witnesses).toEqual(['admin', 'anna']);
    await writer.beginRun({ connection: 'admin' });
    await writer.addSeen('contact', ['2']);
    writer.setCount(complete);
    await writer.finishRun('complete');
    const present = [...archive.records('contact')].filter((record) => record.vanishedAtMs === undefined);
    expect(present.map(({ key }) => key.id)).toEqual(['1', '2']);
    await archive.close();
  });

  it('keep a hundred witnesses apart', async () => {
    const { archive } = await empty();
    const { writer } = archive;
    const names = Array.from({ length: 100 }, (_, index) => `user-${index + 1}`);
    for (const [index, connection] of names.entries()) {
      await writer.beginRun({ connection });
      // The first is seen by all of them; each has one of its own.
      await writer.addPage(pageOf(contact, [contactRow(1), contactRow(index + 2)]));
      await writer.finishRun('complete');
    }
    expect(archive.record({ kind: 'contact', id: '1' })?.witnesses).toEqual(names);
    expect(archive.record({ kind: 'contact', id: '101' })?.witnesses).toEqual(['user-100']);
    expect(archive.seenBy('user-100')).toEqual([{ kind: 'contact', count: 2, alone: 1 }]);
    expect((await Verification.of(archive)).damageCount).toBe(0);
    await archive.close();
  });

  it('do not miss what another connection took', async () => {
    const { archive } = await small();
    const { writer } = archive;
    const whole = { kind: 'contact', seen: 1, kept: 1, state: 'complete' } as const;
    const lost = { kind: 'contact', what: 'list', code: 'EXPORT_NO_RIGHT', message: 'no' } as const;
    const told = (): readonly (string | undefined)[] =>
      archive.missing().flatMap(({ what, id }) => (what === 'list' ? [id] : []));
    await writer.beginRun({ connection: 'admin' });
    writer.addMissing({ ...lost, id: 'company/1' });
    writer.addMissing({ ...lost, id: 'company/2' });
    await writer.finishRun('incomplete');
    expect(told()).toEqual(['company/1', 'company/2']);
    await writer.beginRun({ connection: 'anna' });
    await writer.addSeen('company', ['1']);
    await writer.addPage(pageOf(contact, [contactRow(1)], { parent: { kind: 'company', id: '1' } }));
    writer.setCount(whole);
    await writer.finishRun('complete');
    expect(told()).toEqual(['company/2']);
    await archive.close();
  });

  it('take up an interrupted run with its cursors', async () => {
    const { archive, path } = await empty();
    await archive.writer.beginRun({ connection: 'admin' });
    await archive.writer.addPage(pageOf(contact, [contactRow(1)]));
    archive.writer.setCursor('contact', '1');
    await archive.close();
    const again = await Archive.open(path, { mode: 'write', kinds: sampleKinds, clock: tickingClock() });
    expect(again.cursor('contact')).toBe('1');
    expect(await again.writer.beginRun({ connection: 'admin' })).toMatchObject({ id: 1, resumed: true });
    await again.writer.addPage(pageOf(contact, [contactRow(2)]));
    await again.writer.finishRun('complete');
    expect(again.size('contact')).toBe(2);
    await again.close();
  });
});

async function contentOf(path: string): Promise<unknown> {
  const archive = await Archive.open(path, { mode: 'read', kinds: sampleKinds });
  const content = {
    records: [...archive.all()],
    files: [...archive.files()],
    missing: archive.missing(),
    counts: archive.counts(),
    runs: archive.runs(),
    to: [...archive.referencesTo({ kind: 'user', id: '1' })],
  };
  await archive.close();
  return content;
}

describe('the database', () => {
  it('can be made again from the raw answers, the same in everything', async () => {
    const { archive, path } = await small();
    await archive.close();
    const before = await contentOf(path);
    await rm(join(path, 'data', 'archive.sqlite'));
    await (await Archive.open(path, { mode: 'write', kinds: sampleKinds, portal: 'acme.bitrix24.ru' })).close();
    expect(await contentOf(path)).toEqual(before);
  });

  it('is made again when power failed before the raw answers were on disk', async () => {
    const { archive, path } = await empty();
    await archive.writer.beginRun({ connection: 'admin' });
    await archive.writer.addPage(pageOf(contact, [contactRow(1), contactRow(2)]));
    archive.writer.setCursor('contact', '2');
    await archive.writer.flush();
    await archive.writer.addPage(pageOf(contact, [contactRow(2, { NAME: 'позже' }), contactRow(3)]));
    archive.writer.setCursor('contact', '3');
    await archive.close();
    const segment = join(path, 'data', 'raw', '000001.jsonl.gz');
    truncateSync(segment, statSync(segment).size - 3);
    const again = await Archive.open(path, { mode: 'write', kinds: sampleKinds });
    expect(again.portal).toBe('acme.bitrix24.ru');
    expect([...again.records('contact')].map(({ name }) => name)).toEqual(['Контакт 1', 'Контакт 2']);
    expect(again.cursor('contact')).toBe('2');
    expect(again.runs()).toMatchObject([{ state: 'running' }]);
    await again.close();
  });
});

describe('raw answers that the database does not know', () => {
  it('are taken in again, not thrown away', async () => {
    const { archive, path } = await empty();
    const database = join(path, 'data', 'archive.sqlite');
    await archive.writer.beginRun({ connection: 'admin' });
    await archive.writer.addPage(pageOf(contact, [contactRow(1)]));
    await archive.writer.flush();
    const early = readFileSync(database);
    await archive.writer.addPage(pageOf(contact, [contactRow(2)]));
    archive.writer.setCursor('contact', '2');
    await archive.close();
    writeFileSync(database, early);
    const again = await Archive.open(path, { mode: 'write', kinds: sampleKinds });
    expect([...again.records('contact')].map(({ key }) => key.id)).toEqual(['1', '2']);
    expect(again.cursor('contact')).toBe('2');
    expect((await Verification.of(again)).damage).toEqual([]);
    await again.close();
  });
});

describe('a damaged raw log', () => {
  it('is never cut in the middle: the database is not made again from it, and nothing is lost', async () => {
    const { archive, path } = await empty();
    await archive.writer.beginRun({ connection: 'admin' });
    for (const id of [1, 2, 3]) {
      await archive.writer.addPage(pageOf(contact, [contactRow(id)]));
      await archive.writer.commit();
    }
    await archive.close();
    const segment = join(path, 'data', 'raw', '000001.jsonl.gz');
    const bytes = readFileSync(segment);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(segment, bytes);
    await rm(join(path, 'data', 'archive.sqlite'));
    await expect(Archive.open(path, { mode: 'write', kinds: sampleKinds })).rejects.toMatchObject({
      code: 'ARCHIVE_DAMAGED',
    });
    expect(readFileSync(segment).equals(bytes)).toBe(true);
  });
});

describe('opening', () => {
  it('I8: is refused while another writes, and told who', async () => {
    const { archive, path } = await small();
    await expect(Archive.open(path, { mode: 'write', kinds: sampleKinds })).rejects.toMatchObject({
      code: 'ARCHIVE_LOCKED',
      detail: { pid: process.pid },
    });
    await archive.close();
    await (await Archive.open(path, { mode: 'write', kinds: sampleKinds })).close();
  });

  it('is refused for another portal, an absent archive, a second archive in one place, and writing in read mode', async () => {
    const { archive, path } = await small();
    await archive.close();
    await expect(Archive.open(path, { mode: 'read', portal: 'other.bitrix24.ru' })).rejects.toMatchObject({
      code: 'ARCHIVE_FOREIGN',
    });
    await expect(Archive.open(`${path}-none`, { mode: 'read' })).rejects.toMatchObject({ code: 'ARCHIVE_ABSENT' });
    await expect(Archive.create(path, { portal: 'x', kinds: [] })).rejects.toMatchObject({ code: 'ARCHIVE_EXISTS' });
    const reader = await Archive.open(path, { mode: 'read' });
    expect(() => reader.writer).toThrow(expect.objectContaining({ code: 'ARCHIVE_READ_ONLY' }));
    await reader.close();
  });

  it.each([
    ['older', 1, 'ARCHIVE_OLDER'],
    ['newer', 1000, 'ARCHIVE_NEWER'],
  ])(
    'is refused, to read and to write, for an archive of an %s bye24, which is left as it is',
    async (_, version, code) => {
      const { archive, path } = await small();
      await archive.close();
      const file = join(path, 'data', 'archive.sqlite');
      const database = new DatabaseSync(file);
      database.exec(`PRAGMA user_version = ${version}`);
      database.close();
      const before = readFileSync(file);
      for (const mode of ['read', 'write'] as const) {
        await expect(Archive.open(path, { mode, kinds: sampleKinds })).rejects.toMatchObject({ code });
      }
      expect(readFileSync(file).equals(before)).toBe(true);
      expect(existsSync(join(path, 'lock'))).toBe(false);
    },
  );
});
