import { readFile } from 'node:fs/promises';

import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';

import { describeWith } from '../support/needs.ts';
import { asked, go, patient, startDemo, takeExport, verifyAndSeal } from './support/exit.ts';
import { type Suite, suiteWith } from './support/suite.ts';
import { visit } from './support/visit.ts';

const minutes = 60_000;
const submit = 'main form button[type="submit"]';

async function choose(page: Page, field: string, index: number): Promise<string> {
  // The list comes from the archive a moment after the page.
  await page
    .locator(`select${field} option`)
    .nth(index)
    .waitFor({ ...patient, state: 'attached' });
  await page.locator(field).selectOption({ index });
  return page.locator(field).inputValue();
}

async function handOver(page: Page): Promise<void> {
  await go(page, '/handover');
  const from = await choose(page, '#from', 2);
  const to = await choose(page, '#to', 4);
  await page.locator(submit).click();
  await page.locator('#plan-title').waitFor(patient);
  expect(await page.locator('#typed-address').count(), 'nothing changes hands before the rehearsal').toBe(0);
  await page.locator('section[aria-labelledby="rehearse-title"] button').click();
  await page.locator('#typed-address').waitFor(patient);
  // Loaded again, the page finds the work where it was.
  await page.reload();
  await page.locator('#typed-address').waitFor(patient);
  expect(decodeURIComponent(new URL(page.url()).search)).toBe(`?from="${from}"&to="${to}"`);
  const { address, count } = await asked(page);
  await page.locator('#typed-address').fill(address);
  await page.locator('#typed-count').fill(count);
  await page.locator('.danger-form button').click();
  await page.locator('section[aria-labelledby="prove-title"] button').click(patient);
  await page.locator('section[aria-labelledby="prove-title"] .headline').waitFor(patient);
  const headline = await page.locator('section[aria-labelledby="prove-title"] .headline').innerText();
  expect(headline.match(/\d+/gu)).toEqual([count, count]);
}

async function leave(page: Page): Promise<void> {
  await go(page, '/profile');
  await choose(page, '#who', 3);
  await page.locator(submit).click();
  await page.locator('#checked-title').waitFor(patient);
  await page.locator('section[aria-labelledby="phone-title"] button').first().click();
  await page.locator('section[aria-labelledby="phone-title"] ol li').first().waitFor(patient);
  await page.locator('section[aria-labelledby="phone-title"] button').nth(1).click();
  await page.locator('section[aria-labelledby="phone-title"] .notice').waitFor(patient);
  // The dismissal asks one thing at a time, and takes no for an answer.
  await page.locator('section[aria-labelledby="deactivate-title"] button').click();
  await page.locator('#answer').fill('wrong.bitrix24.ru');
  await page.locator('form.question button').click();
  await page.locator('.error-card').waitFor(patient);
  expect(await page.locator('.error-card').innerText()).toContain('GUARD_REFUSED');
}

async function seek(page: Page, name: string): Promise<void> {
  await go(page, '/subject');
  await page.locator('#subject-name').fill(name);
  await page.locator(submit).click();
  await page.locator('#found-about').waitFor(patient);
  // Fields by what people call them; once there was a name in the field “LAST_NAME”, and a record called STATUS.
  const found = (await page.locator('section[aria-labelledby^="found-"]').allInnerTexts()).join('\n');
  expect(found).toContain('name in “Last name”');
  expect(found).not.toMatch(/“[A-Z_]+”|STATUS ·/u);
  await page.locator('section[aria-labelledby="dossier-title"] button').click();
  await page.locator('section[aria-labelledby="dossier-title"] .notice').waitFor(patient);
  await page.locator('section[aria-labelledby="plan-title"] button').click();
  await page.locator('section[aria-labelledby="plan-title"] .rows').waitFor(patient);
  await page.locator('section[aria-labelledby="rehearse-title"] button').click();
  await page.locator('#typed-address').waitFor(patient);
}

