import type { Frame, Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { kinds } from '../../src/kinds/index.ts';
import { textsFor } from '../../src/texts/catalogue.ts';
import { describeWithAll, peer } from '../support/needs.ts';
import {
  applyPlan,
  asked,
  countAnswers,
  go,
  makePlan,
  patient,
  prove,
  rehearse,
  startDemo,
  takeExport,
  takeInventory,
  verifyAndSeal,
} from './support/exit.ts';
import { suiteWith } from './support/suite.ts';
import { visit } from './support/visit.ts';

const minutes = 60_000;

/** Ticks the first step that is open, by name; the list says who did it. */
async function confirmOneByHand(page: Page): Promise<void> {
  // Once a bin was called by the program's own names for what lies in it.
  await page.locator('.hand h2').first().waitFor(patient);
  const titles = await page.locator('.hand h2').allInnerTexts();
  const ownNames = new Set(kinds.map(({ id }) => id));
  expect(titles.filter((title) => title.split(', ').some((part) => ownNames.has(part)))).toEqual([]);
  expect(titles.filter((title) => title.startsWith('Корзина: ')).length).toBeGreaterThan(0);
  await page.locator('.hand input[type="checkbox"]').first().check(patient);
  await page.locator('#by').fill('Анна Иванова');
  await page.locator('.tick-bar button').click();
  await page.locator('fieldset.segments label').nth(1).click();
  await page.locator('.hand[data-done="true"] .badge', { hasText: 'Анна Иванова' }).first().waitFor(patient);
}

/** What is chosen is counted before there is a plan: nothing of it is older than the first computers. */
async function numbersFollowDays(page: Page): Promise<void> {
  await go(page, '/plan');
  const { chosen } = textsFor('ru').ui.plan;
  const told = page.locator('main form [role="status"]');
  await told.filter({ hasText: /[1-9]/u }).waitFor(patient);
  await page.locator('#changed-before').fill('1940-01-01');
  await told.filter({ hasText: chosen(0) }).waitFor(patient);
  await page.locator('#changed-before').fill('');
  await told.filter({ hasText: /[1-9]/u }).waitFor(patient);
}

/** What the page of the deletion says where employees' own connections take a part of it along. */
async function namesConnections(page: Page, look: () => Promise<void>): Promise<void> {
  const people = [
    { name: 'Анна Иванова', count: 2 },
    { name: 'Пётр Щёголев', count: 1 },
  ];
  await page.route('**/api/exit/left', async (route) => {
    const response = await route.fetch();
    const left = (await response.json()) as { asPlanned: { kinds: { through: object[] }[] } };
    left.asPlanned.kinds.slice(0, 2).forEach((kind, index) => kind.through.push(people[index] ?? {}));
    await route.fulfill({ response, json: left });
  });
  await visit(page, '/plan');
  await go(page, '/apply');
  await page.locator('.danger li', { hasText: textsFor('ru').views.plan.goesThrough(people) }).waitFor(patient);
  await look();
  await page.unrouteAll({ behavior: 'wait' });
  await visit(page, '/plan');
  await go(page, '/apply');
  await page.locator('.whose[aria-busy="false"]').waitFor(patient);
}

/** The same result, as it is where an employee's webhook was revoked meanwhile: the page of the deletion says so. */
async function namesUnreached(page: Page): Promise<void> {
  await page.route('**/api/runs', (route) => route.fulfill({ json: [] }));
  await page.route('**/api/state', async (route) => {
    const response = await route.fetch();
    const state = (await response.json()) as { results: { apply: { result: Record<string, unknown> } } };
    state.results.apply.result['unreached'] = [{ connection: 'user-3', code: 'PORTAL_BAD_CREDENTIAL' }];
    await route.fulfill({ response, json: state });
  });
  await page.goto(new URL('/apply', page.url()).href);
  const { unreached } = textsFor('ru').views.apply;
  await page.locator('.notice', { hasText: unreached('3', 'PORTAL_BAD_CREDENTIAL') }).waitFor(patient);
}

const readWorkbook = `
import json, sys, openpyxl
sheet = openpyxl.load_workbook(open(sys.argv[1], 'rb')).active
print(json.dumps([list(row) for row in sheet.iter_rows(values_only=True)], default=str))
`;

/** Takes the plan away as a workbook and reads it with a program that we did not write: every entry is a row of it. */
async function planInWorkbook(page: Page, python: string, head: readonly string[]): Promise<void> {
  const button = page.locator('main .no-print button', { hasText: 'XLSX' });
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/u);
  const rows = JSON.parse(peer(python, ['-c', readWorkbook, await file.path()])) as (string | number | null)[][];
  expect(rows[0]).toEqual(head);
  const told = (await page.locator('.headline').innerText())
    .split('·')
    .map((part) => Number(part.replaceAll(/\D/gu, '')));
  expect(rows.length - 1).toBe(told.reduce((sum, count) => sum + count, 0));
}

/** A frame whose address begins so, now or as soon as there is one. */
async function firstFrame(page: Page, start: string): Promise<Frame> {
  const isIt = (frame: Frame): boolean => frame.url().startsWith(start);
  return page.frames().find(isIt) ?? page.waitForEvent('framenavigated', { ...patient, predicate: isIt });
}

