import { at, type JsonObject, textOf } from '../../base/json.ts';
import type { KindId } from '../../kinds/kind.ts';
import { activitiesTable } from '../crm/tables.ts';
import { integerOf } from '../params.ts';
import { talkShelves } from '../shelves/talk.ts';
import { keepTold } from '../told.ts';
import type { Place } from './place.ts';

/** Members of a row that the chat keeps itself, or that are made for every reader. */
const ownOfChat = new Set(['id', 'chat_id', 'title', 'type', 'user', 'message']);

/** In a dialog of two the row's number is the other one's; of who is in a chat only those are known who told of it. */
const chat: Place = (core, row, { people }) => {
  const personal = row['type'] === 'user';
  const number = integerOf(row['chat_id']) ?? 0;
  const other = personal ? integerOf(row['id']) : undefined;
  core.store.table(talkShelves.chat.table).put(number, {
    title: row['title'] ?? '',
    type: personal ? 'user' : 'chat',
    _chat: number,
    _members: [...new Set([...people, ...(other === undefined ? [] : [other])])],
    _owner: integerOf(at(row, ['chat', 'owner'])) ?? people[0] ?? 0,
    _told: Object.fromEntries(Object.entries(row).filter(([name]) => !ownOfChat.has(name))),
  });
};

const chatMessage: Place = (core, row, { parentId }) => {
  const chat_id = integerOf(row['chat_id']) ?? Number(parentId.replace('chat', ''));
  core.store.table(talkShelves.dialogMessage.table).put(Number(row['id']), { ...row, chat_id });
};

/** Whose mail it is no row says: theirs who saw it. */
function mail(family: 'mailbox' | 'mailMessage'): Place {
  return (core, row, { people }) => {
    core.store.table(talkShelves[family].table).put(Number(row['id']), { ...row, _user: people });
  };
}

/** Talks of open channels are known by the activities that stand for them. */
const openLineMessage: Place = (core, row, { parentId }) => {
  const activity: JsonObject = core.store.table(activitiesTable).get(Number(parentId)) ?? {};
  const _session = integerOf(activity['ASSOCIATED_ENTITY_ID']) ?? 0;
  core.store.table(talkShelves.openLineMessage.table).put(Number(row['id']), { ...row, _session });
};

export const talkPlaces: Readonly<Record<KindId, Place>> = {
  chat,
  'chat-message': chatMessage,
  mailbox: mail('mailbox'),
  'mail-message': mail('mailMessage'),
  'open-line': (core, row) => {
    const { QUEUE = [], QUEUE_USERS_FIELDS: _made, ...line } = row;
    core.store.table(talkShelves.openLine.table).put(Number(row['ID']), { ...line, _queue: QUEUE });
  },
  'open-line-message': openLineMessage,
  // Its row does not say under which post it stands.
  'feed-comment': (core, row, { parentId }) => {
    core.store.table(talkShelves.feedComment.table).put(Number(row['id']), { ...row, _user: Number(parentId) });
  },
  'call-transcript': (core, row, { parentId }) => {
    const call: JsonObject = core.store.table(talkShelves.call.table).get(Number(parentId)) ?? {};
    keepTold(core, `transcript:${textOf(call['CRM_ACTIVITY_ID'])}`, row);
  },
};
