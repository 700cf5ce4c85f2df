import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { expect, it } from 'vitest';

import { answered, User } from '../support/user.ts';
import { ALL, OTHER, seed, WEBHOOK } from './canaries.ts';

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
