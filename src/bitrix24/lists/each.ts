import type { Json } from '../../base/json.ts';
import { batchLimit, commandKey } from '../batch.ts';
import { PortalError } from '../errors.ts';
import type { Call, ListOptions, ListReport, Outcome, Page, ParentList, RawAnswer } from '../port.ts';
import { fitsQuery, toQuery } from '../query.ts';
import { merge } from './merge.ts';
import { Seen, type Steps, stepsOf } from './steps.ts';
import type { Wire } from './wire.ts';

/** One list on its way: which call it waits for. */
interface Walk {
  readonly list: ListItem;
  readonly seen: Seen;
  readonly steps: Steps;
  call: Call | undefined;
  /** In a row, for reasons that may pass. */
  refusals: number;
}

type ListItem = Omit<ParentList, 'parent'> & { readonly parent?: string };

interface Answered {
  readonly outcome: Outcome;
  readonly raw: RawAnswer | undefined;
  readonly pointer: readonly string[];
}

function begin(list: ListItem, afterId: string | undefined): Walk {
  const seen = new Seen(list.request);
  const steps = stepsOf(list.request, seen, afterId);
  const first = steps.next();
  return { list, seen, steps, call: first.done === true ? undefined : first.value, refusals: 0 };
}

/** Requests on their way at once. */
const sideBySide = 4;
/** How often one page is asked for again when the portal refuses it for a passing reason. */
const mostRefusals = 8;

/** What the workers of one walk share. */
interface Course {
  readonly wire: Wire;
  readonly source: AsyncIterator<ListItem> | Iterator<ListItem>;
  readonly options: ListOptions;
  readonly signal: AbortSignal;
  /** One worker fills its batch at a time, or each would take a few of the last lists. */
  filling: Promise<void>;
  isExhausted: boolean;
  rows: number;
  total: number;
  isCounted: boolean;
  mended: number;
  holes: number;
  requests: number;
}

/**
 * Walks many lists together: the next page of up to 50 of them in each request, some requests at once. A list that
 * the portal refuses is told to `onRefusal` and left; the others go on.
 */
export async function* walkEach(
  wire: Wire,
  lists: AsyncIterable<ListItem> | Iterable<ListItem>,
  options: ListOptions,
): AsyncGenerator<Page, ListReport, void> {
  const over = new AbortController();
  const course: Course = {
    wire,
    source: Symbol.asyncIterator in lists ? lists[Symbol.asyncIterator]() : lists[Symbol.iterator](),
    options,
    signal: options.signal === undefined ? over.signal : AbortSignal.any([options.signal, over.signal]),
    filling: Promise.resolve(),
    isExhausted: false,
    rows: 0,
    total: 0,
    isCounted: true,
    mended: 0,
    holes: 0,
    requests: 0,
  };
  try {
    yield* merge(Array.from({ length: sideBySide }, () => work(course)));
  } finally {
    over.abort(new Error('the walk is over'));
    if (!course.isExhausted) await course.source.return?.();
  }
  const { rows, requests, mended, holes, total, isCounted } = course;
  return { rows, requests, mended, ...(holes === 0 ? {} : { holes }), ...(isCounted ? { total } : {}) };
}

async function fill(course: Course, active: Walk[], size: number): Promise<void> {
  const before = course.filling;
  const { promise, resolve } = Promise.withResolvers<void>();
  course.filling = promise;
  await before;
  try {
    while (!course.isExhausted && active.length < size) {
      const item = await course.source.next();
      if (item.done === true) course.isExhausted = true;
      else active.push(begin(item.value, course.options.afterId));
    }
  } finally {
    resolve();
  }
}

async function* work(course: Course): AsyncGenerator<Page, void, void> {
  const { wire, signal } = course;
  const active: Walk[] = [];
  for (;;) {
    const size = wire.pace.commands(active[0]?.list.request.method ?? '');
    await fill(course, active, size);
    if (active.length === 0) return;
    const turn = active.splice(0, size);
    const answers = await askTurn(wire, turn, signal);
    course.requests += answers.requests;
    let refusals = 0;
    for (const [index, walk] of turn.entries()) {
      const answered = answers.each[index];
      if (answered === undefined) continue;
      const page = advance(course, walk, answered);
      if (walk.call !== undefined) active.push(walk);
      refusals = Math.max(refusals, walk.refusals);
      if (page !== undefined) yield page;
    }
    if (refusals > 0) await wire.rest(refusals, signal);
  }
}

