import type { JsonObject } from '../../base/json.ts';
import { commandKey, type Command } from '../batch.ts';
import type { PortalError } from '../errors.ts';
import type { ListRequest, Outcome } from '../port.ts';
import { toQuery } from '../query.ts';
import { keysetParams, type KeysetWindow } from './keyset-params.ts';
import { idOf, rowsOf, stalled, usualPageSize } from './rows.ts';

/** One window of ids as a command, without a count unless asked for. */
export function windowCommand(request: ListRequest, window: KeysetWindow, counted = false): Command {
  const params = { ...keysetParams(request, window), start: counted ? 0 : -1 };
  return { method: request.method, query: toQuery(params) };
}

/**
 * Commands that read on page after page in one request: each begins above the last row of the one before it, by a
 * reference that the portal fills in (settings/how-to-call-rest-api/batch.md).
 */
export function chainCommands(
  request: ListRequest,
  after: string | undefined,
  through: string | undefined,
  length: number,
): readonly Command[] {
  const last = (request.pageSize ?? usualPageSize) - 1;
  const steps = [...request.rows, String(last), request.idField].map((key) => `[${key}]`).join('');
  return Array.from({ length }, (_, index) =>
    windowCommand(request, {
      after: index === 0 ? after : `$result[${commandKey(index - 1)}]${steps}`,
      through,
    }),
  );
}

export interface ChainPage {
  readonly index: number;
  readonly rows: readonly JsonObject[];
  readonly lastId: string;
}

/**
 * How a chain ended. full: all its pages were full, there may be more. short: a page with fewer rows than it could
 * hold. empty: a page with none, proof that nothing is left. broken: a page does not follow the one before it.
 * refused: the portal said no to a command.
 */
type ChainEnd =
  | { readonly is: 'full' | 'short' | 'empty' | 'broken' }
  | { readonly is: 'refused'; readonly error: PortalError | undefined };

export interface Chain {
  readonly pages: readonly ChainPage[];
  readonly end: ChainEnd;
}

/**
 * The pages of a chain that surely follow each other. What stands after a short page is worth nothing: its reference
 * did not resolve, and the portal went back to page one.
 * @throws PortalError `stalledList` when the very first page does not obey the filter: asking again would not help
 */
export function readChain(
  request: ListRequest,
  outcomes: readonly Outcome[],
  after: string | undefined,
  through: string | undefined,
): Chain {
  const pages: ChainPage[] = [];
  let floor = after;
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.is !== 'answered') return { pages, end: { is: 'refused', error: outcome.error } };
    const rows = rowsOf(request, outcome.answer.result);
    if (rows.length === 0) return { pages, end: { is: 'empty' } };
    if (!rises(request, rows, floor, through)) {
      if (index === 0) throw stalled(request, `records out of order after id ${floor ?? 'none'}`);
      return { pages, end: { is: 'broken' } };
    }
    floor = idOf(request, rows.at(-1) ?? {});
    pages.push({ index, rows, lastId: floor });
    if (rows.length < (request.pageSize ?? usualPageSize)) return { pages, end: { is: 'short' } };
  }
  return { pages, end: { is: 'full' } };
}

function rises(
  request: ListRequest,
  rows: readonly JsonObject[],
  after: string | undefined,
  through: string | undefined,
): boolean {
  let floor = after === undefined ? -Infinity : Number(after);
  for (const row of rows) {
    const id = Number(idOf(request, row));
    if (!(id > floor)) return false;
    floor = id;
  }
  return through === undefined || floor <= Number(through);
}
