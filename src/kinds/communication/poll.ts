import type { ListRequest } from '../../bitrix24/port.ts';
import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const list = (postId: string): ListRequest => ({
  method: 'vote.AttachedVote.getWithVoted',
  params: {
    moduleId: 'blog',
    entityType: String.raw`Bitrix\Vote\Attachment\BlogPostConnector`,
    entityId: Number(postId),
    pageSize: 1000,
  },
  rows: [],
  single: true,
  idField: '',
  pager: { by: 'none' },
});

/** A poll of the Feed, found by the post that it belongs to. */
export const poll: Kind = {
  id: 'poll',
  group: 'communication',
  title: { one: { ru: 'Опрос Ленты', en: 'Poll of the Feed' }, many: { ru: 'Опросы Ленты', en: 'Polls of the Feed' } },
  scope: 'vote',
  docs: ['api-reference/vote/vote.attachedvote.getWithVoted.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'feed-post',
    // A post with nothing attached says so.
    request: ({ id, row }) => (textAt(row, 'HAS_PROPS') === 'N' ? undefined : list(id)),
    none: [{ code: 'ATTACH_NOT_FOUND' }],
  },
  key: (row) => textAt(row, 'attach.ID'),
  name: (row) => textAt(row, 'attach.QUESTIONS[].QUESTION'),
  // What the reader may do, and has done.
  volatile: ['attach.userAnswerMap', 'attach.canEdit', 'attach.canVote', 'attach.canRevote', 'attach.isVoted'],
  // A signed number lets whoever has it vote and read.
  secrets: ['signedAttachId', 'downloadUrl', 'resultUrl'],
  references: [],
  personal: {},
  people: [],
  look: { by: 'siblings', request: ({ parent }) => list(parent?.id ?? '0'), absent: [{ code: 'ATTACH_NOT_FOUND' }] },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'attach.QUESTIONS[].ANSWERS[].MESSAGE', title: { ru: 'Ответы', en: 'Answers' }, type: 'text' },
    {
      field: 'attach.QUESTIONS[].ANSWERS[].COUNTER',
      title: { ru: 'Голоса за них', en: 'Votes for them' },
      type: 'number',
    },
    { field: 'attach.COUNTER', title: { ru: 'Голосов', en: 'Votes' }, type: 'number' },
  ],
  limits: {
    ru: 'Кто как голосовал, REST отдаёт только у неанонимных опросов.',
    en: 'Who voted how comes of polls alone that are not anonymous.',
  },
};
