import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { serverAddress } from '../../src/push/address.ts';
import { Dav } from '../../src/push/dav.ts';
import { type Protocol, Push } from '../../src/push/push.ts';
import type { PushReport } from '../../src/push/report.ts';
import { sameObject } from '../../src/push/same.ts';
import { PushState } from '../../src/push/state.ts';
import { drive } from '../../src/formats/drive.ts';
import { archiveOf, emptyFolder, hostileTexts, options, written } from '../formats/support.ts';
import { freePort, startRadicale, startServer } from '../formats/support/radicale.ts';
import { describeWith } from '../support/needs.ts';

const owner = { user: 'ivan', password: 'sécret пароль' };

/** Pushes with the memory that lies in `folder`. */
async function push(
  archive: Archive,
  where: Protocol,
  server: { readonly url: string; readonly user: string; readonly password: string },
  folder: string,
): Promise<PushReport> {
  const dav = new Dav(server);
  const state = await PushState.open(nodeDisk, join(folder, `${where}.jsonl`));
  try {
    return await new Push(dav, archive, options, state).run(where);
  } finally {
    await state.close();
    await dav.close();
  }
}

function people(note: string): Promise<Archive> {
  return archiveOf({
    company: [{ id: 5, title: 'ООО «Ромашка; и Ко», \\ 🚀' }],
    contact: [
      { id: 17, name: 'Иван', lastName: 'Щёголев', companyIds: [5], comments: note },
      ...hostileTexts.map((name, index) => ({ id: 100 + index, name, lastName: name })),
    ],
    task: [
      { id: '101', title: 'Договор, «№ 5»; срочно', status: '3', deadline: '2026-12-01T18:00:00+03:00', tags: ['a,b'] },
      { id: '102', title: 'Готово', status: '5', parentId: '101', closedDate: '2026-11-22T10:00:00+03:00' },
    ],
    'calendar-section': [{ ID: '4', NAME: 'Продажи', CAL_TYPE: 'company_calendar' }],
    'calendar-event': [
      {
        ID: '7',
        SECTION_ID: '4',
        NAME: 'Планёрка',
        DATE_FROM: '25.11.2026 10:00:00',
        DATE_TO: '25.11.2026 11:30:00',
        DATE_FROM_TS_UTC: '1795590000',
        DATE_TO_TS_UTC: '1795595400',
        TZ_FROM: 'Europe/Moscow',
        RRULE: { FREQ: 'WEEKLY', INTERVAL: 1, BYDAY: { WE: 'WE' } },
      },
    ],
  });
}

const numbers = ({ written, equal, straysCount, strays }: PushReport) => ({ written, equal, straysCount, strays });

describeWith('radicale', 'Radicale', (radicale) => {
  it('gets contacts, tasks and calendars, each read back as it was sent, once', { timeout: 60_000 }, async () => {
    const server = { ...owner, url: `${await startRadicale(radicale, owner)}/ivan/` };
    const memory = await emptyFolder();
    const archive = await people('Первая строка;\nвторая, с 🚀');
    const cards = 2 + hostileTexts.length;
    expect(numbers(await push(archive, 'carddav', server, memory))).toEqual({
      written: cards,
      equal: 0,
      straysCount: 0,
      strays: [],
    });
    expect(numbers(await push(archive, 'caldav', server, memory))).toMatchObject({ written: 3, straysCount: 0 });
    expect(numbers(await push(archive, 'carddav', server, memory))).toMatchObject({ written: 0, equal: cards });
    // Without its memory it looks first, and still sends nothing twice.
    expect(numbers(await push(archive, 'caldav', server, await emptyFolder()))).toMatchObject({ written: 0, equal: 3 });
  });

  it('gets what changed in the archive, and keeps what was changed on the server', { timeout: 60_000 }, async () => {
    const server = { ...owner, url: `${await startRadicale(radicale, owner)}/ivan/` };
    const memory = await emptyFolder();
    const cards = 2 + hostileTexts.length;
    await push(await people('до'), 'carddav', server, memory);
    expect(numbers(await push(await people('после'), 'carddav', server, memory))).toMatchObject({
      written: 1,
      equal: cards - 1,
    });
    const dav = new Dav(server);
    const path = ['bye24-acme.bitrix24.ru-contacts', 'b24-contact-17@acme.bitrix24.ru.vcf'];
    const mine =
      'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:b24-contact-17@acme.bitrix24.ru\r\nFN:Моё\r\nN:;Моё;;;\r\nEND:VCARD\r\n';
    const before = await dav.get(path);
    for await (const _part of before.body);
    const { status } = await dav.put(path, mine, { type: 'text/vcard', onlyIf: { etag: before.etag ?? '' } });
    expect(status).toBe(201);
    const report = await push(await people('ещё раз'), 'carddav', server, memory);
    expect(report.strays).toEqual([{ path: path.join('/'), why: 'changedThere' }]);
    let text = '';
    for await (const part of (await dav.get(path)).body) text += Buffer.from(part).toString();
    expect(text).toContain('FN:Моё');
    await dav.close();
  });

  it('lets nobody in with a wrong password, and says so without it', async () => {
    const url = `${await startRadicale(radicale, owner)}/ivan/`;
    const wrong = push(await people(''), 'carddav', { url, user: 'ivan', password: 'hunter2' }, await emptyFolder());
    const error = await wrong.then(
      () => undefined,
      (reason: unknown) => reason as Error & { readonly code: string },
    );
    expect(error?.code).toBe('PUSH_DENIED');
    expect(JSON.stringify([error, error?.message])).not.toContain('hunter2');
  });
});

