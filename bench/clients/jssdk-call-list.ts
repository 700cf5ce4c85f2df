// Reads all contacts by the way that the vendor's client recommends for bulk reading.
import { B24Hook } from '@bitrix24/b24jssdk';

import { tell, tellInTime } from './tell.ts';

const b24 = B24Hook.fromWebhookUrl(process.argv[2] ?? '');
const ids = new Set<number>();
tellInTime(() => ids.size);
const chunks = b24.actions.v2.fetchList.make<{ readonly id: number }>({
  method: 'crm.item.list',
  params: { entityTypeId: 3, select: ['*', 'fm'] },
  idKey: 'id',
  customKeyForResult: 'items',
});
for await (const chunk of chunks) for (const { id } of chunk) ids.add(id);
tell(ids.size);
