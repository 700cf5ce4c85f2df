import { textOf } from '../../base/json.ts';
import { attachedSource, sizeOf } from '../drive/download.ts';
import { objectsOf } from '../fields.ts';
import type { Kind, RecordLike } from '../kind.ts';
import { openingOf } from '../opening.ts';
import { taskCommentCreation } from './work-creation.ts';

/** A comment's row does not say whose it is; the list that it came in does. */
const own = ({ id, parent }: RecordLike) => ({ TASKID: Number(parent?.id), ITEMID: Number(id) });

export const taskComment: Kind = {
  id: 'task-comment',
  group: 'tasks',
  title: {
    one: { ru: 'Комментарий к задаче', en: 'Task comment' },
    many: { ru: 'Комментарии к задачам', en: 'Task comments' },
  },
  scope: 'task',
  moreScopes: ['disk'],
  docs: [
    'api-reference/tasks/comment-item/task-comment-item-get-list.md',
    'api-reference/tasks/comment-item/task-comment-item-get.md',
    'api-reference/tasks/comment-item/task-comment-item-delete.md',
    'api-reference/tasks/tasks-new.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    because: {
      ru: '`commentsCount` и `activityDate` задачи не меняются, когда комментарий правят.',
      en: 'A task’s `commentsCount` and `activityDate` stay as they are when a comment is edited.',
    },
    parent: 'task',
    request: ({ id }) => ({
      method: 'task.commentitem.getlist',
      params: { TASKID: Number(id), ORDER: { ID: 'asc' } },
      rows: [],
      idField: 'ID',
      pager: { by: 'none' },
    }),
  },
  key: 'ID',
  name: (row) => openingOf(row, 'POST_MESSAGE', 'document'),
  createdAt: 'POST_DATE',
  volatile: ['POST_MESSAGE_HTML', 'AUTHOR_NAME', 'AUTHOR_EMAIL'],
  references: [{ field: 'AUTHOR_ID', to: 'user' }],
  texts: [{ field: 'POST_MESSAGE', form: 'document' }],
  personal: { POST_MESSAGE: 'correspondence', AUTHOR_NAME: 'name', AUTHOR_EMAIL: 'email' },
  people: [{ field: 'AUTHOR_ID', title: { ru: 'Автор', en: 'Author' } }],
  files: [
    attachedSource('attachments', (row) =>
      objectsOf(row['ATTACHED_OBJECTS']).map((file) => ({
        id: textOf(file['ATTACHMENT_ID']),
        name: textOf(file['NAME']),
        ...sizeOf(file['SIZE']),
      })),
    ),
  ],
  look: {
    by: 'get',
    call: (record) => ({ method: 'task.commentitem.get', params: own(record) }),
    at: [],
    absent: [
      { code: 'ERROR_CORE', says: 'not found' },
      { code: 'ERROR_CODE', says: 'not found' },
    ],
  },
  deletion: {
    how: 'call',
    call: (record) => ({ method: 'task.commentitem.delete', params: own(record), effect: 'write' }),
    fate: { to: 'gone' },
  },
  creation: taskCommentCreation,
  columns: [
    { field: 'POST_MESSAGE', title: { ru: 'Комментарий', en: 'Comment' }, type: 'bbcode' },
    { field: 'AUTHOR_NAME', title: { ru: 'Автор', en: 'Author' }, type: 'text' },
    { field: 'POST_DATE', title: { ru: 'Написан', en: 'Written' }, type: 'datetime' },
  ],
  limits: {
    ru: 'С версии tasks 25.700 обсуждение задачи — это чат: его видит только участник чата задачи, а старые комментарии этот метод может не отдать.',
    en: 'Since tasks 25.700 the talk of a task is a chat: only a member of it can read it, and this method may no longer give older comments.',
  },
};
