import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { handWork } from '../../src/kinds/by-hand.ts';
import { impossible } from '../../src/kinds/impossible.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import {
  crmRows,
  driveRows,
  otherRows,
  peopleRows,
  portalRows,
  shopRows,
  taskRows,
} from './support/rows-of-a-portal.ts';

const hands = new Set(handWork.map(({ id }) => id));
const cannot = new Set(impossible.map(({ id }) => id));
const coverage = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'coverage.md'), 'utf8');

describe('everything that a portal holds', () => {
  it.each(portalRows.map((row) => [row.what, row] as const))('%s: taken, or named with the reason', (_what, row) => {
    const { kinds: ids = [], byHand = [], impossible: lines = [], noData } = row;
    expect(ids.filter((id) => kindById(id) === undefined)).toEqual([]);
    expect(byHand.filter((id) => !hands.has(id))).toEqual([]);
    expect(lines.filter((id) => !cannot.has(id))).toEqual([]);
    expect(ids.length + byHand.length + lines.length > 0 || noData !== undefined).toBe(true);
  });

  it('is told on the coverage page: kinds by their names, the rest by its title', () => {
    const titles = [
      ...kinds.map(({ id, title }) => `${title.many.en} (\`${id}\`)`),
      ...[...handWork, ...impossible].map(({ title }) => title.en),
    ];
    expect(titles.filter((title) => !coverage.includes(title))).toEqual([]);
  });

  it('is all of it: each kind and each line answers a row, and no row was lost', () => {
    const used = new Set(portalRows.flatMap(({ kinds: ids = [] }) => ids));
    expect(kinds.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    const lines = new Set(portalRows.flatMap(({ impossible: some = [] }) => some));
    // What holds for everything, or only for deletion, answers no single row.
    expect([...cannot].filter((id) => !lines.has(id)).toSorted()).toEqual([
      'authorship',
      'lapsed-plan',
      'provider-backups',
    ]);
    expect([crmRows, shopRows, taskRows, driveRows, peopleRows, otherRows].map((rows) => rows.length)).toEqual([
      35, 10, 14, 8, 20, 25,
    ]);
  });
});