/** Gives the answer to the walk and takes its next call; a page when there were new rows. */
function advance(course: Course, walk: Walk, { outcome, raw, pointer }: Answered): Page | undefined {
  const { list, seen, steps } = walk;
  const { options } = course;
  try {
    if (outcome.is !== 'answered' || raw === undefined) {
      const error = outcome.is === 'answered' ? undefined : outcome.error;
      throw error ?? new PortalError('unanswered', { method: list.request.method });
    }
    const step = steps.next(outcome.answer);
    walk.call = step.done === true ? undefined : step.value;
    walk.refusals = 0;
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    // A request that failed as a whole had its retries; a command that was refused inside a batch had none.
    if (error.retryable && outcome.is !== 'answered' && raw !== undefined && walk.refusals < mostRefusals) {
      walk.refusals += 1;
      course.mended += 1;
      return undefined;
    }
    if (options.onRefusal === undefined || concernsAll(error)) throw error;
    walk.call = undefined;
    options.onRefusal({ ...(list.parent === undefined ? {} : { parent: list.parent }), error });
    return undefined;
  }
  course.rows += seen.fresh.length;
  if (walk.call === undefined) addUp(course, seen);
  return freshPage(list, seen, raw, pointer);
}

function addUp(course: Course, seen: Seen): void {
  course.mended += seen.mended;
  course.holes += seen.holes;
  if (seen.total === undefined) course.isCounted = false;
  else {
    course.total += seen.total;
    // A row too many in one list does not make up for one that another lacks.
    if (seen.rows !== seen.total) course.holes += 1;
  }
}

/** The page of an answer's new rows, or undefined when it brought none. */
export function freshPage(
  { parent, request }: ListItem,
  { fresh, places }: Seen,
  raw: RawAnswer,
  pointer: readonly string[],
): Page | undefined {
  if (fresh.length === 0) return undefined;
  const isWhole = places.every((place, index) => place === index);
  return {
    rows: fresh,
    ...(isWhole ? {} : { places }),
    raw,
    pointer: [...pointer, ...request.rows],
    ...(parent === undefined ? {} : { parent }),
  };
}

/** Errors that say something about the connection, not about one list. */
function concernsAll({ kind }: PortalError): boolean {
  return (
    kind === 'badCredential' ||
    kind === 'planWithoutRest' ||
    kind === 'overloaded' ||
    kind === 'portalDeleted' ||
    kind === 'unreachable' ||
    kind === 'untrusted'
  );
}

async function askTurn(
  wire: Wire,
  turn: readonly Walk[],
  signal: AbortSignal | undefined,
): Promise<{ readonly each: readonly Answered[]; readonly requests: number }> {
  const calls = turn.map(({ call }) => call).filter((call) => call !== undefined);
  const inBatch = calls.filter(({ api, params }) => api !== 'v3' && fitsQuery(withoutEmpty(params ?? {})));
  const [only] = calls;
  if (calls.length === 1 && only !== undefined) return { each: [await askOne(wire, only, signal)], requests: 1 };
  const batched = await askBatch(wire, inBatch, signal);
  const each: Answered[] = [];
  let { requests } = batched;
  for (const call of calls) {
    const place = inBatch.indexOf(call);
    const answered = place === -1 ? undefined : batched.each[place];
    if (answered === undefined) requests += 1;
    each.push(answered ?? (await askOne(wire, call, signal)));
  }
  return { each, requests };
}

/** A filter or selection of nothing says nothing: a query leaves it out and means the same. */
function withoutEmpty(params: Json): Json {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return params;
  return Object.fromEntries(
    Object.entries(params).filter(
      ([, value]) => typeof value !== 'object' || value === null || Object.keys(value).length > 0,
    ),
  );
}

async function askOne(wire: Wire, call: Call, signal: AbortSignal | undefined): Promise<Answered> {
  try {
    const { answer, raw } = await wire.askCall(call, signal);
    return { outcome: { is: 'answered', answer }, raw, pointer: ['result'] };
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return { outcome: { is: 'refused', error }, raw: undefined, pointer: [] };
  }
}

async function askBatch(
  wire: Wire,
  calls: readonly Call[],
  signal: AbortSignal | undefined,
): Promise<{ readonly each: readonly Answered[]; readonly requests: number }> {
  const each: Answered[] = [];
  let requests = 0;
  for (let from = 0; from < calls.length;) {
    const size = Math.min(batchLimit, wire.pace.commands(calls[from]?.method ?? ''));
    const commands = calls
      .slice(from, from + size)
      .map(({ method, params }) => ({ method, query: toQuery(params ?? {}) }));
    const { outcomes, raw, sent } = await wire.askCommands(commands, signal);
    requests += sent;
    each.push(
      ...outcomes.map((outcome, index) => ({ outcome, raw, pointer: ['result', 'result', commandKey(index)] })),
    );
    from += outcomes.length;
  }
  return { each, requests };
}
