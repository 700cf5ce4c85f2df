import { describe, expect, it } from 'vitest';

import { changedSince, countCall, idsOnly } from '../../src/journey/export/requests.ts';
import { listOf } from './kinds.ts';

describe('requests made from a list', () => {
  it('asks for the count with nothing but ids in the page', () => {
    expect(
      countCall(listOf('crm.lead.list', { params: { select: ['*', 'UF_*'], filter: { STATUS: 'NEW' } } })),
    ).toEqual({ method: 'crm.lead.list', params: { select: ['ID'], filter: { STATUS: 'NEW' }, start: 0 } });
  });

  it('asks for no count where none can be trusted', () => {
    expect(countCall(listOf('crm.address.list', { countable: false }))).toBeUndefined();
    expect(countCall(listOf('tasks.task.list', { api: 'v3', pager: { by: 'v3', limit: 1000 } }))).toBeUndefined();
    expect(countCall(listOf('task.elapseditem.getlist', { params: [{}], pager: { by: 'numbered' } }))).toBeUndefined();
  });

  it('spells the selection as the kind does, and gives up where rows would come whole anyway', () => {
    expect(idsOnly(listOf('x', { params: { SELECT: ['*'] } }))?.params).toEqual({ SELECT: ['ID'] });
    expect(idsOnly(listOf('x', { idField: 'id', idFilter: 'ID' }))?.params).toEqual({ select: ['ID'] });
    expect(idsOnly(listOf('user.get', { params: { ADMIN_MODE: true } }))).toBeUndefined();
    expect(idsOnly(listOf('x', { pager: { by: 'none' } }))).toBeUndefined();
  });

  it('adds the time of change to the filter that is there', () => {
    const since = '2026-01-02T03:04:05.000Z';
    expect(changedSince(listOf('x', { params: { filter: { A: 1 } } }), 'DATE_MODIFY', since)?.params).toEqual({
      filter: { A: 1, '>=DATE_MODIFY': since },
    });
    expect(changedSince(listOf('x', { params: {}, filterParam: 'FILTER' }), 'T', since)?.params).toEqual({
      FILTER: { '>=T': since },
    });
    expect(
      changedSince(listOf('x', { api: 'v3', params: {}, pager: { by: 'v3', limit: 10 } }), 'changed', since)?.params,
    ).toEqual({ filter: [['changed', '>=', since]] });
    expect(changedSince(listOf('x', { pager: { by: 'none' } }), 'T', since)).toBeUndefined();
  });
});
