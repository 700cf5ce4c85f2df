import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';

import { kindsQuery } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { PageTitle } from '../app/page-title.tsx';
import type { KindSearch } from '../app/router.tsx';
import { useSettings, useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { ColumnChoice, useColumns } from './columns.tsx';
import { WithArchive } from './shown.tsx';
import { VirtualTable } from './table.tsx';

type ViewName = 'table' | 'board' | 'tree' | 'chart' | 'chats' | 'calendar' | 'pages';

const Board = lazy(async () => ({ default: (await import('../views/board.tsx')).Board }));
const Chats = lazy(async () => ({ default: (await import('../views/chats.tsx')).Chats }));
const Calendar = lazy(async () => ({ default: (await import('../views/calendar.tsx')).Calendar }));
const Notes = lazy(async () => ({ default: (await import('../views/notes.tsx')).Notes }));
const Sites = lazy(async () => ({ default: (await import('../views/sites.tsx')).Sites }));
const DriveTree = lazy(async () => ({ default: (await import('../views/drive-tree.tsx')).DriveTree }));
const OrgChart = lazy(async () => ({ default: (await import('../views/org-chart.tsx')).OrgChart }));

/** Kinds that are more than rows, and how they are looked at. */
const viewsOf: Readonly<Record<string, ViewName>> = {
  deal: 'board',
  lead: 'board',
  task: 'board',
  'disk-storage': 'tree',
  'disk-folder': 'tree',
  'disk-file': 'tree',
  department: 'chart',
  user: 'chart',
  chat: 'chats',
  'chat-message': 'chats',
  'calendar-event': 'calendar',
  'calendar-section': 'calendar',
  'note-collection': 'pages',
  'note-document': 'pages',
  site: 'pages',
  page: 'pages',
  'page-block': 'pages',
};
/** Pages of sites and of knowledge bases of the old kind; those of the new kind are documents. */
const ofSites: ReadonlySet<string> = new Set(['site', 'page', 'page-block']);
/** Kinds for which the table is the lesser view. */
const firstView: ReadonlySet<string> = new Set(['chat', 'calendar-event', 'note-document', 'site', 'page']);

function ViewSwitch({
  kind,
  view,
  other,
}: {
  readonly kind: string;
  readonly view: ViewName;
  readonly other: ViewName;
}) {
  const { ui } = useTexts();
  return (
    <nav aria-label={ui.views.title} className="segments">
      {(['table', other] as const).map((name) => (
        <Link
          key={name}
          to="/archive/$kind"
          params={{ kind }}
          search={{ view: name }}
          className="segment"
          activeOptions={{ exact: true, includeSearch: false }}
          data-on={view === name}
        >
          {ui.views[name]}
        </Link>
      ))}
    </nav>
  );
}

interface FilterProps {
  readonly kind: string;
  readonly search: KindSearch;
  readonly onChange: (search: KindSearch) => void;
}

function Filter({ kind, search, onChange }: FilterProps) {
  const { ui } = useTexts();
  const { language } = useSettings();
  const kinds = useKinds();
  const columns = kinds.find(kind)?.columns ?? [];
  const [typed, setTyped] = useState(search.text ?? '');
  const [field, setField] = useState(search.field ?? columns[0]?.field ?? '');
  const { text: _text, field: _field, ...rest } = search;
  if (columns.length === 0) return null;
  return (
    <form
      className="filter"
      role="search"
      aria-label={ui.table.filter}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(typed === '' ? rest : { ...rest, field, text: typed });
      }}
    >
      <label className="visually-hidden" htmlFor="filter-field">
        {ui.table.filterBy}
      </label>
      <select id="filter-field" value={field} onChange={(event) => setField(event.target.value)}>
        {columns.map((column) => (
          <option key={column.field} value={column.field}>
            {column.title[language]}
          </option>
        ))}
      </select>
      <label className="soft small" htmlFor="filter-text">
        {ui.table.contains}
      </label>
      <input id="filter-text" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Button type="submit" className="button-small">
        {ui.table.filter}
      </Button>
      {search.text === undefined ? null : (
        <Button
          look="quiet"
          className="button-small"
          onClick={() => {
            setTyped('');
            onChange(rest);
          }}
        >
          {ui.table.clear}
        </Button>
      )}
    </form>
  );
}

function TableView({ kind }: { readonly kind: string }) {
  const { ui } = useTexts();
  const kinds = useKinds();
  const search = useSearch({ from: '/archive/$kind' });
  const navigate = useNavigate();
  const [total, setTotal] = useState<number>();
  const [fields, setFields] = useColumns(kind);
  const go = (next: KindSearch): void => void navigate({ to: '/archive/$kind', params: { kind }, search: next });
  return (
    <div className="stack">
      <div className="row spread">
        <Filter key={`${kind} ${search.text ?? ''}`} kind={kind} search={search} onChange={go} />
        <span className="soft" role="status">
          {total === undefined ? '' : ui.table.total(total)}
        </span>
      </div>
      <ColumnChoice kind={kind} chosen={fields} onChange={setFields} />
      <VirtualTable
        wish={{ kind, fields, ...search }}
        title={kinds.many(kind)}
        onTotal={setTotal}
        onSort={(field) => {
          const { down: _down, ...rest } = search;
          const again = search.sort === field && search.down !== true;
          go({ ...rest, sort: field, ...(again ? { down: true } : {}) });
        }}
      />
    </div>
  );
}

function Chosen({ kind, view }: { readonly kind: string; readonly view: ViewName }) {
  if (view === 'board') return <Board kind={kind} />;
  if (view === 'tree') return <DriveTree />;
  if (view === 'chart') return <OrgChart />;
  if (view === 'chats') return <Chats />;
  if (view === 'calendar') return <Calendar />;
  if (view === 'pages') return ofSites.has(kind) ? <Sites /> : <Notes />;
  return <TableView key={kind} kind={kind} />;
}

/** All records of a kind: as a table, and as what they are. */
export function KindPage() {
  const { ui } = useTexts();
  const { kind } = useParams({ from: '/archive/$kind' });
  const { view: asked } = useSearch({ from: '/archive/$kind' });
  const kinds = useKinds();
  const { data: ready, error, refetch } = useQuery(kindsQuery);
  const { language } = useSettings();
  const other = viewsOf[kind];
  const own = asked === other || (asked === undefined && firstView.has(kind));
  const view: ViewName = other !== undefined && own ? other : 'table';
  const limits = kinds.find(kind)?.limits;
  if (ready === undefined) {
    return (
      <div className="stack">
        <PageTitle>{ui.library}</PageTitle>
        {error === null ? <Waiting /> : <ErrorCard error={error} onRetry={() => void refetch()} />}
      </div>
    );
  }
  return (
    <div className="stack wide-page">
      <p>
        <Link to="/archive">← {ui.library}</Link>
      </p>
      <div className="row spread">
        <PageTitle key={kind}>{kinds.many(kind)}</PageTitle>
        {other === undefined ? null : <ViewSwitch kind={kind} view={view} other={other} />}
      </div>
      {limits === undefined ? null : <p className="soft small">{limits[language]}</p>}
      <WithArchive>
        <Suspense fallback={<Waiting />}>
          <Chosen kind={kind} view={view} />
        </Suspense>
      </WithArchive>
    </div>
  );
}
