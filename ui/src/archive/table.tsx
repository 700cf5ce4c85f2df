import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, memo, useEffect, useMemo, useRef } from 'react';

import { textOf } from '../../../src/base/json.ts';
import { tableQuery } from '../api/queries.ts';
import type { Column, TableRow } from '../api/types.ts';
import { useSettings, useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Value } from './value.tsx';

const pageRows = 100;
/** A browser draws no box higher than 33 million pixels: at this height a million rows fit. */
const rowHeight = 33;

export interface TableWish {
  readonly kind: string;
  readonly sort?: string | undefined;
  readonly down?: boolean | undefined;
  readonly field?: string | undefined;
  readonly text?: string | undefined;
  /** Columns in place of the declared ones. */
  readonly fields?: readonly string[] | undefined;
}

interface HeadProps {
  readonly columns: readonly Column[];
  readonly wish: TableWish;
  readonly onSort: (field: string) => void;
}

function Head({ columns, wish, onSort }: HeadProps) {
  const { ui } = useTexts();
  const { language } = useSettings();
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" className="grid-row" aria-rowindex={1}>
        <div role="columnheader" className="grid-cell grid-name">
          {ui.table.name}
        </div>
        {columns.map(({ field, title, type }) => {
          const sorted = wish.sort === field;
          return (
            <div
              key={field}
              role="columnheader"
              className="grid-cell"
              data-type={type}
              aria-sort={sorted ? (wish.down === true ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" className="sort" onClick={() => onSort(field)}>
                {title[language]}
                <span aria-hidden="true">{sorted ? (wish.down === true ? ' ↓' : ' ↑') : ''}</span>
                <span className="visually-hidden">. {ui.table.sortBy(title[language])}</span>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  readonly kind: string;
  readonly row: TableRow | undefined;
  readonly columns: readonly Column[];
  /** How many of a row's cells come before the first column that is shown. */
  readonly skipped: number;
  readonly index: number;
  readonly top: number;
}

/** Drawn once for as long as it is seen: what scrolls past costs only the rows that come into sight. */
const Row = memo(function Row({ kind, row, columns, skipped, index, top }: RowProps) {
  const { ui } = useTexts();
  return (
    <div
      role="row"
      className="grid-row"
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${top}px)` }}
      data-vanished={row?.vanished === true}
    >
      <div role="cell" className="grid-cell grid-name">
        {row === undefined ? (
          ui.table.loadingRow
        ) : (
          <>
            <Link to="/archive/$kind/$id" params={{ kind, id: row.id }}>
              {row.name === '' ? row.id : row.name}
            </Link>
            {row.vanished ? <span className="soft small"> {ui.table.vanished}</span> : null}
          </>
        )}
      </div>
      {columns.map((column, place) => {
        const cell = row?.cells[place + skipped];
        return (
          <div key={column.field} role="cell" className="grid-cell" data-type={column.type}>
            {cell === undefined ? '' : <Value cell={cell} column={column} />}
          </div>
        );
      })}
    </div>
  );
});

/** The columns that say more than the name does. */
function shownColumns(columns: readonly Column[], rows: readonly TableRow[]): readonly Column[] {
  const [first] = columns;
  const repeats =
    first?.type === 'text' && rows.length > 0 && rows.every((row) => textOf(row.cells[0]?.values[0]) === row.name);
  return repeats ? columns.slice(1) : columns;
}

interface VirtualTableProps {
  readonly wish: TableWish;
  readonly title: string;
  readonly onSort: (field: string) => void;
  readonly onTotal: (total: number) => void;
}

/** A table of any kind and any length: only what is seen is asked for, sorted and filtered by the server. */
export function VirtualTable({ wish, title, onSort, onTotal }: VirtualTableProps) {
  const { ui } = useTexts();
  const scroller = useRef<HTMLDivElement>(null);
  const { kind, sort, down, field, text, fields } = wish;
  const ask = (page: number) =>
    tableQuery({
      kind,
      sort,
      descending: down,
      contains: field === undefined || text === undefined ? undefined : { field, text },
      offset: page * pageRows,
      limit: pageRows,
      fields,
    });

  const first = useQuery(ask(0));
  const total = first.data?.total;
  const virtualizer = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const items = virtualizer.getVirtualItems();
  const firstPage = Math.floor((items[0]?.index ?? 0) / pageRows);
  const lastPage = Math.floor((items.at(-1)?.index ?? 0) / pageRows);
  const pages = [...new Set([0, ...Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index)])];
  const answers = useQueries({ queries: pages.map(ask) });

  useEffect(() => {
    if (total !== undefined) onTotal(total);
  }, [total, onTotal]);
  useEffect(() => {
    // Some browsers answer with a promise, which is no clean-up.
    scroller.current?.scrollTo({ top: 0 });
  }, [kind, sort, down, field, text]);

  const columns = useMemo(() => {
    const { columns: all, rows } = first.data ?? { columns: [], rows: [] };
    return fields === undefined ? shownColumns(all, rows) : all;
  }, [first.data, fields]);

  if (first.error !== null) return <ErrorCard error={first.error} onRetry={() => void first.refetch()} />;
  if (first.data === undefined || total === undefined) return <Waiting />;
  if (total === 0) return <Empty title={ui.table.none} more={ui.table.noneMore} />;

  const skipped = first.data.columns.length - columns.length;
  const rowAt = (index: number): TableRow | undefined => {
    const answer = answers[pages.indexOf(Math.floor(index / pageRows))];
    return answer?.isPlaceholderData === true ? undefined : answer?.data?.rows[index % pageRows];
  };
  const style = { '--columns': columns.length } as CSSProperties;
  return (
    <div ref={scroller} className="grid-scroll" tabIndex={0} role="region" aria-label={title}>
      <div role="table" aria-label={title} aria-rowcount={total + 1} className="grid" style={style}>
        <Head columns={columns} wish={wish} onSort={onSort} />
        <div role="rowgroup" className="grid-body" style={{ height: `${total * rowHeight}px` }}>
          {items.map(({ index, start }) => (
            <Row
              key={index}
              kind={kind}
              row={rowAt(index)}
              columns={columns}
              skipped={skipped}
              index={index}
              top={start}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
