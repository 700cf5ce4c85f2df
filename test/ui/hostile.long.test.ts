import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { kinds as allKinds } from '../../src/kinds/index.ts';
import { describeWith } from '../support/needs.ts';
import { type HostileKind, hostileArchive, payloads } from './support/hostile.ts';
import { mediaFiles } from './support/media.ts';
import { patient } from './support/patient.ts';
import { suiteWith } from './support/suite.ts';
import { visit } from './support/visit.ts';

const minutes = 60_000;

/** The bytes play or are drawn: a player knows how long they last, a picture how wide it is. */
const works = `[...document.querySelectorAll('.preview')].every(
  (one) => one.tagName === 'IFRAME' || one.naturalWidth > 0 || one.duration > 0)`;

/** Looks at each file of a record in the page. Once the portal's "stream of bytes" stood for every file of the drive, and none could be. */
async function lookAtFiles(page: Page): Promise<void> {
  await visit(page, '/archive/disk-file/2');
  const buttons = page.locator('.file button');
  await buttons.first().waitFor();
  for (let index = 0; index < (await buttons.count()); index++) await buttons.nth(index).click();
  const shown = await page.locator('.preview').evaluateAll((all) => all.map(({ tagName }) => tagName));
  expect(shown).toEqual(['IMG', 'AUDIO', 'VIDEO', 'IFRAME']);
  await expect.poll(() => page.evaluate(works), patient).toBe(true);
  await page.frameLocator('iframe.preview').getByText('Привет', { exact: true }).waitFor();
}

describeWith('browser', 'an archive full of scripts', (chromium) => {
  let kinds: readonly HostileKind[] = [];
  const suite = suiteWith(chromium, {
    folder: async (browser) => {
      const made = await hostileArchive(await mediaFiles(browser));
      kinds = made.kinds;
      return made.folder;
    },
  });

  it(
    'runs none of them and asks no other host, on any page of any kind',
    async () => {
      const { page, foreign, dialogs, context } = await suite.enter({ locale: 'en-GB' });
      const hacked: string[] = [];
      const check = async (): Promise<void> => {
        for (const frame of page.frames()) {
          const mark: unknown = await frame.evaluate('globalThis.hacked');
          if (mark !== undefined) hacked.push(frame.url());
        }
      };
      const views = ['table', 'board', 'tree', 'chart'];
      for (const path of [
        '/archive/chat?view=chats',
        '/archive/calendar-event?view=calendar',
        '/archive/note-document?view=pages',
        '/archive/page?view=pages',
      ]) {
        await visit(page, path);
        await page.locator('.chats, .cal-grid, .notes, .empty').first().waitFor();
        await check();
      }
      // A page of a site with what its blocks say.
      await page.locator('.note-choice').last().click();
      await page.locator('.note .rich').first().waitFor();
      await check();
      expect(kinds.map(({ kind }) => kind)).toEqual(allKinds.map(({ id }) => id));
      const linked = new Set<string>();
      for (const { kind, ids } of kinds) {
        await visit(page, `/archive/${kind}?view=table`);
        await page.locator('main .grid-body').waitFor();
        await check();
        for (const id of ids) {
          await visit(page, `/archive/${kind}/${encodeURIComponent(id)}`);
          await page.locator('section[aria-labelledby="fields-title"] summary').click();
          if ((await page.locator('main aside dl.links a').count()) > 0) linked.add(kind);
          await check();
        }
      }
      expect(linked.size).toBeGreaterThan(kinds.length / 2);
      for (const [kind, view] of ['deal', 'lead', 'task', 'disk-storage', 'department'].flatMap((kind) =>
        views.map((view) => [kind, view] as const),
      )) {
        await visit(page, `/archive/${kind}?view=${view}`);
        await check();
      }
      for (const payload of payloads) {
        await visit(page, `/search?text=${encodeURIComponent(payload)}`);
        await check();
      }
      await visit(page, `/archive/disk-file/1`);
      await page.locator('.file button').click();
      const frame = page.frameLocator('iframe.preview');
      await frame.locator('body').filter({ hasText: 'page' }).waitFor();
      await check();
      await lookAtFiles(page);
      await check();
      expect(hacked).toEqual([]);
      expect(dialogs).toEqual([]);
      expect(foreign).toEqual([]);
      await context.close();
    },
    5 * minutes,
  );

  it(
    'can be read by everybody in both languages: each page and view without a mouse, in both lights, on a phone and on a wide screen',
    async () => {
      await suite.restart();
      const { page, look, close } = await suite.enter({ locale: 'ru', reducedMotion: 'reduce' });
      for (const path of [
        '/',
        '/archive',
        '/archive/deal',
        '/archive/deal?view=board',
        '/archive/task?view=board',
        '/archive/disk-storage?view=tree',
        '/archive/department?view=chart',
        '/archive/deal?field=title&text=nothing-like-this',
        '/archive/deal/2',
        '/archive/disk-file/1',
        '/archive/no-such-kind/1',
        '/search?text=script',
        '/archive/chat?view=chats',
        '/archive/calendar-event?view=calendar',
        '/archive/note-document?view=pages',
        '/desktop',
        '/more',
        '/more/verify',
        '/no-such-page',
      ]) {
        await visit(page, path);
        await look('ru', 'en');
      }
      await close((error) => error.includes('409'));
    },
    5 * minutes,
  );
});
