// Runs the vendor's own client against a portal, in a process of its own: it must be told of the portal's authority
// before it starts. Takes the webhook's address; prints one object of JSON.
import { type AjaxResult, B24Hook, BatchRefV3, type Result } from '@bitrix24/b24jssdk';

const [url = ''] = process.argv.slice(2);
const b24 = B24Hook.fromWebhookUrl(url);
const { v2, v3 } = b24.actions;

interface Item {
  readonly id: number;
  readonly title: string;
}

async function call(method: string, params: Record<string, unknown>): Promise<unknown> {
  const response = await v2.call.make({ method, params });
  if (!response.isSuccess) throw new Error(response.getErrorMessages().join('; '));
  return response.getData()?.result;
}

/** What the client makes of a refusal: it throws, or says so in its result. */
async function refusal(made: () => Promise<Result<unknown>>): Promise<string> {
  try {
    return (await made()).getErrorMessages().join('; ');
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error';
  }
}

async function items(): Promise<Record<string, unknown>> {
  const added = (await call('crm.item.add', { entityTypeId: 4, fields: { title: 'Альфа' } })) as { item: Item };
  const { id } = added.item;
  const updated = (await call('crm.item.update', { entityTypeId: 4, id, fields: { title: 'Бета' } })) as { item: Item };
  const got = (await call('crm.item.get', { entityTypeId: 4, id })) as { item: Item };
  const deleted = await call('crm.item.delete', { entityTypeId: 4, id });
  const gone = await refusal(() => v2.call.make({ method: 'crm.item.get', params: { entityTypeId: 4, id } }));
  return { updated: updated.item.title, got: got.item.title, deleted, gone };
}

async function lists(): Promise<Record<string, unknown>> {
  const params = { entityTypeId: 3, select: ['id', 'name'] };
  const options = { method: 'crm.item.list', params, idKey: 'id', customKeyForResult: 'items' };
  const all = await v2.callList.make<Item>(options);
  let fetched = 0;
  for await (const chunk of v2.fetchList.make<Item>(options)) fetched += chunk.length;
  return { all: all.getData()?.length, fetched, unique: new Set(all.getData()?.map((item) => item.id)).size };
}

async function batches(): Promise<Record<string, unknown>> {
  const chain = await v2.batch.make({
    calls: {
      First: { method: 'crm.item.list', params: { entityTypeId: 3, order: { id: 'ASC' }, select: ['id'] } },
      Next: { method: 'crm.item.get', params: { entityTypeId: 3, id: '$result[First][items][49][id]' } },
    },
    options: { isHaltOnError: true, returnAjaxResult: true },
  });
  const rows = chain.getData() as Record<string, AjaxResult<{ item: Item }>>;
  const chunks = await v2.batchByChunk.make({
    calls: Array.from(
      { length: 60 },
      (_, index) => ['crm.item.get', { entityTypeId: 3, id: index + 1 }] as [string, object],
    ),
    options: { isHaltOnError: true },
  });
  const halted = await v2.batch.make({
    calls: [
      ['crm.item.get', { entityTypeId: 3, id: 999_999 }],
      ['server.time', {}],
    ],
    options: { isHaltOnError: true },
  });
  return {
    chained: rows['Next']?.getData()?.result.item.id,
    chunked: (chunks.getData() as unknown[]).length,
    halted: halted.getErrorMessages(),
  };
}

async function version3(): Promise<Record<string, unknown>> {
  const got = await v3.call.make<{ item: Item }>({
    method: 'tasks.task.get',
    params: { id: 1, select: ['id', 'title'] },
  });
  const batch = await v3.batch.make<{ items?: Item[]; item?: Item }>({
    calls: [
      {
        method: 'tasks.task.list',
        as: 'tasks',
        params: { select: ['id', 'title'], order: { id: 'ASC' }, pagination: { limit: 2 } },
      },
      { method: 'tasks.task.get', params: { id: BatchRefV3.ref('tasks.0.id'), select: ['id', 'title'] } },
    ],
    options: { isHaltOnError: true },
  });
  const missing = await refusal(() => v3.call.make({ method: 'tasks.task.get', params: { id: 999_999 } }));
  const unknown = await refusal(() => v3.call.make({ method: 'tasks.task.nothing', params: {} }));
  return { got: got.getData()?.result.item.title, batch: batch.getData(), missing, unknown };
}

const report = { items: await items(), lists: await lists(), batches: await batches(), version3: await version3() };
console.log(JSON.stringify(report));
