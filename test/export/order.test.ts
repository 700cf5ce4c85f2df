import { describe, expect, it } from 'vitest';

import type { Kind, KindId, Take } from '../../src/kinds/kind.ts';
import { runInOrder, withDependencies } from '../../src/journey/export/order.ts';
import { takenFrom } from '../../src/kinds/take.ts';
import { kindOf, listOf } from './kinds.ts';

const list: Take = { how: 'list', request: listOf('a.list') };
const kinds: readonly Kind[] = [
  kindOf('comment', { how: 'each', moves: 'nothing', parent: ['deal', 'lead'], request: () => listOf('comment.list') }),
  kindOf('file', { how: 'with', of: 'folder' }),
  kindOf('folder', { how: 'tree', roots: 'storage', request: () => listOf('children') }),
  kindOf('storage', list),
  kindOf('deal', list),
  kindOf('lead', list),
];

describe('the order of an export', () => {
  it('takes along what a chosen kind cannot be taken without', () => {
    expect(withDependencies(kinds, ['comment']).map(({ id }) => id)).toEqual(['comment', 'deal', 'lead']);
    expect(withDependencies(kinds, ['storage']).map(({ id }) => id)).toEqual(['storage']);
    // A folder's list brings files too: what comes home anyway is kept.
    expect(withDependencies(kinds, ['folder']).map(({ id }) => id)).toEqual(['file', 'folder', 'storage']);
  });

  it('names a kind that nobody declared', () => {
    expect(() => withDependencies(kinds, ['unicorn'])).toThrow('UNKNOWN_KIND');
  });

  it('starts a kind only when all it depends on are through, and never more than allowed at once', async () => {
    const through: KindId[] = [];
    let running = 0;
    let most = 0;
    await runInOrder(kinds, 2, async (kind) => {
      expect(takenFrom(kind).every((id) => through.includes(id))).toBe(true);
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      through.push(kind.id);
    });
    expect(through.toSorted()).toEqual(kinds.map(({ id }) => id).toSorted());
    expect(most).toBe(2);
  });

  it('stops at a rejection, but not before what is in flight has ended', async () => {
    const ended: KindId[] = [];
    const failure = new Error('gone');
    await expect(
      runInOrder(kinds, 2, async (kind) => {
        if (kind.id === 'storage') throw failure;
        await new Promise((resolve) => setImmediate(resolve));
        ended.push(kind.id);
      }),
    ).rejects.toBe(failure);
    expect(ended).toEqual(['deal']);
  });

  it('does not wait for ever for kinds that wait for each other', async () => {
    const circle = [
      kindOf('a', { how: 'tree', roots: 'b', request: () => undefined }),
      kindOf('b', { how: 'tree', roots: 'a', request: () => undefined }),
    ];
    await expect(runInOrder(circle, 2, async () => undefined)).rejects.toThrow('KINDS_IN_A_CIRCLE');
  });
});
