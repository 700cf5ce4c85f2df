import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { contentLine, textValue } from '../../src/formats/content-lines.ts';
import { dayOrderOf, portalDate, portalMoment } from '../../src/kinds/calendar/portal-date.ts';
import { wallOf } from '../../src/base/wall-clock.ts';
import { timeZone } from '../../src/formats/calendar/zone.ts';
import { vevent, vtodo } from '../../src/formats/ical.ts';
import { vcard3, vcard4 } from '../../src/formats/vcard.ts';
import type { Archive } from '../../src/archive/archive.ts';
import { describeWith, describeWithAll } from '../support/needs.ts';
import { archiveOf, emptyFolder, hostileTexts, written } from './support.ts';
import { startRadicale } from './support/radicale.ts';

const note = `Первая строка; запятая, слеш \\ и 🚀\nвторая ${'ёж '.repeat(60)}`.trim();

function sample(): Promise<Archive> {
  return archiveOf(
    {
      user: [
        { ID: '1', NAME: 'Пётр', LAST_NAME: 'Щёголев', EMAIL: 'p@acme.example', WORK_PHONE: '+7 495 000-00-00' },
        { ID: '2', NAME: 'Анна', LAST_NAME: 'Ёлкина', EMAIL: 'a@acme.example' },
      ],
      company: [{ id: 5, title: 'ООО «Ромашка и Ко»', comments: '' }],
      contact: [
        {
          id: 17,
          name: 'Иван',
          lastName: 'Щёголев',
          secondName: 'Петрович',
          companyIds: [5],
          post: 'Директор',
          birthdate: '1980-02-29',
          comments: note,
          fm: [
            { typeId: 'PHONE', valueType: 'MOBILE', value: '+79161234567' },
            { typeId: 'PHONE', valueType: 'WORK', value: '+7 (495) 123-45-67, доб. 12' },
            { typeId: 'EMAIL', valueType: 'WORK', value: 'ivan@romashka.example' },
          ],
        },
        ...hostileTexts.map((name, index) => ({ id: 100 + index, name, lastName: name })),
      ],
      workgroup: [{ id: '3', name: 'Закупки' }],
      task: [
        {
          id: '101',
          title: 'Подготовить договор с ООО «Ромашка»',
          description: '[B]Что сделать:[/B] позвонить',
          status: '3',
          priority: '2',
          deadline: '2026-12-01T18:00:00+03:00',
          createdDate: '2026-11-20T10:00:00+03:00',
          createdBy: '1',
          responsibleId: '2',
          auditors: ['1'],
          groupId: '3',
          tags: ['срочно'],
        },
        { id: '102', title: 'Согласовать', status: '5', parentId: '101', closedDate: '2026-11-22T10:00:00+03:00' },
        {
          id: '103',
          title: 'Кривые даты',
          status: '2',
          startDatePlan: '2026-12-02T00:00:00Z',
          deadline: '2026-12-01T00:00:00Z',
        },
      ],
      'checklist-item': [{ ID: '1', TASK_ID: '101', TITLE: 'Пункт', IS_COMPLETE: 'Y' }],
      'calendar-section': [{ ID: '4', NAME: 'Продажи', CAL_TYPE: 'user', OWNER_ID: '1' }],
      'calendar-event': [
        {
          ID: '7',
          SECTION_ID: '4',
          NAME: 'Планёрка отдела продаж',
          DATE_FROM: '25.11.2026 10:00:00',
          DATE_TO: '25.11.2026 11:30:00',
          DATE_FROM_TS_UTC: '1795590000',
          DATE_TO_TS_UTC: '1795595400',
          TZ_FROM: 'Europe/Moscow',
          DT_SKIP_TIME: 'N',
          RRULE: { FREQ: 'WEEKLY', INTERVAL: 1, BYDAY: { WE: 'WE' }, UNTIL_TS: 1_798_156_800 },
          EXDATE: '09.12.2026',
          REMIND: [{ type: 'min', count: 15 }],
          MEETING_HOST: '1',
          ATTENDEE_LIST: [
            { id: 1, status: 'H' },
            { id: 2, status: 'N' },
          ],
          DAV_XML_ID: 'series@acme',
        },
        {
          ID: '8',
          SECTION_ID: '4',
          NAME: 'Планёрка, перенесена',
          RECURRENCE_ID: '7',
          ORIGINAL_DATE_FROM: '16.12.2026 10:00:00',
          DATE_FROM: '17.12.2026 12:00:00',
          DATE_TO: '17.12.2026 13:00:00',
          DATE_FROM_TS_UTC: '1797498000',
          DATE_TO_TS_UTC: '1797501600',
          TZ_FROM: 'Europe/Moscow',
        },
        {
          ID: '9',
          SECTION_ID: '4',
          NAME: 'Отпуск',
          DATE_FROM: '01.12.2026',
          DATE_TO: '03.12.2026',
          DATE_FROM_TS_UTC: '1796083200',
          DATE_TO_TS_UTC: '1796256000',
          DT_SKIP_TIME: 'Y',
        },
        { ID: '10', SECTION_ID: '4', NAME: 'Без даты' },
      ],
    },
    [{ kind: 'contact', id: '17', slot: 'fields', fileId: 'photo:1', name: 'i.png', bytes: '\u0089PNG not really' }],
  );
}

