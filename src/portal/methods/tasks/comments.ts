import { type JsonObject, textOf } from '../../../base/json.ts';
import { type FieldLookup, parseFilter, parseOrder, splitPrefix } from '../../filter.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { mapOf } from '../../params.ts';
import { Refusal } from '../../refusal.ts';
import { tables } from '../../tables.ts';
import { attachGiven } from './attach.ts';
import { numberAt, ofTask, old } from './checklist.ts';
import { seenTask } from './task-access.ts';

const type = 'ctaskcommentitem';

const fields: FieldLookup = (name) => {
  if (name === 'ID') return { path: 'ID', type: 'id' };
  if (name === 'POST_DATE') return { path: name, type: 'datetime' };
  return name === 'AUTHOR_ID' || name === 'AUTHOR_NAME' ? { path: name, type: 'text' } : undefined;
};

function shown(row: JsonObject): JsonObject {
  const { TASK_ID: _task, ...rest } = row;
  return rest;
}

function list(context: Context): Reply {
  const method = `${type}::getlist`;
  const taskId = numberAt(context, 'TASKID', 0, 'taskId', method);
  if (seenTask(context, taskId) === undefined) throw old.failed();
  const order = context.params.map('ORDER');
  const filter = context.params.map('FILTER');
  for (const key of Object.keys(order)) if (fields(key) === undefined) throw old.wrongKey(1, 'arOrder', method, key);
  for (const key of Object.keys(filter)) {
    if (fields(splitPrefix(key)[1]) === undefined) throw old.wrongKey(2, 'arFilter', method, key);
  }
  const rows = context.core.store.table(tables.taskComment).select({
    where: [ofTask(taskId), ...parseFilter(filter, { fields, zone: context.core.zone })],
    order: parseOrder(order, { fields }),
  });
  return { result: rows.map(shown) };
}

function item(context: Context, method: string, refusal: () => Refusal): JsonObject {
  const taskId = numberAt(context, 'TASKID', 0, 'taskId', `${type}::${method}`);
  const id = numberAt(context, 'ITEMID', 1, 'itemId', `${type}::${method}`);
  const row = context.core.store.table(tables.taskComment).get(id);
  const hidden = row === undefined || textOf(row['TASK_ID']) !== String(taskId);
  if (hidden || seenTask(context, taskId) === undefined) throw refusal();
  return row;
}

function add(context: Context): Reply {
  const taskId = numberAt(context, 'TASKID', 0, 'taskId', `${type}::add`);
  if (seenTask(context, taskId) === undefined) {
    throw new Refusal('ERROR_CODE', 'Недостаточно прав для добавления комментария.<br>');
  }
  const given = mapOf(context.params.get('FIELDS')) ?? {};
  const text = textOf(given['POST_MESSAGE']);
  if (text === '') throw new Refusal('ERROR_CORE', 'Не указан текст комментария');
  const author = textOf(given['AUTHOR_ID']) || String(context.caller.userId);
  const user = context.core.store.table(tables.user).get(Number(author));
  const id = context.core.store.table(tables.taskComment).add((commentId) => ({
    POST_MESSAGE_HTML: null,
    ID: String(commentId),
    TASK_ID: String(taskId),
    AUTHOR_ID: author,
    AUTHOR_NAME: `${textOf(user?.['NAME'])} ${textOf(user?.['LAST_NAME'])}`.trim(),
    AUTHOR_EMAIL: '',
    POST_DATE:
      context.core.zone.normal(textOf(given['POST_DATE'])) ?? context.core.zone.format(context.core.clock.now()),
    POST_MESSAGE: text,
    ATTACHED_OBJECTS: Object.fromEntries(
      attachGiven(context, given['UF_FORUM_MESSAGE_DOC'], { type: 'forum_message', id: String(commentId) }).map(
        ({ id: attachment, file }) => [
          String(attachment),
          {
            ATTACHMENT_ID: String(attachment),
            NAME: file['NAME'] ?? '',
            SIZE: file['SIZE'] ?? '0',
            FILE_ID: file['ID'] ?? '',
          },
        ],
      ),
    ),
  }));
  return { result: id };
}

function remove(context: Context): Reply {
  const row = item(context, 'delete', old.notAllowed);
  if (!context.caller.isAdmin) throw old.notAllowed();
  context.core.store.table(tables.taskComment).remove(Number(row['ID']));
  return { result: true };
}

const withItem = { positional: ['TASKID', 'ITEMID'] };

/** Comments of the old task card (https://apidocs.bitrix24.ru/api-reference/tasks/comment-item/). */
export const comments: readonly Method[] = [
  read('task.commentitem.getlist', 'task', list, { positional: ['TASKID', 'ORDER', 'FILTER'] }),
  read('task.commentitem.get', 'task', (context) => ({ result: shown(item(context, 'get', old.notFound)) }), withItem),
  write('task.commentitem.add', 'task', add, { positional: ['TASKID', 'FIELDS'] }),
  write('task.commentitem.delete', 'task', remove, withItem),
];
