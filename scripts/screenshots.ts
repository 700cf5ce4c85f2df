// After `npm run build`: walks the demo in a real browser and writes the pictures of docs/screenshots. Nothing but made-up data is in them.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { launch, openPage, removeFolder, root, startUi } from '../test/ui/support/app.ts';
import {
  applyPlan,
  go,
  makePlan,
  prove,
  rehearse,
  startDemo,
  takeExport,
  takeInventory,
  verifyAndSeal,
} from '../test/ui/support/exit.ts';
import { visit } from '../test/ui/support/visit.ts';
import { findProgram, needs } from './needs.ts';

const folder = join(root, 'docs', 'screenshots');

async function still(page: Page): Promise<void> {
  await page.locator('main .waiting').first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => scrollTo(0, 0))');
}

/** Where this run happens to lie is nobody's business: a place that reads like one of a person's own. */
async function withoutPlace(page: Page): Promise<void> {
  await page.evaluate(`{
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      node.data = node.data.replace(/[^\\s]*[/\\\\]bye24-(?:ui|demo)-[\\w-]+/gu, '~/acme');
    }
  }`);
}

async function walk(page: Page, language: 'ru' | 'en'): Promise<void> {
  const shot = async (name: string): Promise<void> => {
    await still(page);
    await withoutPlace(page);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(folder, `${name}.${language}.png`) });
  };
  const open = async (path: string): Promise<void> => {
    await visit(page, path);
    await still(page);
  };
  await shot('start');
  await startDemo(page);
  await takeInventory(page);
  await takeExport(page);
  await verifyAndSeal(page);
  await makePlan(page);
  await page.locator('.fold summary').first().click();
  await page.locator('.fold .row-line').first().waitFor();
  await shot('plan');
  await page.locator('.row-line button').first().click();
  await page.locator('dialog[open] h2').first().waitFor();
  await shot('plan-record');
  await page.keyboard.press('Escape');
  await rehearse(page);
  await page.locator('.figure').first().waitFor();
  await shot('rehearsal');
  await open('/archive');
  await shot('archive');
  await open('/archive/deal');
  await page.locator('.grid-body a').first().waitFor();
  await shot('table');
  await open('/archive/deal?view=board');
  await page.locator('.board-card').first().waitFor();
  await shot('board');
  await open('/archive/bp-template');
  await page.locator('.grid-body a').first().click();
  await page.locator('.bp-task').first().waitFor();
  await shot('process');
  await open('/archive/department?view=chart');
  await page.locator('.org-card').first().waitFor();
  await shot('chart');
  await open('/archive/chat');
  await page.locator('.chat-line').first().waitFor();
  await shot('chats');
  await open('/archive/calendar-event');
  await page.locator('.cal-entry').first().waitFor();
  await shot('calendar');
  await open('/archive/note-document');
  await page.locator('.note').waitFor();
  await shot('knowledge');
  await open('/archive/page');
  await page.locator('.note .rich').first().waitFor();
  await shot('sites');
  await open('/archive/task?view=board');
  await page.locator('.board-card').first().waitFor();
  await shot('tasks');
  await page.locator('.board-card', { hasText: '☑' }).first().locator('a').first().click();
  await page.locator('.checklist').waitFor();
  await shot('task');
  await open('/handover');
  await page.locator('select#from option').nth(2).waitFor({ state: 'attached' });
  await page.locator('#from').selectOption({ index: 2 });
  await page.locator('#to').selectOption({ index: 4 });
  await page.locator('main form button[type="submit"]').click();
  await page.locator('#plan-title').waitFor();
  await shot('handover');
  await open('/profile');
  await page.locator('select#who option').nth(3).waitFor({ state: 'attached' });
  await page.locator('#who').selectOption({ index: 3 });
  await page.locator('main form button[type="submit"]').click();
  await page.locator('#checked-title').waitFor();
  await shot('profile');
  const name = (await page.locator('#who option:checked').innerText()).split(' ')[0] ?? '';
  await open('/subject');
  await page.locator('#subject-name').fill(name);
  await page.locator('main form button[type="submit"]').click();
  await page.locator('#found-about').waitFor();
  await shot('person');
  await open('/search?text=поставка');
  await page.locator('.hits').waitFor();
  await shot('search');
  await go(page, '/apply');
  await page.locator('.whose[aria-busy="false"]').waitFor();
  await shot('deletion');
  await applyPlan(page);
  await prove(page);
  await shot('proof');
  await page.locator('section[aria-labelledby="papers-title"]').scrollIntoViewIfNeeded();
  await page.locator('section[aria-labelledby="papers-title"] input[type="radio"]').nth(1).check();
  await withoutPlace(page);
  await page.screenshot({ path: join(folder, `papers.${language}.png`) });
  await go(page, '/by-hand');
  await page.locator('.hand').first().waitFor();
  await shot('by-hand');
  await go(page, '/overview');
  await page.locator('.wall').waitFor();
  await shot('overview');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot('overview-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await shot('overview-phone');
}

const program = findProgram(needs.browser.programs);
if (program === undefined) throw new Error('a browser is needed: install chromium');
mkdirSync(folder, { recursive: true });
const browser = await launch(program);
for (const language of ['ru', 'en'] as const) {
  const started = await startUi();
  const { page, context } = await openPage(browser, {
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    reducedMotion: 'reduce',
  });
  await page.goto(started.url);
  await page.locator('main h1').waitFor();
  await walk(page, language);
  await context.close();
  await started.stop();
  await removeFolder(started.folder);
}
await browser.close();