function unfolded(path: string): string {
  return readFileSync(path, 'utf8').replaceAll('\r\n ', '');
}

describe('content lines', () => {
  it('fold to 75 bytes and unfold to what they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const value = textValue(text);
        const line = contentLine('NOTE', value);
        for (const piece of line.trimEnd().split('\r\n')) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(75);
        expect(line.replaceAll('\r\n ', '')).toBe(`NOTE:${value.toWellFormed()}\r\n`);
      }),
    );
  });
});

describe('dates of a portal', () => {
  it('are read in the order in which its own moments say', () => {
    expect(dayOrderOf('12/11/2024 05:59:00 pm', 1_733_932_740_000)).toBe('month first');
    expect(dayOrderOf('11/12/2024 17:59:00', 1_733_932_740_000)).toBe('day first');
    expect(portalDate('12/11/2024 05:59:00 pm', 'month first')?.wallMs).toBe(Date.UTC(2024, 11, 11, 17, 59));
    expect(portalDate('12/11/2024 12:00:00 am', 'month first')?.wallMs).toBe(Date.UTC(2024, 11, 11));
    expect(portalDate('31.02.2026', 'day first')).toBeUndefined();
  });

  // Once the fourth of May was a day of April in tables, in their order, and in a plan of what was changed before a day.
  it('are never read with the day for the month', () => {
    const fourthOfMay = new Date(2026, 4, 4, 9).getTime();
    expect(portalMoment('04.05.2026 09:00:00')).toBe(fourthOfMay);
    expect(portalMoment('05/04/2026 09:00:00 am')).toBe(fourthOfMay);
    expect(portalMoment('2026-05-04')).toBe(new Date(2026, 4, 4).getTime());
    expect(portalMoment('2026-05-04T09:00:00+03:00')).toBe(Date.UTC(2026, 4, 4, 6));
    expect(portalMoment('')).toBeNaN();
  });
});

describe('time zones', () => {
  it('hold every jump of the clock, those that were taken back too', () => {
    const moscow = timeZone('Europe/Moscow', 2010, 2016);
    expect(moscow).toMatch(/DTSTART:20110327T020000\r\nTZOFFSETFROM:\+0300\r\nTZOFFSETTO:\+0400/u);
    expect(moscow).toMatch(/DTSTART:20141026T020000\r\nTZOFFSETFROM:\+0400\r\nTZOFFSETTO:\+0300/u);
    expect(wallOf(Date.UTC(2026, 6, 1), 'Europe/Riga')).toBe(Date.UTC(2026, 6, 1, 3));
  });
});

