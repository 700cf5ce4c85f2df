import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { textOf } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import type { ArchivedRecord, VerifiedRecord } from '../../src/archive/types.ts';
import { kinds as realKinds } from '../../src/kinds/index.ts';
import { goesBefore } from '../../src/kinds/order.ts';
import type { Held } from '../../src/journey/plan/facts.ts';
import { entriesOf, readPlan, writePlan } from '../../src/journey/plan/file.ts';
import { safestOrder } from '../../src/journey/plan/order.ts';
import { plan, planEntries, startOf } from '../../src/journey/plan/plan.ts';
import type { Condition, Plan, Policy } from '../../src/journey/types.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { everything, planOf } from './apply-support.ts';
import { kinds, MiniArchive, MiniPortal, randomPortal } from './world.ts';

const nameOf = ({ key }: { readonly key: { readonly kind: string; readonly id: string } }): string =>
  `${key.kind}:${key.id}`;
const names = ({ list }: Plan): readonly string[] => list.map(nameOf);
const small = (): MiniArchive => new MiniArchive(randomPortal(seeded(7), 10));

describe('only verified copies are planned (I1)', () => {
  it('can be asked about nothing else: the compiler refuses', () => {
    const archived = {} as ArchivedRecord;
    // @ts-expect-error an archived record is not a verified one
    const held: Held = { verified: archived };
    // @ts-expect-error nobody but the verifier makes one
    const made: VerifiedRecord = { ...archived };
    expect([held, made]).toHaveLength(2);
  });

  it('keeps what could not be verified, and what would take it along', async () => {
    const archive = small();
    const doc = [...archive.records.values()].find(({ key }) => key.kind === 'doc');
    archive.damaged.add(nameOf(doc ?? never()));
    const made = await planOf(archive);
    expect(made.stays.find((kept) => nameOf(kept) === nameOf(doc ?? never()))?.reason).toBe('notVerified');
    const folder = `folder:${textOf(doc?.row['folderId'])}`;
    const kept = made.stays.find((each) => nameOf(each) === folder);
    expect(kept?.reason).toBe('childNotPlanned');
    expect(kept?.why.en).toContain(nameOf(doc ?? never()));
    expect(names(made)).not.toContain(folder);
  });
});

