import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { describeWith } from '../support/needs.ts';
import { root } from './support/app.ts';
import { patient } from './support/patient.ts';
import { suiteWith } from './support/suite.ts';
import { arrive } from './support/visit.ts';

const minutes = 60_000;

/** Tabs until what has the focus matches, as a person without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    const there: unknown = await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) === true`);
    if (there === true) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

async function press(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await page.locator(selector).first().waitFor(patient);
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

/** Goes to another page by a link: the next key is for that page, and never for the one before it. */
async function follow(page: Page, path: string, within: 'main' | 'nav' = 'main'): Promise<void> {
  await arrive(page, path, () => press(page, `${within} a[href="${path}"]`));
  await page.waitForURL(`**${path}`);
}

/** `?` tells the keys, but not where one writes it, and not once it was switched off. */
async function showKeys(page: Page, look: () => Promise<void>): Promise<void> {
  const keys = page.locator('dialog.keys[open]');
  await page.keyboard.press('?');
  await keys.waitFor();
  await look();
  await press(page, 'dialog.keys input', 'Space');
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  expect(await keys.count()).toBe(0);
  await press(page, '.settings button');
  await keys.waitFor();
  await press(page, 'dialog.keys input', 'Space');
  await press(page, 'dialog.keys button');
  await keys.waitFor({ state: 'detached' });
  await tabTo(page, '#webhook');
  await page.keyboard.press('?');
  expect(await page.locator('#webhook').inputValue()).toBe('?');
  expect(await keys.count()).toBe(0);
  await page.keyboard.press('Backspace');
}

describeWith('browser', 'without a mouse', (chromium) => {
  const suite = suiteWith(chromium);

  it(
    'one walks a whole exit, in English, accessible at every step, and no other host is asked',
    async () => {
      const { page, look, close } = await suite.enter({ locale: 'en-GB' });
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await look();
      await showKeys(page, look);
      await arrive(page, '/inventory', () => press(page, 'section[aria-labelledby="demo-title"] button', 'Space'));
      await page.waitForURL('**/inventory', patient);
      await press(page, 'main button[data-look="go"]');
      await page.locator('main a[href="/export"]').first().waitFor(patient);
      await look();
      await follow(page, '/export');
      await press(page, 'main button[data-look="go"]');
      await page.locator('main a[href="/verify"]').first().waitFor(patient);
      await look();
      await follow(page, '/verify');
      await press(page, 'section[aria-labelledby="verify-title"] button');
      await page.locator('section[aria-labelledby="verify-title"] .notice[data-look="good"]').waitFor(patient);
      await press(page, 'section[aria-labelledby="seal-title"] button');
      await page.locator('main a[href="/plan"]').first().waitFor(patient);
      await look();
      await follow(page, '/plan');
      await press(page, 'main form button[type="submit"]');
      await press(page, '.fold summary');
      await press(page, '.row-line button');
      await page.locator('dialog[open] h2').first().waitFor();
      await look();
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      await follow(page, '/rehearse', 'nav');
      await press(page, 'main button[data-look="go"]');
      await page.locator('main a[href="/apply"]').first().waitFor(patient);
      await look();
      await follow(page, '/apply');
      await page.locator('.whose[aria-busy="false"]').waitFor(patient);
      await look();
      await press(page, '.danger-form input[type="checkbox"]', 'Space');
      const texts = await page.locator('.danger-form .field label').allInnerTexts();
      const [address = '', count = ''] = texts.map((text) => text.split(': ').at(-1) ?? '');
      await tabTo(page, '#typed-address');
      await page.keyboard.type(address);
      await tabTo(page, '#typed-count');
      await page.keyboard.type(count.replaceAll(/\D/gu, ''));
      await press(page, '.danger-form button');
      await page.locator('.question').waitFor(patient);
      await look();
      await press(page, '.question button[data-look="go"]');
      await page.locator('main a[href="/prove"]').first().waitFor(patient);
      await look();
      await follow(page, '/prove');
      await press(page, 'main button[data-look="go"]');
      await page.locator('main a[href="/by-hand"]').first().waitFor(patient);
      await look();
      await follow(page, '/by-hand');
      await page.locator('.hand').first().waitFor(patient);
      await look();
      await follow(page, '/overview', 'nav');
      await page.locator('.wall').waitFor(patient);
      await look();
      await close();
    },
    5 * minutes,
  );

  it('the first screen is no heavier than 250 kB', () => {
    const pages = join(root, 'dist', 'ui');
    const index = readFileSync(join(pages, 'index.html'), 'utf8');
    const first = [...index.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/gu)].map(([, path]) => path ?? '');
    expect(first.length).toBeGreaterThan(1);
    expect(readdirSync(join(pages, 'assets')).length).toBeGreaterThan(first.length);
    const sizeBytes = [index, ...first.map((path) => readFileSync(join(pages, path)))]
      .map((content) => gzipSync(content).byteLength)
      .reduce((sum, one) => sum + one, 0);
    expect(sizeBytes).toBeLessThan(250_000);
  });
});
