import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { expect, it } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { answered, User } from '../support/user.ts';

/** The code of the webhook in use, one of another portal, and what the portal itself lets slip into its data. */
const WEBHOOK = 'k4n4rywebh00kc0de';
const OTHER = 'k4n4ry0therp0rtal';
const IN_DATA = ['k4n4ryurlwebh00k', 'k4n4ryauthparam', 'k4n4rydownl0adt0ken', 'k4n4rysessi0nid', 'k4n4ryaccesst0ken'];
const ALL = [WEBHOOK, OTHER, ...IN_DATA];

const [inUrl, inAuth, inToken, inSession, inAccess] = IN_DATA;
/** What people paste into fields: addresses that open something. */
const SLIP = [
  `https://acme.bitrix24.test/rest/7/${inUrl}/crm.deal.get`,
  `https://acme.bitrix24.test/disk/x?auth=${inAuth}&token=${inToken}`,
  `https://acme.bitrix24.test/y?sessid=${inSession}#z`,
  `{"access_token":"${inAccess}"}`,
].join(' ');

/** Puts the secrets into every field of every record that holds words. Tells how many. */
function seed({ core: { store } }: LocalPortal): number {
  const skipped = new Set(['webhooks', 'apps', 'grants', 'administrators', 'disk_storages']);
  let fields = 0;
  const seeded = (row: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        if (typeof value !== 'string' || !/[а-яё]/iu.test(value)) return [name, value];
        fields += 1;
        return [name, `${value} ${SLIP}`];
      }),
    );
  for (const name of store.tableNames().filter((table) => !skipped.has(table))) {
    const table = store.table({ name });
    for (const { id, json } of store.prepare(`SELECT id, json FROM t_${name}`).all()) {
      const row = JSON.parse(String(json)) as JsonObject;
      const next = seeded(row);
      if (JSON.stringify(next) !== JSON.stringify(row)) table.put(Number(id), next);
    }
  }
  return fields;
}

/** All that lies in a folder, unpacked where it is packed; the file that has to hold the webhooks is left out. */
function* written(folder: string): Generator<{ readonly path: string; readonly bytes: Buffer }> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'connections.json') continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    yield { path: path.slice(folder.length), bytes: path.endsWith('.gz') ? gunzipSync(bytes) : bytes };
  }
}

const FACTS = {
  operator: { name: 'ООО «Ромашка»', address: 'Москва, ул. Ленина, 1' },
  processor: { notApplicable: 'не поручалась' },
  persons: [{ name: 'Иванов И. И.', position: 'директор' }],
  reason: 'цель достигнута',
  archive: { holder: 'ООО «Ромашка»', basis: '152-ФЗ', destroyBy: '2029-12-31' },
};

it('shows no secret anywhere in a whole exit, its failures and its papers (I11)', { timeout: 120_000 }, async () => {
  const user = new User({ webhooks: [{ userId: 1, code: WEBHOOK }] }, { userId: 1, code: WEBHOOK });
  expect(seed(user.portal)).toBeGreaterThan(300);
  const own = user.webhook;

  // What goes wrong before it goes right: another portal's webhook, a dead one, a portal that repeats what it was asked.
  user.webhook = `https://other.bitrix24.test/rest/1/${OTHER}/`;
  await user.types('doctor');
  user.webhook = `https://acme.bitrix24.test/rest/1/${OTHER}/`;
  for (const line of ['doctor', 'inventory', 'export']) expect((await user.types(line)).code, line).not.toBe(0);
  user.webhook = own;
  user.before = ({ url }) => {
    throw Object.assign(new Error(`connect ECONNREFUSED ${url}`), { code: 'ECONNREFUSED', address: url });
  };
  expect((await user.types('inventory --kinds deal')).code).not.toBe(0);
  user.before = () => {};
  await user.types(['export', '--portal', own]);
  await user.types(['inventory', own]);

  // The webhook is typed once, and then kept where it belongs.
  user.webhook = '';
  user.answer = () => own;
  expect((await user.types('connect')).code).toBe(0);
  user.answer = answered;
  const who = '2';
  const whole = [
    'doctor',
    'inventory',
    'export',
    'verify',
    'verify --against-portal --sample 20%',
    'seal',
    'open',
    'open deal',
    'open contact 1',
    'search k4n4ry',
    'search договор',
    'subject find --name Иванов',
    'subject export --name Иванов --out person',
    `handover --from ${who} --to 3`,
    `handover rehearse --from ${who} --to 3`,
    `profile leave --who ${who}`,
    'plan --kinds all',
    'rehearse',
    'by-hand',
    'apply --portal other.bitrix24.ru --plan-sha256 0123456789ab',
    'convert --to csv,drive',
    'status',
    'apply',
    'prove',
    'prove --profile eu',
    'prove --profile ru-179 --facts facts.json',
    'by-hand confirm --numbers 1 --by Анна',
    'status',
  ];
  writeFileSync(join(user.folder, 'facts.json'), JSON.stringify(FACTS));
  const codes = new Map<string, number>();
  for (const line of whole) codes.set(line, (await user.types(line)).code);
  // Only another portal's address is refused: the exit did go all the way, or its silence would mean nothing.
  const refused = [...codes].filter(([, code]) => code !== 0 && code !== 3).map(([line]) => line);
  expect(refused).toEqual(['apply --portal other.bitrix24.ru --plan-sha256 0123456789ab']);

  const said = user.everything.join('\n');
  expect(said.length).toBeGreaterThan(20_000);
  const heard = ALL.flatMap((secret) => {
    const at = said.indexOf(secret);
    return at === -1 ? [] : [`${secret} was said: ${said.slice(Math.max(0, at - 100), at + 60)}`];
  });
  expect(heard).toEqual([]);
  const leaks: string[] = [];
  let files = 0;
  for (const { path, bytes } of written(user.folder)) {
    files += 1;
    for (const secret of ALL) if (bytes.includes(secret)) leaks.push(`${secret} lies in ${path}`);
  }
  expect(leaks).toEqual([]);
  expect(files).toBeGreaterThan(40);
  // What stands in their place tells that something stood there.
  expect(said).toContain('REDACTED');
});
