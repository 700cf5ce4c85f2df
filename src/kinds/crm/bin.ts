import type { Fate } from '../kind.ts';

/** The CRM's recycle bin: elements lie there for 30 days, then go by the hundred a day (the vendor's help page on it). */
export const crmBin: Fate = {
  to: 'bin',
  days: 30,
  empty: {
    path: () => '/crm/recyclebin/',
    steps: {
      ru: 'Откройте CRM → Ещё → Корзина. Отметьте все элементы, нажмите «Удалить» и подтвердите.',
      en: 'Open CRM → More → Recycle Bin. Select all items, click Delete and confirm.',
    },
    why: {
      ru: 'REST не показывает и не очищает корзину CRM. Окончательно удалить из неё может только администратор.',
      en: 'REST neither shows nor empties the CRM recycle bin. Only an administrator can delete from it for good.',
    },
  },
};
