import { textOf } from '../../../base/json.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { integerOf } from '../../params.ts';
import type { Where } from '../../query.ts';
import { Refusal, refusal3 } from '../../refusal.ts';
import { tables } from '../../tables.ts';
import { chatIdOf } from '../chats.ts';
import { member } from './member.ts';
import { seenTask, takesPart } from './task-access.ts';

const maximumLimit = 50;

function messageNumber({ params }: Context, name: 'FIRST_ID' | 'LAST_ID'): number | undefined {
  const given = params.get(name);
  if (given === undefined || textOf(given) === '') return undefined;
  if (!/^\d+$/u.test(textOf(given))) {
    throw new Refusal(`${name}_STRING`, `${name === 'LAST_ID' ? 'Last' : 'First'} ID can't be string`);
  }
  return Number(textOf(given));
}

/** The chat that a request names, when the caller is in it: even an administrator must take part. */
function chatOf(context: Context): number {
  const dialog = context.params.text('DIALOG_ID');
  if (!/^(?:chat|sg)?\d+$/u.test(dialog)) throw new Refusal('DIALOG_ID_EMPTY', "Dialog ID can't be empty");
  const own = chatIdOf(context, dialog);
  if (own !== undefined) return own;
  const chatId = Number(dialog.replace('chat', ''));
  const where: Where = { field: { path: 'chatId', type: 'integer' }, is: '=', value: chatId };
  const task = context.core.store.table(tables.task).select({ where: [where], limit: 1 })[0];
  if (task === undefined || !takesPart(task, context.caller.userId)) {
    throw new Refusal('ACCESS_ERROR', 'You do not have access to the specified dialog', { status: 403 });
  }
  return chatId;
}

function messages(context: Context): Reply {
  const first = messageNumber(context, 'FIRST_ID');
  const last = messageNumber(context, 'LAST_ID');
  const chatId = chatOf(context);
  const limit = Math.min(maximumLimit, Math.max(1, context.params.integer('LIMIT') ?? 20));
  const id = { path: 'id', type: 'id' } as const;
  const where: Where[] = [{ field: { path: 'chat_id', type: 'integer' }, is: '=', value: chatId }];
  if (last !== undefined) where.push({ field: id, is: '<', value: last });
  else if (first !== undefined) where.push({ field: id, is: '>', value: first });
  const rising = last === undefined && first !== undefined;
  const rows = context.core.store
    .table(tables.chatMessage)
    .select({ where, order: [{ field: id, descending: !rising }], limit });
  const newestFirst = rising ? rows.toReversed() : rows;
  const authors = new Set(rows.map((row) => Number(row['author_id'])).filter((author) => author > 0));
  const users = [...authors].map((author) => member(context, author));
  return { result: { chat_id: chatId, messages: newestFirst, users, files: [] } };
}

function send(context: Context): Reply {
  const fields = context.params.map('fields');
  const taskId = integerOf(fields['taskId']);
  const text = textOf(fields['text']);
  if (taskId === undefined) throw refusal3.invalid('taskId', 'Обязательное поле taskId не указано');
  if (text === '') throw refusal3.invalid('text', 'Обязательное поле text не указано');
  const task = seenTask(context, taskId);
  if (task === undefined) throw refusal3.denied();
  context.core.store.table(tables.chatMessage).add((id) => ({
    id,
    chat_id: Number(task['chatId']),
    author_id: context.caller.userId,
    date: context.core.zone.format(context.core.clock.now()),
    text,
    unread: false,
    uuid: null,
    replaces: [],
    params: [],
    disappearing_date: null,
  }));
  return { result: { result: true } };
}

/** Talk of the new task card: the messages of the task's chat (https://apidocs.bitrix24.ru/api-reference/chats/). */
export const chat: readonly Method[] = [
  read('im.dialog.messages.get', 'im', messages),
  write('tasks.task.chat.message.send', 'tasks', send, { api: 'v3' }),
];
