import { describe, expect, it } from 'vitest';

import { at, textOf } from '../../src/base/json.ts';
import type { Portal } from '../../src/bitrix24/port.ts';
import type { Through } from '../../src/journey/apply/alive.ts';
import { reportHtml } from '../../src/journey/prove/html.ts';
import { kinds } from '../../src/kinds/index.ts';
import { connectTo } from '../export/local.ts';
import { namesOf, people, statesOf, type TeamWorld, teamWorld } from './team-world.ts';

const chosen = ['user', 'disk-storage', 'disk-folder', 'disk-file', 'disk-version', 'mailbox', 'mail-message'];

async function keepPrivately(portal: Portal, userId: number, name: string): Promise<void> {
  const storages = await portal.call({
    method: 'disk.storage.getlist',
    params: { filter: { ENTITY_TYPE: 'user', ENTITY_ID: userId } },
  });
  const fileContent = [name, Buffer.from('только моё').toString('base64')];
  const params = { id: textOf(at(storages.result, ['0', 'ID'])), data: { NAME: name }, fileContent };
  await portal.call({ method: 'disk.storage.uploadfile', params, effect: 'write' });
}

/** A company of which two employees have things that nobody else is shown. */
function world(here?: readonly string[]): Promise<TeamWorld> {
  return teamWorld({
    chosen,
    ...(here === undefined ? {} : { here }),
    before: async ({ portalOf }) => {
      for (const userId of [2, 3]) await keepPrivately(portalOf(`user-${userId}`), userId, `тайна ${userId}.txt`);
    },
  });
}

