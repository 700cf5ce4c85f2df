import type { Bench } from './bench.ts';

/** What a row of the table came to. */
export interface Reached {
  /** What can't be beaten: of the portal's limits, of a peer, of the machine. */
  readonly bound: string;
  readonly reached: string;
  /** Reached against the bound. */
  readonly ratio?: string;
  readonly isMet: boolean;
  /** Sentences and tables for those who want to know how. */
  readonly notes?: readonly string[];
}

/** One line of work that is measured. */
export interface Row {
  /** For `--only`. */
  readonly name: string;
  readonly work: string;
  /** What we want of it. */
  readonly wanted: string;
  /** What is known of why it is not there, for a report that has to say so. */
  readonly why?: string;
  readonly run: (bench: Bench) => Promise<Reached>;
}

export function count(number: number): string {
  return Math.round(number).toLocaleString('en');
}

export function megabytes(bytes: number): string {
  return `${count(bytes / 1e6)} MB`;
}

export function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : count(value)} s`;
}

export function times(value: number): string {
  return `${value.toFixed(2)} ×`;
}

/** The value below which a part of all lie: 0.95 for p95. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A table in Markdown; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...body.map(line)].join('\n');
}
