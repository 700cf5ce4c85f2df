import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { oauth } from '../../src/texts/ru/connect.ts';
import { describeWith } from '../support/needs.ts';
import { root, run, type Running } from './support/app.ts';
import { patient } from './support/patient.ts';
import { suiteWith } from './support/suite.ts';

const minutes = 60_000;
const application = { id: 'local.test24', secret: 'testSecret24' } as const;

describeWith('browser', 'the first page', (chromium) => {
  let portal: Running;
  const suite = suiteWith(chromium, {
    also: async (folder) => {
      const serve = ['portal', 'serve', '--port', '0', '--size', '20', '--limits', 'none', '--json'];
      const app = ['--app', `${application.id}/${application.secret}`, '--without', 'telephony,booking'];
      portal = await run([join(root, 'bin', 'bye24.js'), ...serve, ...app, '--dir', join(folder, 'portal')]);
      return () => portal.end('SIGTERM');
    },
  });

  it(
    'tries a webhook at once, and lets an application in through a page of the portal',
    async () => {
      const { page, context, look, close } = await suite.enter({ locale: 'ru-RU' });
      const card = page.locator('section[aria-labelledby="connect-title"]');
      await card.locator('#webhook').fill('http://127.0.0.1:9/rest/1/verysecret/');
      await card.locator('form').first().locator('button').click();
      await card.locator('.error-card').waitFor(patient);
      await look();
      const { webhook = '' } = portal.said;
      await card.locator('#webhook').fill(webhook);
      await card.locator('form').first().locator('button').click();
      await card.locator('a[href="/inventory"]').waitFor(patient);
      expect(await page.locator('body').innerText()).not.toContain('administrator1');
      // What each right that is missing costs, in words.
      const costs = card.locator('.notice[data-look="warning"] li');
      await costs.filter({ hasText: /^booking: .*Бронирования/u }).waitFor(patient);
      await costs.filter({ hasText: /^telephony: .*Звонки/u }).waitFor(patient);
      await look();

      await card.locator('fieldset label').nth(1).click();
      await card.locator('#application-portal').fill(new URL(webhook).origin);
      await card.locator('#application-clientId').fill(application.id);
      await card.locator('#application-clientSecret').fill(application.secret);
      await card.locator('form button').click();
      const consent = card.locator('a[target="_blank"]');
      await consent.waitFor(patient);
      await look();
      const [popup] = await Promise.all([context.waitForEvent('page'), consent.click()]);
      await popup.locator('button').first().click();
      await card.locator('a[href="/inventory"]').waitFor(patient);
      expect(await popup.locator('body').innerText()).toBe(oauth.pageDone);
      await popup.close();
      const kept = JSON.parse(await readFile(join(suite.started.folder, 'home', 'connections.json'), 'utf8')) as {
        readonly connections: Readonly<Record<string, object>>;
      };
      expect(kept.connections[new URL(webhook).host]).toHaveProperty('application');
      expect(await shown(page)).not.toContain(application.secret);
      await close();
    },
    5 * minutes,
  );
});

/** All that the page holds: what is seen, and what stands in fields. */
function shown(page: Page): Promise<string> {
  return page.evaluate<string>(
    `document.body.innerText + [...document.querySelectorAll('input')].map((input) => input.value).join(' ')`,
  );
}
