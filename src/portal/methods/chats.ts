import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { flagOf, integerOf, mapOf } from '../params.ts';
import { Refusal } from '../refusal.ts';
import { talkShelves } from '../shelves/talk.ts';
import { member } from './tasks/member.ts';

const pageOf = 50;

/** The chats and dialogs that somebody is in. */
function chatsOf({ core, caller }: Context): readonly JsonObject[] {
  return core.store
    .table(talkShelves.chat.table)
    .select({ where: [{ field: { path: '_members', type: 'list' }, is: '=', value: String(caller.userId) }] });
}

function lastMessage({ core }: Context, chat: number): JsonObject | undefined {
  return core.store.table(talkShelves.dialogMessage.table).select({
    where: [{ field: { path: 'chat_id', type: 'integer' }, is: '=', value: chat }],
    order: [{ field: { path: 'id', type: 'id' }, descending: true }],
    limit: 1,
  })[0];
}

/** The other one of a personal dialog. */
function other({ caller }: Context, chat: JsonObject): number {
  const members = (chat['_members'] as readonly Json[]).map((id) => integerOf(id) ?? 0);
  return members.find((id) => id !== caller.userId) ?? caller.userId;
}

function item(context: Context, chat: JsonObject): JsonObject {
  const chatId = integerOf(chat['_chat']) ?? 0;
  const personal = chat['type'] === 'user';
  const last = lastMessage(context, chatId) ?? {};
  const user = member(context, personal ? other(context, chat) : (integerOf(last['author_id']) ?? 0));
  return {
    ...mapOf(chat['_told']),
    id: personal ? (user['id'] ?? 0) : `chat${chatId}`,
    chat_id: chatId,
    type: personal ? 'user' : 'chat',
    avatar: { url: '', color: '#1eb4aa' },
    title: personal ? (user['name'] ?? '') : (chat['title'] ?? ''),
    message: {
      id: last['id'] ?? 0,
      text: last['text'] ?? '',
      file: false,
      author_id: last['author_id'] ?? 0,
      attach: false,
      sticker: null,
      date: last['date'] ?? null,
      status: 'received',
      uuid: last['uuid'] ?? null,
    },
    counter: 0,
    last_id: last['id'] ?? 0,
    pinned: false,
    unread: false,
    has_reminder: false,
    date_update: last['date'] ?? null,
    date_last_activity: last['date'] ?? null,
    user,
    chat: chatOf(chat),
    options: [],
  };
}

/** A chat that was told before is told like that again, with the owner that it has now. */
function chatOf({ _told: told, _owner: owner = 0 }: JsonObject): JsonObject {
  const known = mapOf(mapOf(told)?.['chat']);
  if (known === undefined) return { text_field_enabled: true, background_id: null, mute_list: [] };
  return Object.hasOwn(known, 'owner') ? { ...known, owner } : known;
}

const assistant = {
  code: 'copilot_assistant',
  name: 'BitrixGPT',
  desc: '',
  avatar: { small: '', medium: '', large: '' },
  default: true,
  prompts: [{ code: 'letter', promptType: 'default', title: 'Письмо', text: 'Письмо', isNew: false }],
};
const copilot = {
  chats: null,
  messages: null,
  roles: { copilot_assistant: assistant },
  recommendedRoles: ['copilot_assistant'],
};

/** Chats of the caller alone: nobody sees another's (https://apidocs.bitrix24.ru/api-reference/chats/im-recent-list.html). */
function recent(context: Context): Reply {
  const { params } = context;
  const skipped = [params.flag('SKIP_DIALOG') ? 'user' : '', params.flag('SKIP_CHAT') ? 'chat' : ''];
  const all = chatsOf(context).filter((chat) => !skipped.includes(textOf(chat['type'])));
  const wanted = flagOf(params.get('ONLY_COPILOT') ?? null) || flagOf(params.get('ONLY_CHANNEL') ?? null) ? [] : all;
  const offset = Math.max(0, params.integer('OFFSET') ?? 0);
  const limit = Math.min(200, Math.max(1, params.integer('LIMIT') ?? pageOf));
  const more = offset + limit < wanted.length;
  const items = wanted.slice(offset, offset + limit).map((chat) => item(context, chat));
  return {
    result: { items, hasMorePages: more, hasMore: more, copilot, messagesAutoDeleteConfigs: [] },
    total: -1,
  };
}

/** Only its owner hands a chat on, and only to somebody who is in it. */
function setOwner(context: Context): Reply {
  const { core, caller, params } = context;
  const named = params.text('DIALOG_ID') || params.text('CHAT_ID');
  if (named === '') throw new Refusal('CHAT_ID_EMPTY', "Chat ID can't be empty");
  const userId = params.integer('USER_ID') ?? 0;
  if (userId <= 0) throw new Refusal('USER_ID_EMPTY', "User ID can't be empty");
  const number = Number(named.replace('chat', ''));
  const chat = chatsOf(context).find((each) => each['type'] === 'chat' && integerOf(each['_chat']) === number);
  const members = ((chat?.['_members'] ?? []) as readonly Json[]).map((id) => integerOf(id));
  // Of a chat that was loaded, only those are known who told of it.
  const isMember = members.includes(userId) || mapOf(chat?.['_told']) !== undefined;
  if (chat === undefined || integerOf(chat['_owner']) !== caller.userId || !isMember) {
    throw new Refusal('WRONG_REQUEST', 'Change owner can only owner and user must be member in chat');
  }
  core.store.table(talkShelves.chat.table).patch(number, { _owner: userId });
  return { result: true };
}

export const chats: readonly Method[] = [
  read('im.recent.list', 'im', recent),
  write('im.chat.setOwner', 'im', setOwner),
];

/** The chat behind a dialog's name, when the caller is in it: `chat15`, or the number of the other person. */
export function chatIdOf(context: Context, dialog: string): number | undefined {
  const isPerson = /^\d+$/u.test(dialog);
  const number = Number(dialog.replace('chat', ''));
  const found = chatsOf(context).find((chat) =>
    isPerson ? chat['type'] === 'user' && other(context, chat) === number : integerOf(chat['_chat']) === number,
  );
  return found === undefined ? undefined : integerOf(found['_chat']);
}