/** Opens the report as a PDF in the page: the other origin gives a PDF, and the browser's own viewer shows it. */
async function previewPdf(page: Page): Promise<void> {
  const paper = page.locator('section[aria-labelledby="proof-files-title"] .file', { hasText: '.pdf' }).first();
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.headers()['content-type'] === 'application/pdf'),
    paper.locator('button').click(),
  ]);
  expect(answer.status()).toBe(200);
  expect(new URL(answer.url()).origin).not.toBe(new URL(page.url()).origin);
  await paper.locator('iframe.preview-page').waitFor(patient);
  // What draws it is a page of the browser's own, inside of the frame.
  await expect(firstFrame(page, 'chrome-extension://')).resolves.toBeDefined();
}

/** Prints the page: what it is about is on the paper, whole and within its edges; the way, buttons and forms are not. */
async function onPaper(page: Page, whole: string): Promise<void> {
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  expect(await page.locator('main h1').isVisible()).toBe(true);
  expect(await page.locator(whole).last().isVisible()).toBe(true);
  for (const aside of ['.side', '.no-print', '.button']) {
    expect(await page.locator(aside).filter({ visible: true }).count(), aside).toBe(0);
  }
  // A4 without its margins, in the pixels of a page.
  await page.setViewportSize({ width: 718, height: 1000 });
  const cut: unknown = await page.evaluate(
    `[...document.querySelectorAll('main *')].filter((one) => one.scrollHeight - one.clientHeight > 1 && getComputedStyle(one).overflowY !== 'visible').length`,
  );
  expect(cut, 'nothing is cut off').toBe(0);
  const pdf = await page.pdf({ format: 'A4', printBackground: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.emulateMedia({ media: 'screen' });
}

describeWithAll(['browser', 'openpyxl'], 'a whole exit in a browser', ([chromium, python]) => {
  const suite = suiteWith(chromium);

  // In English the same way is walked without a mouse: keyboard.long.test.ts.
  it(
    'goes from the first page to the proof in Russian, accessible at every step, and asks no other host',
    async () => {
      const { page, look, close } = await suite.enter({ locale: 'ru-RU' });
      expect(page.url()).not.toContain('code=');
      expect(await page.locator('html').getAttribute('lang')).toBe('ru');
      await look();
      const empty = ['/overview', '/export', '/verify', '/plan', '/apply', '/prove', '/by-hand', '/archive'];
      for (const path of [...empty, '/handover', '/profile', '/subject']) {
        await go(page, path);
        expect(await page.locator('.empty h2').count(), `${path} says why it is empty`).toBe(1);
      }
      await look();
      await page.locator('.brand').click();

      await startDemo(page);
      await takeInventory(page);
      await look();
      await takeExport(page);
      await look();
      await verifyAndSeal(page);
      await look();
      await numbersFollowDays(page);
      await makePlan(page);
      await planInWorkbook(page, python, textsFor('ru').views.plan.tableHead);
      await onPaper(page, '.fold-title');
      await page.locator('.fold summary').first().click();
      await page.locator('.row-line button').first().click();
      await page.locator('dialog[open] h2').first().waitFor();
      await look();
      await page.keyboard.press('Escape');

      await go(page, '/apply');
      expect(await page.locator('#typed-address').count(), 'no deletion before the rehearsal').toBe(0);
      await rehearse(page);
      await look();

      await go(page, '/apply');
      // Whose portal it is stands there before its address is typed.
      await page.locator('.whose[aria-busy="false"]').waitFor(patient);
      expect(await page.locator('.whose dd').allInnerTexts()).toEqual([
        'Наша компания',
        expect.stringMatching(/\d/u),
        expect.stringMatching(/20\d\d/u),
        expect.stringMatching(/./u),
      ]);
      await look();
      await namesConnections(page, look);
      await page.locator('.danger-form input[type="checkbox"]').check();
      await page.locator('#typed-address').fill('wrong.bitrix24.ru');
      await page.locator('#typed-count').fill('1');
      await page.locator('.danger-form button').click();
      await page.locator('.error-card').waitFor(patient);
      expect(await page.locator('.error-card').innerText()).toContain('GUARD_REFUSED');
      await look();
      const { count } = await asked(page);
      // Once a question was answered twice when the list of runs was read again meanwhile.
      const answers = await countAnswers(page);
      await applyPlan(page);
      expect([...answers.values()]).toEqual([1, 1, 1]);
      await look();
      await prove(page);
      expect((await page.locator('.headline').innerText()).replaceAll(/\D/gu, '')).toContain(count);
      await onPaper(page, 'section[aria-labelledby="report-title"] tbody tr');
      await look();
      await previewPdf(page);
      await go(page, '/by-hand');
      await confirmOneByHand(page);
      await look();
      await go(page, '/overview');
      await page.locator('.wall').waitFor();
      await look();
      await namesUnreached(page);
      await look();

      await close();
    },
    5 * minutes,
  );
});
