import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import type { TableQuery } from '../../src/archive/types.ts';
import { emptyArchive, kindOf, pageOf } from '../support/archive.ts';

const item = kindOf('item', {
  columns: [
    { field: 'NAME', title: { ru: 'Имя', en: 'Name' }, type: 'text' },
    { field: 'PRICE', title: { ru: 'Цена', en: 'Price' }, type: 'money' },
    { field: 'WHEN', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
  ],
});
const names = ['Ёлка', 'яблоко', 'Ель', 'арбуз', '', 'Zebra', 'apple', 'Жук'];
const rows = Array.from({ length: 3000 }, (_, index) => ({
  ID: String(index + 1),
  NAME: names[index % names.length] ?? '',
  PRICE: index % 11 === 0 ? '' : `${((index * 7919) % 1000) + 0.5}`,
  WHEN: new Date(Date.UTC(2026, 0, 1) + ((index * 104_729) % 5000) * 3_600_000).toISOString(),
}));

let archive: Archive;
let path: string;
let clean: () => Promise<void>;

beforeAll(async () => {
  const made = await emptyArchive({ kinds: [item] });
  clean = () => made.remove();
  ({ path } = made);
  await made.archive.writer.beginRun({ connection: 'admin' });
  await made.archive.writer.addPage(pageOf(item, rows));
  await made.archive.writer.finishRun('complete');
  await sealArchive(made.archive);
  archive = await Archive.open(path, { mode: 'read', kinds: [item] });
});
afterAll(async () => {
  await archive.close();
  await clean();
});

function idsOf(query: Omit<TableQuery, 'kind'>): readonly string[] {
  return archive.table({ kind: 'item', ...query }).records.map(({ key }) => key.id);
}

function count(is: 'equals' | 'after' | 'before' | 'contains', field: string, value: string): number {
  return archive.table({ kind: 'item', limit: 1, filter: [{ field, is, value }] }).total;
}

function fieldOf(field: 'NAME' | 'PRICE', query: Omit<TableQuery, 'kind'>): readonly unknown[] {
  return archive.table({ kind: 'item', ...query }).records.map(({ row }) => row[field]);
}

describe('a table', () => {
  it('shows records as they came, any page of them', () => {
    expect(idsOf({ limit: 3 })).toEqual(['1', '2', '3']);
    expect(idsOf({ limit: 3, offset: 2998 })).toEqual(['2999', '3000']);
    expect(idsOf({ limit: 3, offset: 5000 })).toEqual([]);
    expect(archive.table({ kind: 'item', limit: 1 })).toMatchObject({ total: 3000 });
    expect(archive.table({ kind: 'nothing', limit: 1 })).toEqual({ records: [], total: 0 });
  });

  it('sorts numbers as numbers, Russian as Russians do, and nothing last', () => {
    expect(fieldOf('PRICE', { limit: 2, sort: { field: 'PRICE' } })).toEqual(['0.5', '0.5']);
    expect(fieldOf('PRICE', { limit: 1, offset: 2999, sort: { field: 'PRICE' } })).toEqual(['']);
    expect(archive.table({ kind: 'item', limit: 1, sort: { field: 'PRICE' } })).toMatchObject({ total: 3000 });
    expect(archive.table({ kind: 'nothing', limit: 1, sort: { field: 'PRICE' } })).toEqual({ records: [], total: 0 });
    const sorted = fieldOf('NAME', { limit: 3000, sort: { field: 'NAME' } });
    expect([...new Set(sorted)]).toEqual(['apple', 'Zebra', 'арбуз', 'Ёлка', 'Ель', 'Жук', 'яблоко', '']);
  });

  it('gives the same rows page by page as all at once, in both directions, with any filter', () => {
    const filters = fc.constantFrom<TableQuery['filter']>(
      [],
      [{ field: 'NAME', is: 'equals', value: 'ёлка' }],
      [{ field: 'NAME', is: 'contains', value: 'ел' }],
      [{ field: 'PRICE', is: 'after', value: '900' }],
      [{ field: 'WHEN', is: 'before', value: '2026-06-01T00:00:00Z' }],
      [
        { field: 'PRICE', is: 'after', value: '100' },
        { field: 'WHEN', is: 'after', value: '2026-02-01T00:00:00Z' },
      ],
    );
    fc.assert(
      fc.property(
        filters,
        fc.constantFrom('NAME', 'PRICE', 'WHEN'),
        fc.boolean(),
        fc.integer({ min: 300, max: 1700 }),
        (filter, field, descending, limit) => {
          const sort = { field, descending };
          const whole = idsOf({ limit: 5000, sort, ...(filter === undefined ? {} : { filter }) });
          const pages: string[] = [];
          for (let offset = 0; offset < whole.length; offset += limit) {
            pages.push(...idsOf({ limit, offset, sort, ...(filter === undefined ? {} : { filter }) }));
          }
          expect(pages).toEqual(whole);
          expect(new Set(whole).size).toBe(whole.length);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('filters what a plain look at the rows would', () => {
    expect(count('equals', 'NAME', 'ёлка')).toBe(rows.filter(({ NAME }) => NAME === 'Ёлка').length);
    expect(count('contains', 'NAME', 'ПП')).toBe(0);
    expect(count('contains', 'NAME', 'PP')).toBe(rows.filter(({ NAME }) => NAME === 'apple').length);
    expect(count('after', 'PRICE', '100')).toBe(rows.filter(({ PRICE }) => PRICE !== '' && Number(PRICE) > 100).length);
    expect(count('before', 'PRICE', '100')).toBe(
      rows.filter(({ PRICE }) => PRICE !== '' && Number(PRICE) < 100).length,
    );
    expect(count('equals', 'ID', '17')).toBe(1);
  });

  it('is right again after a record changed', async () => {
    const again = await Archive.open(path, { mode: 'write', kinds: [item] });
    await again.writer.beginRun({ connection: 'admin' });
    await again.writer.addPage(pageOf(item, [{ ID: '17', NAME: 'aaa', PRICE: '1', WHEN: '' }]));
    await again.writer.finishRun('complete');
    expect(again.table({ kind: 'item', limit: 1, sort: { field: 'NAME' } }).records[0]?.key.id).toBe('17');
    await again.close();
  });
});
