import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import type { Json, JsonObject } from '../../src/base/json.ts';
import { compareWithPortal } from '../../src/journey/export/compare.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { KindId } from '../../src/kinds/kind.ts';
import { emptyArchive, pageOf, PORTAL } from '../support/archive.ts';
import { reach } from './local.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

async function open(): Promise<{ readonly archive: Archive; readonly path: string }> {
  const made = await emptyArchive({ kinds });
  removals.push(async () => {
    await made.archive.close().catch(() => undefined);
    await made.remove();
  });
  return made;
}

/** Every file of an archive, raw log unpacked, as text. */
async function everyByte(path: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }): Promise<[string, string]> => {
        const bytes = await readFile(join(parentPath, name));
        return [name, (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')];
      }),
    ),
  );
}

const canary = (name: string): string => `canary${name.replaceAll(/\W/gu, '')}x9f3a`;

/** What portals put into fields of secrets: a word, a number, a map, a list of maps. */
const forms = (name: string): readonly Json[] => [
  canary(name),
  { key: canary(name), more: [{ password: `"${canary(name)}]` }], n: 1 },
  [{ CODE: 'KEY', VALUE: canary(name) }, `\\${canary(name)}`],
];

const withSecrets = kinds.filter(({ secrets = [] }) => secrets.length > 0);

/** Addresses with one-time secrets, as rows of any kind may hold them. */
const addresses = (secret: string): readonly string[] => [
  `https://${PORTAL}/rest/1/${secret}/crm.deal.list.json`,
  `/rest/download.json?auth=${secret}&token=disk%7C${secret}`,
  `/disk/showFile/5/?&ncc=1&signature=${secret}`,
  `https://storage.example/log?sessionid=${secret}`,
  `[URL=https://${PORTAL}/bitrix/tools/disk/uf.php?attachedId=1&sessid=${secret}]файл[/URL]`,
];

describe('secrets', () => {
  it('are declared for kinds with settings of payment, delivery, cash boxes and connected mail', () => {
    const ids = withSecrets.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['pay-system', 'cashbox', 'delivery-service', 'mailbox', 'calendar-section']),
    );
  });

  it('seeded in every such field, and in addresses of every kind, are in no byte of a sealed archive (I11)', async () => {
    const { archive, path } = await open();
    await archive.writer.beginRun({ connection: 'admin' });
    for (const kind of kinds) {
      const rows = forms(kind.id).map((_, index): JsonObject => {
        const hidden = (kind.secrets ?? []).map((field) => [field, forms(field)[index] ?? ''] as const);
        return {
          ID: String(index),
          id: index,
          text: addresses(canary(kind.id)).join(' '),
          deep: Object.fromEntries(hidden),
          ...Object.fromEntries(hidden),
        };
      });
      const page = pageOf(kind, rows);
      await archive.writer.addPage({
        ...page,
        rows: page.rows.map((row, index) => ({ ...row, key: { kind: kind.id, id: String(index) } })),
      });
    }
    await archive.writer.finishRun('complete');
    expect((await Verification.of(archive)).damageCount).toBe(0);
    await sealArchive(archive);
    const found: string[] = [];
    for (const [name, text] of await everyByte(path)) {
      for (const [hit] of text.matchAll(/canary\w{0,40}/gu)) found.push(`${name}: ${hit}`);
    }
    expect(found).toEqual([]);
  });

  it('stay on the portal when it is exported, the report says so, and the records compare as equal', async () => {
    const reached = reach();
    const { local, portal, clock } = reached;
    const tables: Readonly<Record<KindId, string>> = {
      cashbox: 'sale_cashboxes',
      'pay-system': 'sale_pay_systems',
      mailbox: 'mailboxes',
    };
    for (const [id, name] of Object.entries(tables)) {
      const table = local.core.store.table({ name });
      const [row] = table.select({ limit: 1 });
      expect(row, name).toBeDefined();
      const kind = kinds.find((each) => each.id === id);
      const hidden = (kind?.secrets ?? []).map((field) => [field, forms(field)[1] ?? ''] as const);
      table.put(Number(row?.['ID'] ?? row?.['id']), { ...row, ...Object.fromEntries(hidden) });
    }
    const { archive, path } = await open();
    const chosen = Object.keys(tables);
    const report = await exportPortal({ portal, archive, kinds, connection: 'admin', clock, chosen });
    expect(report.state).toBe('complete');
    expect(report.withheld.map(({ kind }) => kind).toSorted((a, b) => a.localeCompare(b))).toEqual(
      chosen.toSorted((a, b) => a.localeCompare(b)),
    );
    for (const [name, text] of await everyByte(path)) expect(text.includes('canary'), name).toBe(false);
    const [box] = archive.records('cashbox');
    expect(box?.row['SETTINGS']).toBe('REDACTED');
    const comparison = await compareWithPortal({ portal, archive, kinds, chosen, now: () => clock.now() });
    expect(comparison).toMatchObject({ agrees: true });
    const kind = withSecrets.find(({ id }) => id === 'cashbox');
    if (kind === undefined || box === undefined) throw new Error('no cash box');
    expect(fingerprintOf(kind, { ...box.row, SETTINGS: { key: 'another' } })).toBe(box.fingerprint);
  });
});
