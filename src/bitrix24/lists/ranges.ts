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
/** A range with fewer pages is not worth a request of its own. */
const fewestPages = 20;

/**
 * How many ranges to read side by side when so many rows are left: as many as the requests allow, which stay within a
 * tenth and five of the least possible. Where ids lie unevenly, nobody knows how many requests a range will take, and only
 * their ends are counted.
 */
export function rangeCount(rowsLeft: number, pageSize: number, liesEvenly: boolean): number {
  const rowsPerBatch = pageSize * batchLimit;
  const batches = Math.ceil(rowsLeft / rowsPerBatch);
  const most = Math.max(1, Math.min(mostRanges, Math.floor(rowsLeft / (pageSize * fewestPages))));
  if (!liesEvenly) return Math.max(1, Math.min(most, batches, Math.floor(batches / 10) + 3));
  // The first look and the last, and one spare for a range that turns out longer.
  const allowed = Math.floor(1.1 * (rowsLeft / rowsPerBatch) + 5) - 3;
  const requests = (count: number): number => count * Math.ceil(((rowsLeft / count) * 1.03 + pageSize) / rowsPerBatch);
  const counts = Array.from({ length: most }, (_, index) => most - index);
  return counts.find((count) => requests(count) <= allowed) ?? 1;
}

/** Cuts the ids above `after` up to `maxId` into ranges of equal width. */
export function cutRanges(after: string | undefined, maxId: number | undefined, count: number): readonly Range[] {
  const from = Number(after ?? 0);
  const cuts =
    maxId === undefined || !(maxId > from)
      ? []
      : Array.from({ length: count - 1 }, (_, index) =>
          Math.floor(from + ((maxId - from) * (index + 1)) / count),
        ).filter((cut, index, all) => cut > (all[index - 1] ?? from));
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
