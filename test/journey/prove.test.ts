import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { seeded } from '../../src/base/random.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import { confirmByHand, prove, type ProveOptions, reportOf } from '../../src/journey/prove/prove.ts';
import { Destroyed } from '../../src/journey/prove/destroyed.ts';
import type { Ends, ProofReport } from '../../src/journey/prove/types.ts';
import { writeProof } from '../../src/journey/prove/write.ts';
import type { Plan, Policy } from '../../src/journey/types.ts';
import { FakeDisk, PowerLoss } from '../support/fake-disk.ts';
import { everything, JOURNAL, planOf, run } from './apply-support.ts';
import { twoConnections } from './two-connections.ts';
import { kinds, MiniArchive, type MiniPortal, randomPortal, stillClock } from './world.ts';

const DAY = 86_400_000;

interface World {
  readonly portal: MiniPortal;
  readonly archive: MiniArchive;
  readonly disk: FakeDisk;
  readonly plan: Plan;
  readonly clock: ReturnType<typeof stillClock>;
}

async function worldOf(policy: Policy = everything): Promise<World> {
  const portal = randomPortal(seeded(7), 10);
  const archive = new MiniArchive(portal);
  return { portal, archive, disk: new FakeDisk(), plan: await planOf(archive, policy), clock: stillClock() };
}

function proof(world: World, more: Partial<ProveOptions> = {}): Promise<ProofReport> {
  const { disk, portal, archive, clock } = world;
  return prove({ disk, journalPath: JOURNAL, portal, kinds, archived: archive.archived, clock, ...more });
}

function ends(of: Ends): number {
  return Object.entries(of)
    .filter(([name, value]) => typeof value === 'number' && ENDS.has(name))
    .reduce((sum, [, value]) => sum + Number(value), 0);
}

/** The numbers of a report agree with each other and with the plan. */
function checkSums(report: ProofReport, { plan }: World): void {
  expect(ends(report.total)).toBe(plan.steps);
  expect(report.total.planned).toBe(plan.steps);
  for (const kind of report.kinds) expect(ends(kind), kind.kind).toBe(kind.planned);
  expect(report.kept.reduce((sum, { count }) => sum + count, 0)).toBe(plan.kept);
  expect(report.byHand).toHaveLength(plan.byHand);
}
const ENDS = new Set([
  'gone',
  'inBin',
  'inactive',
  'alreadyGone',
  'acknowledged',
  'stillThere',
  'changed',
  'childAppeared',
  'refused',
  'unknown',
  'unreachable',
  'left',
]);

const of = (report: ProofReport, kind: string): ProofReport['kinds'][number] | undefined =>
  report.kinds.find((each) => each.kind === kind);

const denied = (methods: readonly string[]) => (call: { readonly method: string }) =>
  methods.includes(call.method)
    ? new PortalError('accessDenied', { method: call.method, portalCode: 'ACCESS_DENIED' })
    : undefined;

const isBinned = (name: string): boolean => name.startsWith('note:') || name.startsWith('remark:');

