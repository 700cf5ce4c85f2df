import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';

import { describeWith } from '../support/needs.ts';
import { violations } from './support/axe.ts';
import { hostileArchive } from './support/hostile.ts';
import { patient } from './support/patient.ts';
import { suiteWith } from './support/suite.ts';

const minutes = 60_000;

/** Pages with what each asks the server for before it can show anything. */
const pages: readonly (readonly [path: string, asks: string])[] = [
  ['/', '**/api/state'],
  ['/overview', '**/api/state'],
  ['/inventory', '**/api/state'],
  ['/export', '**/api/state'],
  ['/verify', '**/api/state'],
  ['/plan', '**/api/state'],
  ['/rehearse', '**/api/state'],
  ['/apply', '**/api/state'],
  ['/prove', '**/api/state'],
  ['/by-hand', '**/api/state'],
  ['/handover', '**/api/state'],
  ['/profile', '**/api/state'],
  ['/subject', '**/api/state'],
  ['/archive', '**/api/state'],
  // Once a page had no heading for as long as the kinds were asked for, and waited for ever when they did not come.
  ['/archive/deal', '**/api/kinds'],
  ['/archive/deal', '**/api/archive/table?*'],
  ['/archive/deal/2', '**/api/archive/record/**'],
  ['/archive/chat', '**/api/archive/table?*'],
  ['/archive/calendar-event', '**/api/archive/calendar/last'],
  ['/archive/note-document', '**/api/archive/notes'],
  ['/archive/page', '**/api/archive/sites'],
  ['/archive/page', '**/api/archive/site-page/**'],
  ['/search?text=script', '**/api/archive/search?*'],
  ['/more', '**/api/commands'],
  ['/more/doctor', '**/api/commands'],
];

/** Comes to a page as for the first time: nothing of it is known yet. */
async function enter(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
}

function fail(route: Route): Promise<void> {
  const body = JSON.stringify({ error: { code: 'SERVER_FAILED' } });
  // What the page has given up asking meanwhile needs no answer.
  return route.fulfill({ status: 500, contentType: 'application/json', body }).catch(() => undefined);
}

describeWith('browser', 'a page whose answer is late or is an error', (chromium) => {
  const suite = suiteWith(chromium, { folder: async () => (await hostileArchive()).folder });

  it(
    'says so: a quiet moment first, then what happened and a way to try again',
    async () => {
      const { page, context } = await suite.enter({ locale: 'ru-RU', reducedMotion: 'reduce' });
      const wrong: string[] = [];
      for (const [path, asks] of pages) {
        const held = Promise.withResolvers<void>();
        await page.route(asks, async (route) => {
          await held.promise;
          await fail(route);
        });
        await enter(page, path);
        await page.locator('main .waiting').first().waitFor(patient);
        for (const one of await violations(page)) wrong.push(`${path} waits: ${one}`);
        held.resolve();
        await page.locator('.error-card').first().waitFor(patient);
        for (const one of await violations(page)) wrong.push(`${path} fails: ${one}`);
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await page.locator('.error-card button[data-look="go"]').first().click();
        await page.locator('.error-card').waitFor({ ...patient, state: 'detached' });
      }
      expect(wrong).toEqual([]);
      await context.close();
    },
    5 * minutes,
  );
});
