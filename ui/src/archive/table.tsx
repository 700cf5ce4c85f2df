import { useQueries, useQuery } from '@tanstack/react-query';
import { type CSSProperties, useCallback, useEffect, useMemo, useState } from 'react';

import { textOf } from '../../../src/base/json.ts';
import { tableQuery, type TableAsk } from '../api/queries.ts';
import type { Column, TablePage, TableRow } from '../api/types.ts';
import { useSettings, useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useOpenRecord } from './record-links.ts';
import { useSight } from './sight.ts';
import { Blocks, layoutOf, type Page, pageRows, rowPx } from './table-block.tsx';

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

/** The columns that say more than the name does. */
function shownColumns(columns: readonly Column[], rows: readonly TableRow[]): readonly Column[] {
  const [first] = columns;
  const repeats =
    first?.type === 'text' && rows.length > 0 && rows.every((row) => textOf(row.cells[0]?.values[0]) === row.name);
  return repeats ? columns.slice(1) : columns;
}

/** A page of rows. An archive changes by commands, and these let all that is known be asked for again. */
function pageQuery(ask: Omit<TableAsk, 'offset' | 'limit'>, number: number) {
  const { placeholderData: _, ...query } = tableQuery({ ...ask, offset: number * pageRows, limit: pageRows });
  return { ...query, staleTime: 60_000 };
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
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const { kind, sort, down, field, text, fields } = wish;
  const ask = useMemo(
    () => ({
      kind,
      sort,
      descending: down,
      contains: field === undefined || text === undefined ? undefined : { field, text },
      fields,
    }),
    [kind, sort, down, field, text, fields],
  );

  const first = useQuery(tableQuery({ ...ask, offset: 0, limit: pageRows }));
  const total = first.data?.total;
  // The pages before and after are here before they are seen.
  const sight = useSight(scroller, Math.ceil((total ?? 0) / pageRows), pageRows * rowPx, 1);
  const numbers = Array.from({ length: sight.last - sight.first + 1 }, (_, index) => sight.first + index);
  const pages = useQueries({
    queries: numbers.map((number) => pageQuery(ask, number)),
    combine: useCallback(
      (answers: readonly { readonly data: TablePage | undefined }[]): readonly Page[] =>
        answers.map(({ data }, index) => ({ number: sight.first + index, rows: data?.rows })),
      [sight.first],
    ),
  });
  const openRecord = useOpenRecord();

  useEffect(() => {
    if (total !== undefined) onTotal(total);
  }, [total, onTotal]);
  useEffect(() => {
    // Some browsers answer with a promise, which is no clean-up.
    scroller?.scrollTo({ top: 0 });
  }, [scroller, kind, sort, down, field, text]);

  const columns = useMemo(() => {
    const { columns: all, rows } = first.data ?? { columns: [], rows: [] };
    return fields === undefined ? shownColumns(all, rows) : all;
  }, [first.data, fields]);
  const style = useMemo(() => {
    const { template, leastRem } = layoutOf(columns);
    return { '--template': template, minWidth: `${leastRem}rem` } as CSSProperties;
  }, [columns]);

  if (first.error !== null) return <ErrorCard error={first.error} onRetry={() => void first.refetch()} />;
  if (first.data === undefined || total === undefined) return <Waiting />;
  if (total === 0) {
    const filtered = ask.contains !== undefined;
    return (
      <Empty
        title={filtered ? ui.table.none : ui.table.noRecords}
        more={filtered ? ui.table.noneMore : ui.table.noRecordsMore}
      />
    );
  }

  const skipped = first.data.columns.length - columns.length;
  return (
    <div ref={setScroller} className="grid-scroll" tabIndex={0} role="region" aria-label={title}>
      <div role="table" aria-label={title} aria-rowcount={total + 1} className="grid" style={style}>
        <Head columns={columns} wish={wish} onSort={onSort} />
        {/* The links inside are what a keyboard reaches; a click on one comes up to here. */}
        <div role="rowgroup" className="grid-body" style={{ height: `${total * rowPx}px` }} onClick={openRecord}>
          <Blocks kind={kind} scroller={scroller} pages={pages} total={total} columns={columns} skipped={skipped} />
        </div>
      </div>
    </div>
  );
}