describe('a proof (I6)', () => {
  it('does not take a yes for an absence: only its own read makes one', async () => {
    const world = await worldOf();
    await run(world);
    const before = await reportOf(world.disk, JOURNAL);
    checkSums(before, world);
    expect(before.provedAtMs).toBeUndefined();
    expect(of(before, 'doc')).toMatchObject({ gone: 0, acknowledged: of(before, 'doc')?.planned });
    const after = await proof(world);
    checkSums(after, world);
    expect(of(after, 'doc')).toMatchObject({
      acknowledged: 0,
      gone: of(after, 'doc')?.planned,
      methods: ['doc.delete'],
    });
    expect(after.total).toMatchObject({ acknowledged: 0, unknown: 0, stillThere: 0 });
    expect(after.provedAtMs).toBeDefined();
  });

  it('tells in a bin from gone, until when, and after that day (with what went along)', async () => {
    const world = await worldOf();
    await run(world, { clock: world.clock });
    const report = await proof(world);
    expect(of(report, 'note')).toMatchObject({ gone: 0, inBin: of(report, 'note')?.planned });
    expect(of(report, 'remark')).toMatchObject({ gone: 0, inBin: of(report, 'remark')?.planned });
    const until = of(report, 'note')?.binUntilMs ?? 0;
    expect(until - report.journal.firstAtMs).toBeGreaterThanOrEqual(30 * DAY);
    world.clock.at = until + 1;
    const later = await proof(world);
    checkSums(later, world);
    expect(of(later, 'note')).toMatchObject({ inBin: 0, gone: of(later, 'note')?.planned });
  });

  it('calls nothing gone that lies in a bin of which nobody says how long it keeps things, however late it looks', async () => {
    const known = await worldOf();
    const list = known.plan.list.map((step) => {
      const { action } = step;
      return action.do === 'delete' && action.fate === 'bin'
        ? { ...step, action: { do: 'delete', fate: 'bin' } as const }
        : step;
    });
    const world = { ...known, plan: { ...known.plan, list } };
    await run(world, { clock: world.clock });
    world.clock.at += 4000 * DAY;
    const report = await proof(world);
    checkSums(report, world);
    for (const kind of ['note', 'remark']) {
      expect(of(report, kind)).toMatchObject({ gone: 0, inBin: of(report, kind)?.planned });
      expect(of(report, kind)).not.toHaveProperty('binUntilMs');
    }
    expect(of(report, 'doc')).toMatchObject({ inBin: 0, gone: of(report, 'doc')?.planned });
  });

  it('does not leave in the dark what was cut short and is shown to nobody without what it was part of', async () => {
    const world = await worldOf();
    // The process ends in the middle of a deletion; from then on the portal denies whatever is asked of remarks.
    world.portal.fault = (request) => (request === 3 ? { does: 'die', at: 9 } : undefined);
    await run(world, { caps: { canary: 0 } }).catch(() => undefined);
    world.portal.fault = () => undefined;
    world.portal.refuse = denied(['remark.get']);
    await run(world);
    let report = await reportOf(world.disk, JOURNAL);
    const some = (): ProofReport['kinds'][number] | undefined => of(report, 'remark');
    const unknown = some()?.unknown ?? 0;
    expect(unknown).toBeGreaterThan(0);
    const planned = some()?.planned ?? 0;
    report = await proof(world);
    checkSums(report, world);
    // What they were part of lies in a bin, and they with it: whoever restores that has them back.
    expect(some()).toMatchObject({ unknown: 0, inBin: planned, unreachable: 0 });
    // That the days of a bin went by is no look into it.
    world.clock.at = (some()?.binUntilMs ?? 0) + 1;
    await confirmByHand({ disk: world.disk, journalPath: JOURNAL, clock: world.clock, numbers: [1], by: 'Анна' });
    report = await reportOf(world.disk, JOURNAL);
    expect(some()).toMatchObject({ inBin: planned, gone: 0, unreachable: 0 });
    report = await proof(world);
    expect(some()).toMatchObject({ unknown: 0, inBin: 0, unreachable: planned });
    world.portal.refuse = denied(['remark.get', 'note.list']);
    report = await proof(world);
    expect(some()).toMatchObject({ unreachable: 0 });
    expect((some()?.unknown ?? 0) + (some()?.acknowledged ?? 0)).toBe(planned);
    world.portal.refuse = () => undefined;
    report = await proof(world);
    expect(some()).toMatchObject({ unknown: 0, unreachable: 0 });
    expect((some()?.gone ?? 0) + (some()?.inBin ?? 0)).toBeGreaterThanOrEqual(unknown);
  });

  it('asks the one connection that is shown it whether what it was part of is gone, and no other', async () => {
    const world = { ...(await twoConnections({ notes: 10 })), clock: stillClock() };
    const { anna, through, strange } = world;
    anna.fault = (request) => (request === 2 ? { does: 'die', at: 9 } : undefined);
    await expect(run(world, { caps: { canary: 0 }, through })).rejects.toBeInstanceOf(PowerLoss);
    anna.fault = () => undefined;
    anna.refuse = denied(['remark.get']);
    await run(world, { through });
    expect(of(await reportOf(world.disk, JOURNAL), 'remark')?.unknown).toBeGreaterThan(0);
    // After the days of the bin in which the notes lay.
    world.clock.at += 31 * DAY;
    expect(of(await proof(world, { through }), 'remark')).toMatchObject({ unknown: 0, unreachable: 10 });
    expect([...strange]).toEqual([]);
    // Her connection ended with her, as the plan says: what was seen through it before stands.
    expect(of(await proof(world), 'remark')).toMatchObject({ unknown: 0, unreachable: 10 });
    anna.refuse = denied(['remark.get', 'note.list']);
    expect(of(await proof(world, { through }), 'remark')).toMatchObject({ unreachable: 0, gone: 0 });
    anna.refuse = () => undefined;
    const seen = await proof(world, { through });
    expect(of(seen, 'remark')).toMatchObject({ unknown: 0, unreachable: 0 });
    checkSums(seen, world);
  });

  it('dates a destruction by the first look that saw it, in no bin any more, and not by the last', async () => {
    const world = await worldOf();
    await run(world, { clock: world.clock });
    await proof(world);
    const dates = async (): Promise<ReadonlyMap<string, number>> => {
      const destroyed = await Destroyed.of(world.disk, JOURNAL, kinds);
      const rows = await Array.fromAsync(destroyed?.rows() ?? []);
      return new Map(rows.map(({ kind, id, atMs }) => [`${kind}:${id}`, atMs]));
    };
    const first = await dates();
    expect(first.size).toBeGreaterThan(3);
    expect([...first.keys()].filter(isBinned)).toEqual([]);
    // The days of the bin go by, and somebody confirms a step by hand: nobody has looked.
    world.clock.at += 31 * DAY;
    await confirmByHand({ disk: world.disk, journalPath: JOURNAL, clock: world.clock, numbers: [1], by: 'Анна' });
    expect(await dates()).toEqual(first);
    const lookedAt = world.clock.at;
    await proof(world);
    const second = await dates();
    for (const [name, at] of first) expect([name, second.get(name)]).toEqual([name, at]);
    for (const [name, at] of second) if (isBinned(name)) expect([name, at >= lookedAt]).toEqual([name, true]);
    expect([...second.keys()].filter(isBinned).length).toBeGreaterThan(3);
    // What came back is destroyed on the day on which it is seen gone again.
    const [doc = ''] = [...first.keys()].filter((name) => name.startsWith('doc:'));
    world.portal.put('doc', { id: Number(doc.slice(4)), name: 'back again' });
    await proof(world);
    expect((await dates()).has(doc)).toBe(false);
    world.portal.rows.get('doc')?.delete(doc.slice(4));
    world.clock.at += DAY;
    await proof(world);
    expect((await dates()).get(doc)).toBeGreaterThan(lookedAt);
  });

  it('names what is still there though the portal said yes', async () => {
    const world = await worldOf();
    await run(world);
    const id = world.plan.list.find(({ key }) => key.kind === 'doc')?.key.id ?? '';
    world.portal.put('doc', { id: Number(id), name: 'back again' });
    const report = await proof(world);
    checkSums(report, world);
    expect(report.total.stillThere).toBe(1);
    expect(report.exceptions).toContainEqual(expect.objectContaining({ kind: 'doc', id, end: 'stillThere' }));
  });

  it("says of everything left alone why, with the portal's own code", async () => {
    const world = await worldOf();
    const [first, second, third] = world.plan.list.filter(({ key }) => key.kind === 'doc').map(({ key }) => key.id);
    world.portal.put('doc', { ...world.portal.row('doc', first ?? ''), name: 'edited' });
    world.portal.rows.get('doc')?.delete(second ?? '');
    world.portal.refuse = ({ method, params }) =>
      method === 'doc.delete' && (params as { id: number }).id === Number(third)
        ? new PortalError('accessDenied', { method, portalCode: 'ACCESS_DENIED' })
        : undefined;
    await run(world);
    const report = await proof(world);
    checkSums(report, world);
    expect(of(report, 'doc')).toMatchObject({ changed: 1, alreadyGone: 1, refused: 1 });
    expect(report.exceptions).toContainEqual(
      expect.objectContaining({ kind: 'doc', id: third, end: 'refused', code: 'ACCESS_DENIED' }),
    );
    expect(report.exceptionCount).toBe(report.exceptions.length);
  });

  it('takes an unclear answer for no proof', async () => {
    const world = await worldOf();
    await run(world);
    world.portal.refuse = ({ method }) =>
      method === 'doc.list' ? new PortalError('accessDenied', { method, portalCode: 'ACCESS_DENIED' }) : undefined;
    const report = await proof(world);
    checkSums(report, world);
    expect(of(report, 'doc')).toMatchObject({ gone: 0, acknowledged: of(report, 'doc')?.planned });
  });

  it('refuses a connection that sees less than the one that deleted, and one to another portal', async () => {
    const world = await worldOf();
    const asked = (admin: boolean): void => {
      const batch = world.portal.batch.bind(world.portal);
      world.portal.batch = async (calls) =>
        (await batch(calls)).map((outcome, index) =>
          calls[index]?.method === 'user.admin' ? { is: 'answered', answer: { result: admin } } : outcome,
        );
    };
    asked(true);
    await run(world);
    asked(false);
    await expect(proof(world)).rejects.toMatchObject({ code: 'PROOF_BLIND' });
    const portal = Object.assign(Object.create(world.portal) as MiniPortal, { address: 'other.bitrix24.ru' });
    await expect(proof(world, { portal })).rejects.toMatchObject({ code: 'PLAN_OTHER_PORTAL' });
    await expect(proof({ ...world, disk: new FakeDisk() })).rejects.toMatchObject({ code: 'JOURNAL_ABSENT' });
  });

  it("sees by-hand steps that the portal can answer for, and takes a person's word by name for the rest", async () => {
    const world = await worldOf();
    await run(world);
    expect((await proof(world)).byHand).toMatchObject([
      { number: 1, kind: 'sheet', check: 'api' },
      { number: 2, kind: 'note', check: 'person' },
    ]);
    expect((await proof(world)).byHand[0]?.doneBy).toBeUndefined();
    world.portal.rows.get('sheet')?.clear();
    expect((await proof(world)).byHand[0]?.doneBy).toBe('api');
    const clock = stillClock();
    await confirmByHand({ disk: world.disk, journalPath: JOURNAL, clock, numbers: [1], by: 'A. Petrova' });
    expect((await reportOf(world.disk, JOURNAL)).byHand[0]?.doneBy).toBe('A. Petrova');
  });
});

