import type { Fate } from '../kind.ts';

/** Documents and knowledge bases go to the trash with all that is inside; only a person deletes them for good. The vendor's pages
 * do not say how long they lie there. */
export const noteBin: Fate = {
  to: 'bin',
  empty: {
    steps: {
      ru: 'База знаний → Корзина: выделите всё и удалите навсегда.',
      en: 'Knowledge base → Trash: select everything and delete for good.',
    },
    why: {
      ru: 'REST убирает документы только в корзину; окончательно их удаляет человек.',
      en: 'REST only moves documents to the trash; a person deletes them for good.',
    },
  },
};
