import type { Cell, Column, TablePage, TableRow } from '../api/types.ts';

/** The cell of a column by its field. */
export function cellAt(columns: readonly Column[], row: TableRow, field: string): Cell | undefined {
  return row.cells[columns.findIndex((column) => column.field === field)];
}

/** A cell's first value as text; '' when there is none. */
export function textAt(columns: readonly Column[], row: TableRow, field: string): string {
  const value = cellAt(columns, row, field)?.values[0];
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

export type Page = Pick<TablePage, 'columns' | 'rows'>;
