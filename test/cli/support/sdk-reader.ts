// Reads deals of a portal with the vendor's own client, in a process of its own: it must be told of the portal's
// authority before it starts. Takes the webhook's address; prints one object of JSON.
import { B24Hook } from '@bitrix24/b24jssdk';

interface Deal {
  readonly id: number;
  readonly title: string;
}

const [url = ''] = process.argv.slice(2);
const { v2 } = B24Hook.fromWebhookUrl(url).actions;
const listed = await v2.callList.make<Deal>({
  method: 'crm.item.list',
  params: { entityTypeId: 2, select: ['id', 'title'] },
  idKey: 'id',
  customKeyForResult: 'items',
});
const deals = listed.getData() ?? [];
const got = await v2.call.make<{ item: Deal }>({
  method: 'crm.item.get',
  params: { entityTypeId: 2, id: deals[0]?.id },
});
console.log(JSON.stringify({ count: deals.length, first: deals[0], got: got.getData()?.result.item.title }));
