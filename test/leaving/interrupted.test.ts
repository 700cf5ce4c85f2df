import { expect, it } from 'vitest';

import { answered, User } from '../support/user.ts';

it.each(['handover', 'subject'] as const)(
  'an interrupted %s asks for the number that is left, not for that of the whole plan',
  async (work) => {
    const user = new User({ size: 200 });
    await user.types('export --kinds user,contact,lead,deal,task,activity,timeline-comment');
    await user.types('seal');
    const { records } = (await user.types('open contact')).last as {
      readonly records: readonly { readonly name: string }[];
    };
    const [surname = ''] = records[0]?.name.split(' ') ?? [];
    const names = work === 'handover' ? ['--from', '3', '--to', '4'] : ['--name', surname];
    const counts: number[] = [];
    user.answer = (question) => {
      if (question.about === 'count') counts.push(question.count);
      return answered(question);
    };
    const { steps } = (await user.types([work, 'plan', ...names])).last['plan'] as { readonly steps: number };
    await user.types([work, 'rehearse', ...names]);
    user.watching = (event) => {
      if (event.type === 'kind' && event.done > 0) user.stop();
    };
    expect((await user.types([work, 'apply', ...names])).code).toBe(130);
    user.watching = () => {};
    expect([0, 3]).toContain((await user.types([work, 'apply', ...names])).code);
    expect(counts).toEqual([steps, expect.any(Number)]);
    expect(counts[1]).toBeGreaterThan(0);
    expect(counts[1]).toBeLessThan(steps);
    // Nothing is left, and nothing is asked for.
    expect([0, 3]).toContain((await user.types([work, 'apply', ...names])).code);
    expect(counts).toHaveLength(2);
  },
  120_000,
);
