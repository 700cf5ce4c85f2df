import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readPlan } from '../../src/journey/plan/file.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { User } from '../support/user.ts';

const CONTACTS = { name: 'crm_item_3' };

/** Somebody who has taken contacts home, sealed and planned them. */
async function planned(): Promise<User> {
  const user = new User({ size: 60 });
  await user.types('export --kinds contact,requisite,bank-detail,activity,timeline-comment,address');
  await user.types('seal');
  expect((await user.types('plan --kinds contact')).code).toBe(0);
  return user;
}

describe('apply --re-export-changed, as it is typed', () => {
  it('shows what changed, asks, and says what went in which version', async () => {
    const user = await planned();
    await user.types('rehearse');
    const table = user.portal.core.store.table(CONTACTS);
    const [id] = table.ids();
    table.patch(Number(id), { name: 'Переименована' });
    const first = await user.types('apply --portal-is-live');
    expect(first.last).toMatchObject({ ended: 'finished', states: { changed: 1 } });
    expect(first.text).toContain('--re-export-changed');
    // Its requisite had its turn with it: it waits for nothing, and is not said to.
    expect(first.text).toContain('record untouched, along with what stayed');
    expect(first.text).toContain('Every step of the plan has had its turn.');
    expect(first.text).not.toContain('not done yet');

    const asked: string[] = [];
    const counts: number[] = [];
    const { answer } = user;
    user.answer = (question) => {
      if (question.about === 'count') counts.push(question.count);
      if (question.about !== 'changed') return answer(question);
      asked.push(...question.examples.map(({ name }) => name));
      return asked.length === 1 ? 'no' : 'yes';
    };
    const declined = await user.types('apply --re-export-changed --portal-is-live');
    expect(declined.code).toBe(3);
    expect(declined.last).toMatchObject({
      states: { changed: 1 },
      broughtHome: { count: 0, staysCount: 1, stays: [{ kind: 'contact', id: String(id), why: 'declined' }] },
    });
    const done = await user.types('apply --re-export-changed --portal-is-live');
    expect(asked).toEqual([expect.stringContaining('Переименована'), expect.stringContaining('Переименована')]);
    // Once the number of the whole plan was asked for, though only what had changed would go.
    expect(counts, 'the contact and its requisite').toEqual([2, 2]);
    expect(done.code).toBe(0);
    expect(done.last).toMatchObject({
      states: { changed: 0 },
      broughtHome: { count: 1, records: [{ kind: 'contact', id: String(id) }], stays: [] },
    });
    expect(done.text).toContain('Переименована');
    expect(table.has(Number(id))).toBe(false);
    const proof = (await user.types('prove')).last;
    expect(proof).toMatchObject({ broughtHome: { count: 1 } });
    expect((await user.types('verify')).code).toBe(0);
  }, 60_000);
});

describe('rehearse --adjust-plan, as it is typed', () => {
  it('takes out of the plan what the copy refuses, tells why, and never once a deletion has begun', async () => {
    const user = await planned();
    const plan = join(user.archive, 'exit', 'plan.jsonl');
    const before = await readPlan(nodeDisk, plan);
    // Nothing was refused: the plan stays as it is, to the byte.
    const clean = await user.types('rehearse --adjust-plan');
    expect(clean.last).toMatchObject({ clean: true, takenOut: 0, planSha256: before.sha256 });
    const first = await user.types('apply --max-delete 1 --portal-is-live');
    expect(first.code).toBe(3);
    let count = 0;
    const { answer } = user;
    user.answer = (question) => {
      if (question.about === 'count') ({ count } = question);
      return answer(question);
    };
    await user.types('apply --max-delete 1');
    // A run that goes on asks about the rest.
    expect(count).toBeLessThan(before.header.steps);
    expect(first.last).toMatchObject({ states: { planned: count } });
    const begun = await user.types('rehearse --adjust-plan');
    expect([begun.code, begun.last['code']]).toEqual([5, 'PLAN_BEGUN']);
  }, 60_000);
});
