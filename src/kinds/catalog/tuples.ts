import type { JsonObject } from '../../base/json.ts';
import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

interface TupleFacts extends Pick<
  Kind,
  'id' | 'title' | 'scope' | 'docs' | 'name' | 'calledBy' | 'columns' | 'references'
> {
  readonly method: string;
  /** Where the rows lie. */
  readonly rows: string;
  /** What tells a row from the others: together these fields are its number. */
  readonly fields: readonly string[];
}

const valueOf = (row: JsonObject, field: string): string | number =>
  typeof row[field] === 'number' ? row[field] : textAt(row, field);

/** Rows of the shop that have no number of their own and go with what they belong to: translations, links. */
export function tuples({ method, rows, fields, ...facts }: TupleFacts): Kind {
  const list = { method, rows: [rows], idField: '', pager: { by: 'offset' } } as const;
  return {
    ...facts,
    group: 'catalog',
    take: {
      how: 'list',
      request: { ...list, params: { order: Object.fromEntries(fields.map((field) => [field, 'asc'])) } },
    },
    key: (row) => fields.map((field) => textAt(row, field)).join(':'),
    personal: {},
    people: [],
    look: {
      by: 'get',
      call: ({ row }) => ({
        method,
        params: { filter: Object.fromEntries(fields.map((field) => [field, valueOf(row, field)])) },
      }),
      at: [rows, '0'],
    },
    deletion: { how: 'withParent' },
  };
}
