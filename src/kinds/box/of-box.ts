import type { Text } from '../../base/text.ts';
import type { Kind } from '../kind.ts';

const why: Text = {
  ru: 'REST этого не показывает и не удаляет; на своём сервере уходит вместе со всей системой.',
  en: 'REST neither shows nor deletes it; on a server of one’s own it goes with the whole system.',
};
const limits: Text = {
  ru: 'Берётся только из таблиц коробки: bye24 box export.',
  en: 'Taken only from the tables of a box: bye24 box export.',
};

/** What a kind that only a box's tables hold has of its own. */
type Facts = Pick<Kind, 'id' | 'group' | 'title' | 'name' | 'columns' | 'references'> &
  Partial<Pick<Kind, 'createdAt' | 'changedAt' | 'personal' | 'people' | 'key'>>;

export function ofBox(facts: Facts): Kind {
  return {
    key: 'ID',
    scope: '',
    docs: [],
    take: { how: 'tables' },
    personal: {},
    people: [],
    deletion: { how: 'never', why },
    limits,
    ...facts,
  };
}
