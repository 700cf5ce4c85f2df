import type { Fate } from '../kind.ts';

/** The recycle bin of tasks. The vendor's REST pages are silent on it; in the product a deleted task lies there for 30 days. */
export const taskBin: Fate = {
  to: 'bin',
  days: 30,
  empty: {
    path: () => '/company/personal/user/0/tasks/recyclebin/',
    steps: {
      ru: 'Откройте Задачи и проекты → Ещё → Корзина. Отметьте все задачи, выберите «Удалить» и подтвердите.',
      en: 'Open Tasks and Projects → More → Recycle Bin. Select all tasks, choose Delete and confirm.',
    },
    why: {
      ru: 'REST не показывает и не очищает корзину задач.',
      en: 'REST neither shows nor empties the recycle bin of tasks.',
    },
  },
};
