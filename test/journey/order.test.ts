import { describe, expect, it } from 'vitest';

import type { Text } from '../../src/base/text.ts';
import type { Deletion, Kind } from '../../src/kinds/kind.ts';
import { deletionOrder } from '../../src/kinds/order.ts';
import { childKindsOf, safestOrder } from '../../src/journey/plan/order.ts';
import { kinds as every } from '../../src/kinds/index.ts';
import { kindOf } from '../support/archive.ts';

const text: Text = { ru: '', en: '' };
const call = (to: 'bin' | 'gone', after: readonly string[] = []): Deletion =>
  ({
    how: 'call',
    call: () => ({ method: 'x' }),
    fate: to === 'bin' ? { to, days: 30 } : { to },
    after,
  }) as unknown as Deletion;
const person = { how: 'deactivate', call: () => ({ method: 'x' }), isActive: () => true } as unknown as Deletion;

const make = (id: string, deletion: Deletion, parents: readonly string[] = []): Kind =>
  kindOf(id, {
    deletion,
    references: parents.map((to) => ({ field: `${to}Id`, to, parent: true })),
  });

const ids = (kinds: readonly Kind[]): readonly string[] => safestOrder(kinds).map(({ id }) => id);

const after = (id: string, fate: 'bin' | 'gone', before: string): Kind => ({
  ...make(id, call(fate)),
  after: [before],
});

describe('the order in which kinds go (I7)', () => {
  it('lets children go before their parents, whatever their names and risks', () => {
    expect(ids([make('a', call('bin')), make('b', call('gone'), ['a']), make('c', call('gone'), ['b'])])).toEqual([
      'c',
      'b',
      'a',
    ]);
  });

  it('takes the safest first: what is not deleted by a call of its own, then what lies in a bin, then the rest', () => {
    const never: Deletion = { how: 'never', why: text };
    expect(ids([make('a', call('gone')), make('b', call('bin')), make('c', never), make('d', call('bin'))])).toEqual([
      'c',
      'b',
      'd',
      'a',
    ]);
    expect(ids([make('d', call('bin')), make('c', never), make('b', call('bin')), make('a', call('gone'))])).toEqual([
      'c',
      'b',
      'd',
      'a',
    ]);
  });

  it('leaves people for the end, though other kinds name them as parents', () => {
    expect(ids([make('user', person), make('task', call('gone'), ['user']), make('zone', call('bin'))])).toEqual([
      'zone',
      'task',
      'user',
    ]);
  });

  it('comes to an end with each kind once where kinds wait for each other in a ring', () => {
    const ring = [make('a', call('gone'), ['b']), make('b', call('gone'), ['c']), make('c', call('gone'), ['a'])];
    const beside = [make('d', call('gone'), ['a']), make('e', call('bin'))];
    const order = ids([...ring, ...beside]);
    expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    // What is free goes before the ring is cut.
    expect(order.slice(0, 2)).toEqual(['e', 'd']);
    expect(ids([])).toEqual([]);
  });

  it('cuts a ring where the order of kinds does, not where it is safest', () => {
    for (const ring of [
      [after('a', 'gone', 'b'), after('b', 'bin', 'a')],
      [after('b', 'bin', 'c'), after('c', 'bin', 'a'), after('a', 'gone', 'b')],
    ]) {
      expect(ids(ring)[0]).toBe(deletionOrder(ring).order[0]);
      expect(ids(ring)).toHaveLength(ring.length);
    }
  });

  it('is the same for the same kinds, in whichever order they are named, and holds all of them', () => {
    const order = ids(every);
    expect(new Set(order).size).toBe(every.length);
    expect(ids(every.toReversed())).toEqual(order);
    expect(order.at(-1)).toBe('user');
  });
});

describe('kinds below a kind', () => {
  it('are all whose records point to it as their parent, also a kind that nests in itself', () => {
    const tree = [
      make('folder', call('gone'), ['folder']),
      make('file', call('gone'), ['folder']),
      make('note', call('gone')),
    ];
    const children = childKindsOf(tree);
    expect(children.get('folder')?.map(({ id }) => id)).toEqual(['folder', 'file']);
    expect(children.get('file')).toBeUndefined();
    expect(children.size).toBe(1);
  });
});