describe('iCalendar', () => {
  it('keeps series, exceptions, days and reminders, and invites nobody', async () => {
    const { folder, losses } = await written(vevent, await sample());
    const text = unfolded(join(folder, 'Щёголев Пётр — Продажи.ics'));
    expect(text).toContain('RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20261225T235959Z');
    expect(text).toContain('EXDATE;TZID=Europe/Moscow:20261209T100000');
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Moscow:20261216T100000');
    expect(text).toContain('DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261204');
    expect(text).toContain('TRIGGER:-PT15M');
    for (const line of text.split('\r\n').filter((each) => /^(?:ATTENDEE|ORGANIZER)/u.test(each))) {
      expect(line).toContain('SCHEDULE-AGENT=NONE');
    }
    expect(losses.list.find(({ count }) => count > 0)?.examples).toEqual([{ kind: 'calendar-event', id: '10' }]);
  });

  it('keeps what VTODO can carry of a task, and says what it drops', async () => {
    const { folder, losses } = await written(vtodo, await sample());
    const text = unfolded(join(folder, 'tasks.ics'));
    expect(text).toContain('DUE:20261201T150000Z');
    expect(text).toContain('RELATED-TO;RELTYPE=PARENT:b24-task-101@acme.bitrix24.ru');
    expect(text).toContain('DESCRIPTION:Что сделать: позвонить\\n\\n[x] Пункт');
    expect(text).toContain('CATEGORIES:Закупки,срочно');
    expect(losses.list.filter(({ count }) => count > 0).map(({ examples }) => examples)).toEqual([
      [{ kind: 'task', id: '103' }],
    ]);
  });
});

const readCards = `
import sys, json, vobject
out = []
for path in sys.argv[1:]:
    for item in vobject.readComponents(open(path, newline='').read()):
        item.validate()
        out.append({'name': item.name, 'fn': getattr(item, 'fn', None) and item.fn.value, 'note': hasattr(item, 'note') and item.note.value,
          'tels': [t.value for t in item.contents.get('tel', [])],
          'parts': [c.name for c in item.components()]})
print(json.dumps(out))
`;
interface Read {
  readonly name: string;
  readonly fn?: string;
  readonly note?: string;
  readonly tels: readonly string[];
  readonly parts: readonly string[];
}

describeWith('vobject', 'python3-vobject', (python) => {
  it('reads every card and calendar as written', { timeout: 60_000 }, async () => {
    const archive = await sample();
    for (const format of [vcard3, vcard4]) {
      const { folder } = await written(format, archive);
      const paths = readdirSync(folder).filter((name) => name.endsWith('.vcf'));
      const output = execFileSync(python, ['-c', readCards, ...paths.map((name) => join(folder, name))], {
        encoding: 'utf8',
      });
      const cards = JSON.parse(output) as readonly Read[];
      expect(cards).toHaveLength(3 + 1 + hostileTexts.length);
      const ivan = cards.find(({ fn }) => fn === 'Щёголев Иван Петрович');
      expect(ivan).toMatchObject({ note, tels: ['+79161234567', '+7 (495) 123-45-67, доб. 12'] });
    }
    const [events, todos] = [await written(vevent, archive), await written(vtodo, archive)];
    const output = execFileSync(
      python,
      ['-c', readCards, join(events.folder, 'Щёголев Пётр — Продажи.ics'), join(todos.folder, 'tasks.ics')],
      { encoding: 'utf8' },
    );
    expect((JSON.parse(output) as readonly Read[]).map(({ parts }) => parts)).toEqual([
      ['VTIMEZONE', 'VEVENT', 'VEVENT', 'VEVENT'],
      ['VTODO', 'VTODO', 'VTODO'],
    ]);
  });
});

const collections = {
  contacts: '<R:addressbook xmlns:R="urn:ietf:params:xml:ns:carddav"/>',
  events: '<R:calendar xmlns:R="urn:ietf:params:xml:ns:caldav"/>',
  tasks: '<R:calendar xmlns:R="urn:ietf:params:xml:ns:caldav"/>',
} as const;

