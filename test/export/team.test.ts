import { describe, expect, it, onTestFinished } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { at, textOf } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { oauth } from '../../src/bitrix24/connection.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { exportPortal, type ExportReport } from '../../src/journey/export/export.ts';
import { isReasonCode } from '../../src/journey/export/reasons.ts';
import { isGap } from '../../src/journey/export/tally.ts';
import { kinds } from '../../src/kinds/index.ts';
import { calendarShelves } from '../../src/portal/shelves/calendar.ts';
import { emptyArchive } from '../support/archive.ts';
import { connectTo, host, type Reached, reach, transportTo } from './local.ts';

const people = [
  { userId: 1, code: 'administrator1' },
  { userId: 2, code: 'employee2' },
  { userId: 3, code: 'third3' },
] as const;

async function open(): Promise<Archive> {
  const made = await emptyArchive({ kinds });
  onTestFinished(async () => {
    await made.archive.close();
    await made.remove();
  });
  return made.archive;
}

function take(reached: Reached, archive: Archive, userId: number, own: boolean): Promise<ExportReport> {
  const who = people.find((each) => each.userId === userId) ?? people[0];
  const portal = connectTo(reached.local, reached.clock, who);
  return exportPortal({
    portal,
    archive,
    kinds,
    connection: `user-${userId}`,
    clock: reached.clock,
    ...(own ? { ownOf: String(userId) } : {}),
  });
}

const company = (): Reached => reach({ webhooks: [people[2]] });

/** Puts a file on a person's own drive, where nobody else sees it. */
async function keepPrivately(reached: Reached, userId: number, name: string): Promise<void> {
  const portal = connectTo(reached.local, reached.clock, people[userId - 1] ?? people[0]);
  const storages = await portal.call({
    method: 'disk.storage.getlist',
    params: { filter: { ENTITY_TYPE: 'user', ENTITY_ID: userId } },
  });
  const content = Buffer.from('только моё').toString('base64');
  const params = { id: textOf(at(storages.result, ['0', 'ID'])), data: { NAME: name }, fileContent: [name, content] };
  await portal.call({ method: 'disk.storage.uploadfile', params, effect: 'write' });
}

/** Makes an event of a person's own calendar a private one. */
function hideEvent({ local }: Reached, owner: string): void {
  const table = local.core.store.table(calendarShelves.calendarEvent.table);
  const event = table.select().find((row) => row['CAL_TYPE'] === 'user' && row['OWNER_ID'] === owner);
  expect(table.patch(Number(event?.['ID']), { PRIVATE_EVENT: '1' })).toBe(true);
}

const ownKinds = kinds.filter(({ own }) => own !== undefined).map(({ id }) => id);

/** What a run through a connection added that no other sees. */
const alone = (archive: Archive, userId: number): Record<string, number> =>
  Object.fromEntries(
    archive.seenBy(`user-${userId}`).flatMap(({ kind, alone }) => (alone === 0 ? [] : [[kind, alone]])),
  );

