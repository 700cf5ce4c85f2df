import { batchLimit } from '../batch.ts';

/** A stretch of ids that one reader walks. */
export interface Range {
  /** Everything up to here has been read. */
  after: string | undefined;
  /** Where the next range begins; undefined for the last one, which also meets what is added meanwhile. */
  readonly through: string | undefined;
  /** Everything up to here has been given to the reader of the walk. */
  givenThrough: string | undefined;
  isEnded: boolean;
  /** Ended by a short page, which a last look must confirm. */
  needsConfirming: boolean;
  /** Rows for each id in the last chain, from its first row to its last; undefined before there was one. */
  density: number | undefined;
}

/** Enough to keep the portal busy; beyond this its bucket is the limit. */
const mostRanges = 24;
/** So many where each is read by one request; the last look confirms all of their ends in one more. */
const mostOfOneRequest = 48;
/** A range with fewer pages is not worth a request of its own. */
const fewestPages = 20;

/**
 * How wide the ranges are that are read side by side when so many rows are left, for each other: as many as the requests
 * allow, which stay within a tenth and five of the least possible. Where one request reads a whole range, there may be more
 * of them than are asked at once: none has to wait for the answer to the one before it. Where ids lie unevenly, nobody knows
 * how many requests a range will take, and only their ends are counted.
 */
export function rangeWidths(rowsLeft: number, pageSize: number, liesEvenly: boolean): readonly number[] {
  const rowsPerBatch = pageSize * batchLimit;
  const batches = Math.ceil(rowsLeft / rowsPerBatch);
  const worthwhile = Math.max(1, Math.floor(rowsLeft / (pageSize * fewestPages)));
  const most = Math.min(mostRanges, worthwhile);
  if (!liesEvenly) return equal(Math.max(1, Math.min(most, batches, Math.floor(batches / 10) + 3)));
  // The first look and the last, and one spare for a range that turns out longer.
  const allowed = Math.floor(1.1 * (rowsLeft / rowsPerBatch) + 5) - 3;
  const chains = (rows: number): number => Math.ceil((rows * 1.03 + pageSize) / rowsPerBatch);
  const single = Math.min(mostOfOneRequest, worthwhile, allowed);
  if (single > most) {
    const widths = staggered(single);
    const all = widths.reduce((sum, width) => sum + width, 0);
    if (widths.every((width) => chains((rowsLeft * width) / all) === 1)) return widths;
  }
  const counts = Array.from({ length: most }, (_, index) => most - index);
  return equal(counts.find((count) => count * chains(rowsLeft / count) <= allowed) ?? 1);
}

function equal(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1);
}

/**
 * Answers that come all at once are read one after the other, while nothing is on its way: so those that are asked first
 * grow longer one by one, and those that follow them grow shorter.
 */
function staggered(count: number): readonly number[] {
  const least = 0.9;
  const step = (1.07 - least) / (mostRanges - 1);
  return Array.from({ length: count }, (_, index) =>
    index < mostRanges ? least + step * index : 1.07 - (step / 2) * (index - mostRanges),
  );
}

/** Cuts the ids above `after` up to `maxId` into ranges of such widths. */
export function cutRanges(
  after: string | undefined,
  maxId: number | undefined,
  widths: readonly number[],
): readonly Range[] {
  const from = Number(after ?? 0);
  const all = widths.reduce((sum, width) => sum + width, 0);
  let passed = 0;
  const ends = widths.slice(0, -1).map((width) => {
    passed += width;
    return Math.floor(from + (((maxId ?? from) - from) * passed) / all);
  });
  const cuts =
    maxId === undefined || !(maxId > from) ? [] : ends.filter((cut, index) => cut > (ends[index - 1] ?? from));
  const starts = [after, ...cuts.map(String)];
  return starts.map((start, index) => ({
    after: start,
    through: starts[index + 1],
    givenThrough: start,
    isEnded: false,
    needsConfirming: false,
    density: undefined,
  }));
}

/** The id up to which all has been given, without a gap. */
export function completeThrough(ranges: readonly Range[]): string | undefined {
  let through: string | undefined;
  for (const range of ranges) {
    const isDone = range.isEnded && range.givenThrough === range.after;
    through = isDone ? (range.through ?? range.givenThrough) : range.givenThrough;
    if (!isDone) break;
  }
  return through;
}

/** What is known of the rows still to come, to size the next chain. */
export interface Outlook {
  readonly maxId: number | undefined;
  /** Rows left in the whole list, undefined where the portal does not count. */
  readonly rowsLeft: number | undefined;
  /** Rows for each id, as far as it is known. */
  readonly density: number | undefined;
  readonly pageSize: number;
  readonly mostCommands: number;
  readonly previousLength: number | undefined;
}

/**
 * How many pages to chain: what probably remains, and one page more to see the end. Commands beyond the end would make
 * the portal read page one again and again for nothing.
 */
export function chainLength(range: Range, outlook: Outlook): number {
  const { maxId, rowsLeft, pageSize, mostCommands, previousLength } = outlook;
  const top = range.through === undefined ? maxId : Number(range.through);
  // Ids lie close here and far apart there: what was just read says more than the average.
  const density = range.density ?? outlook.density;
  const byDensity =
    density === undefined || top === undefined ? undefined : Math.max(0, top - Number(range.after ?? 0)) * density;
  const expected = byDensity ?? (range.through === undefined ? rowsLeft : undefined);
  if (expected === undefined) return Math.min(mostCommands, previousLength === undefined ? 4 : previousLength * 4);
  const pages = Math.ceil(Math.min(expected, rowsLeft ?? expected) / pageSize) + 1;
  // A guess that was too low is not made again; a batch that was full was no guess.
  const wasGuess = previousLength !== undefined && previousLength < mostCommands;
  const generous = wasGuess ? Math.ceil(pages * 1.2) + 1 : pages;
  return Math.min(mostCommands, generous);
}