function file(id: string, name: string, parent: string) {
  return {
    ID: id,
    NAME: name,
    STORAGE_ID: '1',
    PARENT_ID: parent,
    UPDATE_TIME: '2026-01-02T03:04:05+03:00',
  };
}

function files(content: string): Promise<Archive> {
  return archiveOf(
    {
      'disk-storage': [{ ID: '1', NAME: 'Общий диск', ROOT_OBJECT_ID: '10' }],
      'disk-folder': [{ ID: '11', NAME: 'Договоры № 5 (100%) #1?', STORAGE_ID: '1', PARENT_ID: '10' }],
      'disk-file': [file('20', 'Смета & план.txt', '11'), file('21', 'e\u0301.bin', '10'), file('22', 'пусто', '11')],
    },
    [
      { kind: 'disk-file', id: '20', name: 'Смета & план.txt', bytes: content },
      { kind: 'disk-file', id: '21', name: 'e\u0301.bin', bytes: 'x'.repeat(300_000) },
      { kind: 'disk-file', id: '22', name: 'пусто', bytes: '' },
    ],
  );
}

describeWith('rclone', 'rclone serve webdav', (rclone) => {
  it('gets the Drive byte for byte, once, and rclone itself finds no difference', { timeout: 60_000 }, async () => {
    const folder = await emptyFolder();
    const port = await freePort();
    const words = ['serve', 'webdav', folder, '--addr', `127.0.0.1:${port}`, '--user', 'ivan', '--pass', 'пароль'];
    await startServer(rclone, words, 'WebDav Server started');
    const server = { url: `http://127.0.0.1:${port}`, user: 'ivan', password: 'пароль' };
    const memory = await emptyFolder();
    expect(numbers(await push(await files('первая'), 'webdav', server, memory))).toEqual({
      written: 3,
      equal: 0,
      straysCount: 0,
      strays: [],
    });
    expect(numbers(await push(await files('первая'), 'webdav', server, memory))).toMatchObject({
      written: 0,
      equal: 3,
    });
    expect(numbers(await push(await files('вторая'), 'webdav', server, memory))).toMatchObject({
      written: 1,
      equal: 2,
    });
    const there = readdirSync(folder, { recursive: true }).map(String).toSorted();
    expect(there).toHaveLength(6);
    const { folder: here } = await written(drive, await files('вторая'));
    const copy = join(folder, 'bye24-acme.bitrix24.ru-drive');
    execFileSync(rclone, ['check', '--download', join(here, 'files'), copy], { stdio: 'ignore' });
    // Somebody's own file under the same name is nobody's to overwrite.
    expect(numbers(await push(await files('третья'), 'webdav', server, await emptyFolder()))).toMatchObject({
      equal: 2,
      strays: [{ why: 'changedThere' }],
    });
  });
});

describe('a push', () => {
  it('goes nowhere but to a safe address without a password in it', () => {
    for (const bad of ['http://cloud.acme.ru/', 'ftp://x/', 'https://ivan:secret@cloud.acme.ru/', 'nothing']) {
      expect(() => serverAddress(bad)).toThrow('PUSH_ADDRESS');
    }
    expect(serverAddress('http://127.0.0.1:5232/ivan').href).toBe('http://127.0.0.1:5232/ivan/');
  });

  it('takes two spellings of one object for the same, and nothing less', () => {
    const sent = 'BEGIN:VCARD\r\nTEL;TYPE=WORK,VOICE:+7 495\r\nNOTE:а\\, б\\nв\r\nEND:VCARD\r\n';
    expect(
      sameObject(
        sent,
        'BEGIN:VCARD\r\nNOTE:а\\,\r\n  б\\nв\r\nTEL;TYPE=VOICE;TYPE=work:+7 495\r\nX:1\r\nEND:VCARD\r\n',
      ),
    ).toBe(true);
    expect(sameObject(sent, sent.replace('495', '496'))).toBe(false);
    expect(sameObject(sent, sent.replace('NOTE', 'NOTES'))).toBe(false);
  });
});
