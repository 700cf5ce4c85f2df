import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import { kindById } from '../../src/kinds/index.ts';
import { type Kind, keyOf } from '../../src/kinds/kind.ts';
import { saysAbsent } from '../../src/kinds/look.ts';
import { targetsOf } from '../../src/kinds/references.ts';

function kindOf(id: string): Kind {
  const kind = kindById(id);
  if (kind === undefined) throw new Error(`no kind ${id}`);
  return kind;
}

const pointed = (id: string, row: JsonObject): readonly string[] =>
  targetsOf(kindOf(id), row).map(({ to, id: target, parent }) => `${parent ? 'under ' : ''}${to} ${target}`);

describe('what a record points to', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    [
      'deal',
      { contactIds: [3, 5], companyId: 0, categoryId: 0, stageId: 'NEW' },
      ['contact 3', 'contact 5', 'funnel 0', 'status DEAL_STAGE:NEW'],
    ],
    ['deal', { categoryId: 9, stageId: 'C9:WON' }, ['funnel 9', 'status DEAL_STAGE_9:C9:WON']],
    [
      'task',
      { ufCrmTask: ['C_627', 'CO_591', 'SI_4', 'T8c_12', 'D_x'] },
      ['deal x', 'contact 627', 'company 591', 'smart-invoice 4', 'smart-process-item 140:12'],
    ],
    ['activity', { OWNER_TYPE_ID: '3', OWNER_ID: '15' }, ['under contact 15']],
    ['activity', { OWNER_TYPE_ID: '1038', OWNER_ID: '15' }, ['under smart-process-item 1038:15']],
    [
      'timeline-comment',
      { ENTITY_TYPE: 'dynamic_1038', ENTITY_ID: '2', AUTHOR_ID: '1' },
      ['under smart-process-item 1038:2', 'user 1'],
    ],
    [
      'bp-instance',
      { DOCUMENT_ID: 'DYNAMIC_1038_5', TEMPLATE_ID: '1' },
      ['bp-template 1', 'smart-process-item 1038:5'],
    ],
    ['bp-instance', { DOCUMENT_ID: 'SMART_INVOICE_7' }, ['smart-invoice 7']],
    ['product-row', { ownerType: 'T40e', ownerId: 5 }, ['under smart-process-item 1038:5']],
    ['disk-storage', { ENTITY_TYPE: 'group', ENTITY_ID: '4' }, ['under workgroup 4']],
    ['disk-storage', { ENTITY_TYPE: 'user', ENTITY_ID: '4' }, ['user 4']],
    ['chat', { id: 'chat1317' }, []],
    ['chat', { id: 547 }, ['user 547']],
  ])('%s %j', (id, row, expected) => {
    expect(pointed(id, row)).toEqual(expected);
  });
});

describe('keys', () => {
  it.each<[string, JsonObject, { kind: string; id: string } | undefined, string]>([
    ['funnel', { id: 0 }, undefined, '0'],
    ['status', { ENTITY_ID: 'DEAL_STAGE', STATUS_ID: 'NEW', ID: '101' }, undefined, 'DEAL_STAGE:NEW'],
    ['address', { TYPE_ID: '1', ENTITY_TYPE_ID: '8', ENTITY_ID: '7335' }, undefined, '1:8:7335'],
    ['group-member', { USER_ID: '7' }, { kind: 'workgroup', id: '3' }, '3:7'],
    ['page', { ID: '985' }, { kind: 'site', id: 'KNOWLEDGE:15' }, 'KNOWLEDGE:985'],
    ['list', { IBLOCK_TYPE_ID: 'bitrix_processes', ID: '47' }, undefined, 'bitrix_processes:47'],
    ['contact', {}, undefined, ''],
  ])('%s %j', (id, row, parent, key) => {
    expect(keyOf(kindOf(id), row, parent)).toBe(key);
  });
});

const refusal = (portalCode: string, description: string): PortalError =>
  new PortalError('refused', { method: 'x', portalCode, description });

describe('a refusal', () => {
  const look = kindOf('timeline-comment').look;

  it('means absence only in the words that mean it: an empty code says many things', () => {
    if (look === undefined) throw new Error('no look');
    expect(saysAbsent(look, refusal('', 'Not found.'))).toBe(true);
    expect(saysAbsent(look, refusal('', 'Access denied.'))).toBe(false);
    expect(saysAbsent(look, new PortalError('accessDenied', { method: 'x' }))).toBe(false);
    expect(saysAbsent(look, new PortalError('notFound', { method: 'x' }))).toBe(true);
  });
});
