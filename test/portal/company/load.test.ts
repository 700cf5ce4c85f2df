import { afterAll, describe, expect, it } from 'vitest';

import { textOf } from '../../../src/base/json.ts';
import { administratorWebhook, createSamplePortal, employeeWebhook } from '../../../src/portal/company/index.ts';
import { sampleCompany } from '../../../src/portal/company/company.ts';
import type { Family } from '../../../src/portal/company/made.ts';
import { tables } from '../../../src/portal/tables.ts';
import { post, stillClock } from '../support.ts';

const portal = createSamplePortal({ seed: 3, size: 600, clock: stillClock() });
afterAll(() => portal.close());

describe('a sample portal', () => {
  it('holds every record of its company, under its own id', () => {
    const wanted = new Map<string, { family: Family; count: number }>();
    for (const { family, row, key: own } of sampleCompany({ seed: 3, size: 600 })) {
      // Two families may share a table.
      const { name } = tables[family];
      wanted.set(name, { family, count: (wanted.get(name)?.count ?? 0) + 1 });
      if (family === 'groupMember') continue;
      const id = row['ID'] ?? row['id'];
      const texts = { workflow: textOf(id), category: `${textOf(row['entityTypeId'])}:${textOf(id)}` };
      const { COMMUNICATIONS: _talk, BINDINGS: _bindings, ...kept } = row;
      const key = own ?? (family === 'workflow' || family === 'category' ? texts[family] : Number(id));
      expect(portal.core.store.table(tables[family]).get(key), `${family} ${key}`).toMatchObject(kept);
    }
    for (const { family, count } of wanted.values())
      expect(portal.core.store.table(tables[family]).count(), family).toBe(count);
  });

  it('knows its administrator from its employee', async () => {
    const admin = await post(portal, `${administratorWebhook.userId}/${administratorWebhook.code}/profile`, {});
    const employee = await post(portal, `${employeeWebhook.userId}/${employeeWebhook.code}/profile`, {});
    expect(admin.json['result']).toMatchObject({ ID: '1', ADMIN: true });
    expect(employee.json['result']).toMatchObject({ ID: '2', ADMIN: false });
  });

  it('keeps the bytes of small files, and makes those of the big one when they are read', () => {
    const files = portal.core.store
      .table(tables.diskObject)
      .select()
      .filter((row) => row['TYPE'] === 'file');
    const named = (name: string): number => Number(files.find((row) => row['NAME'] === name)?.['FILE_ID']);
    expect(portal.core.blobs.sizeBytes(named('Пусто.txt'))).toBe(0);
    expect(portal.core.blobs.sizeBytes(named('Съёмка с воздуха.mov'))).toBe(200_000_000);
    const [first] = portal.core.blobs.read(named('Съёмка с воздуха.mov'), 199_999_990);
    expect(first).toHaveLength(10);
    const picture = files.find((row) => textOf(row['NAME']).endsWith('.png'));
    const [png] = portal.core.blobs.read(Number(picture?.['FILE_ID']));
    expect(
      Buffer.from(png ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });
});
