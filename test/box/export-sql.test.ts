import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { at, isList, isObject, type JsonObject, textOf } from '../../src/base/json.ts';
import { exportFromSql } from '../../src/box/export/export.ts';
import { dayOf, momentOf } from '../../src/box/export/zone.ts';
import type { ConnectedPortal } from '../../src/bitrix24/client.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { kinds } from '../../src/kinds/index.ts';
import { reach } from '../export/local.ts';
import {
  type CrmName,
  type CustomFieldRow,
  entityTypeIds,
  fill,
  makeCrmTables,
  makeCustomFields,
} from './support/crm-schema.ts';
import { describeOn, type OwnDatabase, ownDatabase } from './support/services.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const names = Object.keys(entityTypeIds) as CrmName[];
/** The local portal's clock knows no summer time. */
const fixed = 'Etc/GMT-3';
let database: OwnDatabase;
let folder: string;

async function listAll(portal: ConnectedPortal, name: CrmName): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = [];
  for (let start = 0; ; start += 50) {
    const params = { entityTypeId: entityTypeIds[name], select: ['*'], order: { id: 'asc' }, start };
    const { result } = await portal.call({ method: 'crm.item.list', params });
    const items = at(result, ['items']);
    const page = isList(items) ? items.filter(isObject) : [];
    rows.push(...page);
    if (page.length < 50) return rows;
  }
}

async function customFieldsOf(portal: ConnectedPortal, name: CrmName): Promise<readonly CustomFieldRow[]> {
  const { result } = await portal.call({ method: `crm.${name}.userfield.list` });
  const rows = isList(result) ? result.filter(isObject) : [];
  return rows.map((row) => ({
    id: Number(textOf(row['ID'])),
    name: textOf(row['FIELD_NAME']),
    type: textOf(row['USER_TYPE_ID']),
    multiple: row['MULTIPLE'] === 'Y',
  }));
}

describe.each(['mysql', 'pgsql'] as const)('with %s', (engine) => {
  describeOn(engine, 'an export straight from the tables', () => {
    beforeEach(async () => {
      database = await ownDatabase(engine);
      await makeCrmTables(database.sql);
      folder = mkdtempSync(join(tmpdir(), 'bye24-sql-'));
    });
    afterEach(async () => {
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    });

    it('gives the same records as REST, one by one, and an archive that verifies', async () => {
      const { portal, clock } = reach({ size: 120 });
      await database.sql.run(engine === 'mysql' ? 'START TRANSACTION' : 'BEGIN');
      for (const name of names) {
        const fields = await customFieldsOf(portal, name);
        await makeCustomFields(database.sql, name, fields);
        for (const row of await listAll(portal, name)) await fill(database.sql, name, row, fields);
      }
      await database.sql.run('COMMIT');

      const rest = await Archive.create(join(folder, 'rest'), { portal: 'acme.bitrix24.test', kinds, clock });
      await exportPortal({ portal, archive: rest, kinds, chosen: names, connection: 'admin', clock, files: false });
      const sql = await Archive.create(join(folder, 'sql'), { portal: 'acme.bitrix24.test', kinds, clock });
      const report = await exportFromSql({
        database: database.settings,
        archive: sql,
        root: folder,
        zone: fixed,
        clock,
        chosen: names,
      });

      expect(report.state).toBe('complete');
      for (const { kind, rows } of report.kinds) {
        expect(rows, kind).toBeGreaterThan(3);
        const expected = [...rest.records(kind)];
        const taken = new Map([...sql.records(kind)].map((record) => [record.key.id, record]));
        expect(taken.size).toBe(expected.length);
        for (const record of expected) {
          const own = taken.get(record.key.id);
          expect(own?.row, `${kind} ${record.key.id}`).toEqual(record.row);
          expect(own?.fingerprint).toBe(record.fingerprint);
        }
      }
      expect((await Verification.of(sql)).damageCount).toBe(0);
      await rest.close();
      await sql.close();
    });

    it('names a kind whose table is not there', async () => {
      await database.sql.run('DROP TABLE b_crm_lead');
      const { clock } = reach({ size: 50 });
      const archive = await Archive.create(join(folder, 'sql'), { portal: 'acme.bitrix24.test', kinds, clock });
      const report = await exportFromSql({ database: database.settings, archive, zone: fixed, clock });
      expect(report.state).toBe('incomplete');
      expect(report.kinds.map(({ kind }) => kind)).not.toContain('lead');
      await archive.close();
    });
  });
});

describe('times of a database', () => {
  it.each([
    ['2026-05-12 16:40:25', 'Europe/Moscow', '2026-05-12T16:40:25+03:00'],
    ['2026-01-12 16:40:25', 'Europe/Berlin', '2026-01-12T16:40:25+01:00'],
    ['2026-07-12 16:40:25', 'Europe/Berlin', '2026-07-12T16:40:25+02:00'],
    ['2026-03-29 03:00:00', 'Europe/Berlin', '2026-03-29T03:00:00+02:00'],
    ['2026-03-29 01:59:59', 'Europe/Berlin', '2026-03-29T01:59:59+01:00'],
    ['2026-05-12 00:00:00', 'America/New_York', '2026-05-12T00:00:00-04:00'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(momentOf(text, zone)).toBe(expected);
  });
  it('a day is midnight of Greenwich on the site’s clock', () => {
    expect(dayOf('1990-02-02', 'Europe/Moscow')).toBe('1990-02-02T03:00:00+03:00');
  });
});
