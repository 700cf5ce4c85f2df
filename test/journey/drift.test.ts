import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { archivedIn } from '../../src/archive/archived.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import { type ConnectedPortal, connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { HttpResponse, Transport } from '../../src/bitrix24/port.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import { planFromFile, type PlanSource } from '../../src/journey/apply/source.ts';
import { type AppliedWithChanged, applyWithChanged } from '../../src/journey/drift/apply-with-changed.ts';
import { bringHome, type BringHomeOptions } from '../../src/journey/drift/bring-home.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { readJournal } from '../../src/journey/journal/read.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import { writePlan } from '../../src/journey/plan/file.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import { reportHtml } from '../../src/journey/prove/html.ts';
import { reportPaper } from '../../src/journey/prove/report-paper.ts';
import { type Rehearsal, rehearse } from '../../src/journey/rehearse/rehearse.ts';
import type { Policy } from '../../src/journey/types.ts';
import { loadArchive } from '../../src/portal/load/load.ts';
import { createPortal, type LocalPortal } from '../../src/portal/portal.ts';
import { connectTo, transportTo } from '../export/local.ts';
import { HOST, openCompany, WEBHOOK } from '../simulation/company.ts';
import { kindsOf } from '../simulation/kinds.ts';
import { emptyArchive } from '../support/archive.ts';
import { SimClock } from '../wire/sim-clock.ts';

const kinds = kindsOf('crm');
const chosen: Policy = { kinds: ['contact', 'deal', 'requisite', 'bank-detail'], where: [], keep: [] };
const CONTACTS = 'crm_item_3';

/** A small company on a portal, taken home and planned; what changes it since, and the two ways to go on. */
class Home {
  readonly local: LocalPortal;
  readonly clock = new SimClock(Date.parse('2026-03-02T09:00:00+03:00'));
  readonly archive: string;
  plan!: PlanSource;
  /** Happens while changed records come home, after they were read again. */
  meanwhile: () => void = () => {};
  mayGo: BringHomeOptions['mayGo'];

  private constructor(archive: string) {
    this.archive = archive;
    this.local = openCompany(3, this.clock);
    onTestFinished(() => this.local.close());
  }

  static async planned(policy: Policy = chosen): Promise<Home> {
    const made = await emptyArchive({ kinds });
    await made.archive.close();
    await nodeDisk.remove(made.path);
    onTestFinished(() => made.remove());
    const home = new Home(made.path);
    const archive = await Archive.create(made.path, { portal: HOST, kinds, clock: home.clock });
    const portal = home.portal();
    await exportPortal({ portal, archive, kinds, connection: 'user-1', clock: home.clock });
    const seal = await sealArchive(archive);
    const read = await home.open('read');
    const verification = await Verification.of(read);
    const facts = home.facts(read, verification, seal.root);
    await nodeDisk.makeFolder(home.file(''));
    await writePlan(nodeDisk, home.file('plan.jsonl'), startOf(facts, policy), planEntries(facts, policy));
    await read.close();
    home.plan = await planFromFile(nodeDisk, home.file('plan.jsonl'));
    home.clock.sleep(3_600_000).catch(() => {});
    return home;
  }

  file(name: string): string {
    return join(this.archive, 'exit', name);
  }

  /** What stands between this computer and the portal. */
  wire: (transport: Transport) => Transport = (transport) => transport;

  portal(): ConnectedPortal {
    return connect({
      connection: webhook(`https://${HOST}/rest/${WEBHOOK.userId}/${WEBHOOK.code}/`),
      transport: this.wire(transportTo(this.local)),
      clock: this.clock,
      random: seeded(1),
    });
  }

  open = (mode: 'read' | 'write'): Promise<Archive> => Archive.open(this.archive, { mode, kinds, clock: this.clock });

  facts = (archive: Archive, verification: Verification, sealRoot: string): PlanFacts => ({
    portal: HOST,
    sealRoot,
    madeAtMs: this.clock.now(),
    kinds,
    ownerId: '1',
    administrators: ['1'],
    records: (kind) => verification.records(kind),
    record: (key) => verification.record(key),
    children: (key) => archive.childKeys(key),
  });

  async reading<Result>(use: (archive: Archive) => Promise<Result>): Promise<Result> {
    const archive = await this.open('read');
    try {
      return await use(archive);
    } finally {
      await archive.close();
    }
  }

