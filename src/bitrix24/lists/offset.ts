import { commandKey } from '../batch.ts';
import type { ListOptions, ListReport, ListRequest, Page } from '../port.ts';
import { toQuery } from '../query.ts';
import { freshPage, walkEach } from './each.ts';
import { idOf, offsetParams, usualPageSize } from './rows.ts';
import { Seen } from './steps.ts';
import type { Wire } from './wire.ts';

const mostPasses = 5;

/**
 * Walks a list by offsets, from its last page to its first, many pages a request. Deletions shift rows towards the
 * front, which is still to be read, so none slips away between two pages; where rows don't rise by id even that is
 * no proof, and passes go on until one finds nothing new.
 */
export async function* walkOffset(
  wire: Wire,
  request: ListRequest,
  options: ListOptions,
): AsyncGenerator<Page, ListReport, void> {
  const { signal } = options;
  const pageSize = request.pageSize ?? usualPageSize;
  const seen = new Seen(request);
  const first = await wire.askCall({ method: request.method, params: offsetParams(request, 0) }, signal);
  const firstRows = seen.take(first.answer);
  const { total, next } = first.answer;
  // Without a count there is no last page to begin with: forwards, then, page by page.
  if (total === undefined && (next !== undefined || firstRows.length >= pageSize)) {
    return yield* walkEach(wire, [{ request }], options);
  }
  const state = { requests: 1, rises: true, total };
  const firstPage = freshPage({ request }, seen, first.raw, ['result']);
  if (firstPage !== undefined) yield firstPage;
  if (next === undefined && firstRows.length >= (total ?? 0)) return reportOf(seen, state.requests);
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const [before, totalBefore] = [seen.rows, state.total];
    yield* readBackwards(wire, request, seen, state, signal);
    const found = seen.rows - before;
    if (pass > 0 && found > 0) seen.mended += 1;
    const steady = state.rises || (state.total === totalBefore && pass === 0);
    if ((steady && !seen.isShort) || (pass > 0 && found === 0)) break;
  }
  return reportOf(seen, state.requests);
}

function reportOf(seen: Seen, requests: number): ListReport {
  return { rows: seen.rows, requests, mended: seen.mended, ...(seen.total === undefined ? {} : { total: seen.total }) };
}

async function* readBackwards(
  wire: Wire,
  request: ListRequest,
  seen: Seen,
  state: { requests: number; rises: boolean; total: number | undefined },
  signal: AbortSignal | undefined,
): AsyncGenerator<Page, void, void> {
  const pageSize = request.pageSize ?? usualPageSize;
  const pages = Math.max(1, Math.ceil((state.total ?? 0) / pageSize));
  let starts = Array.from({ length: pages }, (_, index) => (pages - 1 - index) * pageSize);
  let floor = Infinity;
  for (let refusals = 0; starts.length > 0;) {
    const asked = starts.slice(0, wire.pace.commands(request.method));
    const commands = asked.map((start) => ({
      method: request.method,
      query: toQuery(offsetParams(request, start)),
    }));
    const { outcomes, raw, sent } = await wire.askCommands(commands, signal);
    state.requests += sent;
    const broken = outcomes.findIndex(({ is }) => is !== 'answered');
    const good = broken === -1 ? outcomes.length : broken;
    if (good === 0) {
      const [outcome] = outcomes;
      const error = outcome !== undefined && outcome.is !== 'answered' ? outcome.error : undefined;
      if (error !== undefined && (!error.retryable || refusals >= 8)) throw error;
      refusals += 1;
      await wire.rest(refusals, signal);
      continue;
    }
    refusals = 0;
    starts = starts.slice(good);
    for (const [index, outcome] of outcomes.slice(0, good).entries()) {
      if (outcome.is !== 'answered') continue;
      const rows = seen.take(outcome.answer);
      state.total = outcome.answer.total ?? state.total;
      const ids = rows.map((row) => Number(idOf(request, row)));
      // Shifted rows come twice, at the edges of two pages: a page may reach into the one above, never beyond it.
      if (ids.some((id, place) => place > 0 && !(id > (ids[place - 1] ?? Infinity))) || !((ids[0] ?? -1) < floor)) {
        state.rises = false;
      }
      floor = ids[0] ?? floor;
      const page = freshPage({ request }, seen, raw, ['result', 'result', commandKey(index)]);
      if (page !== undefined) yield page;
    }
  }
}
