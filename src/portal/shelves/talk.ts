import { shelf } from '../shelf.ts';

/** Chats, the Feed, mail, telephony, open channels. `_user`: whose it is, one or several; `_session`: of which talk. */
export const talkShelves = {
  /** Chats and personal dialogs; `_members` is who is in them. */
  chat: shelf('chats', 'im', { integer: '_members', text: 'title type' }),
  dialogMessage: shelf('chat_messages', 'im', { integer: 'chat_id author_id' }, { indexes: ['chat_id'] }),
  feedPost: shelf('feed_posts', 'log', { id: 'ID', digits: 'AUTHOR_ID', text: 'TITLE', datetime: 'DATE_PUBLISH' }),
  poll: shelf('polls', 'vote', { integer: '_post' }, { indexes: ['_post'] }),
  feedComment: shelf(
    'feed_comments',
    'log',
    { id: 'id', integer: '_user _post', text: 'text' },
    { indexes: ['_user', '_post'] },
  ),
  mailbox: shelf('mailboxes', 'mail', { id: 'id', list: '_user', text: 'name email' }),
  mailMessage: shelf(
    'mail_messages',
    'mail',
    { id: 'id', integer: 'mailboxId', list: '_user', text: 'subject body from to', datetime: 'date' },
    { indexes: ['mailboxId'] },
  ),
  call: shelf('calls', 'telephony', {
    id: 'ID',
    digits: 'PORTAL_USER_ID CALL_DURATION CRM_ENTITY_ID CRM_ACTIVITY_ID CALL_TYPE RECORD_FILE_ID',
    text: 'PHONE_NUMBER CALL_ID CALL_CATEGORY CALL_FAILED_CODE CRM_ENTITY_TYPE PORTAL_NUMBER',
    datetime: 'CALL_START_DATE',
  }),
  callFollowup: shelf('call_followups', 'call', { integer: 'callId', datetime: 'startDate' }),
  openLine: shelf('open_lines', 'imopenlines', { id: 'ID', text: 'LINE_NAME', flag: 'ACTIVE' }),
  openLineMessage: shelf('open_line_messages', 'imopenlines', { integer: '_session' }, { indexes: ['_session'] }),
} as const;
