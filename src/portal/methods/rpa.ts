import { type Context, type Method, read, type Reply, write } from '../method.ts';
import type { Where } from '../query.ts';
import { Refusal } from '../refusal.ts';
import { listOfShelf, removeChildren, shelfDelete, shelfList } from '../shelf.ts';
import { listShelves } from '../shelves/lists.ts';

const { rpaType, rpaItem, rpaStage, rpaTimeline } = listShelves;

/** The old documentation tells no errors of this module; it answers as for something that one may not see. */
const denied = (): Refusal => new Refusal('ACCESS_DENIED', 'Access denied');

const isOf = (path: string, value: number): Where => ({ field: { path, type: 'integer' }, is: '=', value });

/** A process that is not there has no items. */
function items(context: Context): Reply {
  const type = context.params.integer('typeId') ?? 0;
  return listOfShelf(rpaItem, context, {
    path: ['items'],
    where: () => [isOf('_type', type)],
  });
}

function stages(context: Context): Reply {
  return listOfShelf(rpaStage, context, {
    path: ['stages'],
    where: ({ params }) => [isOf('typeId', params.integer('typeId') ?? 0)],
  });
}

function timeline(context: Context): Reply {
  return listOfShelf(rpaTimeline, context, {
    path: ['timeline'],
    where: ({ params }) => [
      isOf('typeId', params.integer('typeId') ?? 0),
      isOf('itemId', params.integer('itemId') ?? 0),
    ],
  });
}

function removeItem({ core, params }: Context): Reply {
  const [type, id] = [params.integer('typeId') ?? 0, params.integer('id') ?? 0];
  if (!core.store.table(rpaItem.table).remove(`${type}:${id}`)) throw denied();
  const told = core.store.table(rpaTimeline.table);
  for (const each of told.ids({ where: [isOf('typeId', type), isOf('itemId', id)] })) told.remove(each);
  return { result: null };
}

/** Processes of RPA and their items (https://apidocs.bitrix24.ru/api-reference/outdated/rpa/). */
export const rpa: readonly Method[] = [
  shelfList(rpaType, 'rpa.type.list', { path: ['types'] }),
  shelfDelete(rpaType, 'rpa.type.delete', {
    missing: denied,
    answer: null,
    check: (record, { core }) =>
      removeChildren(core, Number(record['id']), [
        [rpaItem, '_type'],
        [rpaStage, 'typeId'],
        [rpaTimeline, 'typeId'],
      ]),
  }),
  read('rpa.item.list', 'rpa', items),
  read('rpa.stage.listForType', 'rpa', stages),
  read('rpa.timeline.listForItem', 'rpa', timeline),
  write('rpa.item.delete', 'rpa', removeItem),
];
