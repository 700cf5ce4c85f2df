import { type Bench } from '../bench.ts';
import { percentile, type Reached, type Row, table } from '../frame.ts';

async function look(
  bench: Bench,
  what: 'search' | 'table',
): Promise<{ took: readonly (readonly [string, number])[]; empty: number }> {
  const { path, records } = await bench.sealed();
  bench.say(`${what}…`);
  const report = await bench.client('look', { what, path, records, times: bench.isQuick ? 10 : 30 });
  return report?.more as { took: readonly (readonly [string, number])[]; empty: number };
}

/** Times by the sort of question. */
function byKind(took: readonly (readonly [string, number])[]): string {
  const groups = Map.groupBy(took, ([kind]) => kind);
  const rows = [...groups].map(([kind, all]) => {
    const values = all.map(([, ms]) => ms);
    return [
      kind,
      percentile(values, 0.5).toFixed(1),
      percentile(values, 0.95).toFixed(1),
      Math.max(...values).toFixed(1),
    ];
  });
  return table([['', 'p50, ms', 'p95, ms', 'most, ms'], ...rows]);
}

/** What looks came to: almost all of them within `wantedMs`, and each finding something. */
export function reachedBy(
  what: string,
  took: readonly (readonly [string, number])[],
  { wantedMs, empty }: { readonly wantedMs: number; readonly empty: number },
): Reached {
  const p95 = percentile(
    took.map(([, ms]) => ms),
    0.95,
  );
  return {
    bound: '–',
    reached: `p95 ${p95.toFixed(1)} ms of ${took.length} ${what}`,
    isMet: p95 <= wantedMs && empty === 0,
    notes: [byKind(took), ...(empty === 0 ? [] : [`${empty} found nothing.`])],
  };
}

export const search: Row = {
  name: 'search',
  work: 'search on 1,000,000 records: word, prefix, phrase, phone; Russian, English',
  wanted: 'p95 ≤ 50 ms',
  run: async (bench) => {
    const { took, empty } = await look(bench, 'search');
    return reachedBy('searches', took, { wantedMs: 50, empty });
  },
};

export const pages: Row = {
  name: 'pages',
  work: 'a page of 50 of a list of 1,000,000, by any column, up or down, first, middle and last page',
  wanted: 'p95 ≤ 30 ms',
  run: async (bench) => {
    const { took, empty } = await look(bench, 'table');
    return reachedBy('pages', took, { wantedMs: 30, empty });
  },
};