async function fill(server: string, collection: keyof typeof collections, folder: string): Promise<void> {
  const basic = `Basic ${Buffer.from('ivan:x').toString('base64')}`;
  const made = await fetch(`${server}/ivan/${collection}/`, {
    method: 'MKCOL',
    headers: { 'Content-Type': 'application/xml', Authorization: basic },
    body: `<mkcol xmlns="DAV:"><set><prop><resourcetype><collection/>${collections[collection]}</resourcetype></prop></set></mkcol>`,
  });
  expect(made.status).toBe(201);
  const type = collection === 'contacts' ? 'text/vcard' : 'text/calendar';
  for (const name of readdirSync(folder)) {
    const put = await fetch(`${server}/ivan/${collection}/${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: { 'Content-Type': `${type}; charset=utf-8`, Authorization: basic },
      body: readFileSync(join(folder, name)),
    });
    expect([name, put.status, put.status === 201 ? '' : await put.text()]).toEqual([name, 201, '']);
  }
}

function vdirsyncerConfig(folder: string, server: string): string {
  const remote = (type: string): string =>
    `type = "${type}"\nurl = "${server}/ivan/"\nusername = "ivan"\npassword = "x"`;
  const pair = (name: string, type: string, ending: string, list: string): string =>
    `[pair ${name}]\na = "${name}_here"\nb = "${name}_there"\ncollections = [${list}]\n` +
    `[storage ${name}_here]\ntype = "filesystem"\npath = "${folder}/${name}"\nfileext = "${ending}"\n` +
    `[storage ${name}_there]\n${remote(type)}\n`;
  return `[general]\nstatus_path = "${folder}/status"\n${pair('cards', 'carddav', '.vcf', '"contacts"')}${pair('cal', 'caldav', '.ics', '"events", "tasks"')}`;
}

describeWithAll(['radicale', 'vdirsyncer', 'khard', 'khal', 'todoman'], 'Radicale', (programs) => {
  it('takes every card, event and task, and phones and desktops see them', { timeout: 120_000 }, async () => {
    const [radicale, vdirsyncer, khard, khal, todoman] = programs;
    const archive = await sample();
    const server = await startRadicale(radicale);
    const [cards, events, todos] = [
      await written(vcard3, archive),
      await written(vevent, archive),
      await written(vtodo, archive),
    ];
    await fill(server, 'contacts', join(cards.folder, 'cards', 'contact'));
    await fill(server, 'events', join(events.folder, 'items', 'Щёголев Пётр — Продажи'));
    await fill(server, 'tasks', join(todos.folder, 'items'));
    const home = await emptyFolder();
    const environment = {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_DATA_HOME: home,
      XDG_CACHE_HOME: home,
      LC_ALL: 'C.UTF-8',
      TZ: 'Europe/Moscow',
    };
    const call = (program: string, args: readonly string[], input = ''): string =>
      execFileSync(program, args, { encoding: 'utf8', env: environment, input, stdio: ['pipe', 'pipe', 'pipe'] });
    writeFileSync(join(home, 'vd'), vdirsyncerConfig(home, server));
    call(vdirsyncer, ['-c', join(home, 'vd'), 'discover'], 'y\n'.repeat(20));
    call(vdirsyncer, ['-c', join(home, 'vd'), 'sync']);
    mkdirSync(join(home, 'khard'));
    writeFileSync(join(home, 'khard.conf'), `[addressbooks]\n[[b24]]\npath = ${home}/cards/contacts/\n`);
    const ivan = call(khard, ['-c', join(home, 'khard.conf'), 'show', 'uid:b24-contact-17']);
    for (const text of ['Иван Петрович', 'ООО «Ромашка и Ко»', '+79161234567', 'доб. 12']) expect(ivan).toContain(text);
    writeFileSync(
      join(home, 'khal.conf'),
      `[calendars]\n[[b24]]\npath = ${home}/cal/events/\n[locale]\nlocal_timezone = Europe/Moscow\ndefault_timezone = Europe/Moscow\ntimeformat = %H:%M\ndateformat = %d.%m.\nlongdateformat = %d.%m.%Y\ndatetimeformat = %d.%m. %H:%M\nlongdatetimeformat = %d.%m.%Y %H:%M\n`,
    );
    const list = call(khal, [
      '-c',
      join(home, 'khal.conf'),
      'list',
      '--format',
      '{start-date} {start-time} {title}',
      '--day-format',
      '',
      '24.11.2026',
      '31.12.2026',
    ]);
    const meetings = list.split('\n').filter((line) => line.includes('Планёрка'));
    expect(meetings).toEqual([
      '25.11. 10:00 Планёрка отдела продаж',
      '02.12. 10:00 Планёрка отдела продаж',
      '17.12. 12:00 Планёрка, перенесена',
      '23.12. 10:00 Планёрка отдела продаж',
    ]);
    writeFileSync(
      join(home, 'todoman.py'),
      `path = "${home}/cal/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\ncache_path = "${home}/todo.sqlite"\n`,
    );
    const tasks = call(todoman, ['--config', join(home, 'todoman.py'), 'list', '--status', 'ANY']);
    expect(tasks).toMatch(/\[ \].*2026-12-01 18:00.*Подготовить договор с ООО «Ромашка»/u);
    expect(tasks).toMatch(/\[X\].*Согласовать/u);
  });
});
