import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { bye24, objectsIn, type Ended } from './support/bye24.ts';
import { archiveName, served, type Served, withWebhook } from './support/served.ts';

const third = { userId: 3, code: 'third3' } as const;

interface Team extends Served {
  readonly folder: string;
  readonly run: (args: readonly string[], own?: string) => Promise<Ended>;
  /** The webhook of a user. */
  readonly of: (userId: number, code: string) => string;
}

/** A company, a folder and bye24 in it, with an administrator's connection. */
async function team(): Promise<Team> {
  const portal = await served({ webhooks: [third] });
  const base = withWebhook(portal.webhook);
  return {
    ...portal,
    folder: base.folder,
    of: (userId, code) => portal.webhook.replace(/rest\/.*$/u, `rest/${userId}/${code}/`),
    run: (args, own) =>
      bye24(args, {
        folder: base.folder,
        environment: { ...base.environment, ...(own === undefined ? {} : { BYE24_TEAM_WEBHOOK: own }) },
      }),
  };
}

const resultOf = ({ stdout }: Ended): Record<string, unknown> => objectsIn(stdout).at(-1) ?? {};

describe('bye24 team', () => {
  it('writes a letter to each employee, in both languages, that says all they need', async () => {
    const { run, folder, address } = await team();
    const { code, stdout } = await run(['team', 'invite', '--who', '2,3', '--lang', 'ru']);
    expect(code).toBe(0);
    expect(stdout).toContain('приглашён');
    const letters = join(folder, `${address.replace(':', '-')}.team`);
    const names = readdirSync(letters);
    expect(names.map((name) => name.replace(/^(\d+) .*(\..*)$/u, '$1$2'))).toEqual([
      '2.html',
      '2.txt',
      '3.html',
      '3.txt',
    ]);
    for (const name of names) {
      const text = readFileSync(join(letters, name), 'utf8');
      for (const word of ['Входящий вебхук', 'Inbound webhook', 'im', 'mail', 'calendar', 'disk', 'bye24 team add']) {
        expect(text, name).toContain(word);
      }
      expect(text).not.toContain('administrator1');
    }
  });

  it('takes only a webhook of this portal, of the person who is meant, that the portal accepts', async () => {
    const { run, of, folder } = await team();
    const other = await served();
    await run(['team', 'invite', '--who', '2']);
    const codes: [string, string, string | undefined][] = [
      ['WEBHOOK_OF_OTHER_PORTAL', other.webhook, undefined],
      ['TEAM_MAIN_CONNECTION', of(1, 'administrator1'), undefined],
      ['TEAM_OTHER_PERSON', of(3, 'third3'), '2'],
      ['TEAM_NOT_INVITED', of(3, 'third3'), undefined],
      ['TEAM_PERSON_UNKNOWN', of(2, 'employee2'), 'nobody@example.com'],
      ['PORTAL_BAD_CREDENTIAL', of(2, 'mistyped9'), undefined],
    ];
    for (const [code, webhook, who] of codes) {
      const { stderr } = await run(
        ['team', 'add', ...(who === undefined ? [] : ['--who', who]), '--lang', 'en'],
        webhook,
      );
      expect(stderr).toContain(code);
      expect(stderr).not.toContain(webhook);
    }
    const taken = await run(['team', 'add', '--json'], of(2, 'employee2'));
    expect(resultOf(taken)).toMatchObject({ type: 'team', members: [{ userId: '2', state: 'connected' }] });
    expect(taken.stdout).not.toContain('employee2');
    expect(statSync(join(folder, 'home', 'team.json')).mode & 0o777).toBe(0o600);
  });

  it(
    'exports through everybody; one that was revoked is a line, not the loss of the rest',
    { timeout: 90_000 },
    async () => {
      const { run, of, folder } = await team();
      const served = await run(['team', 'invite', '--who', '2,3']);
      expect(served.code).toBe(0);
      await run(['team', 'add'], of(2, 'employee2'));
      await run(['team', 'add'], of(3, 'third3'));
      // The third one's webhook is deleted on the portal.
      const settings = join(folder, 'home', 'team.json');
      writeFileSync(settings, readFileSync(settings, 'utf8').replace('third3', 'gone3'));
      const ended = await run(['export', '--kinds', 'chat-message,mail-message', '--json']);
      expect(ended.code).toBe(3);
      const { team: report, missing } = resultOf(ended) as {
        team: { members: Record<string, unknown>[]; unseen: { count: number } };
        missing: { what: string }[];
      };
      expect(report.members).toMatchObject([
        { userId: '2', state: 'complete' },
        { userId: '3', state: 'failed', code: 'PORTAL_BAD_CREDENTIAL' },
      ]);
      expect(report.members[0]?.['alone']).toBeGreaterThan(0);
      expect(missing.filter(({ what }) => what !== 'file')).toEqual([]);
      expect(report.unseen.count).toBeGreaterThan(0);
      const verified = await run(['verify', '--json']);
      expect(verified.code).toBe(0);
      expect(resultOf(verified)).toMatchObject({
        witnesses: [{ connection: 'user-1' }, { connection: 'user-2' }, { connection: 'user-3', records: 0 }],
      });
      expect((await run(['seal'])).code).toBe(0);
      const losses = readFileSync(
        join(folder, archiveName({ address: of(1, '').split('/')[2] ?? '', webhook: '' }), 'LOSSES.md'),
        'utf8',
      );
      expect(losses).toContain('PORTAL');
      const shown = await run(['open', 'mailbox', '2', '--lang', 'en']);
      expect(shown.stdout).toMatch(/Seen by .*\S/u);
      const found = await run(['search', 'Договор', '--kinds', 'mail-message', '--json']);
      const { hits } = resultOf(found) as { hits: { witnesses: unknown[] }[] };
      expect(hits.length).toBeGreaterThan(0);
      expect(hits.every(({ witnesses }) => witnesses.length === 1)).toBe(true);
      const told = await run(['team', '--lang', 'en']);
      expect(told.stdout).toContain('the portal refuses this connection');
      expect(told.code).toBe(3);
    },
  );

  it('told of an employee other numbers at the export than later, and a lack that another connection made up for', async () => {
    const { run, of } = await team();
    for (const [userId, code] of [
      [2, 'employee2'],
      [3, 'third3'],
    ] as const) {
      await run(['team', 'add', '--who', String(userId)], of(userId, code));
    }
    const ended = await run(['export', '--kinds', 'feed-comment,chat-message,disk-file,calendar-event', '--json']);
    const { team: report, missing } = resultOf(ended) as {
      team: { members: { userId: string; state: string; records: number; alone: number }[] };
      missing: { what: string }[];
    };
    expect(missing).toEqual([]);
    expect(ended.code).toBe(0);
    const told = resultOf(await run(['team', '--json'])) as typeof report;
    expect(report.members.map(({ records }) => records > 0)).toEqual([true, true]);
    for (const { userId, state, records, alone } of report.members) {
      expect(state, userId).toBe('complete');
      expect(told.members.find((each) => each.userId === userId)).toMatchObject({ records, alone });
    }
  }, 90_000);
});
