import { isObject, type Json, type JsonObject, textOf } from '../../src/base/json.ts';
import { type Random, seeded } from '../../src/base/random.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { ListReport, ListRequest, Page, ParentList } from '../../src/bitrix24/port.ts';
import { type Method, table } from '../wire/scripted.ts';
import { scene } from '../wire/support.ts';

/**
 * How a portal lies about one record of a list. hidden: never shown. hiddenOnce: left out of the first answer that it
 * belongs to. repeated: shown a second time, beside another. replaced: another record's copy stands in its place, once.
 * moved: left out where it belongs, and shown by the next answer instead.
 */
export const lies = ['hidden', 'hiddenOnce', 'repeated', 'replaced', 'moved'] as const;
export type Lie = (typeof lies)[number];

export const pagers = ['keyset', 'ranges', 'offset', 'cursor', 'v3', 'numbered', 'perParent'] as const;
export type PagerName = (typeof pagers)[number];

export interface Told {
  readonly pager: PagerName;
  readonly lie: Lie;
  readonly seed: number;
  /**
   * whole: every record was given, once. told: not so, and the walk says so. silent: not so, and nobody would know.
   */
  readonly ended: 'whole' | 'told' | 'silent';
  /** The lie fell on the last page, where a list without a count has nothing to be held against. */
  readonly onLastPage: boolean;
  readonly why: string;
  readonly requests: number;
}

const idOf = (row: Json): string => (isObject(row) ? textOf(row['ID']) : '');

/** One lie, told about one record, wherever the pages come from. */
class Liar {
  readonly #lie: Lie;
  readonly #id: string;
  #isTold = false;
  #kept: JsonObject | undefined;

  constructor(lie: Lie, id: number) {
    this.#lie = lie;
    this.#id = String(id);
  }

