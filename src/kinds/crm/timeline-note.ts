import type { ListRequest } from '../../bitrix24/port.ts';
import { textAt } from '../fields.ts';
import type { Kind, KindId, Parent, RecordLike } from '../kind.ts';
import { openingOf } from '../opening.ts';
import { firstOwnTypeId, entityTypeIds, timelineOwners } from './entity.ts';

const noted: readonly KindId[] = ['activity', 'timeline-comment'];

function list(ownerTypeId: number, ownerId: number, itemType: 1 | 2, itemId: string): ListRequest {
  return {
    method: 'crm.timeline.note.get',
    params: { ownerTypeId, ownerId, itemType, itemId: Number(itemId) },
    rows: [],
    single: true,
    idField: '',
    pager: { by: 'none' },
  };
}

/** The number of the type that a comment names by a word: `deal`, `dynamic_1040`. */
function typeOf(word: string): number {
  const own = /^dynamic_(\d+)$/iu.exec(word)?.[1];
  if (own !== undefined) return Number(own);
  const kind = Object.entries(timelineOwners).find(([, each]) => each === word.toLowerCase())?.[0];
  return (entityTypeIds as Readonly<Record<string, number>>)[kind ?? ''] ?? 0;
}

function ofRecord({ id, row }: RecordLike, kind: KindId): ListRequest | undefined {
  const isComment = kind === 'timeline-comment';
  const type = isComment ? typeOf(textAt(row, 'ENTITY_TYPE')) : Number(textAt(row, 'OWNER_TYPE_ID'));
  const owner = Number(textAt(row, isComment ? 'ENTITY_ID' : 'OWNER_ID'));
  // Records of other modules (orders) have no timeline; an empty row asks for docs and checks.
  const isTimeline = type >= firstOwnTypeId || (Object.values(entityTypeIds) as number[]).includes(type);
  if (Object.keys(row).length > 0 && (!isTimeline || owner === 0)) return undefined;
  return list(type, owner, isComment ? 1 : 2, id);
}

/** The key holds the address under which a note is asked for: whose it is, and where. */
const keyOf = (parent: Parent | undefined): string => (parent === undefined ? '' : `${parent.kind}:${parent.id}`);

/** A note that somebody has put on an activity or a comment. */
export const timelineNote: Kind = {
  id: 'timeline-note',
  group: 'crm',
  title: {
    one: { ru: 'Заметка таймлайна', en: 'Timeline note' },
    many: { ru: 'Заметки таймлайна', en: 'Timeline notes' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/timeline/note/crm-timeline-note-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: noted,
    request: ofRecord,
    none: [{ code: 'NOT_FOUND' }],
  },
  key: (_row, parent) => keyOf(parent),
  name: (row) => openingOf(row, 'text', 'plain'),
  createdAt: 'createdTime',
  references: [
    { field: 'createdById', to: 'user' },
    { field: 'updatedById', to: 'user' },
  ],
  texts: [{ field: 'text', form: 'plain' }],
  personal: { text: 'correspondence' },
  people: [{ field: 'createdById', title: { ru: 'Автор', en: 'Author' } }],
  deletion: { how: 'withParent' },
  columns: [
    { field: 'text', title: { ru: 'Заметка', en: 'Note' }, type: 'text' },
    { field: 'createdById', title: { ru: 'Автор', en: 'Author' }, type: 'user' },
    { field: 'createdTime', title: { ru: 'Создана', en: 'Created' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Списка заметок нет: о ней спрашивают у каждого дела и каждого комментария.',
    en: 'There is no list of notes: each activity and each comment is asked for one.',
  },
};
