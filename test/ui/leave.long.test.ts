import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { textsFor } from '../../src/texts/catalogue.ts';
import { describeWith } from '../support/needs.ts';
import { root, run, type Running } from './support/app.ts';
import { go, takeInventory } from './support/exit.ts';
import { patient } from './support/patient.ts';
import { suiteWith } from './support/suite.ts';

const minutes = 60_000;
const { ui, views } = textsFor('ru');

/** What the next export is told to leave out. */
async function startedWithout(
  page: Page,
): Promise<{ readonly without?: readonly string[]; readonly withoutFiles?: boolean }> {
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.method() === 'POST' && one.url().endsWith('/api/runs')),
    page.locator('main button[data-look="go"]').click(),
  ]);
  return (request.postDataJSON() as { readonly input: object }).input;
}

describeWith('browser', 'what costs most', (chromium) => {
  let portal: Running;
  const suite = suiteWith(chromium, {
    also: async (folder) => {
      // So slow that no export comes to its end before somebody has seen it run and pressed a button.
      const slow = ['--limits', 'none', '--latency-ms', '500'];
      const serve = ['portal', 'serve', '--port', '0', '--size', '6000', ...slow, '--json'];
      portal = await run([join(root, 'bin', 'bye24.js'), ...serve, '--dir', join(folder, 'portal')]);
      return () => portal.end('SIGTERM');
    },
  });

  it(
    'is told after the inventory and on the page of the export, and can be left out there with all that hangs on it',
    async () => {
      const { page, look, close } = await suite.enter({ locale: 'ru-RU' });
      await page.locator('#webhook').fill(portal.said['webhook'] ?? '');
      await page.locator('section[aria-labelledby="connect-title"] form button').first().click();
      await page.locator('main a[href="/inventory"]').first().waitFor(patient);
      await go(page, '/export');
      const card = page.locator('section[aria-labelledby="leave-title"]');
      await card.getByText(ui.export.leaveUncounted).waitFor(patient);
      await look();
      await go(page, '/inventory');
      await takeInventory(page);
      const costs = page.locator('section[aria-labelledby="costs-title"]');
      await costs.locator('li', { hasText: /^Заметки таймлайна: от \d+ до \d+ запросов, \d+ с – /u }).waitFor(patient);
      await costs.getByText(ui.inventory.leaveOut).waitFor(patient);
      await look('ru', 'en');
      await page.locator('.settings select').first().selectOption('ru');

      await go(page, '/export');
      await card.locator('label', { hasText: 'Заметки таймлайна' }).locator('input').check();
      await card.getByText(ui.export.left(1)).waitFor(patient);
      // A mailbox brings the letters: these can't come without it.
      await card.locator('details summary').click();
      await card
        .locator('.tile-choice', { hasText: /^Почтовые ящики/u })
        .locator('input')
        .check();
      await card.getByText(ui.export.leftToo('Письма')).waitFor(patient);
      await card.getByText(ui.export.left(3)).waitFor(patient);
      await card.locator('label', { hasText: ui.export.leaveFiles }).locator('input').check();
      await look('en', 'ru');
      // The page remembers what was ticked, also after it was closed.
      await page.reload();
      await card.getByText(ui.export.left(3)).waitFor(patient);
      expect(await startedWithout(page)).toMatchObject({
        without: ['timeline-note', 'mailbox', 'mail-message'],
        withoutFiles: true,
      });
      await page.locator('#progress-title', { hasText: views.stages.export }).waitFor(patient);
      await page.locator('.progress-line').nth(3).waitFor(patient);
      expect(await card.count(), 'nothing is chosen while it runs').toBe(0);
      const lines = await page.locator('.progress-line').allInnerTexts();
      expect(lines.length).toBeGreaterThan(3);
      expect(lines.filter((line) => /^(?:Заметки таймлайна|Почтовые ящики|Письма)/u.test(line))).toEqual([]);
      await page.locator('section[aria-labelledby="progress-title"] button').click();
      await page.locator('main .notice button[data-look="go"]').waitFor(patient);
      // Once there were two buttons for going on, one of them called a start.
      expect(await page.locator('main button[data-look="go"]').count()).toBe(1);
      // Nothing ticked, all of it comes again.
      await card.locator('.choice input:checked').first().uncheck();
      await card.locator('.choice input:checked').first().uncheck();
      await card.locator('details summary').click();
      await card.locator('.tile-choice input:checked').uncheck();
      expect(await startedWithout(page)).not.toHaveProperty('without');
      await page.locator('section[aria-labelledby="progress-title"] button').click();
      await page.locator('main .notice button[data-look="go"]').waitFor(patient);
      await close();
    },
    5 * minutes,
  );
});