  page(rows: readonly JsonObject[]): readonly JsonObject[] {
    const kept = this.#kept;
    if (kept !== undefined) {
      this.#kept = undefined;
      return [...rows, kept];
    }
    const place = rows.findIndex((row) => idOf(row) === this.#id);
    if (place === -1 || (this.#isTold && this.#lie !== 'hidden')) return rows;
    this.#isTold = true;
    const [row] = rows.slice(place);
    const others = rows.filter((_, index) => index !== place);
    const [other] = others;
    if (row === undefined) return rows;
    switch (this.#lie) {
      case 'hidden':
      case 'hiddenOnce':
        return others;
      case 'repeated':
        return [...rows.slice(0, place), row, ...rows.slice(place)];
      case 'replaced':
        return other === undefined ? rows : [...rows.slice(0, place), other, ...rows.slice(place + 1)];
      case 'moved':
        this.#kept = row;
        return others;
    }
  }
}

interface Scripted {
  readonly methods: Readonly<Record<string, Method>>;
  readonly request?: ListRequest;
  readonly parents?: readonly ParentList[];
  /** Rows of the list's last page as it is read. */
  readonly lastPage: (id: number) => boolean;
}

const base = { method: 'list', rows: [], idField: 'ID' } as const;

/** Ids that rise with gaps, as those of a portal in use. */
function idsFrom(random: Random, count: number): readonly number[] {
  let id = 0;
  return Array.from({ length: count }, () => (id += random() < 0.1 ? 1 + Math.floor(random() * 9) : 1));
}

/** A list method whose every page goes through the liar. */
function lying(list: Method, liar: Liar): Method {
  return (params) => {
    const answer = list(params);
    const rows = answer['result'];
    return Array.isArray(rows) ? { ...answer, result: [...liar.page(rows as JsonObject[])] } : answer;
  };
}

function byPosition(
  ids: readonly number[],
  liar: Liar,
  place: (params: JsonObject) => readonly [number, number],
): Method {
  return (params) => {
    const [from, size] = place(params);
    return { result: [...liar.page(ids.slice(from, from + size).map((id) => ({ ID: String(id) })))] };
  };
}

function part(params: Json | undefined, name: string): JsonObject {
  const value = isObject(params) ? params[name] : undefined;
  return isObject(value) ? value : {};
}

function scripted(pager: PagerName, ids: readonly number[], liar: Liar): Scripted {
  const order = { order: { ID: 'ASC' } };
  const last = (size: number) => (id: number) => ids.indexOf(id) >= ids.length - (ids.length % size || size);
  switch (pager) {
    case 'keyset':
    case 'ranges':
      return {
        methods: { list: lying(table(ids).list, liar) },
        request: { ...base, params: order, pager: { by: 'id' } },
        lastPage: last(50),
      };
    case 'offset':
      return {
        methods: { list: lying(table(ids).list, liar) },
        request: { ...base, params: order, pager: { by: 'offset' } },
        lastPage: last(50),
      };
    case 'cursor':
      return {
        methods: {
          list: byPosition(ids, liar, (params) => {
            const after = Number(textOf(params['FIRST_ID'] ?? 0));
            const from = ids.findIndex((id) => id > after);
            return [from === -1 ? ids.length : from, 50];
          }),
        },
        request: { ...base, params: {}, pager: { by: 'cursor', param: 'FIRST_ID', from: 'ID', last: 'max' } },
        lastPage: last(50),
      };
    case 'v3':
      return {
        methods: {
          list: byPosition(ids, liar, (params) => {
            const { offset = 0, limit = 50 } = part(params, 'pagination');
            return [Number(textOf(offset)), Number(textOf(limit))];
          }),
        },
        request: { ...base, api: 'v3', params: {}, pager: { by: 'v3', limit: 200 } },
        lastPage: last(200),
      };
    case 'numbered':
      return {
        methods: {
          list: byPosition(ids, liar, (params) => {
            const { nPageSize = 50, iNumPage = 1 } = part(part(params, 'PARAMS'), 'NAV_PARAMS');
            return [(Number(textOf(iNumPage)) - 1) * Number(textOf(nPageSize)), Number(textOf(nPageSize))];
          }),
        },
        request: { ...base, params: {}, pager: { by: 'numbered' } },
        lastPage: last(50),
      };
    case 'perParent': {
      // Children of a hundredth as many parents, each a counted list of its own.
      const parents = Array.from({ length: Math.max(2, Math.floor(ids.length / 100)) }, (_, index) => index);
      const of = (parent: number): readonly number[] => ids.filter((_, index) => index % parents.length === parent);
      const tables = parents.map((parent) => table(of(parent)).list);
      const list: Method = (params) => tables[Number(textOf(params['parent'] ?? 0))]?.(params) ?? { result: [] };
      return {
        methods: { list: lying(list, liar) },
        parents: parents.map((parent) => ({
          parent: String(parent),
          request: { ...base, params: { parent, ...order }, pager: { by: 'offset' } },
        })),
        lastPage: () => false,
      };
    }
  }
}

async function walk(
  pages: AsyncGenerator<Page, ListReport, void>,
  take: (rows: readonly JsonObject[]) => void,
): Promise<ListReport> {
  for (;;) {
    const step = await pages.next();
    if (step.done === true) return step.value;
    take(step.value.rows);
  }
}

/** Walks a list of which the portal lies about one record, and holds what came against what is there. */
export async function tryLie(pager: PagerName, lie: Lie, seed: number, count: number): Promise<Told> {
  const random = seeded(seed);
  const ids = idsFrom(random, count);
  const id = ids[Math.floor(random() * ids.length)] ?? 1;
  const { methods, request, parents, lastPage } = scripted(pager, ids, new Liar(lie, id));
  // Ranges side by side are only read where there is enough to divide.
  const { portal, server } = scene({ methods });
  const given = new Map<string, number>();
  const take = (rows: readonly JsonObject[]): void => {
    for (const row of rows) given.set(idOf(row), (given.get(idOf(row)) ?? 0) + 1);
  };
  const facts = { pager, lie, seed, onLastPage: lastPage(id) };
  try {
    const pages = request === undefined ? portal.listEach(parents ?? []) : portal.list(request);
    const report = await walk(pages, take);
    const isWhole = given.size === ids.length && [...given.values()].every((times) => times === 1);
    const { total = given.size, rows, holes = 0 } = report;
    const isTold = total !== given.size || total !== rows || holes > 0;
    const why = `${given.size} of ${ids.length} given, total ${report.total}, holes ${report.holes ?? 0}, mended ${report.mended}`;
    return { ...facts, ended: isWhole ? 'whole' : isTold ? 'told' : 'silent', why, requests: server.requests };
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return { ...facts, ended: 'told', why: error.message, requests: server.requests };
  }
}

/**
 * Whether nothing can tell such a lie from the truth: a list without a count whose pages are what they should be, save
 * the last, of which nobody knows how long it should be. Every other lie must be mended or told.
 */
export function isBeyondNotice({ pager, lie, onLastPage }: Pick<Told, 'pager' | 'lie' | 'onLastPage'>): boolean {
  const isCounted = !['cursor', 'v3', 'numbered'].includes(pager);
  return !isCounted && onLastPage && lie !== 'repeated';
}
