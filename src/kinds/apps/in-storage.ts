import type { ListRequest } from '../../bitrix24/port.ts';
import type { AbsentAnswer, PersonField, RecordLike } from '../kind.ts';

/** Rows of one storage, by its code. */
export const inStorage = (method: string, { id }: { readonly id: string }): ListRequest => ({
  method,
  params: { ENTITY: id, SORT: { ID: 'ASC' } },
  rows: [],
  idField: 'ID',
  pager: { by: 'offset' },
});

/** The storage that a record lies in. */
export const storageOf = ({ parent }: RecordLike): { readonly id: string } => ({ id: parent?.id ?? '' });
export const absent: readonly AbsentAnswer[] = [{ code: 'ERROR_ENTITY_NOT_FOUND' }];

export const author: PersonField = { field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' } };
