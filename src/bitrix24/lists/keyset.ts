import type { JsonObject } from '../../base/json.ts';
import { commandKey } from '../batch.ts';
import { PortalError } from '../errors.ts';
import { Gate } from '../gate.ts';
import type { ListOptions, ListReport, ListRequest, Outcome, Page, RawAnswer } from '../port.ts';
import { type Chain, chainCommands, type ChainPage, readChain, windowCommand } from './chain.ts';
import { merge } from './merge.ts';
import { chainLength, completeThrough, cutRanges, type Range, rangeWidths } from './ranges.ts';
import { idOf, rowsOf, usualPageSize } from './rows.ts';
import type { CommandsOptions, Wire } from './wire.ts';

/** What one walk knows, shared by its readers. */
interface Walk {
  readonly wire: Wire;
  readonly request: ListRequest;
  readonly pageSize: number;
  readonly signal: AbortSignal;
  ranges: readonly Range[];
  maxId: number | undefined;
  /** Of the portal, when the walk began; undefined where it does not count. */
  total: number | undefined;
  /** Whether the portal is asked to count: not where its counts are wrong, nor where counting takes it too long. */
  isCounted: boolean;
  rows: number;
  requests: number;
  mended: number;
  density: number | undefined;
  /** Answers that are read and not given yet: each is many times its size. The others wait as bytes. */
  readonly opened: Gate;
  /** Requests on their way and answers that wait to be read. */
  readonly underWay: Gate;
}

interface RangePage {
  readonly range: Range;
  readonly page: ChainPage;
  readonly raw: RawAnswer;
}

/** How often one place of a list is asked again when the portal refuses for a passing reason. */
const mostRefusals = 8;
/** One whose pages are being given, and the next. */
const openedAtOnce = 2;
/** So many answers are read in a second, at best: more than come meanwhile need not be on their way. */
const readEachSecond = 8;
const fewestUnderWay = 4;
const mostUnderWay = 24;
/** For portals that do not tell how long a page takes them. */
const usualPageSeconds = 0.06;
/** Rounds of last looks; each but the last has found rows that a short page had hidden. */
const mostRounds = 20;

/**
 * Walks a list by id: a first look for count and highest id, ranges of ids side by side, each in chains of up to 50
 * pages a request, and a last look that counts again and confirms each end. Rows that live through the walk are given
 * exactly once, whatever is added or deleted meanwhile.
 */
export async function* walkKeyset(
  wire: Wire,
  request: ListRequest,
  options: ListOptions,
): AsyncGenerator<Page, ListReport, void> {
  const over = new AbortController();
  const signal = options.signal === undefined ? over.signal : AbortSignal.any([options.signal, over.signal]);
  const walk: Walk = {
    wire,
    request,
    signal,
    pageSize: request.pageSize ?? usualPageSize,
    ranges: [],
    maxId: undefined,
    total: undefined,
    isCounted: request.countable !== false,
    rows: 0,
    requests: 0,
    mended: 0,
    density: undefined,
    opened: new Gate(openedAtOnce),
    underWay: new Gate(fewestUnderWay),
  };
  try {
    const first = await look(walk, options.afterId);
    if (first.page !== undefined) yield first.page;
    if (first.isAll) return report(walk, walk.total);
    yield* give(walk, merge(walk.ranges.map((range) => readRange(walk, range))));
    return yield* lastLooks(walk);
  } finally {
    over.abort(new Error('the walk is over'));
  }
}

function report({ rows, requests, mended }: Walk, total: number | undefined): ListReport {
  return { rows, requests, mended, ...(total === undefined ? {} : { total }) };
}

/** First page with the count, and the highest id, in one request. Cuts the rest into ranges. */
async function look(
  walk: Walk,
  afterId: string | undefined,
): Promise<{ readonly page?: Page; readonly isAll: boolean }> {
  const { request, pageSize } = walk;
  const { outcomes, raw } = await firstLook(walk, afterId);
  const [counted, highest] = outcomes;
  setUnderWay(walk, outcomes);
  const { pages, end } = readChain(request, outcomes.slice(0, 1), afterId, undefined);
  if (counted?.is === 'answered' && walk.isCounted) walk.total = counted.answer.total;
  const topRows = highest?.is === 'answered' ? rowsOf(request, highest.answer.result) : [];
  const [top] = topRows;
  const [page] = pages;
  if (page === undefined) return { isAll: (walk.total ?? 0) === 0 && end.is === 'empty' && afterId === undefined };
  const topId = top === undefined ? undefined : Number(idOf(request, top));
  // A method that can't sort downwards gives its first row here: no range can be cut by that.
  if (topId !== undefined && topId >= Number(page.lastId)) walk.maxId = topId;
  walk.rows = page.rows.length;
  const left = walk.total === undefined ? 0 : Math.max(0, walk.total - walk.rows);
  const bottom = densityOf(request, page.rows);
  walk.density = bottom;
  let liesEvenly = false;
  if (walk.total !== undefined && walk.maxId !== undefined && walk.maxId > Number(page.lastId)) {
    const average = left / (walk.maxId - Number(page.lastId));
    walk.density = average;
    liesEvenly = isNear(bottom, average) && isNear(densityOf(request, topRows), average);
  }
  walk.ranges = cutRanges(page.lastId, walk.maxId, rangeWidths(left, pageSize, liesEvenly));
  const [range] = walk.ranges;
  const isAll = walk.total !== undefined && walk.rows >= walk.total && afterId === undefined;
  if (page.rows.length < pageSize && range !== undefined && (walk.total === undefined || walk.rows >= walk.total)) {
    Object.assign(range, { isEnded: true, needsConfirming: true });
  }
  return {
    page: { rows: page.rows, raw, pointer: pointerOf(request, 0), completeThroughId: page.lastId },
    isAll,
  };
}

