import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { archivedIn } from '../../src/archive/archived.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import type { PlanSource } from '../../src/journey/apply/source.ts';
import { type AppliedWithChanged, applyWithChanged } from '../../src/journey/drift/apply-with-changed.ts';
import { bringHome } from '../../src/journey/drift/bring-home.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { Destroyed } from '../../src/journey/prove/destroyed.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import type { Policy, Step } from '../../src/journey/types.ts';
import { kinds } from '../../src/kinds/index.ts';
import { planFile, rehearsed, type TakenHome, takenHome } from '../support/taken-home.ts';

const item = 'smart-process-item';
const type = 'smart-process-type';

async function planned(home: TakenHome, policy: Partial<Policy>): Promise<PlanSource> {
  const whole: Policy = { kinds: [item, type], where: [], keep: [], ...policy };
  return planFile(home, startOf(home.facts, whole), planEntries(home.facts, whole));
}

async function entriesOf(plan: PlanSource): Promise<{ steps: readonly Step[]; hands: readonly string[] }> {
  const entries = await Array.fromAsync(plan.entries());
  return {
    steps: entries.flatMap((entry) => (entry.type === 'step' ? [entry.step] : [])),
    hands: entries.flatMap((entry) => (entry.type === 'byHand' ? [entry.byHand.steps.en] : [])),
  };
}

async function binOf({ reached }: TakenHome, id: string): Promise<unknown> {
  const { result } = await reached.portal.call({ method: 'crm.type.list', params: { filter: { entityTypeId: id } } });
  return (result as { readonly types: readonly { readonly isRecyclebinEnabled: string }[] }).types[0]
    ?.isRecyclebinEnabled;
}

/** A colleague gives a type another name. */
async function renamed({ reached: { portal } }: TakenHome, id: string): Promise<void> {
  const { result } = await portal.call({ method: 'crm.type.list', params: { filter: { entityTypeId: id } } });
  const [row] = (result as { readonly types: readonly { readonly id: number }[] }).types;
  const fields = { title: 'Переименован после выгрузки' };
  await portal.call({ method: 'crm.type.update', params: { id: row?.id ?? 0, fields }, effect: 'write' });
}

/** Applies a plan; what had changed is brought home, and goes. */
function withChanged(home: TakenHome, plan: PlanSource): Promise<AppliedWithChanged> {
  const { options, folder, facts } = home;
  const open = (mode: 'read' | 'write'): Promise<Archive> =>
    Archive.open(folder, { mode, kinds, clock: home.reached.clock });
  return applyWithChanged({
    ...options,
    apply: async ({ waitsForChanged }) => {
      const archive = await open('read');
      const sealRoot = (await archive.seal())?.root;
      const report = await apply({
        ...options,
        plan,
        waitsForChanged,
        archive: { ...options.archive, sealRoot, archived: archivedIn(archive) },
      });
      await archive.close();
      return report;
    },
    bringHome: () =>
      bringHome({
        ...options,
        plan,
        open,
        facts: (archive, verification, sealRoot) => ({
          ...facts,
          sealRoot,
          records: (kind) => verification.records(kind),
          record: (key) => verification.record(key),
          children: (key) => archive.childKeys(key),
        }),
        rehearse: (archive, meant) => rehearsed({ ...home, archive }, meant),
        rehearsalPath: join(folder, 'rehearsal.jsonl'),
      }),
  });
}

function binned({ reached: { local } }: TakenHome): number {
  return Number(
    local.core.store.prepare("SELECT count(*) AS count FROM bin WHERE table_name LIKE 'crm_item_%'").get()?.['count'],
  );
}

