import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { parseFilter, parseOrder } from '../filter.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { flagOf, integerOf, listOf, mapOf } from '../params.ts';
import { Refusal } from '../refusal.ts';
import { chosen, idsWith, lookupOf, shown } from '../shelf.ts';
import { talkShelves } from '../shelves/talk.ts';
import { tables } from '../tables.ts';

const { openLine, openLineMessage } = talkShelves;

function queueOf({ core }: Context, line: JsonObject): JsonObject {
  const queue = (line['_queue'] as readonly number[] | undefined) ?? [];
  const people = queue.map((id): [string, Json] => {
    const user = core.store.table(tables.user).get(id) ?? {};
    const name = `${textOf(user['NAME'])} ${textOf(user['LAST_NAME'])}`.trim();
    return [
      String(id),
      { USER_NAME: name, USER_WORK_POSITION: user['WORK_POSITION'] ?? null, USER_AVATAR: '', USER_AVATAR_ID: null },
    ];
  });
  return { QUEUE: queue, QUEUE_USERS_FIELDS: Object.fromEntries(people) };
}

const wrong = (what: string): Refusal =>
  new Refusal('INVALID_FORMAT', `A wrong format for the PARAMS field '${what}' is passed`);

function lines(context: Context): Reply {
  const { core } = context;
  const params = mapOf(context.params.get('PARAMS')) ?? {};
  const options = mapOf(context.params.get('OPTIONS')) ?? {};
  for (const name of ['filter', 'order']) {
    if (params[name] !== undefined && mapOf(params[name]) === undefined) throw wrong(name);
  }
  const fields = lookupOf(openLine);
  const select = (listOf(params['select']) ?? []).map(textOf);
  const rows = core.store.table(openLine.table).select({
    where: parseFilter(mapOf(params['filter']) ?? {}, { fields, zone: core.zone }),
    order: parseOrder(mapOf(params['order']) ?? {}, { fields }),
    limit: integerOf(params['limit']) ?? -1,
    offset: integerOf(params['offset']) ?? 0,
  });
  return {
    result: rows.map((line) => ({
      ...shown(chosen(line, select)),
      ...(flagOf(options['QUEUE']) ? queueOf(context, line) : {}),
      ...(flagOf(options['CONFIG_QUEUE']) ? { CONFIG_QUEUE: [{ ENTITY_ID: '1', ENTITY_TYPE: 'department' }] } : {}),
    })),
  };
}

function remove({ core, caller, params }: Context): Reply {
  const id = params.integer('CONFIG_ID') ?? 0;
  if (id <= 0) throw new Refusal('CONFIG_ID_EMPTY', "Config ID can't be empty");
  if (!caller.isAdmin || !core.store.table(openLine.table).remove(id)) {
    throw new Refusal('CONFIG_WRONG_USER_PERMISSION', 'Permission denied', { status: 403 });
  }
  return { result: true };
}

function history({ core, params }: Context): Reply {
  const session = params.integer('SESSION_ID') ?? 0;
  if (session <= 0 && !params.has('CHAT_ID')) {
    throw new Refusal('MISSING_REQUIRED_PARAM', 'Session ID or Chat ID must be provided');
  }
  const ids = idsWith(core, openLineMessage, '_session', session);
  const rows = ids.map((id) => shown(core.store.table(openLineMessage.table).get(id) ?? {}));
  const [first] = rows;
  if (first === undefined) {
    throw new Refusal('INVALID_SESSION_ID', 'Unable to determine session ID from provided parameters');
  }
  const chat = textOf(first['chatid']);
  return {
    result: {
      ...frame(Number(chat), session),
      message: byId(rows),
      usersMessage: { [`chat${chat}`]: rows.map((row) => textOf(row['id'])) },
    },
  };
}

function byId(rows: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(rows.map((row) => [textOf(row['id']), row]));
}

/** What the talk's window shows beside the messages. */
function frame(chatId: number, sessionId: number): JsonObject {
  return {
    chatId,
    canJoin: 'Y',
    canVoteHead: 'Y',
    sessionId,
    sessionVoteHead: 0,
    sessionCommentHead: null,
    userId: `chat${chatId}`,
    users: {},
    openlines: { canvoteashead: { 1: true } },
    userInGroup: {},
    woUserInGroup: [],
    chat: {},
    userBlockChat: {},
    userInChat: {},
    files: {},
  };
}

/** https://apidocs.bitrix24.ru/api-reference/imopenlines/ */
export const openLines: readonly Method[] = [
  read('imopenlines.config.list.get', 'imopenlines', lines),
  write('imopenlines.config.delete', 'imopenlines', remove),
  read('imopenlines.session.history.get', 'imopenlines', history),
];