/** Counts if the portal can: counting millions may take it longer than the minute that a request has. */
async function firstLook(walk: Walk, afterId: string | undefined): ReturnType<typeof askPatiently> {
  const commands = (isCounted: boolean): ReturnType<typeof chainCommands> => [
    windowCommand(walk.request, { after: afterId }, isCounted),
    windowCommand(walk.request, { after: afterId, direction: 'DESC' }),
  ];
  try {
    return await askPatiently(walk, () => commands(walk.isCounted), { isTypical: false });
  } catch (error) {
    if (!(error instanceof PortalError) || !error.outcomeUnknown || !walk.isCounted) throw error;
    walk.isCounted = false;
    return askPatiently(walk, () => commands(false));
  }
}

/** Rows for each id between the first row and the last, whichever way they run. */
function densityOf(request: ListRequest, rows: readonly JsonObject[]): number {
  const ids = [rows[0], rows.at(-1)].map((row) => Number(row === undefined ? 0 : idOf(request, row)));
  return rows.length / (Math.abs((ids[1] ?? 0) - (ids[0] ?? 0)) + 1);
}

function isNear(density: number, average: number): boolean {
  return density < average * 2 && density > average / 2;
}

function pointerOf(request: ListRequest, index: number): readonly string[] {
  return ['result', 'result', commandKey(index), ...request.rows];
}

/** Asks until the first command is answered: a budget that is spent, a portal that hiccups. */
async function askPatiently(
  walk: Walk,
  commands: () => ReturnType<typeof chainCommands>,
  { refused, ...options }: CommandsOptions & { readonly refused?: () => void } = {},
): Promise<{ readonly outcomes: readonly Outcome[]; readonly raw: RawAnswer }> {
  for (let refusals = 0; ; refusals += 1) {
    const { outcomes, raw, sent } = await walk.wire.askCommands(commands(), walk.signal, options);
    walk.requests += sent;
    const [first] = outcomes;
    if (first?.is === 'answered') return { outcomes, raw };
    const error = first?.error ?? new PortalError('unanswered', { method: walk.request.method });
    if (!error.retryable || refusals >= mostRefusals) throw error;
    walk.mended += 1;
    refused?.();
    await walk.wire.rest(refusals, walk.signal);
  }
}

interface ReadChain {
  readonly chain: Chain;
  readonly raw: RawAnswer;
  /** Makes room for the next answer. */
  readonly close: () => void;
}

/** A chain that was asked for. */
interface Coming {
  readonly answer: Promise<ReadChain>;
}

/** Asks for one chain; its answer is read when there is room for it. */
async function askChain(
  walk: Walk,
  range: Range,
  commands: () => ReturnType<typeof chainCommands>,
): Promise<ReadChain> {
  let close: (() => void) | undefined;
  const arrive = await walk.underWay.enter(walk.signal);
  const admit = async (): Promise<() => void> => {
    close = await walk.opened.enter(walk.signal);
    arrive();
    return close;
  };
  const refused = (): void => close?.();
  try {
    const { outcomes, raw } = await askPatiently(walk, commands, { halt: true, admit, refused });
    setUnderWay(walk, outcomes);
    return { chain: readChain(walk.request, outcomes, range.after, range.through), raw, close: () => close?.() };
  } catch (error) {
    close?.();
    throw error;
  } finally {
    arrive();
  }
}

/**
 * As many requests at once as we can read while one is on its way: a quick portal would fill our memory with answers, a
 * slow one would keep us waiting. It is the portal's own word for how long a page took that counts.
 */
function setUnderWay(walk: Walk, outcomes: readonly Outcome[]): void {
  const times = outcomes.flatMap((outcome) =>
    outcome.is === 'answered' ? [outcome.answer.time?.durationSeconds] : [],
  );
  const told = times.filter((seconds) => seconds !== undefined);
  const each = told.length === 0 ? usualPageSeconds : told.reduce((sum, seconds) => sum + seconds, 0) / told.length;
  const chainSeconds = each * walk.wire.pace.commands(walk.request.method);
  const wanted = Math.ceil(chainSeconds * readEachSecond);
  walk.underWay.places = Math.max(fewestUnderWay, Math.min(mostUnderWay, wanted));
}

