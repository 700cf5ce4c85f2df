import { type Creation, noParent, only } from '../creation.ts';
import { objectsOf, textAt, words } from '../fields.ts';
import { attachments } from './creation.ts';

/** Time spent, on the day on which it was spent: the portal's own manifest of this method lets its date be written. */
export const elapsedTimeCreation: Creation = {
  needs: ['task', 'user'],
  row: ({ row }, there) => {
    const TASK_ID = there.id('task', textAt(row, 'TASK_ID'));
    if (TASK_ID === undefined) return noParent;
    return {
      TASK_ID,
      USER_ID: there.person(textAt(row, 'USER_ID')),
      SECONDS: textAt(row, 'SECONDS'),
      COMMENT_TEXT: textAt(row, 'COMMENT_TEXT'),
      ...only(row, ['CREATED_DATE']),
    };
  },
  call: ({ TASK_ID, ...ARFIELDS }) => ({
    method: 'task.elapseditem.add',
    params: {
      TASKID: Number(TASK_ID),
      ARFIELDS: { ...ARFIELDS, SECONDS: Number(ARFIELDS['SECONDS']), USER_ID: Number(ARFIELDS['USER_ID']) },
    },
    effect: 'write',
  }),
  newId: [],
  mark: (row) =>
    [
      ...words('TASK_ID USER_ID SECONDS COMMENT_TEXT').map((name) => textAt(row, name)),
      String(Date.parse(textAt(row, 'CREATED_DATE'))),
    ].join('\n'),
};

export const taskCommentCreation: Creation = {
  needs: ['task', 'user'],
  row: ({ row, parent }, there) => {
    if (parent === undefined || there.id('task', parent.id) === undefined) return noParent;
    return {
      AUTHOR_ID: there.person(textAt(row, 'AUTHOR_ID')),
      ...only(row, words('POST_MESSAGE POST_DATE')),
    };
  },
  call: (row, record, there) => ({
    method: 'task.commentitem.add',
    params: {
      TASKID: Number(there.id('task', record.parent?.id ?? '') ?? 0),
      FIELDS: { ...row, ...attachments('UF_FORUM_MESSAGE_DOC', record, there) },
    },
    effect: 'write',
  }),
  newId: [],
  attaches: { slot: 'attachments', shown: (row) => objectsOf(row['ATTACHED_OBJECTS']).length },
  mark: (row) => `${textAt(row, 'POST_MESSAGE')}\n${Date.parse(textAt(row, 'POST_DATE'))}`,
};