async function proved(): Promise<World> {
  const world = await worldOf();
  world.portal.put('doc', { id: 9002, folderId: 19, name: '<script>alert(1)</script>' });
  await run(world);
  await proof(world);
  return world;
}

describe('the proof folder', () => {
  it('has a manifest with the hash of every file, and made again from the journal alone it is the same', async () => {
    const { disk } = await proved();
    const options = { disk, journalPath: JOURNAL, folder: 'archive/proof', kinds };
    const { report, files } = await writeProof(options);
    expect(files.map(({ name }) => name)).toEqual([
      'report.json',
      'report.ru.html',
      'report.en.html',
      'vendor-letter.ru.md',
      'vendor-letter.en.md',
      'README.md',
      'verify.html',
      'journal.jsonl',
      'log.csv',
    ]);
    for (const { name, sha256 } of files) {
      expect(
        createHash('sha256')
          .update(disk.text(`archive/proof/${name}`))
          .digest('hex'),
        name,
      ).toBe(sha256);
    }
    const onlyJournal = new FakeDisk();
    await onlyJournal.replace('j', disk.text('archive/proof/journal.jsonl'));
    expect(await reportOf(onlyJournal, 'j')).toEqual(report);
    const again = await writeProof({ ...options, disk: onlyJournal, journalPath: 'j', folder: 'again' });
    expect(again.files).toEqual(files);
  });

  it('notices any event of its journal that was changed', async () => {
    const { disk } = await proved();
    const lines = disk.text(JOURNAL).trimEnd().split('\n');
    for (let index = 0; index < lines.length; index += 3) {
      const changed = lines.with(index, (lines[index] ?? '').replace(/"at":(\d)/u, '"at":9$1'));
      const forged = new FakeDisk();
      await forged.replace('j', `${changed.join('\n')}\n`);
      await expect(reportOf(forged, 'j'), `line ${index + 1}`).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
    }
  });

  it('prints without scripts and loads nothing, in both languages, with every number of the report', async () => {
    const { disk } = await proved();
    const { report } = await writeProof({ disk, journalPath: JOURNAL, folder: 'p', kinds });
    for (const language of ['ru', 'en']) {
      const html = disk.text(`p/report.${language}.html`);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).not.toMatch(/<script|https?:\/\/|src=|href=/u);
      for (const { planned } of report.kinds) expect(html).toContain(`<td>${planned}</td>`);
      expect(html).toContain(report.journal.head);
    }
  });

  it("has one row of the table for each event, and no name of the portal's data anywhere", async () => {
    const { disk } = await proved();
    await writeProof({ disk, journalPath: JOURNAL, folder: 'p', kinds });
    const rows = disk.text('p/log.csv').trimEnd().split('\r\n');
    expect(rows.length - 1).toBe(disk.text(JOURNAL).trimEnd().split('\n').length);
    for (const name of ['report.json', 'report.ru.html', 'log.csv', 'journal.jsonl']) {
      expect(disk.text(`p/${name}`), name).not.toMatch(/(?:note|doc|folder|person) \d+/u);
    }
  });
});
