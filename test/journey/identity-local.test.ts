import { expect, it, onTestFinished } from 'vitest';

import { identify } from '../../src/journey/apply/identity.ts';
import { kinds } from '../../src/kinds/index.ts';
import { employeeWebhook } from '../../src/portal/company/index.ts';
import { textsFor } from '../../src/texts/catalogue.ts';
import { reach } from '../export/local.ts';
import { Listener } from './spoken.ts';

it('tells a portal by its company, its people and its newest change, in one request that the documentation knows', async () => {
  const listener = new Listener();
  const { portal, local, clock } = reach({ size: 60, bigFileBytes: 10 }, undefined, listener.hear);
  onTestFinished(() => local.close());
  const deals = { method: 'crm.item.list', params: { entityTypeId: 2, select: ['id'] } };
  const { items } = (await portal.call(deals)).result as { readonly items: readonly { readonly id: number }[] };
  await clock.sleep(Date.parse('2026-11-20T10:00:00+03:00') - clock.now());
  const before = await identify(portal, kinds);
  expect(before.company).toBeTruthy();
  expect(before.newestAtMs).toBeLessThan(clock.now());

  const write = 'write' as const;
  await clock.sleep(3_600_000);
  const fields = { title: 'Changed last' };
  await portal.call({
    method: 'crm.item.update',
    effect: write,
    params: { entityTypeId: 2, id: items[0]?.id ?? 0, fields },
  });
  await portal.call({ method: 'user.update', effect: write, params: { ID: 2, ACTIVE: false } });
  const after = await identify(portal, kinds);
  expect(after.people).toBe((before.people ?? 0) - 1);
  expect(Math.abs((after.newestAtMs ?? 0) - clock.now())).toBeLessThan(2_000);
  expect([...listener.problems]).toEqual([]);
});

it('asks for the address beside what it knows, in words for what it does not', async () => {
  const { portal, local } = reach({ size: 30, bigFileBytes: 10 }, employeeWebhook);
  onTestFinished(() => local.close());
  const known = await identify(portal, kinds);
  for (const language of ['en', 'ru'] as const) {
    const { address } = textsFor(language).views.ask;
    const question = { portal: 'acme.bitrix24.ru', owner: 'Анна Котова', planSha256: 'ab12cd34ef56789' };
    expect(address({ ...question, identity: { ...known, company: 'Ромашка', people: 12 } }).text).toMatch(
      /Ромашка[^]*12/u,
    );
    const bare = address({ ...question, identity: {} }).text;
    expect(bare.split('\n')).toHaveLength(4);
    expect(bare).not.toContain('undefined');
  }
});
