import { memo, type ReactNode } from 'react';

import type { Texts } from '../../../src/texts/catalogue.ts';
import type { Cell, Column, RecordKey, TableRow } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { recordHref } from './record-links.ts';
import { useSight } from './sight.ts';
import { cellText } from './value.tsx';

/** A browser draws no box higher than 33 million pixels: at this height a million rows fit. */
export const rowPx = 33;
/** Rows that are drawn together: few, for many at once take longer than a frame has. */
const blockRows = 2;
/** So many are drawn before they are in sight: a wheel brings two of them near in a frame. */
const spareBlocks = 12;
/** Rows that are asked for together: whole blocks. */
export const pageRows = 100;

/** Widths of columns, in rem: a date is never cut. */
const nameRem = 16;
const wide: Readonly<Partial<Record<Column['type'], number>>> = { date: 11, datetime: 12 };
const usualRem = 10;

/** Columns of a table as CSS lays them out, and how narrow all of them may become together. */
export function layoutOf(columns: readonly Column[]): { readonly template: string; readonly leastRem: number } {
  const rems = columns.map(({ type }) => wide[type] ?? usualRem);
  return {
    template: [`minmax(${nameRem}rem, 2fr)`, ...rems.map((rem) => `minmax(${rem}rem, 1fr)`)].join(' '),
    leastRem: rems.reduce((sum, rem) => sum + rem, nameRem),
  };
}

/** What a column's least width certainly holds, in letters. */
const certain = { name: 16, text: 9, digits: 15, date: 24 } as const;
const strange = /[^ -\u052f\u2010-\u202f]/u;
const digits = /^[\d\s.,:+-]*$/u;

/** Cutting a text to its cell costs a browser much for each cell and frame: only what may be too long is cut. */
function cut(text: string, most: number): string {
  return text.length > most || strange.test(text) ? ' grid-cut' : '';
}

function classOf(text: string, type: Column['type']): string {
  const isNumber = type === 'money' || type === 'number' || type === 'bytes';
  const most = type in wide ? certain.date : digits.test(text) ? certain.digits : certain.text;
  return `grid-cell${isNumber ? ' grid-number' : ''}${cut(text, most)}`;
}

function linkTo(to: RecordKey, name: string): ReactNode {
  return (
    <a href={recordHref(to)} data-kind={to.kind} data-id={to.id}>
      {name === '' ? to.id : name}
    </a>
  );
}

function CellBox({ cell, column, texts }: { readonly cell: Cell; readonly column: Column; readonly texts: Texts }) {
  const { names = [] } = cell;
  if (names.length > 0) {
    return (
      <div role="cell" className={classOf(names.map(({ name, to }) => name || to.id).join(', '), column.type)}>
        {names.map(({ to, name }, index) => (
          <span key={`${to.kind} ${to.id}`}>
            {index === 0 ? '' : ', '}
            {linkTo(to, name)}
          </span>
        ))}
      </div>
    );
  }
  const text = cellText(cell, column, texts);
  return (
    <div role="cell" className={classOf(text, column.type)}>
      {text}
    </div>
  );
}

interface RowProps {
  readonly kind: string;
  readonly row: TableRow | undefined;
  readonly columns: readonly Column[];
  readonly skipped: number;
  readonly index: number;
  readonly texts: Texts;
}

function Row({ kind, row, columns, skipped, index, texts }: RowProps) {
  const { ui } = texts;
  if (row === undefined) {
    return (
      <div role="row" className="grid-row" aria-rowindex={index + 2}>
        <div role="cell" className="grid-cell grid-name">
          {ui.table.loadingRow}
        </div>
        {columns.map(({ field }) => (
          <div key={field} role="cell" className="grid-cell" />
        ))}
      </div>
    );
  }
  const name = row.name === '' ? row.id : row.name;
  return (
    <div role="row" className="grid-row" aria-rowindex={index + 2} data-vanished={row.vanished ? true : undefined}>
      <div role="cell" className={`grid-cell grid-name${row.vanished ? ' grid-cut' : cut(name, certain.name)}`}>
        {linkTo({ kind, id: row.id }, name)}
        {row.vanished ? <span className="soft small"> {ui.table.vanished}</span> : null}
      </div>
      {columns.map((column, place) => {
        const cell = row.cells[place + skipped] ?? { values: [] };
        return <CellBox key={column.field} cell={cell} column={column} texts={texts} />;
      })}
    </div>
  );
}

export interface BlockProps {
  readonly kind: string;
  readonly block: number;
  readonly total: number;
  /** The page of rows that the block is a piece of; undefined while it is on its way. */
  readonly page: readonly TableRow[] | undefined;
  readonly columns: readonly Column[];
  /** How many of a row's cells come before the first column that is shown. */
  readonly skipped: number;
}

/** Some rows of a table, drawn once for as long as they are near: what scrolls past costs only what comes into sight. */
const Block = memo(function Block({ kind, block, total, page, columns, skipped }: BlockProps) {
  const texts = useTexts();
  const start = block * blockRows;
  const count = Math.min(blockRows, total - start);
  return (
    <div role="none" className="grid-block" style={{ top: `${start * rowPx}px`, height: `${count * rowPx}px` }}>
      {Array.from({ length: count }, (_, place) => (
        <Row
          key={place}
          kind={kind}
          row={page?.[(start + place) % pageRows]}
          columns={columns}
          skipped={skipped}
          index={start + place}
          texts={texts}
        />
      ))}
    </div>
  );
});

/** What was answered for a page of rows. */
export interface Page {
  readonly number: number;
  readonly rows: readonly TableRow[] | undefined;
}

export interface BlocksProps extends Pick<BlockProps, 'kind' | 'total' | 'columns' | 'skipped'> {
  readonly scroller: HTMLElement | null;
  readonly pages: readonly Page[];
}

/** The rows that are in sight, and some before and after them. */
export const Blocks = memo(function Blocks({ scroller, pages, total, ...rest }: BlocksProps) {
  const { first, last } = useSight(scroller, Math.ceil(total / blockRows), blockRows * rowPx, spareBlocks);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const block = first + index;
    const number = Math.floor((block * blockRows) / pageRows);
    const page = pages.find((one) => one.number === number)?.rows;
    return <Block key={block} block={block} total={total} page={page} {...rest} />;
  });
});
