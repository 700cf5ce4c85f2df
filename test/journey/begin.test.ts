import { describe, expect, it } from 'vitest';

import { checkBinding, demandOwnJournal, kindsOf, noteBeginning, sealOfPlan } from '../../src/journey/apply/begin.ts';
import { inVersions, type PlanSource } from '../../src/journey/apply/source.ts';
import type { Standing } from '../../src/journey/journal/ledger.ts';
import type { PlanEntry } from '../../src/journey/plan/entry.ts';
import type { Kept, StepAction } from '../../src/journey/types.ts';
import { kindOf } from '../support/archive.ts';
import { entriesOf, GONE, ledgerInMemory, targetOf } from './targets.ts';

const [PLAN, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];
const [SEAL, RESEALED] = ['c'.repeat(128), 'd'.repeat(128)];
const fresh: Standing = { bringing: false, canaryPassed: false, counted: false, finished: false, proved: false };

function planOf(...entries: readonly PlanEntry[]): PlanSource {
  return {
    header: {
      version: 1,
      portal: 'acme.bitrix24.ru',
      sealRoot: SEAL,
      madeAtMs: 0,
      policy: { kinds: 'all', where: [], keep: [] },
      steps: 3,
      kept: 0,
      byHand: 0,
    },
    sha256: PLAN,
    entries: () => entriesOf(...entries),
  };
}
const check = (facts: Partial<Parameters<typeof checkBinding>[1]>): unknown => {
  try {
    checkBinding(planOf(), { portal: 'acme.bitrix24.ru', sealRoot: SEAL, standing: fresh, ...facts });
    return 'bound';
  } catch (error) {
    const { code, detail } = error as { readonly code: string; readonly detail: object };
    return { code, ...detail };
  }
};

describe('a plan is bound to one portal, one sealed archive and one journal (I10)', () => {
  it('is carried out where all of them are its own', () => {
    expect(check({})).toBe('bound');
    expect(check({ standing: { ...fresh, plan: PLAN } })).toBe('bound');
    expect(check({ standing: { ...fresh, plan: PLAN, sealRoot: RESEALED }, sealRoot: RESEALED })).toBe('bound');
  });

  it('is refused on another portal', () => {
    expect(check({ portal: 'other.bitrix24.ru' })).toEqual({
      code: 'PLAN_OTHER_PORTAL',
      planned: 'acme.bitrix24.ru',
      connected: 'other.bitrix24.ru',
    });
  });

  it('is refused for another archive, or one without a seal, with the beginnings of both', () => {
    const stale = { code: 'PLAN_STALE', planned: 'c'.repeat(12), madeAt: '1970-01-01T00:00:00.000Z' };
    expect(check({ sealRoot: RESEALED })).toEqual({ ...stale, now: 'd'.repeat(12) });
    expect(check({ sealRoot: undefined })).toEqual({ ...stale, now: '-' });
    // After changed records were brought home, the archive as it was before is another one.
    expect(check({ standing: { ...fresh, plan: PLAN, sealRoot: RESEALED } })).toMatchObject({ code: 'PLAN_STALE' });
  });

  it('is refused while changed records are being brought home, for then the seal is off', () => {
    const standing = { ...fresh, plan: PLAN, bringing: true };
    expect(check({ standing, sealRoot: undefined })).toEqual({ code: 'BRINGING_UNFINISHED', archive: '-' });
    expect(check({ standing, sealRoot: RESEALED })).toEqual({ code: 'BRINGING_UNFINISHED', archive: 'd'.repeat(12) });
    expect(check({ standing })).toBe('bound');
  });

  it('goes on in no journal that another plan began, and believes no seal that it names', () => {
    expect(check({ standing: { ...fresh, plan: OTHER } })).toEqual({
      code: 'JOURNAL_OTHER_PLAN',
      journal: 'b'.repeat(12),
      plan: 'a'.repeat(12),
    });
    expect(sealOfPlan(planOf(), { ...fresh, plan: OTHER, sealRoot: RESEALED })).toBe(SEAL);
    expect(sealOfPlan(planOf(), { ...fresh, plan: PLAN, sealRoot: RESEALED })).toBe(RESEALED);
    expect(() => demandOwnJournal({ sha256: PLAN }, undefined)).not.toThrow();
    expect(() => demandOwnJournal({ sha256: PLAN }, PLAN)).not.toThrow();
  });
});

const deal = kindOf('deal');
const step = (number: number, action: StepAction = GONE, kind = deal): PlanEntry => ({
  type: 'step',
  step: targetOf({ kind, row: { ID: String(number) }, number, action }).step,
});
const stays = (reason: Kept['reason']): PlanEntry => ({
  type: 'kept',
  kept: { key: { kind: 'deal', id: '9' }, name: 'Ромашка', reason, why: { ru: '', en: '' } },
});
const byHand = (key?: { readonly kind: string; readonly id: string }): PlanEntry => ({
  type: 'byHand',
  byHand: {
    number: 1,
    kind: 'bin',
    name: 'Ромашка',
    steps: { ru: '', en: '' },
    why: { ru: '', en: '' },
    check: 'person',
    ...(key === undefined ? {} : { key }),
  },
});

describe('the first commit of a journal', () => {
  it('says in numbers what the plan means to do, so that a proof needs no other file, and names nobody', async () => {
    const bin: StepAction = { do: 'delete', fate: 'bin', binDays: 30 };
    const plan = planOf(
      step(1),
      step(2),
      step(3, bin),
      step(4, bin, kindOf('lead')),
      step(5, { do: 'deactivate' }, kindOf('user')),
      stays('chosen'),
      stays('refused'),
      stays('chosen'),
      byHand(),
      byHand({ kind: 'bin', id: '4' }),
    );
    const { ledger, events, commits } = ledgerInMemory();
    await noteBeginning(ledger, plan, true);
    const planned = { type: 'planned', kind: 'deal', action: 'delete' };
    expect(events).toEqual([
      { type: 'begun', plan: PLAN, portal: 'acme.bitrix24.ru', sealRoot: SEAL, steps: 3, attended: true },
      { type: 'byHand', number: 1, kind: 'bin', check: 'person' },
      { type: 'byHand', number: 1, kind: 'bin', id: '4', check: 'person' },
      { ...planned, fate: 'gone', count: 2 },
      { ...planned, fate: 'bin', binDays: 30, count: 1 },
      { ...planned, kind: 'lead', fate: 'bin', binDays: 30, count: 1 },
      { type: 'planned', kind: 'user', action: 'deactivate', count: 1 },
      { type: 'kept', kind: 'deal', reason: 'chosen', count: 2 },
      { type: 'kept', kind: 'deal', reason: 'refused', count: 1 },
    ]);
    expect(commits).toEqual([events.length]);
    expect([...(await kindsOf(plan))]).toEqual(['deal', 'lead', 'user']);
  });
});

describe('a plan of which some steps mean another version since they were brought home', () => {
  it('is the same but for those', async () => {
    const plan = planOf(step(1), stays('chosen'), step(2));
    expect(inVersions(plan, new Map())).toBe(plan);
    const entries = await Array.fromAsync(inVersions(plan, new Map([[2, 'f'.repeat(64)]])).entries());
    const planned = await Array.fromAsync(plan.entries());
    expect(entries.slice(0, 2)).toEqual(planned.slice(0, 2));
    expect(entries[2]).toEqual({
      type: 'step',
      step: { ...(planned[2] as { step: object }).step, fingerprint: 'f'.repeat(64) },
    });
  });
});