/** Elements of smart processes lie in the bin of their type where it has one: so the archived type says. */
describe('the bin of a smart process', () => {
  it('is left on unless its owner says so, and named for a person to empty', async () => {
    const home = await takenHome(60);
    const { steps, hands } = await entriesOf(await planned(home, { kinds: [item] }));
    const items = steps.filter(({ key }) => key.kind === item);
    expect(items.length).toBeGreaterThan(1);
    expect(items.map(({ action }) => action)).toEqual(items.map(() => ({ do: 'delete', fate: 'bin', binDays: 30 })));
    expect(steps.some(({ action }) => action.do === 'binOff')).toBe(false);
    expect(hands.join(' ')).toContain('Recycle Bin');
  }, 60_000);

  it('is switched off first where the owner says so: rehearsed, seen off, and what lay under it is gone', async () => {
    const home = await takenHome(60);
    const plan = await planned(home, { kinds: [item], binsOff: true });
    const { steps, hands } = await entriesOf(plan);
    const [first, ...rest] = steps.filter(({ action }) => action.do !== 'cascade');
    expect(first).toMatchObject({ key: { kind: type }, action: { do: 'binOff' } });
    expect(new Set(rest.map(({ action }) => (action.do === 'delete' ? action.fate : action.do)))).toEqual(
      new Set(['gone']),
    );
    expect(hands.join(' ')).not.toContain('Recycle Bin');
    const rehearsal = await rehearsed(home, plan);
    expect([rehearsal.proof.exceptions, rehearsal.proof.total.binOff]).toEqual([[], 1]);

    expect(await binOf(home, first?.key.id ?? '')).toBe('Y');
    const applied = await apply({ ...home.options, plan });
    expect(applied).toMatchObject({ ended: 'finished', states: { planned: 0, refused: 0, unknown: 0, changed: 0 } });
    const proof = await prove({ ...home.options, archived: home.options.archive.archived });
    expect(proof.total).toMatchObject({ planned: steps.length, binOff: 1, inBin: 0, left: 0 });
    expect(proof.exceptions).toEqual([]);
    expect(await binOf(home, first?.key.id ?? '')).toBe('N');
    // Nothing was destroyed by it: the act does not count it.
    const destroyed = await Destroyed.of(nodeDisk, home.options.journalPath, kinds);
    expect(destroyed?.summary.count).toBe(proof.total.gone);
  }, 60_000);

  it('does not keep its type from going, which the same plan has changed', async () => {
    const home = await takenHome(60);
    const plan = await planned(home, { kinds: 'all', binsOff: true });
    const { steps } = await entriesOf(plan);
    const ofType = steps.filter(({ key }) => key.kind === type).map(({ action }) => action);
    expect(ofType[0]).toEqual({ do: 'binOff' });
    expect(ofType.at(-1)).toMatchObject({ do: 'delete', despite: ['isRecyclebinEnabled', 'updatedTime', 'updatedBy'] });
    const applied = await apply({ ...home.options, plan });
    expect(applied).toMatchObject({ ended: 'finished', states: { refused: 0, unknown: 0, changed: 0 } });
    const proof = await prove({ ...home.options, archived: home.options.archive.archived });
    expect(proof.kinds.find(({ kind }) => kind === type)).toMatchObject({ planned: 2, binOff: 1, gone: 1 });
  }, 60_000);

  it('is not touched where its type is protected, nor where it is off already', async () => {
    const home = await takenHome(60);
    const { steps } = await entriesOf(await planned(home, { kinds: [item] }));
    const id = steps.find(({ key }) => key.kind === item)?.key.id.split(':')[0] ?? '';
    const policy: Policy = { kinds: [item], where: [], keep: [], binsOff: true };
    const guarded = { ...home.facts, protectedNames: new Set([`${type}:${id}`]) };
    const kept = await Array.fromAsync(planEntries(guarded, policy));
    expect(kept.filter((entry) => entry.type === 'step' && entry.step.key.kind === type)).toEqual([]);
    const off = {
      ...home.facts,
      record: (key: Parameters<typeof home.facts.record>[0]) => {
        const held = home.facts.record(key);
        if (key.kind !== type || held === undefined || !('verified' in held)) return held;
        return { verified: { ...held.verified, row: { ...held.verified.row, isRecyclebinEnabled: 'N' } } };
      },
    };
    const gone = await Array.fromAsync(planEntries(off, { ...policy, binsOff: false }));
    const fates = gone.flatMap((entry) =>
      entry.type === 'step' && entry.step.action.do === 'delete' ? [entry.step.action.fate] : [],
    );
    expect(new Set(fates)).toEqual(new Set(['gone']));
  }, 60_000);

  it('that could not be switched off keeps what lies under it from going: it would land in the bin', async () => {
    const home = await takenHome(60);
    const plan = await planned(home, { kinds: [item], binsOff: true });
    const { steps } = await entriesOf(plan);
    const id = steps.find(({ action }) => action.do === 'binOff')?.key.id ?? '';
    await renamed(home, id);
    const applied = await apply({ ...home.options, plan });
    const items = steps.filter(({ key }) => key.kind === item).length;
    expect(applied).toMatchObject({ ended: 'finished', acknowledgedNow: 0, states: { changed: 1, refused: items } });
    expect(binned(home)).toBe(0);
    const proof = await prove({ ...home.options, archived: home.options.archive.archived });
    expect(proof.total).toMatchObject({ gone: 0, inBin: 0, refused: items });
    expect(new Set(proof.exceptions.map(({ code }) => code))).toEqual(new Set([undefined, 'BIN_IS_ON']));
  }, 60_000);

  it('is switched off in the new version of its type, and what had waited goes, once that is brought home', async () => {
    const home = await takenHome(60);
    const plan = await planned(home, { binsOff: true });
    const { steps } = await entriesOf(plan);
    const id = steps.find(({ action }) => action.do === 'binOff')?.key.id ?? '';
    await renamed(home, id);
    const { report, broughtHome } = await withChanged(home, plan);
    expect(broughtHome[0]).toMatchObject({ stays: [] });
    expect(broughtHome[0]?.records.map(({ key }) => key)).toEqual([
      { kind: type, id },
      { kind: type, id },
    ]);
    expect(report).toMatchObject({ ended: 'finished', states: { changed: 0, refused: 0, planned: 0, unknown: 0 } });
    expect([binned(home), await binOf(home, id)]).toEqual([0, undefined]);
    const proof = await prove({ ...home.options, archived: home.options.archive.archived });
    expect(proof.exceptions).toEqual([]);
  }, 60_000);

  it('goes with its type, which changed after its bin was off, once that is brought home', async () => {
    const home = await takenHome(60);
    const plan = await planned(home, { binsOff: true });
    const { steps } = await entriesOf(plan);
    const id = steps.find(({ action }) => action.do === 'binOff')?.key.id ?? '';
    await apply({ ...home.options, plan, caps: { maxDelete: 2 } });
    expect(await binOf(home, id)).toBe('N');
    await renamed(home, id);
    const { report, broughtHome } = await withChanged(home, plan);
    expect(broughtHome[0]).toMatchObject({ stays: [], records: [{ key: { kind: type, id } }] });
    expect(report).toMatchObject({ ended: 'finished', states: { changed: 0, refused: 0, planned: 0, unknown: 0 } });
    expect([binned(home), await binOf(home, id)]).toEqual([0, undefined]);
  }, 60_000);
});
