// The quickest that can be made of the vendor's client by hand: offsets in batches. It counts pages by the total first.
import { B24Hook } from '@bitrix24/b24jssdk';

import { tell } from './tell.ts';

interface Answer {
  readonly items: readonly { readonly id: number }[];
}

const b24 = B24Hook.fromWebhookUrl(process.argv[2] ?? '');
const params = { entityTypeId: 3, select: ['*', 'fm'], order: { id: 'ASC' } };
const first = await b24.actions.v2.call.make<Answer>({ method: 'crm.item.list', params });
const total = first.getTotal();
const ids = new Set<number>((first.getData()?.result.items ?? []).map(({ id }) => id));
const calls = Array.from(
  { length: Math.max(0, Math.ceil(total / 50) - 1) },
  (_, index) => ['crm.item.list', { ...params, start: (index + 1) * 50 }] as [string, object],
);
const rest = await b24.actions.v2.batchByChunk.make<Answer>({ calls });
for (const { items } of rest.getData() ?? []) for (const { id } of items) ids.add(id);
tell(ids.size);
