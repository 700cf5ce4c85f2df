import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { describeWith } from '../support/needs.ts';
import { launch, openPage, removeFolder, root, run, type Running } from './support/app.ts';
import { makePlan, patient, rehearse, startDemo, takeExport, takeInventory, verifyAndSeal } from './support/exit.ts';
import { buildPseudo, Listener } from './support/pseudo.ts';
import { visit } from './support/visit.ts';

const minutes = 60_000;

/** Pages as they are once there is something to show. */
const pages = [
  '/',
  '/overview',
  '/inventory',
  '/export',
  '/verify',
  '/plan',
  '/rehearse',
  '/apply',
  '/prove',
  '/by-hand',
  '/archive',
  '/archive/deal?view=table',
  '/archive/deal?view=board',
  '/archive/task?view=board',
  '/archive/disk-storage?view=tree',
  '/archive/department?view=chart',
  '/archive/chat',
  '/archive/calendar-event',
  '/archive/note-document',
  '/archive/page',
  '/archive/no-such-kind/1',
  '/search?text=example',
  '/handover',
  '/profile',
  '/subject',
  '/desktop',
  '/box',
  '/more',
  '/more/verify',
  '/no-such-page',
];

/** How far the page is wider than the window, at the widths of a phone and of a screen. */
async function sticksOut(page: Page): Promise<readonly string[]> {
  const wide: string[] = [];
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 860 });
    const more: unknown = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (more !== 0) wide.push(`${new URL(page.url()).pathname} at ${width} px: ${String(more)} px wider`);
  }
  return wide;
}

describeWith('browser', 'a language that nobody speaks', (chromium) => {
  let browser: Browser;
  let folder = '';
  let program: Running;
  beforeAll(async () => {
    browser = await launch(chromium);
    folder = await mkdtemp(join(tmpdir(), 'bye24-pseudo-'));
    const built = join(folder, 'pages');
    await buildPseudo(built);
    program = await run([join(root, 'test', 'ui', 'support', 'program.ts'), folder, built]);
  }, 2 * minutes);
  afterAll(async () => {
    await browser.close();
    await program.end('SIGTERM');
    await removeFolder(folder);
  }, minutes);

  it(
    'takes the place of every word on every page, and being longer breaks none',
    async () => {
      const { page, context } = await openPage(browser, { locale: 'en-GB', reducedMotion: 'reduce' });
      const listener = new Listener(page);
      const strangers = new Set<string>();
      const wide: string[] = [];
      const look = async (): Promise<void> => {
        for (const one of await listener.strangersOn(page)) strangers.add(one);
        wide.push(...(await sticksOut(page)));
      };
      await page.goto(program.said['url'] ?? '');
      await page.locator('main h1').waitFor(patient);
      expect(await page.locator('main h1').innerText()).toMatch(/^⟦.*⟧$/u);
      await look();
      await page.setViewportSize({ width: 1280, height: 860 });
      await startDemo(page);
      await takeInventory(page);
      await takeExport(page);
      await verifyAndSeal(page);
      await makePlan(page);
      await rehearse(page);
      for (const path of pages) {
        await visit(page, path);
        await look();
      }
      expect([...strangers]).toEqual([]);
      expect(wide).toEqual([]);
      await context.close();
    },
    5 * minutes,
  );

  it('is seen through where a word of a page is in no catalogue', async () => {
    const { page, context } = await openPage(browser, { locale: 'en-GB' });
    const listener = new Listener(page);
    await page.setContent('<p title="Hint">⟦Taken ⟦5 Mar·⟧···⟧ Forgotten</p>');
    expect((await listener.strangersOn(page)).map((text) => text.split(': ')[1])).toEqual(['Hint', 'Forgotten']);
    await context.close();
  });
});