describe('the connections of employees', () => {
  it('bring what each alone can see into one archive, with who saw what', { timeout: 60_000 }, async () => {
    const reached = company();
    const archive = await open();
    await keepPrivately(reached, 2, 'дневник.txt');
    hideEvent(reached, '2');
    const main = await take(reached, archive, 1, false);
    const before = new Map(ownKinds.map((kind) => [kind, archive.size(kind)]));
    const second = await take(reached, archive, 2, true);
    const third = await take(reached, archive, 3, true);
    expect([main.state, second.state, third.state]).toEqual(['complete', 'complete', 'complete']);
    for (const kind of ['chat', 'chat-message', 'mailbox', 'mail-message', 'disk-file', 'calendar-event']) {
      expect(archive.size(kind), kind).toBeGreaterThan(before.get(kind) ?? 0);
    }
    // A mailbox is seen by its owner alone.
    expect(archive.record({ kind: 'mailbox', id: '1' })?.witnesses).toEqual(['user-1']);
    expect(archive.record({ kind: 'mailbox', id: '2' })?.witnesses).toEqual(['user-2']);
    expect(Object.keys(alone(archive, 2))).toEqual(
      expect.arrayContaining(['chat', 'chat-message', 'mailbox', 'mail-message', 'disk-file']),
    );
    // The same chat, seen by all three, is one record with three witnesses.
    const [everybody] = [...archive.records('chat')].filter(({ witnesses }) => witnesses.length === 3);
    expect(everybody?.witnesses).toEqual(['user-1', 'user-2', 'user-3']);
    // A dialog of two is one record, by whatever name each of them knows it.
    const dialogs = [...archive.records('chat')].filter(({ row }) => row['type'] === 'user');
    expect(new Set(dialogs.map(({ row }) => row['chat_id'])).size).toBe(dialogs.length);
    expect(dialogs.some(({ witnesses }) => witnesses.join() === 'user-2,user-3')).toBe(true);
    // Every kind's own word still holds, and nothing is told as missing.
    expect(archive.missing().filter((each) => isReasonCode(each.code) && isGap({ ...each, code: each.code }))).toEqual(
      [],
    );
    for (const { kind, seen, kept, state } of archive.counts()) {
      expect(state, kind).toBe('complete');
      expect(kept, kind).toBe(seen);
    }
    expect(archive.counts().find(({ kind }) => kind === 'chat')?.kept).toBe(archive.size('chat'));
    expect((await Verification.of(archive)).damageCount).toBe(0);
  });

  it('leave every record that all see as the main connection saw it', { timeout: 60_000 }, async () => {
    const reached = company();
    const archive = await open();
    await take(reached, archive, 1, false);
    const shared = (): readonly string[] =>
      [...archive.all()]
        .filter(({ key }) => !ownKinds.includes(key.kind))
        .map(({ key, fingerprint }) => `${key.kind} ${key.id} ${fingerprint}`);
    const before = shared();
    await take(reached, archive, 2, true);
    expect(shared()).toEqual(before);
    // No file of the company's drive was fetched twice.
    expect(archive.record({ kind: 'user', id: '1' })?.witnesses).toEqual(['user-1', 'user-2']);
    expect(archive.mainRun()?.connection).toBe('user-1');
  });

  it('give the text of a comment that others see without it, whoever comes last', { timeout: 60_000 }, async () => {
    const reached = company();
    const archive = await open();
    const texts = (): number => [...archive.records('feed-comment')].filter(({ row }) => row['text'] !== '').length;
    await take(reached, archive, 1, false);
    const without = texts();
    await take(reached, archive, 2, true);
    const full = texts();
    expect(full).toBeGreaterThan(without);
    await take(reached, archive, 1, false);
    expect(texts()).toBe(full);
  });

  it('cost far less the second time, and notice what is gone', { timeout: 60_000 }, async () => {
    const reached = company();
    const archive = await open();
    const main = await take(reached, archive, 1, false);
    const first = await take(reached, archive, 2, true);
    // Only what is theirs is asked for.
    expect(first.requests * 3).toBeLessThan(main.requests);
    const [letter] = [...archive.records('mail-message')].filter(({ witnesses }) => witnesses.join() === 'user-2');
    const mine = connectTo(reached.local, reached.clock, people[1]);
    await mine.call({
      method: 'mail.message.movetofolder',
      api: 'v3',
      params: { messageIds: [Number(letter?.key.id)], action: 'delete' },
      effect: 'write',
    });
    const again = await take(reached, archive, 2, true);
    expect(again).toMatchObject({ state: 'complete', delta: true, files: { count: 0 } });
    expect(again.requests).toBeLessThanOrEqual(first.requests);
    expect(archive.record({ kind: 'mail-message', id: letter?.key.id ?? '' })?.vanishedAtMs).toBeDefined();
    // What the administrator alone sees is none of their business.
    const others = [...archive.records('mail-message')].filter(({ witnesses }) => witnesses.join() === 'user-1');
    expect(others.every(({ vanishedAtMs }) => vanishedAtMs === undefined)).toBe(true);
  });
});

describe('a webhook and an application of one portal', () => {
  it('fill one archive, each with what it sees, and leave no token in it (I11)', { timeout: 60_000 }, async () => {
    const app = { clientId: 'app.1', clientSecret: 'client-secret-1' };
    const reached = reach({ webhooks: [people[2]], apps: [app] });
    const { access } = reached.local;
    const grant = access.exchange('code', access.issueCode(app.clientId, 2), app.clientId);
    if (grant === undefined) throw new Error('the local portal gave no tokens');
    const connection = oauth({
      portal: `https://${host}`,
      server: `https://${host}`,
      ...app,
      userId: '2',
      accessToken: grant.access,
      refreshToken: grant.refresh,
    });
    const { clock } = reached;
    const portal = connect({ connection, transport: transportTo(reached.local), clock, random: seeded(1) });
    const archive = await open();
    const chosen = ['chat-message', 'mail-message', 'department'];
    const main = connectTo(reached.local, clock, people[0]);
    await exportPortal({ portal: main, archive, kinds, connection: 'user-1', clock, chosen });
    // A token lives for an hour: a new one is taken on the way.
    await clock.sleep(2 * 3_600_000);
    const report = await exportPortal({ portal, archive, kinds, connection: 'app-2', clock, chosen });
    expect(report.missing.filter(({ what }) => what !== 'file')).toEqual([]);
    expect(archive.record({ kind: 'mailbox', id: '2' })?.witnesses).toEqual(['app-2']);
    expect([...archive.records('department')].every(({ witnesses }) => witnesses.join() === 'user-1,app-2')).toBe(true);
    expect([...archive.records('chat')].some(({ witnesses }) => witnesses.join() === 'user-1,app-2')).toBe(true);
    expect(archive.counts().find(({ kind }) => kind === 'mailbox')).toMatchObject({
      seen: 2,
      kept: 2,
      state: 'complete',
    });
    const text = JSON.stringify([...archive.all()].map(({ row }) => row));
    for (const secret of [grant.access, grant.refresh, app.clientSecret]) expect(text).not.toContain(secret);
    expect((await Verification.of(archive)).damageCount).toBe(0);
  });
});
