import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';

import { read } from './client.ts';
import type {
  ArchiveSummary,
  CalendarEntry,
  ChatAnswer,
  ChildrenPage,
  KindCount,
  Missing,
  NoteShelf,
  CommandName,
  Declaration,
  KindFacts,
  KindSize,
  LeftToGo,
  PapersAnswer,
  PlanPage,
  PlanResult,
  ProofReport,
  RecordAnswer,
  RunSummary,
  SearchAnswer,
  SitePage,
  State,
  TablePage,
  Whose,
  WorkStanding,
} from './types.ts';

/** Where the person is: portals that are known, the archive that is shown, the states of the journey. */
export const stateQuery = queryOptions({
  queryKey: ['state'],
  queryFn: ({ signal }) => read<State>('/api/state', signal),
  refetchInterval: 5_000,
});

export const runsQuery = queryOptions({
  queryKey: ['runs'],
  queryFn: ({ signal }) => read<readonly RunSummary[]>('/api/runs', signal),
  refetchInterval: 3_000,
});

export const archiveQuery = queryOptions({
  queryKey: ['archive'],
  queryFn: ({ signal }) => read<ArchiveSummary>('/api/archive', signal),
});

export const countsQuery = queryOptions({
  queryKey: ['archive', 'counts'],
  queryFn: ({ signal }) => read<readonly KindCount[]>('/api/archive/counts', signal),
});

/** How many records of each kind were changed, or made, before a day; '' is any time. */
export function sizesQuery(changed: string, created: string) {
  const params = new URLSearchParams([
    ...(changed === '' ? [] : [['changed', changed]]),
    ...(created === '' ? [] : [['created', created]]),
  ]);
  return queryOptions({
    queryKey: ['archive', 'sizes', params.toString()],
    queryFn: ({ signal }) => read<readonly KindSize[]>(`/api/archive/sizes?${params.toString()}`, signal),
    placeholderData: keepPreviousData,
  });
}

export const missingQuery = queryOptions({
  queryKey: ['archive', 'missing'],
  queryFn: ({ signal }) => read<readonly Missing[]>('/api/archive/missing', signal),
});

export interface TableAsk {
  readonly kind: string;
  readonly sort?: string | undefined;
  readonly descending?: boolean | undefined;
  readonly contains?: { readonly field: string; readonly text: string } | undefined;
  readonly equals?: readonly { readonly field: string; readonly value: string }[] | undefined;
  readonly offset: number;
  readonly limit: number;
  /** Columns in place of the declared ones. */
  readonly fields?: readonly string[] | undefined;
  /** Count what belongs to each record. */
  readonly below?: boolean;
}

