import { expect, it } from 'vitest';

import type { Json } from '../../src/base/json.ts';
import type { Call, Outcome, Portal } from '../../src/bitrix24/port.ts';
import { witness } from '../../src/journey/journal/witness.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';

const answered = (result: Json, total?: number): Outcome =>
  ({ is: 'answered', answer: { result, ...(total === undefined ? {} : { total }) } }) as unknown as Outcome;
const refused = { is: 'refused', error: new Error('ACCESS_DENIED') } as unknown as Outcome;

/** A portal of which a witness asks one batch. */
function portalOf(answers: Readonly<Record<string, Outcome>>): { readonly portal: Portal; readonly asked: Call[] } {
  const asked: Call[] = [];
  const batch = async (calls: readonly Call[]): Promise<readonly Outcome[]> => {
    asked.push(...calls);
    return calls.map(({ method }) => answers[method] ?? refused);
  };
  return { portal: { batch } as unknown as Portal, asked };
}

const listOf = (id: string, request: object): Kind =>
  kindOf(id, {
    take: {
      how: 'list',
      request: { method: `crm.${id}.list`, rows: [], idField: 'ID', pager: { by: 'id' }, ...request },
    } as Kind['take'],
  });

const kinds = [
  listOf('lead', { params: { entityTypeId: 1 } }),
  listOf('deal', { api: 'v3' }),
  listOf('note', { countable: false }),
  listOf('order', { countable: true }),
  kindOf('line', { take: { how: 'with', of: 'deal' } as unknown as Kind['take'] }),
];

it('tells whose connection it is, and how many records of each kind it sees where the portal counts them', async () => {
  const { portal, asked } = portalOf({
    profile: answered({ ID: '7', NAME: 'Анна' }),
    'user.admin': answered(true),
    'crm.lead.list': answered([], 12),
    'crm.deal.list': answered([], 0),
    'crm.order.list': answered([]),
  });
  expect(await witness(portal, kinds, 'before')).toEqual([
    { type: 'witness', when: 'before', user: '7', administrator: true },
    { type: 'counted', when: 'before', kind: 'lead', total: 12 },
    { type: 'counted', when: 'before', kind: 'deal', total: 0 },
  ]);
  // Kinds that no list gives, or whose list counts nothing, are not asked for; the rest is asked as it is listed.
  expect(asked).toStrictEqual([
    { method: 'profile' },
    { method: 'user.admin' },
    { method: 'crm.lead.list', params: { entityTypeId: 1 } },
    { method: 'crm.deal.list', api: 'v3' },
    { method: 'crm.order.list' },
  ]);
});

it('says nothing of what the portal did not answer', async () => {
  const silent = portalOf({}).portal;
  expect(await witness(silent, kinds, 'after')).toEqual([{ type: 'witness', when: 'after' }]);
  const odd = portalOf({ profile: answered('login'), 'user.admin': answered('yes'), 'crm.lead.list': refused }).portal;
  expect(await witness(odd, kinds, 'after')).toEqual([{ type: 'witness', when: 'after' }]);
  const plain = portalOf({ profile: answered({ ID: '2' }), 'user.admin': answered(false) }).portal;
  expect(await witness(plain, [], 'after')).toEqual([
    { type: 'witness', when: 'after', user: '2', administrator: false },
  ]);
});
