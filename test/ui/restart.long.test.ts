import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { describeWith } from '../support/needs.ts';
import { journeyPages } from '../../src/texts/ru/ui-journey.ts';
import { launch, openPage, removeFolder, root, run, type Running } from './support/app.ts';
import { applyPlan, asked, go, patient, prove, rehearse, sendWords, verifyAndSeal } from './support/exit.ts';

const minutes = 60_000;
const { adjust: adjustWords } = journeyPages.rehearse;
const running: Running[] = [];

async function start(args: readonly string[]): Promise<Running['said']> {
  const program = await run(args);
  running.push(program);
  return program.said;
}

/** Sudden death of what was started last: no farewell, nothing is put in order. */
async function kill(): Promise<void> {
  await running.pop()?.end('SIGKILL');
}

/** Sends the typed words and waits until the first records are on their way. */
async function beginDeletion(page: Page): Promise<void> {
  await go(page, '/apply');
  await sendWords(page);
  await page.locator('.progress-line').first().waitFor(patient);
}

/** Plans some kinds, funnels among them: a funnel whose deals stay does not go, and only a rehearsal shows that. */
async function planSome(page: Page): Promise<void> {
  await go(page, '/plan');
  await page.locator('input[type="radio"][name="what"]').nth(1).check();
  for (const title of ['Контакты', 'Задачи', 'Воронки сделок']) {
    await page
      .locator('.tile-choice', { hasText: new RegExp(`^${title}\\s*\\d`, 'u') })
      .locator('input')
      .check();
  }
  await page.locator('main form button[type="submit"]').click();
  await page.locator('section[aria-labelledby="goes-title"]').waitFor(patient);
}

/** Presses the button that takes out of the plan what the rehearsal was refused; nothing is refused then. */
async function adjust(page: Page): Promise<void> {
  await page.locator('section[aria-labelledby="rehearsal-exceptions"]').waitFor(patient);
  const before = await page.locator('.figure-number').first().innerText();
  await page.getByRole('button', { name: adjustWords }).click();
  await page.locator('main .notice[data-look="good"]').waitFor(patient);
  expect(Number(await page.locator('.figure-number').first().innerText())).toBeLessThan(Number(before));
  expect(await page.getByRole('button', { name: adjustWords }).count()).toBe(0);
}

/** A colleague writes into a contact; gives its new name. */
async function renameContact(webhook: string): Promise<string> {
  const listed = (await (await fetch(`${webhook}crm.contact.list`)).json()) as {
    readonly result: readonly { readonly ID: string }[];
  };
  const name = 'Переименована';
  await fetch(`${webhook}crm.contact.update?id=${listed.result[0]?.ID ?? ''}&fields[NAME]=${encodeURIComponent(name)}`);
  return name;
}

/** What had changed and stayed is brought home in its new version, shown, and goes. */
async function bringHome(page: Page, name: string): Promise<void> {
  await page.locator('.danger').waitFor(patient);
  const { count } = await asked(page);
  // Once the page still showed the whole plan here, and asked for its number.
  const ways = await page.locator('.danger .dots li').allInnerTexts();
  const named = ways.map((way) => Number(/\d+/u.exec(way)?.[0]));
  expect(named.reduce((sum, some) => sum + some, 0)).toBe(Number(count));
  expect(Number(count), 'the contact and what goes along with it').toBeLessThan(10);
  await sendWords(page);
  await page.locator('.question', { hasText: name }).waitFor(patient);
  await page.locator('.question button[data-look="go"]').click();
  await page.locator('main details', { hasText: name }).waitFor({ ...patient, state: 'attached' });
  expect(await page.locator('.danger').count(), 'nothing is left to go').toBe(0);
}

describeWith('browser', 'a tab that is closed and a program that dies', (chromium) => {
  let browser: Browser;
  let folder = '';
  let webhook = '';
  beforeAll(async () => {
    browser = await launch(chromium);
    folder = await mkdtemp(join(tmpdir(), 'bye24-restart-'));
    const portal = [
      'portal',
      'serve',
      '--port',
      '0',
      '--size',
      '40',
      '--limits',
      'none',
      '--latency-ms',
      '15',
      '--json',
    ];
    ({ webhook = '' } = await start([join(root, 'bin', 'bye24.js'), ...portal, '--dir', join(folder, 'portal')]));
  }, 2 * minutes);
  afterAll(async () => {
    await browser.close();
    while (running.length > 0) await kill();
    await removeFolder(folder);
  }, minutes);

  async function startProgram(): Promise<string> {
    const program = join(root, 'test', 'ui', 'support', 'program.ts');
    const { url = '' } = await start([program, folder, join(root, 'dist', 'ui')]);
    return url;
  }

  it(
    'lose nothing: export and deletion go on from where they were, without what is refused and with what changed',
    async () => {
      const first = await openPage(browser, { locale: 'ru-RU' });
      const { context } = first;
      await first.page.goto(await startProgram());
      await first.page.locator('#webhook').fill(webhook);
      await first.page.locator('section[aria-labelledby="connect-title"] form button').click();
      await first.page.locator('a[data-look="go"][href="/inventory"]').first().waitFor(patient);
      await go(first.page, '/export');
      await first.page.locator('main button[data-look="go"]').click();
      await first.page.locator('.progress-line[data-state="finished"]').first().waitFor(patient);
      const { origin } = new URL(first.page.url());

      // The tab is closed; another one finds the same run, and its pause is heard at once.
      await first.page.close();
      let page = await context.newPage();
      await page.goto(`${origin}/export`);
      await page.locator('.progress-line[data-state="finished"]').first().waitFor(patient);
      const [stopped] = await Promise.all([
        page.waitForResponse((response) => response.url().endsWith('/stop')),
        page.locator('section[aria-labelledby="progress-title"] button').click(),
      ]);
      expect(await stopped.json()).toMatchObject({ state: 'stopping' });
      await page.locator('main .notice button[data-look="go"]').click(patient);
      await page.locator('.progress-line').first().waitFor(patient);

      // The program dies in the middle; started again, it goes on and everything is there.
      await kill();
      await page.close();
      page = await context.newPage();
      await page.goto(await startProgram());
      await go(page, '/export');
      await page.locator('nav a[href="/export"][data-state="needsYou"]').first().waitFor(patient);
      await page.locator('main button[data-look="go"]').click();
      await page.locator('section[aria-labelledby="counts-title"]').waitFor(patient);
      expect(await page.locator('main .notice').first().getAttribute('data-look')).toBe('good');

      await verifyAndSeal(page);
      await planSome(page);
      await rehearse(page);
      await adjust(page);
      const renamed = await renameContact(webhook);
      await beginDeletion(page);
      await kill();
      await page.close();
      page = await context.newPage();
      await page.goto(await startProgram());
      await go(page, '/apply');
      // It says that it was interrupted, and asks again before it goes on.
      await page.locator('.danger .notice[data-look="warning"]').waitFor(patient);
      await applyPlan(page);
      await bringHome(page, renamed);
      await prove(page);
      // Of the history of a task whose deletion was cut short nothing is known: the portal shows it with its task alone.
      const exceptions = await page.locator('section[aria-labelledby="exceptions-title"]').allInnerTexts();
      const [, ...ended] = exceptions.flatMap((text) => text.split('\n'));
      expect(ended.filter((line) => !/^Запись истории задачи \d+: неизвестно/u.test(line))).toEqual([]);
      await context.close();
    },
    5 * minutes,
  );
});
