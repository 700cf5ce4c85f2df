import type { ListRequest } from '../../bitrix24/port.ts';
import { firstText, textAt } from '../fields.ts';
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

const text = (id: string): ListRequest => ({
  method: 'userconsent.agreement.text',
  params: { id: Number(id) },
  rows: [],
  single: true,
  idField: '',
  pager: { by: 'none' },
});

/** The words of an agreement, as people see them: the list tells only its name. */
export const agreementText: Kind = {
  id: 'agreement-text',
  group: 'other',
  title: {
    one: { ru: 'Текст соглашения', en: 'Text of an agreement' },
    many: { ru: 'Тексты соглашений', en: 'Texts of agreements' },
  },
  scope: 'userconsent',
  docs: ['api-reference/user-consent/user-consent-agreement-text.md'],
  take: { how: 'each', moves: 'nothing', parent: 'agreement', request: ({ id }) => text(id) },
  key: (_row, parent) => parent?.id ?? '',
  name: (row) => textAt(row, 'LABEL').slice(0, 80),
  references: [],
  texts: [
    { field: 'TEXT', form: 'document' },
    { field: 'LABEL', form: 'plain' },
  ],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ parent }) => text(parent?.id ?? ''),
    absent: [{ code: 'ERROR_ARGUMENT', says: 'not found' }],
  },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'LABEL', title: { ru: 'Надпись', en: 'Label' }, type: 'text' },
    { field: 'TEXT', title: { ru: 'Текст', en: 'Text' }, type: 'html' },
  ],
};