  apply(waitsForChanged = false): Promise<AppliedWithChanged['report']> {
    return this.reading(async (archive) =>
      apply({
        plan: this.plan,
        disk: nodeDisk,
        journalPath: this.file('journal.jsonl'),
        portal: this.portal(),
        archive: {
          sealRoot: (await archive.seal())?.root,
          fingerprint: fingerprintOf,
          archived: archivedIn(archive),
        },
        kinds,
        clock: this.clock,
        guard: { attended: true, typed: HOST },
        waitsForChanged,
      }),
    );
  }

  bring(more: Partial<BringHomeOptions> = {}): ReturnType<typeof bringHome> {
    return bringHome({
      plan: this.plan,
      disk: nodeDisk,
      journalPath: this.file('journal.jsonl'),
      clock: this.clock,
      portal: this.portal(),
      kinds,
      open: this.open,
      facts: this.facts,
      rehearse: async (archive, meant) => {
        this.meanwhile();
        return this.#onCopy(archive, meant);
      },
      rehearsalPath: this.file('rehearsal.jsonl'),
      ...(this.mayGo === undefined ? {} : { mayGo: this.mayGo }),
      ...more,
    });
  }

  async #onCopy(archive: Archive, plan: PlanSource): Promise<Rehearsal> {
    const copy = createPortal({ clock: this.clock, webhooks: [WEBHOOK] });
    const { without } = loadArchive(copy.core, archive, { administrators: [1] });
    return rehearse({
      plan,
      disk: nodeDisk,
      journalPath: this.file('rehearsal.jsonl'),
      portal: connectTo(copy, this.clock, WEBHOOK),
      archive: { sealRoot: (await archive.seal())?.root, fingerprint: fingerprintOf, archived: archivedIn(archive) },
      kinds,
      without,
      clock: this.clock,
    }).finally(() => copy.close());
  }

  go(): Promise<AppliedWithChanged> {
    return applyWithChanged({
      disk: nodeDisk,
      journalPath: this.file('journal.jsonl'),
      apply: ({ waitsForChanged }) => this.apply(waitsForChanged),
      bringHome: () => this.bring(),
    });
  }

  rows(table: string): Map<number, JsonObject> {
    const rows = this.local.core.store.prepare(`SELECT id, json FROM t_${table} ORDER BY id`).all();
    return new Map(rows.map(({ id, json }) => [Number(id), JSON.parse(String(json)) as JsonObject]));
  }

  /** Somebody edits a record; undefined when there is none. */
  edit(table: string, change: JsonObject, id = [...this.rows(table).keys()][0] ?? 0): string {
    this.local.core.store.table({ name: table }).put(id, { ...this.rows(table).get(id), ...change });
    return String(id);
  }

  async events(): Promise<readonly { readonly type: string }[]> {
    const events: { readonly type: string }[] = [];
    for await (const { event } of readJournal(nodeDisk, this.file('journal.jsonl'))) events.push(event);
    return events;
  }
}

function unreachable(): never {
  throw new PortalError('unreachable', { method: 'crm.item.list' });
}

/** The portal refuses so many requests that would delete, before it looks at them; `first` happens with the first. */
function limited(times: number, first: () => void): (transport: Transport) => Transport {
  let left = times;
  return (transport) => async (request) => {
    if (left === 0 || request.body?.includes('crm.item.delete') !== true) return transport(request);
    if (left === times) first();
    left -= 1;
    return refusal;
  };
}

const refusal: HttpResponse = {
  status: 503,
  headers: { 'content-type': 'application/json' },
  body: {
    async *[Symbol.asyncIterator]() {
      yield Buffer.from('{"error":"QUERY_LIMIT_EXCEEDED","error_description":"Too many requests"}');
    },
  },
};

describe('a deletion that limits hold back', () => {
  it('does not go by a look from before: it is looked at again, and what changed meanwhile stays (I4)', async () => {
    const home = await Home.planned({ ...chosen, kinds: ['contact'] });
    const before = home.clock.now();
    const ids = [...home.rows(CONTACTS).keys()];
    home.wire = limited(7, () => void home.edit(CONTACTS, { name: 'Потом' }, ids[0]));
    const { states } = await home.apply();
    expect(home.clock.now() - before, 'the limits held it back for so long').toBeGreaterThan(30_000);
    expect(states).toMatchObject({ changed: 1, refused: 0, unknown: 0, absent: ids.length - 1 });
    expect(home.rows(CONTACTS).get(ids[0] ?? 0)).toMatchObject({ name: 'Потом' });
    expect([...home.rows(CONTACTS).keys()]).toEqual(ids.slice(0, 1));
  });
});