export function tableQuery(ask: TableAsk) {
  const { kind, sort, descending, contains, equals = [], offset, limit, fields, below } = ask;
  const params = new URLSearchParams({ kind, offset: String(offset), limit: String(limit) });
  if (sort !== undefined) params.set('sort', sort);
  if (descending === true) params.set('descending', 'true');
  const filter = [
    ...(contains === undefined || contains.text === ''
      ? []
      : [{ field: contains.field, is: 'contains', value: contains.text }]),
    ...equals.map(({ field, value }) => ({ field, is: 'equals', value })),
  ];
  if (filter.length > 0) params.set('filter', JSON.stringify(filter));
  if (fields !== undefined && fields.length > 0) params.set('fields', JSON.stringify(fields));
  if (below === true) params.set('below', 'true');
  return queryOptions({
    queryKey: ['archive', 'table', params.toString()],
    queryFn: ({ signal }) => read<TablePage>(`/api/archive/table?${params.toString()}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function recordQuery(kind: string, id: string) {
  return queryOptions({
    queryKey: ['archive', 'record', kind, id],
    queryFn: ({ signal }) =>
      read<RecordAnswer>(`/api/archive/record/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`, signal),
    // Addresses of files work for a quarter of an hour.
    staleTime: 10 * 60_000,
  });
}

export function childrenQuery(kind: string, id: string, of: string) {
  return queryOptions({
    queryKey: ['archive', 'children', kind, id, of],
    queryFn: ({ signal }) =>
      read<ChildrenPage>(
        `/api/archive/children/${encodeURIComponent(kind)}/${encodeURIComponent(id)}?kind=${encodeURIComponent(of)}`,
        signal,
      ),
  });
}

/** Fields of a kind that it declares no column for. */
export function otherFieldsQuery(kind: string) {
  return queryOptions({
    queryKey: ['archive', 'fields', kind],
    queryFn: ({ signal }) => read<readonly string[]>(`/api/archive/fields/${encodeURIComponent(kind)}`, signal),
  });
}

export const chatPageSize = 50;

/** A chat from its newest messages back, page by page. */
export function chatQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['archive', 'chat', id],
    queryFn: ({ signal, pageParam }) =>
      read<ChatAnswer>(`/api/archive/chat/${encodeURIComponent(id)}?skip=${pageParam}&limit=${chatPageSize}`, signal),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last.older > 0 ? all.length * chatPageSize : undefined),
  });
}

export function calendarQuery(fromWallMs: number, toWallMs: number) {
  return queryOptions({
    queryKey: ['archive', 'calendar', fromWallMs, toWallMs],
    queryFn: ({ signal }) =>
      read<readonly CalendarEntry[]>(`/api/archive/calendar?from=${fromWallMs}&to=${toWallMs}`, signal),
    placeholderData: keepPreviousData,
  });
}

export const lastMomentQuery = queryOptions({
  queryKey: ['archive', 'calendar', 'last'],
  queryFn: ({ signal }) => read<{ readonly atMs: number | null }>('/api/archive/calendar/last', signal),
});

export const notesQuery = queryOptions({
  queryKey: ['archive', 'notes'],
  queryFn: ({ signal }) => read<readonly NoteShelf[]>('/api/archive/notes', signal),
});

export const sitesQuery = queryOptions({
  queryKey: ['archive', 'sites'],
  queryFn: ({ signal }) => read<readonly NoteShelf[]>('/api/archive/sites', signal),
});

export function sitePageQuery(id: string) {
  return queryOptions({
    queryKey: ['archive', 'site-page', id],
    queryFn: ({ signal }) => read<SitePage>(`/api/archive/site-page/${encodeURIComponent(id)}`, signal),
  });
}

export function searchQuery(text: string, kinds: readonly string[]) {
  const params = new URLSearchParams({ text, kinds: kinds.join(',') });
  return queryOptions({
    queryKey: ['archive', 'search', params.toString()],
    queryFn: ({ signal }) => read<SearchAnswer>(`/api/archive/search?${params.toString()}`, signal),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });
}

/** What the kinds declare for views; it never changes while the program runs. */
export const kindsQuery = queryOptions({
  queryKey: ['kinds'],
  queryFn: ({ signal }) => read<readonly KindFacts[]>('/api/kinds', signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export type CommandFacts = { readonly name: CommandName } & Omit<Declaration, 'examples'>;

export const commandsQuery = queryOptions({
  queryKey: ['commands'],
  queryFn: ({ signal }) => read<readonly CommandFacts[]>('/api/commands', signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** `?work=…` for a smaller piece of work; nothing for the exit itself. */
function ofWork(work: string | undefined): string {
  return work === undefined ? '' : `?work=${encodeURIComponent(work)}`;
}

/** What a journal says so far; null when nothing was begun. */
export function reportQuery(work?: string) {
  return queryOptions({
    queryKey: ['exit', 'report', work],
    queryFn: ({ signal }) => read<ProofReport | null>(`/api/exit/report${ofWork(work)}`, signal),
  });
}

/** What a plan names, in numbers; null when there is none. */
export function plannedQuery(work?: string) {
  return queryOptions({
    queryKey: ['exit', 'planned', work],
    queryFn: ({ signal }) => read<PlanResult | null>(`/api/exit/planned${ofWork(work)}`, signal),
  });
}

/** What another run of a plan may still carry out. */
export function leftQuery(work?: string) {
  return queryOptions({
    queryKey: ['exit', 'left', work],
    queryFn: ({ signal }) => read<LeftToGo>(`/api/exit/left${ofWork(work)}`, signal),
  });
}

/** By what a person knows a portal again; the portal itself is asked. */
export function whoseQuery(portal: string) {
  return queryOptions({
    queryKey: ['exit', 'whose', portal],
    queryFn: ({ signal }) => read<Whose>(`/api/exit/whose?portal=${encodeURIComponent(portal)}`, signal),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
}

/** Files of the proof, and what the operator has filled in for the act. */
export function papersQuery(work?: string) {
  return queryOptions({
    queryKey: ['exit', 'papers', work],
    queryFn: ({ signal }) => read<PapersAnswer>(`/api/exit/papers${ofWork(work)}`, signal),
    // Addresses of files work for a quarter of an hour.
    refetchInterval: 10 * 60_000,
  });
}

/** Hand-overs, profiles and persons that were begun. */
export const worksQuery = queryOptions({
  queryKey: ['exit', 'works'],
  queryFn: ({ signal }) => read<readonly WorkStanding[]>('/api/exit/works', signal),
});

export interface PlanAsk {
  readonly work?: string | undefined;
  readonly type: 'step' | 'kept' | 'byHand';
  readonly kind?: string | undefined;
  readonly offset?: number;
  readonly limit?: number;
}

export function planQuery({ work, type, kind, offset = 0, limit = 50 }: PlanAsk) {
  const params = new URLSearchParams({ type, offset: String(offset), limit: String(limit) });
  if (kind !== undefined) params.set('kind', kind);
  if (work !== undefined) params.set('work', work);
  return queryOptions({
    queryKey: ['exit', 'plan', params.toString()],
    queryFn: ({ signal }) => read<PlanPage>(`/api/exit/plan?${params.toString()}`, signal),
    placeholderData: keepPreviousData,
  });
}
