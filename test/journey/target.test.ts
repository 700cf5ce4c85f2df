import { describe, expect, it } from 'vitest';

import { byKind, piecesOf, type Target, targetsOf, windowsOf } from '../../src/journey/apply/target.ts';
import { kindOf } from '../support/archive.ts';
import { alongOf, entriesOf, targetOf } from './targets.ts';

const [deal, note, task] = ['deal', 'note', 'task'].map((id) => kindOf(id)) as [
  Target['kind'],
  Target['kind'],
  Target['kind'],
];
const kinds = new Map([deal, note, task].map((kind) => [kind.id, kind]));
const step = (target: { readonly step: Target['step'] }) => ({ type: 'step', step: target.step }) as const;
const dealKey = { kind: 'deal', id: '5' };
const along = alongOf(note, { ID: '8' }, 1, dealKey);
const own = targetOf({ kind: deal, row: { ID: '5' }, number: 2 });

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  return Array.fromAsync(items);
}

describe('the steps of a plan', () => {
  it('are put together with what goes along with them, and nothing else of the plan', async () => {
    const kept = { key: dealKey, name: '', reason: 'chosen', why: { ru: '', en: '' } } as const;
    const next = targetOf({ kind: task, row: { ID: '1' }, number: 3 });
    const targets = await all(targetsOf(entriesOf(step(along), { type: 'kept', kept }, step(own), step(next)), kinds));
    expect(targets).toEqual([{ ...own, along: [along] }, next]);
  });

  it('are refused when something goes along with what does not come next, or with nothing (I5)', async () => {
    const strangers = [
      step(targetOf({ kind: deal, row: { ID: '6' }, number: 2 })),
      step(targetOf({ kind: task, row: { ID: '5' }, number: 2 })),
    ];
    for (const entries of [...strangers.map((stranger) => [step(along), stranger]), [step(own), step(along)]]) {
      await expect(all(targetsOf(entriesOf(...entries), kinds))).rejects.toMatchObject({
        code: 'PLAN_STRAY_STEP',
        detail: { step: 1 },
      });
    }
    const unknown = step(targetOf({ kind: kindOf('lead'), row: { ID: '5' } }));
    await expect(all(targetsOf(entriesOf(unknown), kinds))).rejects.toMatchObject({ code: 'PLAN_UNKNOWN_KIND' });
  });
});

const targets = (kind: Target['kind'], count: number): readonly Target[] =>
  Array.from({ length: count }, (_, index) => targetOf({ kind, row: { ID: String(index + 1) }, number: index + 1 }));

async function* each(list: readonly Target[]): AsyncGenerator<Target, void, void> {
  yield* list;
}

const shape = (windows: readonly (readonly Target[])[]): readonly string[] =>
  windows.map((window) => `${window.length} ${window[0]?.kind.id}`);

describe('windows', () => {
  it('hold one kind each, in order, as many as they may', async () => {
    const list = [...targets(deal, 5), ...targets(task, 3), ...targets(deal, 1)];
    expect(shape(await all(windowsOf(each(list), () => 2)))).toEqual([
      '2 deal',
      '2 deal',
      '1 deal',
      '2 task',
      '1 task',
      '1 deal',
    ]);
    expect(shape(await all(windowsOf(each(list), () => 49)))).toEqual(['5 deal', '3 task', '1 deal']);
    expect(await all(windowsOf(each([]), () => 2))).toEqual([]);
  });

  it('ask for their size when they have one target and when they have two, and not for each', async () => {
    const asked: number[] = [];
    const windows = windowsOf(each(targets(deal, 7)), (begun) => {
      asked.push(begun.length);
      return begun.length === 1 ? 9 : 4;
    });
    expect(shape(await all(windows))).toEqual(['4 deal', '3 deal']);
    expect(asked).toEqual([1, 2, 1, 2]);
  });

  it('of any kinds are pieces of 49 at most, which can be sorted by kind', async () => {
    const list = [...targets(deal, 30), ...targets(task, 2), ...targets(deal, 20)];
    const pieces = await all(piecesOf(each(list)));
    expect(pieces.map(({ length }) => length)).toEqual([49, 3]);
    expect(await all(piecesOf(each(list.slice(0, 49))))).toHaveLength(1);
    expect(await all(piecesOf(each([])))).toEqual([]);
    expect(shape([...byKind(pieces[0] ?? [])])).toEqual(['47 deal', '2 task']);
  });
});
