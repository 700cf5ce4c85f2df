import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { withSql } from '../../src/box/services/sql.ts';
import { filesUnder, makeCacheTables } from '../box/support/fixture.ts';
import { fill, makeCrmTables, makeCustomFields } from '../box/support/crm-schema.ts';
import { makeMachine } from '../box/support/machine.ts';
import { describeOn, ownDatabase, servers } from '../box/support/services.ts';
import { put } from '../desktop/linux-computer.ts';
import { snapshot } from '../desktop/snapshot.ts';
import { box } from '../../src/texts/ru/box.ts';
import { describeWith } from '../support/needs.ts';
import { launch, removeFolder, startUi } from './support/app.ts';
import { go, patient } from './support/exit.ts';
import { openLooked } from './support/suite.ts';

const minutes = 60_000;

const onServer = (statement: string): Promise<number> => withSql(servers.mysql, (sql) => sql.run(statement));

/** Answers the question on the page. */
async function answer(page: Page, words: string): Promise<void> {
  await page.locator('form.question #answer').fill(words, patient);
  await page.locator('form.question button[type="submit"]').click();
}

describeWith('browser', 'this computer and this server, in a browser', (chromium) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(chromium);
  }, minutes);
  afterAll(() => browser.close(), minutes);

  it(
    'take the app off this computer by its typed name, into quarantine, and put everything back',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'bye24-desktop-ui-'));
      mkdirSync(join(folder, 'home'));
      put(folder, '.bxd/state.db', 'state of acme.bitrix24.ru');
      put(folder, '.cache/Bitrix24/cef_cache/Cache/data_0', 'cache');
      put(folder, 'Bitrix24/Договор.docx', 'contract');
      const ofApp = (): ReturnType<typeof snapshot> =>
        snapshot(folder).filter(([path]) => !/^\/home(?:\/|$)/u.test(path));
      const before = ofApp();
      const started = await startUi(folder, {
        HOME: folder,
        XDG_CONFIG_HOME: '',
        XDG_CACHE_HOME: '',
        XDG_DATA_HOME: '',
      });
      const { page, look: lookIn, close } = await openLooked(browser, { locale: 'ru-RU' });
      const look = (): Promise<void> => lookIn('en', 'ru');
      await page.goto(started.url);
      await go(page, '/desktop');
      await page.locator('main button[data-look="go"]').click();
      await page.locator('#traces-title').waitFor(patient);
      const found = await page.locator('main').innerText();
      for (const path of ['.bxd', '.cache/Bitrix24', 'Bitrix24']) expect(found).toContain(join(folder, path));
      await look();
      expect(ofApp(), 'looking changes nothing').toEqual(before);

      const remove = page.locator('section[aria-labelledby="remove-title"] button');
      await remove.click();
      await answer(page, 'another-computer');
      await page.locator('.error-card', { hasText: 'DESKTOP_GUARD_REFUSED' }).waitFor(patient);
      expect(ofApp()).toEqual(before);
      await remove.click();
      await page.locator('form.question').waitFor(patient);
      await look();
      await answer(page, hostname());
      await page.locator('#outcomes-title').waitFor(patient);
      await look();
      expect(existsSync(join(folder, '.bxd'))).toBe(false);
      expect(readFileSync(join(folder, 'Bitrix24/Договор.docx'), 'utf8')).toBe('contract');

      await page.locator('main .row button[data-look="quiet"]').first().click();
      await page.locator('#restored-title').waitFor(patient);
      await look();
      expect(ofApp()).toEqual(before);
      await close();
      await started.stop();
      await removeFolder(folder);
    },
    5 * minutes,
  );

  describeOn('mysql', 'a box', () => {
    it(
      'is found, its cache cleared, backed up and proven, uninstalled by its typed name and taken back',
      async () => {
        const database = await ownDatabase('mysql');
        await makeCacheTables(database.sql);
        await makeCrmTables(database.sql);
        await makeCustomFields(database.sql, 'contact', []);
        await fill(database.sql, 'contact', { id: 1, name: 'Пётр', lastName: 'Щёголев' }, []);
        // An uninstall drops the database and locks the login: both are the test's own.
        await database.sql.close();
        const login = `b${database.settings.database.slice(-12)}`;
        await onServer(`CREATE USER ${login} IDENTIFIED BY 'secret'`);
        await onServer(`GRANT ALL ON *.* TO ${login}`);
        // Once the server was shared only while another test had a database on it.
        const neighbour = `${database.settings.database}_other`;
        await onServer(`CREATE DATABASE ${neighbour}`);
        const machine = makeMachine({ ...database.settings, login, password: 'secret' });
        const folder = mkdtempSync(join(tmpdir(), 'bye24-box-ui-'));
        // No service runs under this root, and the real ones are none of ours.
        put(folder, 'bin/systemctl', '');
        writeFileSync(join(folder, 'bin/systemctl'), '#!/bin/sh\ncase "$1" in is-*) exit 3;; *) exit 0;; esac\n', {
          mode: 0o755,
        });
        const started = await startUi(folder, { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` });
        const { page, look: lookIn, close } = await openLooked(browser, { locale: 'ru-RU' });
        const look = (): Promise<void> => lookIn('en', 'ru');
        const card = (id: string): ReturnType<Page['locator']> =>
          page.locator(`section[aria-labelledby="${id}-title"]`);
        await page.goto(started.url);
        await go(page, '/box');
        await page.locator('main details summary').first().click();
        await page.locator('#box-system').fill(machine.root);
        await page.locator('main button').first().click();
        await page.locator('#found-title').waitFor(patient);
        expect(await page.locator('main').innerText()).toContain('/home/bitrix/www');
        const found = page.locator('#found-title ~ .cards > li', {
          has: page.getByText('/home/bitrix/www', { exact: true }),
        });
        await found.first().locator('button').click();
        expect(await page.locator('#cache-root').inputValue()).toBe(machine.path('/home/bitrix/www'));
        await look();

        const whole = filesUnder(machine.root);
        await page.locator('#cache-what').selectOption('all');
        await card('cache').locator('button[type="submit"]').click();
        await card('cache').locator('.notice').waitFor(patient);
        expect(filesUnder(machine.root), 'showing changes nothing').toEqual(whole);
        await card('cache').locator('button[data-look="danger"]').click();
        await card('cache')
          .locator('.notice', { hasText: box.cache.gone('', 0, 0).split(' ')[1] ?? '' })
          .waitFor(patient);
        expect(filesUnder(machine.root).size).toBeLessThan(whole.size);

        // Records straight from the tables, into an archive that has a name of its own.
        const exports = card('box-export');
        await page.locator('#export-zone').fill('Middle/Earth');
        await exports.locator('button[type="submit"]').click();
        await exports.locator('.error-card', { hasText: 'VALUE_WRONG' }).waitFor(patient);
        await page.locator('#export-zone').fill('Europe/Moscow');
        await page.locator('#export-portal').fill('crm.example.ru');
        await exports.locator('button[type="submit"]').click();
        await exports.locator('.notice').waitFor(patient);
        await exports.locator('.notice li', { hasText: `Контакты: ${box.export.records(1, 1)}` }).waitFor(patient);
        await exports.locator('.notice code', { hasText: 'crm.example.ru.bye24' }).waitFor(patient);
        expect(existsSync(join(folder, 'crm.example.ru.bye24'))).toBe(true);
        await look();

        const backup = join(folder, 'backup');
        await page.locator('#backup-to').fill(backup);
        await card('backup').locator('button[type="submit"]').click();
        await card('backup').locator('.notice[data-look="good"]').waitFor(patient);
        await look();

        const kept = filesUnder(machine.root);
        const uninstall = card('uninstall');
        await page.locator('#uninstall-backup').fill(backup);
        await uninstall.locator('button[type="submit"]').click();
        await uninstall.locator('.error-card').waitFor(patient);
        expect(await uninstall.locator('.error-card').innerText()).toContain('BOX_SHARED');
        await uninstall.locator('input[type="checkbox"]').check();
        await uninstall.locator('button[type="submit"]').click();
        await uninstall.locator('ol.numbers li').first().waitFor(patient);
        await look();
        const carryOut = uninstall.locator('button[data-look="danger"]');
        await carryOut.click();
        await answer(page, 'another');
        await uninstall.locator('.error-card', { hasText: 'BOX_NAME_OTHER' }).waitFor(patient);
        expect(filesUnder(machine.root)).toEqual(kept);
        await uninstall.locator('button[type="submit"]').click();
        await uninstall.locator('ol.numbers li').first().waitFor(patient);
        await carryOut.click();
        await answer(page, database.settings.database);
        await uninstall.locator('.notice[data-look="good"]').waitFor(patient);
        await look();
        expect(existsSync(machine.path('/home/bitrix/www'))).toBe(false);
        await uninstall.locator('.row button').nth(2).click();
        await uninstall.locator('.notice', { hasText: box.uninstall.undone(0).replace(/\d.*/u, '') }).waitFor(patient);
        expect(filesUnder(machine.root)).toEqual(kept);

        await close();
        await started.stop();
        machine.remove();
        await onServer(`DROP DATABASE IF EXISTS ${database.settings.database}`);
        await onServer(`DROP USER ${login}`);
        await onServer(`DROP DATABASE ${neighbour}`);
        await removeFolder(folder);
      },
      5 * minutes,
    );
  });
});