describeWith('browser', 'pages beside the way', (chromium) => {
  const suite = suiteWith(chromium);
  let window: Awaited<ReturnType<Suite['enter']>>;
  beforeAll(async () => {
    window = await suite.enter({ locale: 'ru-RU' });
    const { page } = window;
    await startDemo(page);
    await takeExport(page);
    await go(page, '/handover');
    expect(await page.locator('.empty h2').count(), 'says that the archive is not sealed').toBe(1);
    await verifyAndSeal(page);
  }, 3 * minutes);

  it(
    'hand work over, end a profile, find one person, look on this computer and on this server, in both languages',
    async () => {
      const { page } = window;
      const look = (): Promise<void> => window.look('ru', 'en');
      await handOver(page);
      await look();
      await leave(page);
      await look();
      await page.locator('#who').selectOption({ index: 5 });
      const name = (await page.locator('#who option:checked').innerText()).split(' ')[0] ?? '';
      await seek(page, name);
      await look();
      for (const path of ['/desktop', '/box']) {
        await go(page, path);
        await page.locator('main button').first().click();
        await page.locator('.empty h2, #traces-title, #found-title').first().waitFor(patient);
        await look();
      }
      window.clean();
    },
    5 * minutes,
  );

  it(
    'show chats as chats, events as a calendar, knowledge bases as pages, and give folders and columns as one wants them',
    async () => {
      const { page, look } = window;
      const open = async (path: string, sign: string): Promise<void> => {
        await visit(page, path);
        await page.locator(sign).first().waitFor(patient);
      };
      await open('/archive/chat', '.chat-line');
      await look();
      await open('/archive/calendar-event', '.cal-entry');
      // A series shows on more than one day.
      const ids = await page
        .locator('.cal-entry')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(ids.length).toBeGreaterThan(new Set(ids).size);
      await page.locator('button[aria-pressed="false"]').click();
      await page.locator('.cal-grid[data-span="week"]').waitFor(patient);
      await look();
      await open('/archive/note-document', '.note .rich-heading');
      await look();
      await open('/archive/page', '.note .rich-p');
      const shelves = await page.locator('.note-shelf').allInnerTexts();
      expect(shelves).toContain('База знаний');
      await page.locator('.note-choice').nth(2).click();
      await page.locator('.note-choice[aria-current="page"]').waitFor(patient);
      expect(await page.locator('.note h2').innerText()).toBe(
        await page.locator('.note-choice[aria-current]').innerText(),
      );
      await look();
      // Codes of the portal in words, in boards and tables.
      await page.locator('.settings select').first().selectOption('ru');
      await open('/archive/task?view=board', '.board-card');
      expect((await page.locator('.lane h2').allInnerTexts()).map((text) => text.replace(/[\s\d]+$/u, ''))).toEqual([
        'Ждёт выполнения',
        'Выполняется',
        'Ждёт контроля',
        'Завершена',
        'Отложена',
      ]);
      await page.locator('.board-card', { hasText: '☑' }).first().locator('a').first().click();
      await page.locator('.checklist').waitFor(patient);
      expect(
        await page.locator('.rich b, .rich .rich-list').count(),
        'a description with its formatting',
      ).toBeGreaterThan(0);
      expect(await page.locator('main').innerText()).not.toContain('[B]');
      // What became of it in words, and once: a list of links beside it said all of it again.
      const history = page.locator('section[aria-labelledby="history-task-history"]');
      await history.getByText('Статус · Завершена').waitFor(patient);
      await history
        .locator('li', { hasText: 'Новый комментарий' })
        .locator('a[href^="/archive/task-comment/"]')
        .first()
        .waitFor();
      expect(await page.locator('aside a[href^="/archive/task-history/"]').count()).toBe(0);
      expect(await page.locator('main dl.fields').innerText()).toMatch(/Проект\s+не заполнено/u);
      await look();

      await open('/archive/disk-storage?view=tree', '.drive-folder summary');
      await page.locator('.drive-folder summary').first().click();
      const [zip] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.drive-empty button').first().click(),
      ]);
      const bytes = await readFile(await zip.path());
      expect(bytes.subarray(0, 2).toString()).toBe('PK');
      expect(bytes.includes(Buffer.from('Прайс-лист'))).toBe(true);

      await open('/archive/disk-version', '.grid-body a');
      await page.locator('.grid-body a').first().click();
      await page.locator('section[aria-labelledby="points-to"] a[href^="/archive/disk-file/"]').first().click(patient);
      const versions = page.locator('section[aria-labelledby="pointed-by"] a[href^="/archive/disk-version/"]');
      await versions.nth(1).waitFor(patient);
      await page.locator('.file button').first().click();
      await page.locator('.preview').waitFor(patient);
      await look();

      await open('/archive/bp-template', '.grid-body a');
      await page.locator('.grid-body a').first().click();
      await page.locator('.bp-all .bp-task').first().waitFor(patient);
      expect(await page.locator('.bp-all .bp-gate').count(), 'it forks').toBeGreaterThan(1);
      await look();

      // People and things by their names, where a row has numbers alone; what became of a deal, as its history.
      await open('/archive/group-member', '.grid-body a');
      expect(await page.locator('.grid-body a').first().innerText()).toMatch(/^\p{Lu}\p{L}+ \p{Lu}/u);
      const cells = await page.locator('.grid-body .grid-cell').allInnerTexts();
      expect(cells).toEqual(expect.arrayContaining(['Владелец', 'Модератор', 'Участник']));
      expect(cells.filter((text) => /^[AEK]$/u.test(text))).toEqual([]);
      await open('/archive/deal-stage-history', '.grid-body a');
      expect(await page.locator('.grid-body a').first().innerText()).toMatch(/ · Новая$/u);
      await page.locator('.grid-body a[href^="/archive/deal/"]').first().click();
      await page.locator('section[aria-labelledby="history-deal-stage-history"] .timeline li').first().waitFor(patient);
      await look();

      await open('/archive/deal?view=table', '.grid-body a');
      const before = await page.locator('.grid-head .grid-cell').count();
      await page.locator('details.columns summary').click();
      const other = page.locator('.column-choice input:not(:checked)').first();
      await other.check(patient);
      await page.locator(`.grid-head .grid-cell:nth-child(${before + 1})`).waitFor(patient);
      // Once the rows were gone when the columns changed and the number of rows did not.
      await page.locator('.grid-body a').first().waitFor(patient);
      await look();
      // A row far down is drawn when it is scrolled to, in its place, and its name opens its record.
      const counts = await page.evaluate<{ kind: string; kept: number }[]>(
        `fetch('/api/archive/counts').then((answer) => answer.json())`,
      );
      const { kind = '', kept = 0 } = counts.toSorted((one, other) => other.kept - one.kept)[0] ?? {};
      expect(kept).toBeGreaterThan(40);
      await open(`/archive/${kind}?view=table`, '.grid-body a');
      const rows = Number(await page.locator('.grid').getAttribute('aria-rowcount'));
      const last = page.locator(`.grid-body [aria-rowindex="${rows}"] .grid-name a`);
      expect(await last.count()).toBe(0);
      await page.evaluate(`document.querySelector('.grid-scroll').scrollTo(0, 1e9)`);
      await last.waitFor(patient);
      expect(await page.locator('.grid-body [aria-rowindex="2"]').count()).toBe(0);
      const id = await last.getAttribute('data-id');
      await last.click();
      await page.waitForURL(`**/archive/${kind}/${encodeURIComponent(id ?? '')}`);
      window.clean();
    },
    5 * minutes,
  );
});
