import { afterEach, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import type { Portal } from '../../src/bitrix24/port.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import { planFromMemory } from '../../src/journey/apply/source.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { isGap } from '../../src/journey/export/tally.ts';
import { plan } from '../../src/journey/plan/plan.ts';
import { lookAgain } from '../../src/journey/prove/look.ts';
import type { Plan, Policy } from '../../src/journey/types.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import type { Kind, KindId, RecordLike } from '../../src/kinds/kind.ts';
import { administratorWebhook } from '../../src/portal/company/index.ts';
import { connectTo, reach } from '../export/local.ts';
import { emptyArchive } from '../support/archive.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { fixtures } from './fixtures/index.ts';
import { type Fixture, mark } from './fixtures/fixture.ts';
import { unwalked } from './fixtures/unwalked.ts';
import { callsOf } from './support/calls.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((clean) => clean()));
});

function kindOf(id: KindId): Kind {
  const kind = kindById(id);
  if (kind === undefined) throw new Error(`no kind ${id}`);
  return kind;
}

function likeOf(archive: Archive, kind: KindId, id: string): RecordLike | undefined {
  const record = archive.record({ kind, id });
  if (record === undefined) return undefined;
  return { id, row: record.row, ...(record.parent && { parent: record.parent }) };
}

async function planOf(archive: Archive, portal: Portal, policy: Policy): Promise<Plan> {
  const verification = await Verification.of(archive);
  expect(verification.damage).toEqual([]);
  return plan(
    {
      portal: portal.address,
      sealRoot: 'unsealed',
      madeAtMs: 0,
      kinds,
      ownerId: '1',
      administrators: ['1'],
      records: (kind) => verification.records(kind),
      record: (key) => verification.record(key),
      children: (key) => archive.childKeys(key),
    },
    policy,
  );
}

/** Makes one record, brings it home, deletes it by a plan, and looks again. */
async function walk(id: KindId, { make, along = [], all, byId }: Fixture) {
  const { local, portal, clock } = reach({ size: 40, bigFileBytes: 1000 });
  const maker = connectTo(local, clock, administratorWebhook);
  const key = await make({
    call: async (method, params, api = 'v2') =>
      (await maker.call({ method, api, ...(params && { params }), effect: 'write' })).result,
  });
  const empty = await emptyArchive({ kinds, clock });
  const { archive } = empty;
  cleanups.push(async () => {
    await archive.close();
    await empty.remove();
  });
  const chosen = [id, ...along];
  const report = await exportPortal({ portal, archive, kinds, chosen, connection: 'admin', clock });
  const record = likeOf(archive, id, key);
  const kind = kindOf(id);
  const before = record === undefined ? undefined : (await lookAgain(portal, kind, [record])).get(key);
  const named = byId ? { field: 'id', value: key } : { field: 'name', value: mark };
  const policy: Policy = { kinds: chosen, where: all ? [] : [{ ...named, is: '~' }], keep: [] };
  const made = await planOf(archive, portal, policy);
  const applied = await apply({
    plan: planFromMemory(made),
    disk: new FakeDisk(),
    journalPath: 'journal.jsonl',
    portal,
    archive: {
      fingerprint: fingerprintOf,
      archived: ({ kind: of, id: each }) => likeOf(archive, of, each),
      sealRoot: 'unsealed',
    },
    kinds,
    clock,
    guard: { attended: true, typed: portal.address },
  });
  const after = record === undefined ? undefined : (await lookAgain(portal, kind, [record])).get(key);
  return { archive, key, report, record, before, made, applied, after, kind };
}

describe('each kind walks through a whole exit on the local portal', () => {
  it.each(Object.entries(fixtures))('%s', async (id, fixture) => {
    const { archive, key, report, record, before, made, applied, after, kind } = await walk(id, fixture);
    expect(report.missing.filter(isGap)).toEqual([]);
    expect(record, 'it came home').toBeDefined();
    expect(before, 'a fresh look finds it').toMatchObject({ is: 'there' });
    if (before?.is === 'there') {
      const fresh = fingerprintOf(kind, before.row);
      expect(fresh, 'and finds it as it was archived (I4)').toBe(archive.record({ kind: id, id: key })?.fingerprint);
    }
    const step = made.list.find((each) => each.key.kind === id && each.key.id === key);
    expect(
      step,
      `planned; it stays because ${JSON.stringify(made.stays.find((kept) => kept.key.kind === id && kept.key.id === key)?.why)}`,
    ).toBeDefined();
    expect(applied).toMatchObject({ ended: 'finished', states: { planned: 0, unknown: 0, refused: 0, changed: 0 } });
    if (kind.deletion.how === 'deactivate') {
      const active = after?.is === 'there' && kind.deletion.isActive(after.row);
      expect({ ...after, active }).toMatchObject({ is: 'there', active: false });
    } else expect(after, 'and it is gone').toEqual({ is: 'absent' });
  });
});

describe('the suite', () => {
  it('leaves out no kind that the local portal serves, but for the listed reasons', () => {
    const { local } = reach({ size: 40, bigFileBytes: 1000 });
    const served = new Set(local.core.methods.all.map(({ name, api = 'v2' }) => `${api} ${name.toLowerCase()}`));
    const isServed = (kind: Kind): boolean => {
      const [first] = callsOf(kind.take.how === 'with' ? kindOf(kind.take.of) : kind);
      return first !== undefined && served.has(`${first.api} ${first.method.toLowerCase()}`);
    };
    const walked = new Set([...Object.keys(fixtures), ...Object.keys(unwalked)]);
    expect(kinds.filter((kind) => isServed(kind) && !walked.has(kind.id)).map(({ id }) => id)).toEqual([]);
  });
});