/** Reads one range, a chain ahead of whoever takes its pages. */
async function* readRange(walk: Walk, range: Range): AsyncGenerator<RangePage, void, void> {
  if (range.isEnded) return;
  let length: number | undefined;
  const ask = (): Promise<ReadChain> =>
    askChain(walk, range, () => {
      length = lengthOf(walk, range, length);
      return chainCommands(walk.request, range.after, range.through, length);
    });
  let next: Coming | undefined = { answer: ask() };
  while (next !== undefined) next = yield* giveChain(walk, range, next, ask);
}

/**
 * The pages of one chain; gives back the next. A generator of its own: one that waits keeps all that it has
 * in hand, and two dozen of them would keep as many answers that were given long ago.
 */
async function* giveChain(
  walk: Walk,
  range: Range,
  coming: Coming,
  ask: () => Promise<ReadChain>,
): AsyncGenerator<RangePage, Coming | undefined, void> {
  const { chain, raw, close } = await coming.answer;
  try {
    advance(walk, range, chain);
    const next = range.isEnded ? undefined : ask();
    // Its rejection is met at the next turn, or not at all when the walk is left before.
    next?.catch(() => undefined);
    for (const page of chain.pages) yield { range, page, raw };
    return next === undefined ? undefined : { answer: next };
  } finally {
    close();
  }
}

function lengthOf(walk: Walk, range: Range, previousLength: number | undefined): number {
  return chainLength(range, {
    maxId: walk.maxId,
    rowsLeft: walk.total === undefined ? undefined : Math.max(0, walk.total - walk.rows),
    density: walk.density,
    pageSize: walk.pageSize,
    mostCommands: walk.wire.pace.commands(walk.request.method),
    previousLength,
  });
}

function advance(walk: Walk, range: Range, { pages, end }: Chain): void {
  const last = pages.at(-1);
  if (last !== undefined) range.after = last.lastId;
  const rows = pages.reduce((sum, page) => sum + page.rows.length, 0);
  const [firstRow] = pages[0]?.rows ?? [];
  if (last !== undefined && firstRow !== undefined) {
    range.density = rows / (Number(last.lastId) - Number(idOf(walk.request, firstRow)) + 1);
  }
  walk.rows += rows;
  if (end.is === 'broken' || end.is === 'refused') {
    walk.mended += 1;
    walk.wire.onEvent({ is: 'mended', method: walk.request.method, afterId: range.after ?? '' });
    return;
  }
  if (end.is === 'full' && range.after !== range.through) return;
  range.isEnded = true;
  range.needsConfirming = end.is === 'short' && range.after !== range.through;
}

/** Turns what the ranges read into the pages of the walk, with the id up to which all has been given. */
async function* give(walk: Walk, pages: AsyncIterable<RangePage>): AsyncGenerator<Page, void, void> {
  for await (const { range, page, raw } of pages) {
    range.givenThrough = page.lastId;
    const through = completeThrough(walk.ranges);
    yield {
      rows: page.rows,
      raw,
      pointer: pointerOf(walk.request, page.index),
      ...(through === undefined ? {} : { completeThroughId: through }),
    };
  }
}

/** Counts again, and looks once more behind every short page; goes on wherever there was more. */
async function* lastLooks(walk: Walk): AsyncGenerator<Page, ListReport, void> {
  const { request, isCounted } = walk;
  let total: number | undefined;
  for (let round = 0; round < mostRounds; round += 1) {
    const open = walk.ranges.filter(({ needsConfirming }) => needsConfirming);
    const looks = open.map(({ after, through }) => windowCommand(request, { after, through }));
    const commands = isCounted ? [...looks, windowCommand(request, {}, true)] : looks;
    if (commands.length === 0) break;
    const { outcomes, raw } = await askPatiently(walk, () => commands, { isTypical: false });
    const counted = outcomes[looks.length];
    total = isCounted && counted?.is === 'answered' ? counted.answer.total : undefined;
    const found: RangePage[] = [];
    let isClear = outcomes.length === commands.length;
    for (const [index, range] of open.entries()) {
      const outcome = outcomes[index];
      if (outcome?.is !== 'answered') {
        isClear = false;
        continue;
      }
      const chain = readChain(request, [outcome], range.after, range.through);
      range.needsConfirming = false;
      const [page] = chain.pages;
      if (page === undefined) continue;
      isClear = false;
      if (Number(page.rows[0]?.[request.idField]) <= (walk.maxId ?? 0)) walk.mended += 1;
      range.isEnded = false;
      advance(walk, range, chain);
      found.push({ range, page: { ...page, index }, raw });
    }
    yield* give(walk, all(found));
    yield* give(walk, merge(open.map((range) => readRange(walk, range))));
    if (isClear) break;
  }
  return report(walk, total);
}

async function* all<T>(items: readonly T[]): AsyncGenerator<T, void, void> {
  yield* items;
}
