import { describe, expect, it } from 'vitest';

import { isList, type JsonObject, textOf } from '../../../src/base/json.ts';
import { sampleCompany } from '../../../src/portal/company/company.ts';
import type { Family, Made } from '../../../src/portal/company/made.ts';

const made: readonly Made[] = [...sampleCompany({ seed: 5, size: 2000 })];
const of = (family: Family): readonly JsonObject[] =>
  made.filter((each) => each.family === family).map(({ row }) => row);
const idsOf = (family: Family): ReadonlySet<string> => new Set(of(family).map((row) => textOf(row['ID'] ?? row['id'])));

function start(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1');
}

describe('tasks of a sample company', () => {
  it('have subtasks below subtasks, and everything that hangs on them hangs on a task that is there', () => {
    const ids = idsOf('task');
    const parents = new Map(of('task').map((row) => [textOf(row['id']), textOf(row['parentId'])]));
    const depth = (id: string): number => (id === '' ? 0 : 1 + depth(parents.get(id) ?? ''));
    for (const parent of parents.values()) if (parent !== '') expect(ids).toContain(parent);
    expect(Math.max(...[...parents.keys()].map(depth))).toBe(3);
    for (const family of ['checklistItem', 'elapsedTime', 'taskComment'] as const) {
      for (const row of of(family)) expect(ids).toContain(row['TASK_ID']);
    }
    const chats = new Set(of('task').map((row) => row['chatId']));
    for (const message of of('chatMessage')) expect(chats).toContain(message['chat_id']);
  });

  it('have checklists with points inside points, never of another task', () => {
    const items = new Map(of('checklistItem').map((row) => [textOf(row['ID']), row]));
    let nested = 0;
    for (const item of items.values()) {
      const parent = items.get(textOf(item['PARENT_ID']));
      if (textOf(item['PARENT_ID']) === '0') continue;
      expect(parent?.['TASK_ID']).toBe(item['TASK_ID']);
      if (textOf(parent?.['PARENT_ID']) !== '0') nested += 1;
    }
    expect(nested).toBeGreaterThan(0);
  });

  it('name attached files that are attached to them', () => {
    const links = new Map(of('attachedObject').map((row) => [Number(row['ID']), row]));
    const objects = idsOf('diskObject');
    let named = 0;
    for (const task of of('task')) {
      for (const id of isList(task['ufTaskWebdavFiles']) ? task['ufTaskWebdavFiles'] : []) {
        expect(links.get(Number(id))).toMatchObject({ ENTITY_ID: task['id'] });
        named += 1;
      }
    }
    expect(named).toBe(links.size);
    for (const link of links.values()) expect(objects).toContain(link['OBJECT_ID']);
  });
});

describe('the Drive of a sample company', () => {
  it('has storages of all three sorts, and names that no two objects of a folder share', () => {
    expect(new Set(of('storage').map((row) => row['ENTITY_TYPE']))).toEqual(new Set(['common', 'group', 'user']));
    const places = of('diskObject').map(
      (row) => `${textOf(row['PARENT_ID'])}/${textOf(row['NAME'])}/${textOf(row['STORAGE_ID'])}`,
    );
    expect(new Set(places).size).toBe(places.length);
    const ids = idsOf('diskObject');
    for (const row of of('diskObject')) if (row['PARENT_ID'] !== null) expect(ids).toContain(row['PARENT_ID']);
  });

  it('has real small files of four sorts, older versions, an empty file and one that is made when it is read', () => {
    const files = made.filter((each) => each.versions !== undefined);
    const starts = files.flatMap(({ versions = [] }) =>
      versions.map(({ content }) => (content.how === 'bytes' ? start(content.bytes) : `made ${content.sizeBytes}`)),
    );
    expect(starts.filter((each) => each === '%PDF-').length).toBeGreaterThan(0);
    expect(starts.filter((each) => each === '\u0089PNG\r').length).toBeGreaterThan(0);
    expect(starts).toContain('');
    expect(starts).toContain('made 200000000');
    expect(Math.max(...files.map(({ versions = [] }) => versions.length))).toBe(3);
  });
});

describe('processes of a sample company', () => {
  it('run on documents that are there, from templates that are there', () => {
    const families = { LEAD: 'lead', DEAL: 'deal', CONTACT: 'contact', COMPANY: 'company' } as const;
    const templates = idsOf('processTemplate');
    for (const workflow of of('workflow')) {
      const [, type = '', id = ''] = /^([A-Z]+)_(\d+)$/u.exec(textOf(workflow['DOCUMENT_ID'])) ?? [];
      expect(idsOf(families[type as keyof typeof families])).toContain(id);
      expect(templates).toContain(workflow['TEMPLATE_ID']);
    }
    const running = idsOf('workflow');
    for (const assignment of of('assignment')) expect(running).toContain(assignment['WORKFLOW_ID']);
  });
});
