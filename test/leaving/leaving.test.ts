import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Disk } from '../../src/base/disk.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { administratorWebhook, employeeWebhook } from '../../src/portal/company/index.ts';
import { administratorsTable } from '../../src/portal/core.ts';
import { User, webhookOf } from '../support/user.ts';

const DAY_MS = 86_400_000;
/** Nothing hangs on these: they go though no other kind was taken home. */
const SMALL = 'user,department,contact,lead,activity,timeline-comment,task,elapsed-time';

/** A person with a sealed archive of a small company. */
async function home(kinds = SMALL, size = 120): Promise<User> {
  const user = new User({ size });
  expect([0, 3]).toContain((await user.types(['export', '--kinds', kinds])).code);
  expect((await user.types('seal')).code).toBe(0);
  return user;
}

const total = (of: unknown): Readonly<Record<string, number>> =>
  (of as { readonly total: Readonly<Record<string, number>> }).total;

describe('by-hand, as a person types it', () => {
  it('lists what to click in both languages, links to it, says why, and takes the word of somebody by name', async () => {
    const user = await home('user,department,bp-template');
    await user.types('plan --kinds all');
    const { text, last, code } = await user.types('by-hand');
    expect([0, 3]).toContain(code);
    const items = last['items'] as readonly {
      readonly number: number;
      readonly check: string;
      readonly steps: { readonly ru: string; readonly en: string };
      readonly why: { readonly ru: string; readonly en: string };
    }[];
    expect(items.length).toBeGreaterThan(0);
    for (const { check, steps, why } of items) {
      expect(['api', 'person']).toContain(check);
      for (const words of [steps, why]) {
        expect(words.ru).toMatch(/[а-яё]/iu);
        expect(words.en).toMatch(/[a-z]/iu);
      }
    }
    expect(text).toMatch(/https:\/\/acme\.bitrix24\.test\//u);
    expect((await user.types('by-hand confirm --numbers 1 --by Анна')).code).not.toBe(0);
    await user.types('rehearse');
    await user.types('apply');
    const confirmed = await user.types('by-hand confirm --numbers 1 --by Анна');
    expect([0, 3]).toContain(confirmed.code);
    expect(confirmed.text).toContain('Анна');
    expect((await user.types('by-hand confirm --numbers 999 --by Анна')).code).not.toBe(0);
    const proof = (await user.types('prove')).last;
    expect(proof['byHand']).toContainEqual(expect.objectContaining({ number: 1, doneBy: 'Анна' }));
  }, 120_000);
});

describe('prove, and prove again', () => {
  it('compares with the proof before: bins are empty after their days, and what came back is not called gone', async () => {
    const user = await home('contact,lead');
    await user.types('plan --kinds contact,lead');
    expect((await user.types('prove --again')).last['code']).toBe('JOURNAL_ABSENT');
    await user.types('rehearse');
    expect([0, 3]).toContain((await user.types('apply')).code);
    expect((await user.types('prove --again')).last['code']).toBe('PROOF_ABSENT');
    const first = (await user.types('prove')).last;
    expect(total(first)['inBin']).toBeGreaterThan(10);
    // A month later somebody has taken one back, and the days of the others are over.
    await user.clock.sleep(31 * DAY_MS);
    const { store } = user.portal.core;
    const [binned] = store.prepare("SELECT table_name, id FROM bin WHERE table_name = 'crm_item_3'").all();
    store.fromBin({ name: 'crm_item_3' }, Number(binned?.['id']), 'table');
    const again = await user.types('prove --again');
    expect(total(again.last)).toMatchObject({
      inBin: 0,
      stillThere: 1,
      gone: (total(first)['gone'] ?? 0) + (total(first)['inBin'] ?? 0) - 1,
    });
    expect(again.last['proofs']).toHaveLength(2);
    expect(again.text).toContain('Compared with the proof of');
    expect(again.text).toContain(`in a bin: ${total(first)['inBin']} → 0`);
    expect(again.text).toContain('still there: 0 → 1');
    const report = readFileSync(join(user.archive, 'exit/proof/report.en.html'), 'utf8');
    expect(report).toContain('Readings in their order');
    const nothing = await user.types('prove --again');
    expect(nothing.text).toContain('nothing has changed');
  }, 120_000);
});

describe('the papers of a proof, as a person asks for them', () => {
  it('are made anew with every proof, so that none contradicts it; without them the proof is whole all the same', async () => {
    const user = await home('contact,timeline-note,elapsed-time', 60);
    const { disk } = user;
    await user.types('plan --kinds contact');
    await user.types('rehearse');
    await user.types('apply');
    const proof = join(user.archive, 'exit/proof');
    const named = (): readonly string[] => {
      const { files } = JSON.parse(readFileSync(join(proof, 'manifest.json'), 'utf8')) as {
        readonly files: readonly { readonly name: string }[];
      };
      return files.map(({ name }) => name);
    };
    // All of it lies in the bin, so there is nothing to certify; the proof stands by itself.
    const early = await user.types('prove --profile eu');
    expect([early.code, early.last['code']]).toEqual([1, 'ACT_NOTHING']);
    expect(named()).toContain('report.json');
    await user.clock.sleep(31 * DAY_MS);
    const facts = join(user.folder, 'facts.json');
    await disk.replace(
      facts,
      JSON.stringify({
        operator: { name: 'ООО «Ромашка»', address: 'Москва' },
        processor: { notApplicable: 'никому не поручалось' },
        persons: [{ name: 'Иванова А. П.', position: 'администратор' }],
        reason: 'достигнута цель обработки',
        archive: { holder: 'ООО «Ромашка»', basis: 'договор', destroyBy: '2030-01-01' },
      }),
    );
    expect([0, 3]).toContain((await user.types(`prove --profile ru-179 --facts ${facts}`)).code);
    expect(named()).toContain('ru-179/act.ru.pdf');
    await disk.move(facts, join(user.archive, 'exit/act.json'));
    expect([0, 3]).toContain((await user.types('prove --again')).code);
    expect(named()).toContain('ru-179/act.ru.pdf');
    expect([0, 3]).toContain((await user.types('prove --profile eu')).code);
    expect(named()).toEqual(expect.arrayContaining(['ru-179/act.ru.pdf', 'eu/record.json']));
  }, 120_000);
});

describe('profile leave', () => {
  it('refuses the phone to the only administrator, and says what would be lost', async () => {
    const user = await home();
    const check = await user.types('profile leave --who 1');
    expect(check.last).toMatchObject({ did: 'check', administrator: true, sole: true });
    const atStake = check.last['atStake'] as readonly { readonly kind: string; readonly count: number }[];
    expect(atStake.find(({ kind }) => kind === 'contact')?.count).toBeGreaterThan(5);
    expect(check.text).toMatch(/contact/iu);
    const phone = await user.types('profile leave phone --who 1');
    expect(phone).toMatchObject({ code: 5, last: { code: 'PROFILE_SOLE_ADMINISTRATOR', rule: 'I7' } });
    expect((await user.types('profile leave deactivate --who 1')).last['code']).toBe('PROFILE_OWN');
  }, 120_000);

  it('takes the word of another administrator of this very portal, and of nobody else', async () => {
    const user = await home();
    const second = { userId: 3, code: 'administrator3' } as const;
    const asked: unknown[] = [];
    const sole = async (webhook: string): Promise<unknown> => {
      user.answer = (question) => {
        asked.push(question);
        return question.about === 'secondWebhook' ? webhook : '';
      };
      return (await user.types('profile leave --who 1 --second-webhook')).last;
    };
    // The leaver's own webhook, an employee's, and an administrator's of another portal show nobody.
    expect(await sole(webhookOf(administratorWebhook))).toMatchObject({ sole: true });
    expect(await sole(webhookOf(employeeWebhook))).toMatchObject({ sole: true });
    expect(await sole('https://other.bitrix24.ru/rest/9/administrator9/')).toMatchObject({
      code: 'WEBHOOK_OF_OTHER_PORTAL',
    });
    user.portal.access.addWebhook(second);
    user.portal.core.store.table(administratorsTable).put(second.userId, {});
    expect(await sole(webhookOf(second))).toMatchObject({ sole: false });
    expect(asked).toEqual(Array.from({ length: 4 }, () => ({ about: 'secondWebhook', of: 'administrator' })));
    expect((await user.types('profile leave phone --who 1 --second-webhook')).code).toBe(0);
    expect(user.everything.join('\n')).not.toMatch(/administrator[139]\b/u);
  }, 120_000);

  it('empties and dismisses a colleague, and looks for the hidden account that "keep integrations" makes', async () => {
    const user = await home();
    // Somebody signs in whom no list of people shows.
    const { store, zone } = user.portal.core;
    const at = zone.format(user.clock.now() + 120_000);
    store.table({ name: 'event_log' }).add((id) => ({
      id: String(id),
      timestampX: at,
      auditTypeId: 'USER_AUTHORIZE',
      userId: '987',
      itemId: '987',
    }));
    const { last, text } = await user.types(`profile leave deactivate --who ${employeeWebhook.userId}`);
    expect(last).toMatchObject({ did: 'deactivate', seen: 'inactive', ownWebhook: 'notGiven' });
    expect(text.length).toBeGreaterThan(100);
    expect(last).toHaveProperty('hidden');
    user.webhook = webhookOf(employeeWebhook);
    expect((await user.types('doctor')).code).toBe(12);
  }, 120_000);

  it('leads an employee to the phone, remembers the day, reminds until day 30 and sees the end', async () => {
    const user = await home();
    const who = employeeWebhook.userId;
    expect((await user.types(`profile leave phone --who ${who}`)).code).toBe(0);
    expect((await user.types(`profile leave status --who ${who}`)).last['code']).toBe('PROFILE_NOT_REQUESTED');
    const requested = await user.types(`profile leave requested --who ${who}`);
    expect(requested.last).toMatchObject({ did: 'requested', request: { userId: String(who) } });
    const standing = async (): Promise<unknown> => {
      const { last } = await user.types(`profile leave status --who ${who}`);
      return (last['standing'] as { readonly state: string }).state;
    };
    await user.clock.sleep(10 * DAY_MS);
    expect(await standing()).toBe('waiting');
    await user.clock.sleep(21 * DAY_MS);
    expect(await standing()).toBe('overdue');
    user.portal.core.store.table({ name: 'users' }).remove(who);
    expect(await standing()).toBe('done');
  }, 120_000);
});

describe('one person, as a person types it', () => {
  it('is found, exported, deleted and looked for again on the living portal', async () => {
    const user = await home('contact,lead,activity,timeline-comment');
    const { records } = (await user.types('open contact')).last as {
      readonly records: readonly { readonly name: string }[];
    };
    const named = records.find(({ name }) => name.split(' ').length > 1);
    const name = named?.name ?? '';
    const found = await user.types(['subject', 'find', '--name', name]);
    expect(found.code).toBe(0);
    expect(found.text).toContain(name.split(' ')[0]);
    const dossier = await user.types(['subject', 'export', '--name', name, '--out', 'person']);
    expect(dossier.code).toBe(0);
    const files = readdirSync(join(user.folder, 'person'));
    expect(files).toEqual(expect.arrayContaining(['index.html', 'records.jsonl']));
    const steps = ['plan', 'rehearse', 'apply', 'prove'] as const;
    for (const [at, step] of steps.slice(0, -1).entries()) {
      if (step === 'rehearse') {
        const early = await user.types(['subject', 'apply', '--name', name]);
        expect(early.last['code']).toBe('PLAN_NOT_REHEARSED');
      }
      const { code, text } = await user.types(['subject', step, '--name', name]);
      expect([0, 3], step).toContain(code);
      // Nobody is left without the next command.
      expect(text).toContain(`Next: bye24 subject ${steps[at + 1]} --name "${name}"`);
    }
    const proved = await user.types(['subject', 'prove', '--name', name]);
    const { found: left, looked } = proved.last['still'] as {
      readonly found: readonly { readonly key: { readonly kind: string; readonly id: string } }[];
      readonly looked: readonly string[];
    };
    expect(looked).toEqual(expect.arrayContaining(['contact', 'lead', 'company']));
    expect(left.filter(({ key }) => key.kind === 'contact')).toEqual([]);
    // Somebody types the name in anew, in a record that nobody exported or planned: the portal itself is searched.
    const { store } = user.portal.core;
    const [company] = store.prepare('SELECT id, json FROM t_crm_item_4 ORDER BY id').all();
    const row = JSON.parse(String(company?.['json'])) as JsonObject;
    store.table({ name: 'crm_item_4' }).put(Number(company?.['id']), { ...row, title: `ИП ${name}` });
    const again = await user.types(['subject', 'prove', '--name', name]);
    expect(again.code).toBe(3);
    expect(again.text).toContain(`ИП ${name}`);
    expect((again.last['still'] as { readonly found: unknown }).found).toContainEqual(
      expect.objectContaining({ key: { kind: 'company', id: String(company?.['id']) } }),
    );
  }, 120_000);
});

describe('hand-over, as a person types it', () => {
  it('is planned with its warnings, rehearsed, applied, proved and undone from the archive', async () => {
    const user = await home('user,contact,lead,task');
    const [from, to] = [3, 4];
    const planned = await user.types(`handover --from ${from} --to ${to}`);
    expect([0, 3]).toContain(planned.code);
    expect(planned.text).toMatch(/start automation rules/u);
    const names = `--from ${from} --to ${to}`;
    expect((await user.types(`handover apply ${names}`)).last['code']).toBe('PLAN_NOT_REHEARSED');
    expect([0, 3]).toContain((await user.types(`handover rehearse ${names}`)).code);
    const tables = (): string =>
      ['crm_item_1', 'crm_item_3', 'tasks']
        .flatMap((name) => user.portal.core.store.prepare(`SELECT id, json FROM t_${name} ORDER BY id`).all())
        .map(({ json }) => (JSON.parse(String(json)) as Readonly<Record<string, unknown>>)['assignedById'])
        .join(' ');
    const before = tables();
    expect([0, 3]).toContain((await user.types(`handover apply ${names}`)).code);
    expect(tables()).not.toBe(before);
    // Whoever hands over is not asked about a deletion.
    const questions = user.everything.filter((text) => /^\{"about":"(?:address|count)"/u.test(text));
    expect(questions.filter((text) => text.includes('"handsOver":true'))).toHaveLength(2);
    const proved = await user.types(`handover prove ${names}`);
    expect((proved.last['proof'] as { readonly total: { readonly handed: number } }).total.handed).toBeGreaterThan(0);
    const undone = await user.types(`handover undo ${names}`);
    expect([0, 3]).toContain(undone.code);
    expect(tables()).toBe(before);
    // Only a reading says that all is as it was: it looks for those who stood there, not for the successor.
    expect(undone.text).not.toContain('as it was in the archive');
    expect(undone.text).toContain(`Next: bye24 handover prove ${names}`);
    const seen = await user.types(`handover prove ${names}`);
    expect(seen).toMatchObject({
      code: 0,
      last: { ofUndo: true, proof: { exceptions: [], total: { stillThere: 0 } } },
    });
    expect(seen.text).toContain('What the hand-over had changed is as it was in the archive.');
  }, 120_000);
});

describe('the end of an archive', () => {
  it('is typed for, leaves its own act and journal, and nothing of the data', async () => {
    const user = await home('contact');
    user.answer = () => 'other.bitrix24.ru';
    expect((await user.types('archive destroy')).code).toBe(5);
    expect(existsSync(join(user.archive, 'data/archive.sqlite'))).toBe(true);
    user.answer = (question) => ('portal' in question ? question.portal : '');
    const { code, last, text } = await user.types('archive destroy');
    expect(code).toBe(0);
    expect(last).toMatchObject({ portal: 'acme.bitrix24.test' });
    expect(text.length).toBeGreaterThan(50);
    expect(existsSync(join(user.archive, 'data'))).toBe(false);
    const left = readdirSync(user.folder, { recursive: true }).map(String);
    expect(left.some((name) => name.endsWith('journal.jsonl'))).toBe(true);
    expect(left.some((name) => /act|акт/iu.test(name))).toBe(true);
  }, 120_000);

  it('goes on to its act where it was cut short, and leaves the act of an earlier archive of that name alone', async () => {
    const user = await home('contact', 60);
    const { disk } = user;
    const dying = (at: RegExp): Disk => ({
      ...disk,
      remove: async (path) => {
        if (at.test(path)) throw new Error('the power is cut');
        return disk.remove(path);
      },
      replace: async (path, bytes) => {
        if (at.test(path)) throw new Error('the power is cut');
        return disk.replace(path, bytes);
      },
    });
    // In the middle of the archive, and again when nothing of it is left but its act is not written yet.
    for (const at of [/manifest-sha512\.txt$/u, /act\.ru\.docx$/u]) {
      user.disk = dying(at);
      expect((await user.types('archive destroy')).code, String(at)).toBe(1);
    }
    expect(existsSync(user.archive)).toBe(false);
    user.disk = disk;
    user.answer = () => 'other.bitrix24.ru';
    expect((await user.types('archive destroy')).code).toBe(5);
    user.answer = (question) => ('portal' in question ? question.portal : '');
    const first = await user.types('archive destroy');
    expect(first).toMatchObject({ code: 0, last: { portal: 'acme.bitrix24.test' } });
    expect((first.last['parts'] as readonly { readonly part: string }[]).map(({ part }) => part)).toContain('data');
    expect((await user.types('archive destroy')).last['code']).toBe('ARCHIVE_ABSENT');
    // Another archive of the same portal, and its own end.
    await user.types('export --kinds contact,lead');
    await user.types('seal');
    const second = await user.types(`archive destroy --archive ${user.archive}`);
    expect(second.code).toBe(0);
    expect([first.last['folder'], second.last['folder']]).toEqual([
      `${user.archive}-destroyed`,
      `${user.archive}-destroyed-2`,
    ]);
    expect(second.last['sealRoot']).not.toBe(first.last['sealRoot']);
  }, 120_000);
});
