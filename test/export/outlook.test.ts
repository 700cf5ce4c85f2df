import { describe, expect, it } from 'vitest';

import type { Portal } from '../../src/bitrix24/port.ts';
import { Outlook } from '../../src/journey/export/outlook.ts';
import { Pauses } from '../../src/journey/export/pauses.ts';
import { kindOf } from '../support/archive.ts';

const silent: Portal = {
  address: 'acme.bitrix24.ru',
  call: () => Promise.reject(new Error('asked')),
  batch: () => Promise.reject(new Error('asked')),
  list: () => {
    throw new Error('asked');
  },
  listEach: () => {
    throw new Error('asked');
  },
  download: () => Promise.reject(new Error('asked')),
};

const request = { method: 'deal.comments', rows: [], idField: 'ID', pager: { by: 'offset' } } as const;
const deal = kindOf('deal');
const comment = kindOf('comment', {
  take: { how: 'each', moves: 'nothing', parent: 'deal', request: ({ id }) => (id === '9' ? undefined : request) },
});

function outlookOf(deals: number, pauses: Pauses, rows = deals): Outlook {
  return new Outlook({
    portal: silent,
    kinds: [deal, comment],
    totals: new Map([['deal', deals]]),
    rows: (kind) => (kind === 'deal' ? rows : 0),
    sample: () => [{ id: '1', row: {} }],
    isHere: () => true,
    asked: () => 0,
    pauses,
  });
}

const spend = (pauses: Pauses, calls: number, each: number): void => {
  for (let call = 1; call <= calls; call += 1) {
    pauses.note({ is: 'spent', method: 'deal.comments', seconds: call * each, atMs: 0 });
  }
};

describe('what an export has still to do', () => {
  it('counts the rests of a method before it has had to rest', () => {
    const pauses = new Pauses();
    spend(pauses, 5000, 0.05);
    // 20,000 lists at 0.05 s are 1,000 s: two whole windows of 400 s, and some.
    const { slowestMs } = outlookOf(20_000, pauses).left(10_000);
    expect(slowestMs).toBeGreaterThan(1_200_000);
    expect(slowestMs).toBeLessThan(2_100_000);
  });

  it('counts none for what fits a window, nor where nothing is known of the cost', () => {
    const pauses = new Pauses();
    spend(pauses, 1000, 0.05);
    expect(outlookOf(1000, pauses).left(10_000).slowestMs).toBe(0);
    expect(outlookOf(1_000_000, new Pauses()).left(10_000).slowestMs).toBe(0);
  });

  it('is not led astray by answers that come in another order', () => {
    const pauses = new Pauses();
    for (const seconds of [250, 50, 100, 150, 200]) {
      pauses.note({ is: 'spent', method: 'deal.comments', seconds, atMs: 0 });
    }
    expect(pauses.spent('Deal.Comments')).toEqual({ sinceMs: 0, calls: 5, seconds: 250 });
    expect(pauses.secondsPerCall()).toBe(50);
  });
});