describe('a plan', () => {
  it('is the same for the same facts', async () => {
    expect(await planOf(small())).toEqual(await planOf(small()));
  });

  it('holds explicit ids in an order without refusals: children first, people last, the owner very last (I2, I7)', async () => {
    const archive = small();
    const made = await plan(archive.facts({ administrators: ['1', '2', '9'] }), everything);
    const place = new Map(names(made).map((name, index) => [name, index]));
    for (const { key, row } of archive.records.values()) {
      const parent = row['folderId'] ?? row['noteId'];
      const above = place.get(`${row['noteId'] === undefined ? 'folder' : 'note'}:${textOf(parent)}`);
      const own = place.get(`${key.kind}:${key.id}`);
      if (parent !== undefined && above !== undefined && own !== undefined) expect(own).toBeLessThan(above);
    }
    expect(names(made).slice(-3).toSorted()).toEqual(['person:1', 'person:2', 'person:3']);
    expect(names(made).at(-1)).toBe('person:1');
  });

  it('says how each goes, what stays and why, and what is by hand', async () => {
    const made = await planOf(small());
    expect(made.list.find(({ key }) => key.kind === 'note')?.action).toEqual({
      do: 'delete',
      fate: 'bin',
      binDays: 30,
    });
    expect(made.list.find(({ key }) => key.kind === 'doc')?.action).toEqual({ do: 'delete', fate: 'gone' });
    expect(made.stays.find(({ key }) => key.kind === 'stamp')).toMatchObject({ reason: 'neverDeletable' });
    expect(made.hands).toMatchObject([
      { number: 1, kind: 'sheet', check: 'api' },
      { number: 2, kind: 'note', check: 'person', url: 'https://acme.bitrix24.ru/bin/' },
    ]);
  });

  it('never deactivates the last administrator (I7)', async () => {
    const archive = small();
    for (const administrators of [['1'], ['2'], ['1', '2'], ['1', '2', '3']]) {
      const made = await plan(archive.facts({ administrators }), everything);
      const left = administrators.filter((id) => !names(made).includes(`person:${id}`));
      expect(left.length, administrators.join()).toBeGreaterThan(0);
      expect(made.stays.filter(({ reason }) => reason === 'lastAdministrator')).toHaveLength(1);
    }
  });

  it('keeps what the owner named, and whatever would take that along', async () => {
    const archive = small();
    const remark = [...archive.records.values()].find(({ key }) => key.kind === 'remark') ?? never();
    const made = await planOf(archive, { ...everything, keep: [remark.key] });
    expect(names(made)).not.toContain(nameOf(remark));
    expect(names(made)).not.toContain(`note:${textOf(remark.row['noteId'])}`);
  });

  it('leaves to its owner what only they are shown, says so by name, and names every webhook last', async () => {
    const archive = small();
    const all = [...archive.records.values()];
    const remark = all.find(({ key }) => key.kind === 'remark') ?? never();
    archive.records.set(nameOf(remark), { ...remark, witnesses: ['user-5'] });
    const others = [{ connection: 'user-5', userId: '5', name: 'Anna' }];
    for (const [nameOfRecord, record] of archive.records) {
      const witnesses = record === archive.records.get(nameOf(remark)) ? ['user-5'] : ['user-1', 'user-5'];
      archive.records.set(nameOfRecord, { ...record, witnesses });
    }
    const made = await plan(archive.facts({ connection: 'user-1', others }), everything);
    expect(names(made)).not.toContain(nameOf(remark));
    // Nobody would see whether it is gone along with its note.
    expect(names(made)).not.toContain(`note:${textOf(remark.row['noteId'])}`);
    expect(made.hands.at(-1)).toMatchObject({
      name: 'Anna',
      check: 'person',
      url: 'https://acme.bitrix24.ru/devops/list/',
    });
    // Where all is seen by the one that deletes, nobody else is asked for anything but their webhook.
    const hands = (await planOf(small())).hands.length;
    expect(made.hands.length).toBe(hands + 1);
  });

  it('counts what only one employee is shown in one step by hand', async () => {
    const archive = small();
    const docs = [...archive.records.values()].filter(({ key }) => key.kind === 'doc');
    for (const doc of docs) archive.records.set(nameOf(doc), { ...doc, witnesses: ['user-5'] });
    for (const [name, record] of archive.records) {
      if (record.key.kind !== 'doc') archive.records.set(name, { ...record, witnesses: ['user-1'] });
    }
    const others = [{ connection: 'user-5', userId: '5', name: 'Anna' }];
    const made = await plan(archive.facts({ connection: 'user-1', others }), { ...everything, kinds: ['doc'] });
    expect(names(made)).toEqual([]);
    expect(made.hands).toMatchObject([
      { kind: 'doc', name: `Anna: ${docs.length}`, check: 'person' },
      { kind: 'user', name: 'Anna' },
    ]);
  });

  it('does not let an old folder take a new doc along', async () => {
    const portal = new MiniPortal();
    portal.put('folder', { id: 1, name: 'old', changed: '2020-01-01T00:00:00Z' });
    portal.put('folder', { id: 3, name: 'old', changed: '2020-01-01T00:00:00Z' });
    portal.put('doc', { id: 2, name: 'new', folderId: 1, changed: '2025-01-01T00:00:00Z' });
    const where: Condition[] = [{ field: 'changed', is: '<', value: '2024-01-01' }];
    for (const chosen of [['folder'], ['folder', 'doc'], 'all'] as const) {
      const made = await planOf(new MiniArchive(portal), { kinds: chosen, where, keep: [] });
      expect(names(made)).toEqual(['folder:3']);
    }
  });

  it('takes for a slip what matches nothing, or keeps what is not there', async () => {
    const archive = small();
    await expect(
      planOf(archive, { kinds: ['doc'], where: [{ field: 'name', is: '=', value: 'x' }], keep: [] }),
    ).rejects.toMatchObject({
      code: 'POLICY_MATCHES_NOTHING',
    });
    await expect(planOf(archive, { kinds: [], where: [], keep: [] })).rejects.toMatchObject({
      code: 'POLICY_MATCHES_NOTHING',
    });
    await expect(planOf(archive, { ...everything, keep: [{ kind: 'doc', id: '404' }] })).rejects.toMatchObject({
      code: 'POLICY_KEEP_UNKNOWN',
    });
  });

  it('survives records that hold each other in a circle, and plans none of them', async () => {
    const portal = new MiniPortal();
    portal.put('folder', { id: 1, name: 'a', folderId: 2 });
    portal.put('folder', { id: 2, name: 'b', folderId: 3 });
    portal.put('folder', { id: 3, name: 'c', folderId: 1 });
    portal.put('folder', { id: 4, name: 'd' });
    expect(names(await planOf(new MiniArchive(portal)))).toEqual(['folder:4']);
  });

  it('whatever the portal and the policy: planned ⊆ chosen or along ⊆ verified, and nothing goes unplanned (I1, I2, I5)', async () => {
    const condition = fc.record({
      field: fc.constantFrom('changed', 'id', 'name'),
      is: fc.constantFrom('<', '>=', '!='),
      value: fc.constantFrom('2022-05-01', '2024-01-01'),
    });
    const policies = fc.record({
      kinds: fc.oneof(fc.constant('all' as const), fc.subarray(kinds.map(({ id }) => id))),
      where: fc.array(condition as fc.Arbitrary<Condition>, { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer(), policies, async (seed, chosen) => {
        const random = seeded(seed);
        const archive = new MiniArchive(randomPortal(random, 6));
        const all = [...archive.records.values()];
        for (const record of all) if (random() < 0.05) archive.damaged.add(nameOf(record));
        const keep = all.filter(() => random() < 0.05).map(({ key }) => key);
        const policy: Policy = { ...chosen, keep };
        const facts = archive.facts();
        const made = await plan(facts, policy).catch((error: { code: string }) => {
          expect(error.code).toBe('POLICY_MATCHES_NOTHING');
          return undefined;
        });
        if (made === undefined) return;
        const planned = new Set(names(made));
        expect(planned.size).toBe(made.list.length);
        for (const step of made.list) {
          expect(archive.damaged.has(nameOf(step))).toBe(false);
          expect(keep.some(({ kind, id }) => kind === step.key.kind && id === step.key.id)).toBe(false);
          for (const child of facts.children(step.key)) {
            if (step.action.do !== 'deactivate')
              expect(planned, `below ${nameOf(step)}`).toContain(nameOf({ key: child }));
          }
        }
        for (const kept of made.stays) expect(planned).not.toContain(nameOf(kept));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the order of kinds', () => {
  it('puts every real kind after all that must be gone before it', () => {
    const order = safestOrder(realKinds).map(({ id }) => id);
    expect(order.toSorted()).toEqual(realKinds.map(({ id }) => id).toSorted());
    for (const kind of realKinds) {
      for (const first of goesBefore(kind, realKinds)) {
        expect(order.indexOf(first), `${first} before ${kind.id}`).toBeLessThan(order.indexOf(kind.id));
      }
    }
    expect(order.at(-1)).toBe('user');
  });
});

describe('a plan on disk (I10)', () => {
  const path = 'archive/plan.jsonl';

  it('comes back as it was written, and its hash is the hash of the file', async () => {
    const disk = new FakeDisk();
    const facts = small().facts();
    const written = await writePlan(disk, path, startOf(facts, everything), planEntries(facts, everything));
    const read = await readPlan(disk, path);
    expect(read).toEqual(written);
    const made = await plan(facts, everything);
    expect(made).toMatchObject(read.header);
    const entries = await Array.fromAsync(entriesOf(disk, path));
    expect(entries.filter(({ type }) => type === 'step')).toHaveLength(made.steps);
    expect(entries.flatMap((entry) => (entry.type === 'step' ? [entry.step] : []))).toEqual(made.list);
    const { createHash } = await import('node:crypto');
    expect(createHash('sha256').update(disk.text(path)).digest('hex')).toBe(written.sha256);
  });

  it('is refused when a byte of it was changed, cut or added', async () => {
    const disk = new FakeDisk();
    const archive = new MiniArchive(randomPortal(seeded(1), 2));
    await writePlan(disk, path, startOf(archive.facts(), everything), planEntries(archive.facts(), everything));
    const text = disk.text(path);
    const refused = async (bytes: string | Buffer, what: string): Promise<void> => {
      await disk.replace(path, bytes);
      await expect(readPlan(disk, path), what).rejects.toMatchObject({ code: 'PLAN_ALTERED' });
    };
    for (let at = 0; at < text.length; at++) {
      const bytes = Buffer.from(text);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await refused(bytes, `byte ${at}`);
    }
    for (let cut = 0; cut < text.length; cut += 7) await refused(text.slice(0, cut), `cut at ${cut}`);
    await refused(`${text}{}\n`, 'added');
    const lines = text.split('\n');
    await refused([lines[0], ...lines.slice(2)].join('\n'), 'a line less');
  });

  it('is there whole or not at all', async () => {
    for (let call = 1; call <= 4; call++) {
      const disk = new FakeDisk();
      disk.onCall = (_, __, number) => {
        if (number === call) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      };
      const facts = small().facts();
      const writing = writePlan(disk, path, startOf(facts, everything), planEntries(facts, everything));
      await writing.catch((error: { code: string }) => expect(error.code).toBe('ENOSPC'));
      if (disk.files.has(path)) await expect(readPlan(disk, path)).resolves.toBeDefined();
    }
    await expect(readPlan(new FakeDisk(), path)).rejects.toMatchObject({ code: 'PLAN_ABSENT' });
  });
});

function never(): never {
  throw new Error('the world has no such record');
}
