import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { listOfShelf, removeChildren, shelfDelete, shelfList } from '../shelf.ts';
import { listShelves } from '../shelves/lists.ts';

const { rpaType, rpaItem } = listShelves;

/** The old documentation tells no errors of this module; it answers as for something that one may not see. */
const denied = (): Refusal => new Refusal('ACCESS_DENIED', 'Access denied');

/** A process that is not there has no items. */
function items(context: Context): Reply {
  const type = context.params.integer('typeId') ?? 0;
  return listOfShelf(rpaItem, context, {
    path: ['items'],
    where: () => [{ field: { path: '_type', type: 'integer' }, is: '=', value: type }],
  });
}

function removeItem({ core, params }: Context): Reply {
  const key = `${params.integer('typeId') ?? 0}:${params.integer('id') ?? 0}`;
  if (!core.store.table(rpaItem.table).remove(key)) throw denied();
  return { result: null };
}

/** Processes of RPA and their items (https://apidocs.bitrix24.ru/api-reference/outdated/rpa/). */
export const rpa: readonly Method[] = [
  shelfList(rpaType, 'rpa.type.list', { path: ['types'] }),
  shelfDelete(rpaType, 'rpa.type.delete', {
    missing: denied,
    answer: null,
    check: (record, { core }) => removeChildren(core, Number(record['id']), [[rpaItem, '_type']]),
  }),
  read('rpa.item.list', 'rpa', items),
  write('rpa.item.delete', 'rpa', removeItem),
];