describe('apply --re-export-changed', () => {
  it('takes the new version home beside the old one and deletes exactly that, and the proof says so (I1, I4)', async () => {
    const home = await Home.planned();
    const id = home.edit(CONTACTS, { name: 'Новое имя' });
    const { report, broughtHome } = await home.go();
    expect(report).toMatchObject({ ended: 'finished', states: { changed: 0, childAppeared: 0, planned: 0 } });
    expect(home.rows(CONTACTS).size).toBe(0);
    expect(broughtHome).toHaveLength(1);
    const [brought] = broughtHome[0]?.records ?? [];
    expect(brought?.key).toEqual({ kind: 'contact', id });
    await home.reading(async (archive) => {
      const verification = await Verification.of(archive);
      expect(verification).toMatchObject({ damageCount: 0, seal: { root: broughtHome[0]?.sealRoot } });
      expect(archive.record({ kind: 'contact', id })).toMatchObject({
        row: { name: 'Новое имя' },
        fingerprint: brought?.fingerprint,
      });
      const versions = await archive.versions({ kind: 'contact', id });
      expect(versions.map(({ fingerprint }) => fingerprint)).toEqual([brought?.was]);
      // A run for a few records says nothing of the rest.
      expect(archive.mainRun()?.state).toBe('complete');
      expect(archive.record({ kind: 'deal', id: '1' })?.vanishedAtMs).toBeUndefined();
    });
    const types = (await home.events()).map(({ type }) => type);
    expect(types.indexOf('bringing')).toBeGreaterThan(types.indexOf('intent'));
    expect(types.indexOf('broughtHome')).toBeLessThan(types.indexOf('resealed'));
    expect(types.lastIndexOf('intent')).toBeGreaterThan(types.indexOf('resealed'));
    const proof = await home.reading((archive) =>
      prove({
        disk: nodeDisk,
        journalPath: home.file('journal.jsonl'),
        portal: home.portal(),
        kinds,
        archived: archivedIn(archive),
        clock: home.clock,
      }),
    );
    expect(proof).toMatchObject({
      exceptionCount: 0,
      sealRoot: home.plan.header.sealRoot,
      broughtHome: {
        count: 1,
        records: [{ kind: 'contact', id, was: brought?.was, fingerprint: brought?.fingerprint }],
        seals: [{ from: home.plan.header.sealRoot, to: broughtHome[0]?.sealRoot, records: 1 }],
      },
    });
    for (const text of [reportHtml(proof, kinds, 'en'), JSON.stringify(reportPaper(proof, kinds, 'en'))]) {
      expect(text).toContain(brought?.was.slice(0, 16));
      expect(text).toContain(brought?.fingerprint.slice(0, 16));
      expect(text).toContain(broughtHome[0]?.sealRoot);
    }
  });

  it('takes a changed child home with which a record goes, and what had waited for it', async () => {
    const home = await Home.planned({ kinds: ['contact', 'company'], where: [], keep: [] });
    home.edit('crm_bank_details', { NAME: 'Другой банк' });
    const { report, broughtHome } = await home.go();
    expect(report.states).toMatchObject({ changed: 0, childAppeared: 0 });
    expect(broughtHome[0]?.records.map(({ key }) => key.kind)).toEqual(['bank-detail']);
    expect(home.rows('crm_bank_details').size).toBe(0);
  });

  it('leaves what changes again meanwhile, and tells it', async () => {
    const home = await Home.planned();
    const id = home.edit(CONTACTS, { name: 'Один' });
    home.meanwhile = () => void home.edit(CONTACTS, { name: 'Два' }, Number(id));
    const { report, broughtHome } = await home.go();
    expect(broughtHome[0]?.records).toHaveLength(1);
    expect(report.states.changed).toBe(1);
    expect(home.rows(CONTACTS).get(Number(id))).toMatchObject({ name: 'Два' });
    home.meanwhile = () => {};
    expect((await home.go()).report.states.changed).toBe(0);
    expect(home.rows(CONTACTS).size).toBe(0);
  });

  it('asks the choice of the plan again: a new version that it does not take stays (I2)', async () => {
    const home = await Home.planned({
      ...chosen,
      kinds: ['contact'],
      where: [{ field: 'name', is: '!=', value: 'Х' }],
    });
    const id = home.edit(CONTACTS, { name: 'Х', lastName: '', secondName: '' });
    const { report, broughtHome } = await home.go();
    expect(broughtHome[0]?.stays).toMatchObject([{ key: { kind: 'contact', id }, why: 'notChosen' }]);
    expect(report.states.changed).toBe(1);
    expect([...home.rows(CONTACTS).keys()]).toEqual([Number(id)]);
  });

  it('leaves another record that has taken the number, and what its owner declines', async () => {
    const home = await Home.planned();
    const [first, second] = [...home.rows(CONTACTS).keys()];
    home.edit(CONTACTS, { name: 'Чужой', createdTime: '2026-03-02T09:30:00+03:00' }, first);
    home.edit(CONTACTS, { name: 'Свой' }, second);
    home.mayGo = async (records) => {
      expect(records.map(({ key }) => key.id)).toEqual([String(second)]);
      return false;
    };
    const { report, broughtHome } = await home.go();
    expect(broughtHome[0]?.stays.map(({ key, why }) => [Number(key.id), why])).toEqual([
      [first, 'otherRecord'],
      [second, 'declined'],
    ]);
    expect(report.states.changed).toBe(2);
    expect([...home.rows(CONTACTS).keys()]).toEqual([first, second]);
  });

  it('leaves what the copy of the portal would not delete', async () => {
    const home = await Home.planned();
    home.edit(CONTACTS, { name: 'Новое' });
    await home.apply(true);
    const brought = await home.bring({
      rehearse: async (archive, meant) => {
        // A rehearsal that stopped before its end.
        await nodeDisk.replace(home.file('rehearsal.jsonl'), '');
        expect((await archive.seal())?.root).toBe(meant.header.sealRoot);
        return { without: [] };
      },
    });
    expect(brought).toMatchObject({ records: [], stays: [{ why: 'notRehearsed' }] });
  });

  it('goes on after a crash with the same command; without it nothing is sent (I3, I10)', async () => {
    const home = await Home.planned();
    home.edit(CONTACTS, { name: 'Новое' });
    await home.apply(true);
    const open = (mode: 'read' | 'write'): Promise<Archive> =>
      mode === 'write' ? home.open(mode) : Promise.reject(new Error('died here'));
    let looks = 0;
    const dying = (mode: 'read' | 'write'): Promise<Archive> => (looks++ === 0 ? home.open(mode) : open(mode));
    await expect(home.bring({ open: dying })).rejects.toThrow('died here');
    const left = home.rows(CONTACTS).size;
    expect(left).toBe(1);
    await expect(home.apply()).rejects.toMatchObject({ code: 'BRINGING_UNFINISHED' });
    const { report, broughtHome } = await home.go();
    expect(broughtHome.flatMap(({ records }) => records)).toHaveLength(1);
    expect(report.states.changed).toBe(0);
    expect(home.rows(CONTACTS).size).toBe(0);
  });

  it('says nothing of a record that the portal would not show again', async () => {
    const home = await Home.planned();
    home.edit(CONTACTS, { name: 'Новое' });
    await home.apply(true);
    const deaf = home.portal();
    const brought = await home.bring({ portal: { ...deaf, address: deaf.address, list: unreachable } });
    expect(brought).toMatchObject({ records: [], stays: [{ why: 'unread' }] });
    expect((await home.apply()).states.changed).toBe(1);
    expect(home.rows(CONTACTS).size).toBe(1);
  });

  it('does nothing where nothing changed: the seal stays as it is', async () => {
    const home = await Home.planned();
    const { report, broughtHome } = await home.go();
    expect(broughtHome).toEqual([]);
    expect(report.ended).toBe('finished');
    await home.reading(async (archive) => expect((await archive.seal())?.root).toBe(home.plan.header.sealRoot));
    expect((await home.events()).filter(({ type }) => type === 'resumed')).toEqual([]);
  });
});
