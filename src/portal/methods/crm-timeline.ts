import { type Context, type Method, read, type Reply } from '../method.ts';
import { ownerItem } from '../crm/owners.ts';
import { parseOrder } from '../filter.ts';
import { listPage } from '../listing.ts';
import { Refusal } from '../refusal.ts';
import { lookupOf, shown } from '../shelf.ts';
import { crmShelves } from '../shelves/crm.ts';

const { logMessage, timelineNote } = crmShelves;

function need({ params }: Context, ...names: readonly string[]): readonly number[] {
  return names.map((name) => {
    if (!params.has(name)) throw new Refusal('100', `Could not find value for parameter {${name}}`);
    return params.integer(name) ?? 0;
  });
}

/** What applications wrote into the timeline of an element, ten a page, newest first unless told. */
function logMessages(context: Context): Reply {
  const [type = 0, id = 0] = need(context, 'entityTypeId', 'entityId');
  const { core, params, start } = context;
  const fields = lookupOf(logMessage);
  const order = parseOrder(params.struct('order'), { fields });
  return listPage({
    table: core.store.table(logMessage.table),
    selection: {
      where: [{ field: { path: '_owner', type: 'text' }, is: '=', value: `${type}:${id}` }],
      order: order.length > 0 ? order : parseOrder({ created: 'desc' }, { fields }),
    },
    start,
    size: 10,
    row: shown,
  });
}

/** The one note that a comment (1) or an activity (2) may have. */
function note(context: Context): Reply {
  const [type = 0, id = 0, itemType = 0, itemId = 0] = need(context, 'ownerTypeId', 'ownerId', 'itemType', 'itemId');
  const found = context.core.store.table(timelineNote.table).get(`${itemType}:${itemId}`);
  if (found === undefined || ownerItem(context.core, type, id) === undefined) {
    throw new Refusal('NOT_FOUND', 'Элемент не найден');
  }
  return { result: shown(found) };
}

/** https://apidocs.bitrix24.ru/api-reference/crm/timeline/ */
export const timelineMore: readonly Method[] = [
  read('crm.timeline.logmessage.list', 'crm', logMessages),
  read('crm.timeline.note.get', 'crm', note),
];
