import type { ListRequest } from '../../bitrix24/port.ts';
import type { Text } from '../../base/text.ts';
import { firstText, textAt } from '../fields.ts';
import type { Codes, Column, Kind, Reference } from '../kind.ts';

/** api-reference/sign/sign-b2e-document-send.md. */
const roles: Codes = {
  signer: { ru: 'Подписант', en: 'Signer' },
  assignee: { ru: 'Представитель компании', en: 'Representative of the company' },
  reviewer: { ru: 'Согласующий', en: 'Reviewer' },
  editor: { ru: 'Редактор', en: 'Editor' },
};

interface Facts {
  readonly id: string;
  readonly method: string;
  readonly title: Kind['title'];
  readonly page: string;
  readonly references: readonly Reference[];
  readonly columns: readonly Column[];
  readonly limits?: Text;
}

/** Documents come newest first, and no filter narrows them: a new one moves the pages, the walk's counts tell. */
function signed({ id, method, page, ...facts }: Facts): Kind {
  const list: ListRequest = {
    method,
    rows: [],
    idField: 'id',
    pager: { by: 'offset', param: 'offset', limitParam: 'limit' },
    pageSize: 1000,
    countable: false,
  };
  return {
    ...facts,
    id,
    group: 'other',
    scope: 'sign.b2e',
    byApplication: true,
    docs: [page],
    take: { how: 'list', request: list },
    key: 'id',
    name: (row) => firstText(row, 'title', 'id'),
    createdAt: 'signed_date',
    volatile: ['file_url'],
    personal: { title: 'other' },
    people: [],
    files: [
      {
        slot: 'file',
        files: (row) => {
          const url = textAt(row, 'file_url');
          const fileId = textAt(row, 'id');
          return url === '' ? [] : [{ fileId, name: `${textAt(row, 'title') || fileId}.pdf`, url }];
        },
      },
    ],
    look: { by: 'siblings', request: () => list },
    deletion: {
      how: 'never',
      why: { ru: 'Метода удаления нет: подписанное хранится по закону.', en: 'No method deletes what was signed.' },
    },
  };
}

const title: Column = { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' };
const signedAt: Column = { field: 'signed_date', title: { ru: 'Подписан', en: 'Signed' }, type: 'datetime' };

/** The safe of the company: what was signed in HR documents. */
export const signedDocument = signed({
  id: 'signed-document',
  method: 'sign.b2e.mysafe.tail',
  title: {
    one: { ru: 'Подписанный документ', en: 'Signed document' },
    many: { ru: 'Подписанные документы компании', en: 'Signed documents of the company' },
  },
  page: 'api-reference/sign/sign-b2e-mysafe-tail.md',
  references: [
    { field: 'creator_id', to: 'user' },
    { field: 'member_id', to: 'user' },
  ],
  columns: [
    title,
    { field: 'member_id', title: { ru: 'Участник', en: 'Member' }, type: 'user' },
    { field: 'role', title: { ru: 'Роль', en: 'Role' }, type: 'text', codes: roles },
    signedAt,
  ],
});

export const ownSignedDocument = signed({
  id: 'own-signed-document',
  method: 'sign.b2e.personal.tail',
  title: {
    one: { ru: 'Свой подписанный документ', en: 'Signed document of one’s own' },
    many: { ru: 'Свои подписанные документы', en: 'Signed documents of one’s own' },
  },
  page: 'api-reference/sign/sign-b2e-personal-tail.md',
  references: [],
  columns: [title, signedAt],
});
