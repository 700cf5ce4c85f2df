import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { archivedIn } from '../../src/archive/archived.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { at, textOf } from '../../src/base/json.ts';
import type { HttpRequest, Portal } from '../../src/bitrix24/port.ts';
import type { Through } from '../../src/journey/apply/alive.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import type { ApplyReport } from '../../src/journey/apply/options.ts';
import { planFromFile, type PlanSource } from '../../src/journey/apply/source.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { readJournal } from '../../src/journey/journal/read.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import { writePlan } from '../../src/journey/plan/file.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { reportHtml } from '../../src/journey/prove/html.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import type { ProofReport } from '../../src/journey/prove/types.ts';
import { rehearse } from '../../src/journey/rehearse/rehearse.ts';
import type { Step } from '../../src/journey/types.ts';
import { kinds } from '../../src/kinds/index.ts';
import { loadArchive } from '../../src/portal/load/load.ts';
import { createPortal } from '../../src/portal/portal.ts';
import { connectTo, host, type Reached, reach } from '../export/local.ts';
import { emptyArchive } from '../support/archive.ts';
import { sealedAndVerified } from '../support/taken-home.ts';

const people = [
  { userId: 1, code: 'administrator1' },
  { userId: 2, code: 'employee2' },
  { userId: 3, code: 'third3' },
] as const;
const personOf = (connection: string): (typeof people)[number] =>
  people.find(({ userId }) => connection === `user-${userId}`) ?? people[0];
const chosen = ['user', 'disk-storage', 'disk-folder', 'disk-file', 'disk-version', 'mailbox', 'mail-message'];

interface World {
  readonly reached: Reached;
  readonly plan: PlanSource;
  readonly steps: readonly Step[];
  readonly archive: Archive;
  readonly journalPath: string;
  /** Requests since the plan was made, by whose connection. */
  readonly asked: Map<number, string[]>;
  readonly run: (through?: Through, more?: { readonly maxDelete?: number }) => Promise<ApplyReport>;
  readonly proof: (through?: Through) => Promise<ProofReport>;
  readonly through: Through;
}

async function keepPrivately(portal: Portal, userId: number, name: string): Promise<void> {
  const storages = await portal.call({
    method: 'disk.storage.getlist',
    params: { filter: { ENTITY_TYPE: 'user', ENTITY_ID: userId } },
  });
  const fileContent = [name, Buffer.from('только моё').toString('base64')];
  const params = { id: textOf(at(storages.result, ['0', 'ID'])), data: { NAME: name }, fileContent };
  await portal.call({ method: 'disk.storage.uploadfile', params, effect: 'write' });
}

/** A company of which two employees have things that nobody else is shown, taken home through three connections. */
async function world(here: readonly string[] = ['user-2', 'user-3']): Promise<World> {
  const reached = reach({ size: 60, bigFileBytes: 1000, webhooks: [people[2]] });
  const { local, clock } = reached;
  const asked = new Map<number, string[]>();
  const heard = (userId: number) => (request: HttpRequest) => {
    asked.set(userId, [...(asked.get(userId) ?? []), `${request.url} ${String(request.body)}`]);
  };
  const portals = new Map(people.map((who) => [`user-${who.userId}`, connectTo(local, clock, who, heard(who.userId))]));
  const portalOf = (connection: string): Portal => portals.get(connection) ?? reached.portal;
  for (const { userId } of people.slice(1))
    await keepPrivately(portalOf(`user-${userId}`), userId, `тайна ${userId}.txt`);
  const made = await emptyArchive({ kinds });
  onTestFinished(() => made.remove());
  for (const { userId } of people) {
    const connection = `user-${userId}`;
    const own = userId === 1 ? {} : { ownOf: String(userId) };
    await exportPortal({
      portal: portalOf(connection),
      archive: made.archive,
      kinds,
      chosen,
      connection,
      clock,
      ...own,
    });
  }
  const { archive, facts: alone } = await sealedAndVerified(made, clock);
  const facts: PlanFacts = {
    ...alone,
    connection: 'user-1',
    others: [2, 3].map((userId) => ({
      connection: `user-${userId}`,
      userId: String(userId),
      name: `Person ${userId}`,
      isHere: here.includes(`user-${userId}`),
    })),
  };
  const policy = { kinds: 'all', where: [], keep: [] } as const;
  const path = join(made.path, 'plan.jsonl');
  await writePlan(nodeDisk, path, startOf(facts, policy), planEntries(facts, policy));
  const plan = await planFromFile(nodeDisk, path);
  const steps: Step[] = [];
  for await (const entry of plan.entries()) if (entry.type === 'step') steps.push(entry.step);
  asked.clear();
  const archived = archivedIn(archive);
  const journalPath = join(made.path, 'journal.jsonl');
  const shared = { disk: nodeDisk, journalPath, portal: portalOf('user-1'), kinds, clock };
  const through: Through = async (connection) => portals.get(connection);
  return {
    reached,
    plan,
    steps,
    archive,
    journalPath,
    asked,
    through,
    run: (by = through, caps = {}) =>
      apply({
        ...shared,
        plan,
        through: by,
        caps,
        archive: { sealRoot: facts.sealRoot, fingerprint: fingerprintOf, archived },
        guard: { attended: true, typed: host },
      }),
    proof: (by = through) => prove({ ...shared, through: by, archived }),
  };
}

const namesOf = (steps: readonly Step[]): readonly string[] => steps.map(({ key }) => `${key.kind}:${key.id}`);

async function statesOf({ journalPath, steps }: World): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>();
  for await (const { event } of readJournal(nodeDisk, journalPath)) {
    if (event.type === 'outcome') states.set(`${event.kind}:${event.id}`, `${event.is} ${event.code ?? ''}`.trim());
    if (event.type === 'found') states.set(`${event.kind}:${event.id}`, `${event.state} ${event.code ?? ''}`.trim());
  }
  return new Map(namesOf(steps).map((name) => [name, states.get(name) ?? 'planned']));
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
    const exit = await world();
    const copy = createPortal({ clock: exit.reached.clock, webhooks: people });
    onTestFinished(() => copy.close());
    const { without } = loadArchive(copy.core, exit.archive, { administrators: [1] });
    const on = (connection: string): Portal => connectTo(copy, exit.reached.clock, personOf(connection));
    const rehearsal = await rehearse({
      plan: exit.plan,
      disk: nodeDisk,
      journalPath: `${exit.journalPath}.rehearsal`,
      portal: on('user-1'),
      through: async (connection) => on(connection),
      archive: {
        sealRoot: exit.plan.header.sealRoot,
        fingerprint: fingerprintOf,
        archived: archivedIn(exit.archive),
      },
      kinds,
      without,
      clock: exit.reached.clock,
    });
    expect(rehearsal.proof.exceptions).toEqual([]);
    expect(rehearsal.clean).toBe(true);
  });
});
