import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const agreement: Kind = listed({
  id: 'agreement',
  group: 'other',
  title: { one: { ru: 'Соглашение', en: 'Agreement' }, many: { ru: 'Соглашения', en: 'Agreements' } },
  scope: 'userconsent',
  docs: ['api-reference/user-consent/user-consent-agreement-list.md'],
  list: { method: 'userconsent.agreement.list', rows: [], idField: 'ID', pager: { by: 'none' } },
  name: (row) => firstText(row, 'NAME', 'ID'),
  amongAll: true,
  deletion: {
    how: 'byHand',
    byHand: {
      path: () => '/settings/configs/userconsent/',
      steps: {
        ru: 'Откройте страницу соглашений, у соглашения нажмите ≡ → «Удалить».',
        en: 'Open the page of agreements and click ≡ → Delete at the agreement.',
      },
      why: { ru: 'REST не удаляет соглашения.', en: 'REST does not delete agreements.' },
    },
  },
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'ACTIVE', title: { ru: 'Действует', en: 'Active' }, type: 'boolean' },
    { field: 'LANGUAGE_ID', title: { ru: 'Язык', en: 'Language' }, type: 'text' },
  ],
  limits: { ru: 'Сами согласия людей REST не отдаёт.', en: 'REST does not give the consents of people.' },
});
