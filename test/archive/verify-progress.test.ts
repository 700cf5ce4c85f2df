import { expect, it } from 'vitest';

import { Counter, type VerifyProgress } from '../../src/archive/verify/progress.ts';

const archive = { kinds: () => ['deal', 'task'], size: (kind: string) => (kind === 'deal' ? 1500 : 500) };

it('a verification tells how far it came with every piece of a file, and with every thousandth record', () => {
  const told: VerifyProgress[] = [];
  const counter = new Counter(archive, (progress) => told.push(progress));
  counter.onBytes(5);
  counter.onBlob();
  for (let count = 0; count < 1999; count++) counter.onRecord();
  counter.onBytes(2);
  const totalRecords = 2000;
  expect(told).toEqual([
    { records: 0, totalRecords, blobs: 0, bytes: 5 },
    { records: 0, totalRecords, blobs: 1, bytes: 5 },
    { records: 1000, totalRecords, blobs: 1, bytes: 5 },
    { records: 1999, totalRecords, blobs: 1, bytes: 7 },
  ]);
});

it('a verification that nobody watches counts for itself', () => {
  const counter = new Counter(archive, undefined);
  counter.onBytes(5);
  counter.onBlob();
  counter.onRecord();
  expect([counter.bytes, counter.blobs, counter.records]).toEqual([5, 1, 1]);
});
