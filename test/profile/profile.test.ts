import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import type { Answer, Call, ListReport, Page, Portal } from '../../src/bitrix24/port.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import { hiddenAccounts, isDead, ownerOfConnection, profileState } from '../../src/journey/profile/look.ts';
import { leavingEntries, startOfLeaving } from '../../src/journey/profile/plan.ts';
import { keepRequest, type ProfileRequest, readRequest, standingOf } from '../../src/journey/profile/request.ts';
import { filledFields } from '../../src/journey/scrub/fields.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import { user } from '../../src/kinds/people/user.ts';
import { employeeWebhook } from '../../src/portal/company/index.ts';
import { connectTo } from '../export/local.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { planFile, takenHome } from '../support/taken-home.ts';

const DAY_MS = 86_400_000;

/** A list that the portal refuses at once. */
// eslint-disable-next-line require-yield
async function* refused(): AsyncGenerator<Page, ListReport, void> {
  throw new PortalError('missingScope', { method: 'main.eventlog.list' });
}

describe('the end of a profile', () => {
  it('empties what can be emptied, dismisses, and is seen in three ways', async () => {
    const home = await takenHome(60);
    const { archive, options, facts, reached } = home;
    const id = String(employeeWebhook.userId);
    const before = archive.record({ kind: 'user', id })?.row ?? {};
    expect(filledFields(user.scrub?.fields ?? [], before).length).toBeGreaterThan(2);
    const ownPortal = connectTo(reached.local, reached.clock, employeeWebhook);
    expect(await isDead(ownPortal)).toBe('alive');

    const who = { leaver: id, acting: '1' };
    const plan = await planFile(home, startOfLeaving(facts, who), leavingEntries(facts, who));
    expect(plan.header.steps).toBe(2);
    const report = await apply({ ...options, plan });
    expect(report).toMatchObject({ ended: 'finished', states: { changed: 0, refused: 0, unknown: 0, planned: 0 } });
    const proof = await prove({ ...options, archived: options.archive.archived });
    expect(proof.total).toMatchObject({ planned: 2, scrubbed: 1, inactive: 1 });

    expect(await profileState(options.portal, id)).toBe('inactive');
    expect(await isDead(ownPortal)).toBe('dead');
    const { result } = await options.portal.call({
      method: 'user.get',
      params: { FILTER: { ID: Number(id) }, ADMIN_MODE: true },
    });
    const [row = {}] = result as Record<string, never>[];
    expect(filledFields(user.scrub?.fields ?? [], row)).toEqual([]);
  }, 60_000);

  it('is never brought about by the leaver: one administrator stays (I7)', async () => {
    const { facts, options } = await takenHome(40);
    const entries = leavingEntries(facts, { leaver: '1', acting: '1' });
    await expect(entries.next()).rejects.toMatchObject({ code: 'PROFILE_OWN' });
    expect(await ownerOfConnection(options.portal)).toMatchObject({ id: '1', administrator: true });
    expect(await hiddenAccounts(options.portal, 0)).toEqual([]);
  }, 60_000);

  it('says that it cannot know of hidden accounts where the event log is not to be read', async () => {
    const { options } = await takenHome(40);
    expect(await hiddenAccounts({ ...options.portal, list: refused }, 0)).toBeUndefined();
  }, 60_000);
});

/** An event log in which these people act, and a list of people that shows only some of them. */
function portalWith(events: readonly (readonly [userId: string, at: string])[], shown: readonly string[]) {
  const rows = events.map(([userId, timestampX], index) => ({ id: index + 1, userId, timestampX }));
  return {
    async *list(): AsyncGenerator<Page, ListReport, void> {
      const body = Buffer.from('{}');
      const raw = { atMs: 0, method: 'main.eventlog.list', api: 'v3', params: {}, body } as const;
      yield { rows, raw, pointer: ['items'] };
      return { rows: rows.length, requests: 1, mended: 0 };
    },
    async call({ params }: Call): Promise<Answer> {
      const asked = JSON.stringify(params);
      return { result: shown.filter((id) => asked.includes(`"ID":${id}}`)).map((ID) => ({ ID, ACTIVE: false })) };
    },
    address: 'acme.bitrix24.ru',
    batch: () => Promise.reject(new Error('not asked')),
    listEach: () => {
      throw new Error('not asked');
    },
    download: () => Promise.reject(new Error('not asked')),
  } satisfies Portal;
}

describe('the hidden copy that a dismissal with integrations leaves behind', () => {
  it('is whoever acts after it and is on no list of people; whoever is dismissed and listed is not', async () => {
    const later = '2026-02-03T10:00:00+03:00';
    const events = [
      ['7', '2026-02-02T09:00:00+03:00'],
      ['1204', '2026-02-02T10:00:00+03:00'],
      ['1', later],
      ['1204', later],
      // The system's own doings are nobody's.
      ['0', later],
      ['', later],
    ] as const;
    expect(await hiddenAccounts(portalWith(events, ['1', '7']), 0)).toEqual([{ id: '1204', events: 2, lastAt: later }]);
    expect(await hiddenAccounts(portalWith(events, ['1', '7', '1204']), 0)).toEqual([]);
  });
});

describe('a request from the phone', () => {
  const request: ProfileRequest = {
    version: 1,
    portal: 'acme.bitrix24.ru',
    userId: '7',
    requestedAtMs: Date.parse('2026-01-10T12:00:00Z'),
    looks: [],
  };

  it('is waited for until day 30, with a look every week, and is overdue after it', () => {
    const at = (days: number) => standingOf(request, 'active', request.requestedAtMs + days * DAY_MS);
    expect(at(0)).toMatchObject({ state: 'waiting', day: 1, lookAgainAtMs: request.requestedAtMs + 7 * DAY_MS });
    expect(at(28)).toMatchObject({ state: 'waiting', day: 29, lookAgainAtMs: request.requestedAtMs + 30 * DAY_MS });
    expect(at(31)).toMatchObject({ state: 'overdue' });
  });

  it('is done when the portal shows the person no more, or refuses the own connection', () => {
    for (const seen of ['absent', 'inactive', 'dead'] as const) {
      expect(standingOf(request, seen, request.requestedAtMs + DAY_MS).state).toBe('done');
    }
  });

  it('is kept on disk, and a damaged file is not taken for none', async () => {
    const disk = new FakeDisk();
    await keepRequest(disk, 'request.json', request);
    expect(await readRequest(disk, 'request.json')).toEqual(request);
    expect(await readRequest(disk, 'other.json')).toBeUndefined();
    await disk.replace('request.json', '{');
    await expect(readRequest(disk, 'request.json')).rejects.toMatchObject({ code: 'PROFILE_REQUEST_DAMAGED' });
  });
});
