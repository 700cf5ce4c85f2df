import { describe, expect, it } from 'vitest';

import { type JsonObject, textOf } from '../../src/base/json.ts';
import { reasons } from '../../src/journey/plan/reasons.ts';
import type { Kept } from '../../src/journey/types.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { statesOf, type TeamWorld, type TeamWorldOptions, teamWorld } from './team-world.ts';

const TABLE = { name: 'feed_comments' };
const authors = [1, 2, 3] as const;

function commentsOn({ core: { store } }: LocalPortal): readonly (readonly [number, JsonObject])[] {
  const rows = store.prepare(`SELECT id, json FROM t_${TABLE.name} ORDER BY id`).all();
  return rows.map(({ id, json }) => [Number(id), JSON.parse(String(json)) as JsonObject]);
}

/** A company in which the administrator and two employees wrote into the Feed: the text of each is shown to its author alone. */
function world(more: Partial<TeamWorldOptions> = {}): Promise<TeamWorld> {
  return teamWorld({
    chosen: ['user', 'feed-comment'],
    before: ({ reached: { local } }) => {
      for (const [index, [id, row]] of commentsOn(local).entries()) {
        const author = authors[index % authors.length] ?? 1;
        local.core.store.table(TABLE).put(id, { ...row, attach: [], _user: author, text: `слова ${author}` });
      }
    },
    ...more,
  });
}

/** The author changes a comment that goes through a connection of theirs; gives back its number. */
function reworded(exit: TeamWorld): number {
  const [edited] = comments(exit).filter(({ through }) => through === 'user-3');
  const id = Number(edited?.key.id);
  const row = new Map(commentsOn(exit.reached.local)).get(id) ?? {};
  exit.reached.local.core.store.table(TABLE).put(id, { ...row, text: 'другие слова' });
  return id;
}

const keptOf = ({ key, why }: Kept): readonly string[] => (key.kind === 'feed-comment' ? [`${key.id} ${why.en}`] : []);
const comments = ({ steps }: TeamWorld): TeamWorld['steps'] => steps.filter(({ key }) => key.kind === 'feed-comment');
const authorOf = (exit: TeamWorld, id: string): string =>
  textOf(new Map(commentsOn(exit.reached.local)).get(Number(id))?.['_user'] ?? '');

describe('what two connections saw and only one of them whole', () => {
  it('was looked at through the one that lacks its text, and stayed as "changed" (I4)', async () => {
    const exit = await world();
    const texts = [...exit.archive.records('feed-comment')].map(({ row, witnesses }) => [row['text'], witnesses]);
    expect(texts).toContainEqual(['слова 2', ['user-1', 'user-2']]);
    const through = new Map(comments(exit).map(({ key, through: by }) => [key.id, by]));
    expect(through.size).toBe(texts.length);
    expect(through.size).toBeGreaterThan(5);
    for (const [id, by] of through) {
      const author = authorOf(exit, id);
      expect(by, `comment ${id}`).toBe(author === '1' ? undefined : `user-${author}`);
    }
    expect((await exit.rehearsal()).proof.exceptions).toEqual([]);
    const { ended, states } = await exit.run();
    expect([ended, states.changed, states.refused]).toEqual(['finished', 0, 0]);
    expect(commentsOn(exit.reached.local)).toEqual([]);
    expect((await exit.proof()).exceptions).toEqual([]);
    const ends = await statesOf(exit);
    for (const { key } of comments(exit)) expect(ends.get(`feed-comment:${key.id}`)).toBe('absent');
  });

  it('stays where its author has changed it since, though others see no difference (I4)', async () => {
    const exit = await world();
    const id = reworded(exit);
    await exit.run();
    expect((await statesOf(exit)).get(`feed-comment:${id}`)).toBe('changed');
    expect(commentsOn(exit.reached.local).map(([left]) => left)).toEqual([id]);
  });

  it('goes in the new words of its author, brought home through the author’s connection (I1, I4)', async () => {
    const exit = await world();
    const id = reworded(exit);
    const { broughtHome } = await exit.runWithChanged();
    expect(broughtHome.flatMap(({ records }) => records).map(({ key }) => key.id)).toEqual([String(id)]);
    expect(exit.archive.record({ kind: 'feed-comment', id: String(id) })?.row['text']).toBe('другие слова');
    expect(commentsOn(exit.reached.local)).toEqual([]);
  });

  it('is left to its author where the author’s connection is not kept here', async () => {
    const exit = await world({ here: ['user-2'] });
    expect(comments(exit).some(({ key }) => authorOf(exit, key.id) === '3')).toBe(false);
    const hands: string[] = [];
    for await (const entry of exit.plan.entries()) {
      if (entry.type === 'byHand' && entry.byHand.kind === 'feed-comment') hands.push(entry.byHand.name);
    }
    const theirs = commentsOn(exit.reached.local).filter(([, row]) => row['_user'] === 3);
    expect(hands).toEqual([`Person 3: ${theirs.length}`]);
  });

  it('stays where nobody was shown its text: the archive does not hold it (I1)', async () => {
    const exit = await world({ from: ['user-1', 'user-2'], here: ['user-2'] });
    const stays: string[] = [];
    for await (const entry of exit.plan.entries()) if (entry.type === 'kept') stays.push(...keptOf(entry.kept));
    const theirs = commentsOn(exit.reached.local).filter(([, row]) => row['_user'] === 3);
    expect(theirs.length).toBeGreaterThan(0);
    expect(stays.toSorted()).toEqual(theirs.map(([id]) => `${id} ${reasons.inPart.en}`).toSorted());
    await exit.run();
    expect(commentsOn(exit.reached.local).map(([id]) => id)).toEqual(theirs.map(([id]) => id));
  });

  it('took along, unseen, what was written below a post since, and what stays there (I5)', async () => {
    const chosen = ['user', 'feed-post', 'feed-comment', 'poll'];
    const exit = await world({ chosen });
    const posts = exit.steps.filter(({ key }) => key.kind === 'feed-post').map(({ key }) => key.id);
    expect(posts.length).toBeGreaterThan(2);
    const [, row = {}] = commentsOn(exit.reached.local)[0] ?? [];
    const [, busy = ''] = posts;
    exit.reached.local.core.store.table(TABLE).put(99_999, { ...row, id: 99_999, _user: 4, _post: Number(busy) });
    await exit.run();
    const ends = await statesOf(exit);
    for (const id of posts)
      expect(ends.get(`feed-post:${id}`), id).toBe(id === busy ? 'childAppeared' : 'acknowledged');
    expect(commentsOn(exit.reached.local).map(([id]) => id)).toEqual([99_999]);
    const stayed = (await exit.proof()).exceptions.filter(({ kind }) => kind === 'feed-post');
    expect(stayed.map(({ id, child }) => `${id} ${child}`)).toEqual([`${busy} feed-comment:?`]);
  });

  it('stays with the post that it may hang on, which would take it along (I5)', async () => {
    const chosen = ['user', 'feed-post', 'feed-comment', 'poll'];
    const exit = await world({ chosen, from: ['user-1', 'user-2'], here: ['user-2'] });
    expect(exit.steps.filter(({ key }) => key.kind === 'feed-post')).toEqual([]);
    expect((await exit.rehearsal()).proof.exceptions).toEqual([]);
    await exit.run();
    expect(new Set(commentsOn(exit.reached.local).map(([, row]) => row['_user']))).toEqual(new Set([3]));
  });
});
