import { isObject } from '../base/json.ts';
import type { ListRequest } from '../bitrix24/port.ts';
import type { Deletion, Kind, Look } from './kind.ts';

type Made = 'take' | 'key' | 'look' | 'deletion' | 'references' | 'personal' | 'people';

/** A kind that is one list of the portal; what most such kinds have alike is left out. */
interface ListedFacts extends Omit<Kind, Made>, Partial<Pick<Kind, Exclude<Made, 'take'>>> {
  readonly list: ListRequest;
  /** The list can't be asked for single records: one is looked at again among all. */
  readonly amongAll?: true;
  /** The method that deletes one by `id`, for good. Without it, and without `deletion`, a record goes with its parent. */
  readonly remove?: string;
}

/** The key is the list's id; several are looked at by the same list with a filter `@id`; nobody is behind them. */
export function listed({ list, remove, amongAll, ...facts }: ListedFacts): Kind {
  const gone: Deletion =
    remove === undefined
      ? { how: 'withParent' }
      : {
          how: 'call',
          call: ({ id }) => ({ method: remove, params: { id: numeric(id) }, effect: 'write' }),
          fate: { to: 'gone' },
        };
  return {
    key: list.idField,
    look: amongAll === true ? { by: 'siblings', request: () => list } : lookByIds(list),
    deletion: gone,
    references: [],
    personal: {},
    people: [],
    ...facts,
    take: { how: 'list', request: list },
  };
}

/** Records looked at by the list that they came in, asked for their ids. */
export function lookByIds(list: ListRequest): Look {
  return {
    by: 'ids',
    request: (ids) => {
      const { params = {}, filterParam = 'filter', idFilter = list.idField } = list;
      const own = isObject(params) ? params : {};
      const filter = own[filterParam];
      return {
        ...list,
        params: { ...own, [filterParam]: { ...(isObject(filter) ? filter : {}), [`@${idFilter}`]: ids.map(numeric) } },
      };
    },
  };
}

/** An id as the portal wants it: a number where it is one. */
export function numeric(id: string): number | string {
  return /^\d+$/u.test(id) ? Number(id) : id;
}
