import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import { childrenInWhole, inWhole } from '../../src/journey/apply/whole.ts';
import { kindOf } from '../support/archive.ts';
import { Answering, answered, targetOf } from './targets.ts';

/** Rows of a series say only when it takes place; the series itself is asked for by its id. */
const event = kindOf('event', {
  parts: {
    isPart: (row) => row['PART'] === true,
    whole: (id) => ({ method: 'event.get', params: { id } }),
    at: ['event'],
  },
});
const part = { ID: '5', PART: true };
const whole = { ID: '5', NAME: 'every Monday' };
const under = { kind: 'calendar', id: '1' };
const refused = { is: 'refused', error: new PortalError('accessDenied', { method: 'event.get' }) } as const;

describe('a row that shows its record only in part', () => {
  const target = targetOf({ kind: event, row: whole });

  it('is replaced by the whole record before anything is compared (I4)', async () => {
    const portal = new Answering(() => answered({ event: whole }));
    expect(await inWhole(portal.portal, target, { is: 'row', row: part })).toEqual({ is: 'row', row: whole });
    expect(portal.batches).toEqual([[{ method: 'event.get', params: { id: '5' } }]]);
  });

  it('proves nothing where the whole record can not be had', async () => {
    for (const outcome of [refused, answered({ event: {} }), answered({})]) {
      const { portal } = new Answering(() => outcome);
      expect(await inWhole(portal, target, { is: 'row', row: part })).toEqual({
        is: 'unreadable',
        code: 'ONLY_IN_PART',
      });
    }
  });

  it('is not asked for again when it is whole, when there is none, or when its kind has no parts', async () => {
    const portal = new Answering(() => answered({ event: {} }));
    const plain = targetOf({ kind: kindOf('deal'), row: whole });
    expect(await inWhole(portal.portal, target, { is: 'row', row: whole })).toEqual({ is: 'row', row: whole });
    expect(await inWhole(portal.portal, target, { is: 'absent' })).toEqual({ is: 'absent' });
    expect(await inWhole(portal.portal, plain, { is: 'row', row: part })).toEqual({ is: 'row', row: part });
    expect(portal.batches).toEqual([]);
  });
});

describe('children that a list shows only in part (I5)', () => {
  const note = { kind: kindOf('note'), row: { ID: '7', PART: true }, under };

  it('are asked for whole, each once however often it takes place; the others are as they came', async () => {
    const portal = new Answering(() => answered({ event: whole }));
    const children = [part, part, { ID: '6' }].map((row) => ({ kind: event, row, under }));
    expect(await childrenInWhole(portal.portal, [...children, note])).toEqual([
      { kind: event, row: { ID: '6' }, under },
      note,
      { kind: event, row: whole, under },
    ]);
    expect(portal.batches).toEqual([[{ method: 'event.get', params: { id: '5' } }]]);
  });

  it('of two kinds with the same number are two', async () => {
    const other = { ...event, id: 'other-event' };
    const portal = new Answering(() => answered({ event: whole }));
    const children = [event, other].map((kind) => ({ kind, row: part, under }));
    expect(await childrenInWhole(portal.portal, children)).toHaveLength(2);
  });

  it('keep their part, which is like no archived record, where the whole can not be had', async () => {
    const { portal } = new Answering(() => refused);
    const child = { kind: event, row: part, under };
    expect(await childrenInWhole(portal, [child])).toEqual([child]);
  });
});
