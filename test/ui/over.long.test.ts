import { spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { describeWith } from '../support/needs.ts';
import { launch, openPage, removeFolder, root, startUi } from './support/app.ts';
import { patient } from './support/exit.ts';
import { visit } from './support/visit.ts';

const minutes = 60_000;

describeWith('browser', 'an exit that was walked in the terminal', (chromium) => {
  it(
    'is told in the browser, too: the page of the deletion says how each step ended, and leads to the proof',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'bye24-over-'));
      onTestFinished(() => removeFolder(folder));
      const demo = spawnSync(process.execPath, [join(root, 'bin', 'bye24.js'), 'demo', '--size', '60'], {
        cwd: folder,
        env: { ...process.env, BYE24_HOME: join(folder, 'home') },
        encoding: 'utf8',
      });
      expect(demo.status, demo.stderr).toBe(0);
      const started = await startUi(folder);
      const browser = await launch(chromium);
      onTestFinished(async () => {
        await browser.close();
        await started.stop();
      });
      const { page, errors } = await openPage(browser, { locale: 'ru-RU' });
      await page.goto(started.url);
      await page.locator('main h1').waitFor(patient);
      await visit(page, '/apply');
      await page.locator('#applied-title').waitFor(patient);
      expect(await page.locator('main .tile').count()).toBeGreaterThan(1);
      expect(await page.locator('main a[href="/prove"]').count()).toBe(1);
      expect(await page.locator('#typed-address').count()).toBe(0);
      expect(errors).toEqual([]);
    },
    2 * minutes,
  );
});
