import { expect, it } from 'vitest';

import { textsFor } from '../../src/texts/catalogue.ts';
import { describeWith } from '../support/needs.ts';
import { exitedFolder } from './support/exited.ts';
import { patient } from './support/patient.ts';
import { suiteWith } from './support/suite.ts';
import { visit } from './support/visit.ts';

const minutes = 60_000;

describeWith('browser', 'an exit that was walked in the terminal', (chromium) => {
  const suite = suiteWith(chromium, { folder: () => exitedFolder('bye24-over-') });

  it(
    'is told in the browser, too: the page of the deletion says how each step ended, and leads to the proof',
    async () => {
      const { page, close } = await suite.enter({ locale: 'ru-RU' });
      await visit(page, '/apply');
      await page.locator('#applied-title').waitFor(patient);
      expect(await page.locator('main .tile').count()).toBeGreaterThan(1);
      expect(await page.locator('main a[href="/prove"]').count()).toBe(1);
      expect(await page.locator('#typed-address').count()).toBe(0);
      // All of it was carried out: once the wall left out what nobody is shown without what it was part of.
      await visit(page, '/overview');
      await page.locator('.wall').waitFor(patient);
      const sums = async (): Promise<readonly number[]> => {
        const texts = await page.locator('.wall-sum').allInnerTexts();
        return texts.map((text) => Number(text.replaceAll(/\D/gu, ''))).slice(3, 5);
      };
      // What is planned and what is deleted come from files of their own, each when it was read.
      await expect.poll(async () => (await sums())[0], patient).toBeGreaterThan(500);
      await expect.poll(async () => new Set(await sums()).size, patient).toBe(1);
      // On a phone the way lies in one line: once the page that is open was out of sight there.
      await page.setViewportSize({ width: 320, height: 700 });
      await visit(page, '/prove');
      await expect
        .poll(async () => {
          const box = await page.locator('nav a[aria-current="page"]').boundingBox();
          return box !== null && box.x >= 0 && box.x + box.width <= 320;
        }, patient)
        .toBe(true);
      // Nothing was filtered: once an empty kind told to clear a filter.
      const { table } = textsFor('ru').ui;
      await visit(page, '/archive/unicorn');
      await page.locator('.empty', { hasText: table.noRecords }).waitFor(patient);
      await visit(page, '/archive/deal?field=title&text=нет-такой');
      await page.locator('.empty', { hasText: table.none }).waitFor(patient);
      await close();
    },
    2 * minutes,
  );
});
