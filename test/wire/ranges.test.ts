import { expect, it } from 'vitest';

import { batchLimit } from '../../src/bitrix24/batch.ts';
import { chainLength, cutRanges, rangeWidths } from '../../src/bitrix24/lists/ranges.ts';

const pageSize = 50;

/** Requests that it takes to read so many rows of ids without gaps, range by range. */
function requests(rows: number): number {
  const ranges = cutRanges('0', rows, rangeWidths(rows, pageSize, true));
  return ranges.reduce((sum, { after, through }) => {
    const pages = Math.ceil((Number(through ?? rows) - Number(after)) / pageSize) + 1;
    return sum + Math.ceil(pages / batchLimit);
  }, 0);
}

it.each([3_000, 30_000, 60_000, 75_000, 100_000, 106_000, 110_000, 150_000, 400_000, 1_000_000])(
  'reads %i rows that lie evenly within a tenth and five of the least requests, the looks before and after included',
  (rows) => {
    expect(requests(rows) + 2).toBeLessThanOrEqual(1.1 * (rows / 2_500) + 5);
  },
);

it('reads a list of a hundred thousand in ranges of one request each, of which none waits for another', () => {
  const ranges = cutRanges('0', 100_000, rangeWidths(100_000, pageSize, true));
  const lengths = ranges.map((range) =>
    chainLength(range, {
      maxId: 100_000,
      rowsLeft: 100_000,
      density: 1,
      pageSize,
      mostCommands: batchLimit + 1,
      previousLength: undefined,
    }),
  );
  expect(Math.max(...lengths)).toBeLessThanOrEqual(batchLimit);
  expect(ranges.map(({ through }) => through).slice(0, -1)).toEqual(ranges.slice(1).map(({ after }) => after));
});
