import { describe, expect, it } from 'vitest';

import { checkRequest } from './request-check.ts';

describe('the check of a request against the documentation', () => {
  it.each([
    ['crm.item.list', { entityTypeId: 2, filter: { '>id': 5 }, order: { id: 'ASC' }, start: -1 }, []],
    ['crm.deal.list', { FILTER: { ID: 1 }, select: ['ID'] }, []],
    ['crm.item.lists', {}, ['crm.item.lists: no such method in the documentation of v2']],
    ['crm.item.list', { entityTypeId: 2, filters: {} }, ['crm.item.list: unknown parameter filters']],
    ['crm.item.delete', { entityTypeId: 2 }, ['crm.item.delete: required parameter id is missing']],
    ['crm.item.delete', { entityTypeId: 'deal', id: 1 }, ['crm.item.delete: entitytypeid is no integer']],
    ['crm.item.list', { entityTypeId: 2, filter: 'id' }, ['crm.item.list: filter is no object']],
  ])('%s %j', (method, params, problems) => {
    expect(checkRequest(method, params)).toEqual(problems);
  });
});
