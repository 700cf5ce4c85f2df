import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';

import { describeWith } from '../support/needs.ts';
import { violations } from './support/axe.ts';
import { exitedFolder } from './support/exited.ts';
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

/**
 * The same of an exit that was walked to its end, and of what a page asks for beside its main matter. Once these pages waited
 * for ever, or stood there half, without a word.
 */
const parts: readonly (readonly [path: string, asks: string])[] = [
  ['/overview', '**/api/kinds'],
  ['/overview', '**/api/archive/counts'],
  ['/overview', '**/api/exit/report'],
  ['/overview', '**/api/exit/plan?*'],
  ['/export', '**/api/kinds'],
  ['/plan', '**/api/archive'],
  ['/plan', '**/api/archive/sizes*'],
  ['/plan', '**/api/exit/planned'],
  ['/apply', '**/api/exit/planned'],
  ['/apply', '**/api/exit/left'],
  ['/prove', '**/api/exit/report'],
  ['/prove', '**/api/exit/papers'],
  ['/by-hand', '**/api/exit/plan?*'],
  ['/by-hand', '**/api/exit/report'],
  ['/by-hand', '**/api/exit/works'],
  ['/handover', '**/api/archive/table?*'],
  ['/handover', '**/api/exit/works'],
  ['/profile', '**/api/archive/table?*'],
  ['/desktop', '**/api/state'],
  ['/box', '**/api/state'],
  ['/archive', '**/api/kinds'],
  ['/archive/deal?view=board', '**/api/archive/table?*'],
  ['/archive/task?view=board', '**/api/archive/table?*'],
  ['/archive/disk-storage?view=tree', '**/api/archive/table?*'],
  ['/archive/department?view=chart', '**/api/archive/table?*'],
  ['/archive/task/100', '**/api/archive/children/**'],
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

describeWith('browser', 'a page whose part fails', (chromium) => {
  const suite = suiteWith(chromium, { folder: () => exitedFolder('bye24-parts-') });

  it(
    'says so at its head, waits for nothing that will not come, and is whole after another try',
    async () => {
      const { page, context } = await suite.enter({ locale: 'ru-RU', reducedMotion: 'reduce' });
      const wrong: string[] = [];
      for (const [path, asks] of parts) {
        await page.route(asks, fail);
        await enter(page, path);
        const card = page.locator('.error-card');
        await card.first().waitFor(patient);
        await page
          .locator('main .waiting')
          .first()
          .waitFor({ ...patient, state: 'detached' });
        if ((await card.count()) !== 1) wrong.push(`${path} ${asks} tells it ${await card.count()} times`);
        for (const one of await violations(page)) wrong.push(`${path} ${asks}: ${one}`);
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await card.locator('button[data-look="go"]').first().click();
        await card.first().waitFor({ ...patient, state: 'detached' });
      }
      expect(wrong).toEqual([]);
      await context.close();
    },
    5 * minutes,
  );
});