describe('what only its owner is shown', () => {
  it('goes through the connection of its owner, is seen gone through it, and asked through no other (I4, I5, I6)', async () => {
    const exit = await world();
    const theirs = exit.steps.filter(({ through }) => through !== undefined);
    for (const userId of [2, 3]) {
      const own = theirs.filter(({ through }) => through === `user-${userId}`);
      expect(own.map(({ name }) => name)).toContain(`тайна ${userId}.txt`);
    }
    expect(new Set(theirs.map(({ key }) => key.kind))).toEqual(new Set(['disk-file', 'mail-message']));
    for (const { key, through = '' } of theirs) {
      const { witnesses = [] } = exit.archive.record(key) ?? {};
      expect(witnesses).toContain(through);
      expect(witnesses).not.toContain('user-1');
    }
    expect(exit.plan.header.through).toEqual([
      { connection: 'user-2', name: 'Person 2' },
      { connection: 'user-3', name: 'Person 3' },
    ]);
    const { error, ended } = await exit.run();
    expect([error, ended]).toEqual([undefined, 'finished']);
    const proof = await exit.proof();
    expect(proof.exceptions).toEqual([]);
    const states = await statesOf(exit);
    for (const name of namesOf(theirs)) expect(states.get(name), name).toBe('absent');
    // Employees end with their connections, after what went through them was seen gone.
    expect([states.get('user:2'), states.get('user:3')]).toEqual(['inactive', 'inactive']);
    const secrets = theirs.filter(({ name }) => name.startsWith('тайна'));
    for (const { key, through } of secrets) {
      for (const [userId, requests] of exit.asked) {
        const isAsked = requests.some((request) =>
          new RegExp(`\\b(?:id|"id")(?:=|%3D|":)"?${key.id}\\b`, 'iu').test(request),
        );
        expect(isAsked, `${key.id} through ${userId}`).toBe(`user-${userId}` === through);
      }
    }
  });

  it('stays, named, where its connection is revoked, and so does whom it belongs to; the rest goes', async () => {
    const exit = await world();
    const own = (userId: number): readonly string[] =>
      namesOf(exit.steps.filter(({ through }) => through === `user-${userId}`));
    const revoked = connectTo(exit.reached.local, exit.reached.clock, { userId: 3, code: 'revoked3' });
    const by: Through = async (connection) => (connection === 'user-3' ? revoked : exit.through(connection));
    const { error, ended } = await exit.run(by);
    expect([error, ended]).toEqual([undefined, 'finished']);
    const proof = await exit.proof(by);
    const states = await statesOf(exit);
    for (const name of own(3))
      expect(states.get(name), name).toMatch(/^refused .*authorization|^refused [A-Z_]*CREDENTIAL/iu);
    for (const name of own(2)) expect(states.get(name), name).toBe('absent');
    expect(states.get('user:3')).toBe('refused CONNECTION_NEEDED');
    expect(proof.through).toContainEqual({ connection: 'user-2', steps: own(2).length });
    const html = reportHtml(proof, kinds, 'en');
    expect(html).toContain(`employee 2 — records: ${own(2).length}`);
    expect(html).toContain('(connection of employee 3)');
    for (const { code } of people) expect(html).not.toContain(code);
    expect(states.get('user:2')).toBe('inactive');
    expect(proof.exceptions.map(({ kind, id }) => `${kind}:${id}`).toSorted()).toEqual(
      [...own(3), 'user:3'].toSorted(),
    );
    // A connection that works again brings the plan to its end.
    await exit.run();
    expect((await exit.proof()).exceptions).toEqual([]);
    expect((await statesOf(exit)).get('user:3')).toBe('inactive');
  });

  it('is not asked for through a connection that is another person’s', async () => {
    const exit = await world();
    const wrong: Through = (connection) => exit.through(connection === 'user-3' ? 'user-2' : connection);
    await exit.run(wrong);
    const states = await statesOf(exit);
    for (const { key } of exit.steps.filter(({ through }) => through === 'user-3'))
      expect(states.get(`${key.kind}:${key.id}`)).toBe('refused OTHER_PERSON');
  });

  it('is left to its owner where the connection is not kept here', async () => {
    const exit = await world(['user-2']);
    expect(exit.steps.some(({ through }) => through === 'user-3')).toBe(false);
    const hands: string[] = [];
    for await (const entry of exit.plan.entries()) if (entry.type === 'byHand') hands.push(entry.byHand.name);
    expect(hands.some((name) => name.startsWith('Person 3: '))).toBe(true);
  });

  it('is rehearsed as each of them would see the portal', async () => {
    const rehearsal = await (await world()).rehearsal();
    expect(rehearsal.proof.exceptions).toEqual([]);
    expect(rehearsal.clean).toBe(true);
  });

  it('goes in a version of its own when its owner changed it since, brought home through the owner’s connection (I1, I4)', async () => {
    const exit = await world();
    const [mine] = exit.steps.filter(({ name }) => name === 'тайна 2.txt');
    if (mine === undefined) throw new Error('the plan does not name the file');
    const params = { id: mine.key.id, newName: 'новая тайна 2.txt' };
    await exit.portalOf('user-2').call({ method: 'disk.file.rename', params, effect: 'write' });
    exit.asked.clear();
    const { report, broughtHome } = await exit.runWithChanged();
    expect([report.error, report.ended]).toEqual([undefined, 'finished']);
    const records = broughtHome.flatMap((each) => each.records);
    expect(records.map(({ key, name }) => [key.id, name])).toEqual([[mine.key.id, 'новая тайна 2.txt']]);
    expect(exit.archive.runs().at(-1)?.connection).toBe('user-2');
    expect((await exit.proof()).exceptions).toEqual([]);
    expect((await statesOf(exit)).get(`disk-file:${mine.key.id}`)).toBe('absent');
    for (const userId of [1, 3]) {
      const asked = exit.asked.get(userId)?.join(' ') ?? '';
      expect(asked.includes(`disk.file.get?id=${mine.key.id}`), `through ${userId}`).toBe(false);
    }
  });

  it('stays as changed, and is told, where its connection can’t be reached to bring it home', async () => {
    const exit = await world();
    const [mine] = exit.steps.filter(({ name }) => name === 'тайна 2.txt');
    const params = { id: mine?.key.id ?? '', newName: 'новая тайна 2.txt' };
    await exit.portalOf('user-2').call({ method: 'disk.file.rename', params, effect: 'write' });
    await exit.run();
    const { broughtHome } = await exit.runWithChanged(async (connection) =>
      connection === 'user-2' ? undefined : exit.through(connection),
    );
    expect(broughtHome.flatMap(({ records }) => records)).toEqual([]);
    expect(broughtHome.flatMap(({ stays }) => stays).map(({ key, why }) => [key.id, why])).toEqual([
      [mine?.key.id, 'unread'],
    ]);
  });
});
