// Looks into a sealed archive as a person would: searches, or pages of a table. Tells how long each took, in milliseconds.
import { Archive } from '../../src/archive/archive.ts';
import { seeded } from '../../src/base/random.ts';
import { keepMemoryFlat } from '../../src/base/memory.ts';
import { contact } from '../../src/kinds/crm/contact.ts';
import { kinds } from '../../src/kinds/index.ts';
import { searchesFor } from '../searches.ts';
import { tell } from './tell.ts';

interface Wish {
  readonly what: 'search' | 'table';
  readonly path: string;
  readonly records: number;
  readonly times: number;
}

keepMemoryFlat();
const { what, path, records, times } = JSON.parse(process.argv[2] ?? '{}') as Wish;
const archive = await Archive.open(path, { mode: 'read', kinds });
const random = seeded(24);
const below = (most: number): number => Math.floor(random() * most);

const took: (readonly [string, number])[] = [];
let empty = 0;
for (let time = 0; time < times; time++) {
  if (what === 'search') {
    for (const [kind, text] of searchesFor(random, records)) {
      const from = performance.now();
      const { hits } = archive.search({ text });
      took.push([kind, performance.now() - from]);
      if (hits.length === 0) empty += 1;
    }
    continue;
  }
  for (const { field } of contact.columns) {
    for (const descending of [false, true]) {
      const offset = [0, 50, below(records), below(records), records - 50][time % 5] ?? 0;
      const from = performance.now();
      const page = archive.table({
        kind: 'contact',
        sort: { field, descending },
        limit: 50,
        offset: Math.max(0, offset),
      });
      took.push([field, performance.now() - from]);
      if (page.records.length === 0) empty += 1;
    }
  }
}
await archive.close();
tell(took.length, { took, empty });
