import { isObject, textOf } from '../../base/json.ts';
import { type Context, type Method, read, type Reply } from '../method.ts';
import { integerOf, mapOf } from '../params.ts';
import type { Where } from '../query.ts';
import { Refusal } from '../refusal.ts';
import { chosen, listOfShelf, shown } from '../shelf.ts';
import { talkShelves } from '../shelves/talk.ts';

const { call, callFollowup } = talkShelves;

/** The order is told by two words: which field, and which way. */
function calls(context: Context): Reply {
  const { params, caller } = context;
  if (!caller.isAdmin) throw new Refusal('ACCESS_DENIED', 'Access denied!', { status: 403 });
  const sort = params.text('SORT');
  const order = sort === '' ? {} : { [sort]: params.text('ORDER') || 'ASC' };
  return listOfShelf(call, { ...context, params: params.with({ order, select: [] }) });
}

const pageSize = 20;

/** After a moment and a number, so that calls of one moment are neither lost nor given twice. */
function after(cursor: unknown, zone: (text: string) => string | undefined, falling: boolean): readonly Where[] {
  if (!isObject(cursor as never)) return [];
  const { startDate, id } = cursor as Readonly<Record<string, string | number>>;
  const start = zone(String(startDate));
  if (start === undefined) return [];
  const is = falling ? '<' : '>';
  const field = { path: 'startDate', type: 'datetime' } as const;
  return [
    {
      any: [
        [{ field, is, value: start }],
        [
          { field, is: '=', value: start },
          { field: { path: 'callId', type: 'integer' }, is, value: Number(id) },
        ],
      ],
    },
  ];
}

function followups(context: Context): Reply {
  const { core, params } = context;
  const period = mapOf(mapOf(params.get('filter'))?.['startDate']) ?? {};
  const [from, to] = [period['from'], period['to']].map((date) => core.zone.normal(textOf(date)));
  if (from === undefined || to === undefined) {
    throw new Refusal('invalid_date_range', 'Некорректный диапазон дат: both from and to are required');
  }
  const falling = textOf(mapOf(params.get('order'))?.['startDate']).toLowerCase() === 'desc';
  const pagination = mapOf(params.get('pagination')) ?? {};
  const limit = Math.min(50, Math.max(1, integerOf(pagination['limit']) ?? pageSize));
  const field = { path: 'startDate', type: 'datetime' } as const;
  const rows = core.store.table(callFollowup.table).select({
    where: [
      { field, is: '>=', value: from },
      { field, is: '<=', value: to },
      ...after(pagination['afterCursor'], (text) => core.zone.normal(text), falling),
    ],
    order: [
      { field, descending: falling },
      { field: { path: 'callId', type: 'integer' }, descending: falling },
    ],
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const select = params.list('select').map(textOf);
  return {
    result: {
      items: page.map((row) => shown(chosen(row, [...new Set(select.map((name) => name.split('.')[0] ?? ''))]))),
      hasMore: rows.length > limit,
      afterCursor: last === undefined ? null : { startDate: last['startDate'] ?? '', id: last['callId'] ?? 0 },
    },
  };
}

function followup({ core, params }: Context): Reply {
  const record = core.store.table(callFollowup.table).get(params.integer('callId') ?? 0);
  if (record === undefined) throw new Refusal('access_denied', 'Нет доступа к данным Follow-up', { status: 403 });
  return { result: { item: shown(record) } };
}

/** https://apidocs.bitrix24.ru/api-reference/telephony/ */
export const telephony: readonly Method[] = [
  read('voximplant.statistic.get', 'telephony', calls),
  read('call.followup.list', 'call', followups, { api: 'v3' }),
  read('call.followup.get', 'call', followup, { api: 'v3' }),
];
