import { textOf } from '../../src/base/json.ts';
import type { ListRequest } from '../../src/bitrix24/port.ts';
import type { Kind, Take } from '../../src/kinds/kind.ts';

/** A list that is walked by id. */
export function listOf(method: string, change: Partial<ListRequest> = {}): ListRequest {
  return { method, params: { select: ['*'] }, rows: [], idField: 'ID', pager: { by: 'id' }, ...change };
}

/** The least that a kind must declare. */
export function kindOf(id: string, take: Take, change: Partial<Kind> = {}): Kind {
  return {
    id,
    group: 'other',
    title: { one: { ru: id, en: id }, many: { ru: id, en: id } },
    scope: 'crm',
    docs: [],
    take,
    key: 'ID',
    name: (row) => textOf(row['NAME']),
    references: [],
    personal: {},
    people: [],
    deletion: { how: 'never', why: { ru: '-', en: '-' } },
    columns: [],
    ...change,
  };
}
