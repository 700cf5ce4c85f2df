import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { administratorWebhook } from '../../src/portal/company/index.ts';
import { createNewPortal } from '../../src/portal/company/new.ts';
import { servePortal } from '../../src/portal/serve.ts';
import { bye24, objectsIn } from './support/bye24.ts';
import { exported, type Served } from './support/served.ts';

/** A portal on its first day, behind a socket. */
async function newPortal(): Promise<Served> {
  const portal = createNewPortal({ webhooks: [administratorWebhook] });
  const server = await servePortal(portal);
  onTestFinished(async () => {
    await server.close();
    portal.close();
  });
  const { userId, code } = administratorWebhook;
  return { webhook: `${server.url}/rest/${userId}/${code}/`, address: new URL(server.url).host };
}

interface Said {
  readonly plan?: { readonly sha256: string; readonly notCarried: readonly { readonly kind: string }[] };
  readonly moved?: readonly { readonly kind: string; readonly made: number }[];
  readonly compared?: readonly { readonly differ: number; readonly absent: number }[];
  readonly code?: string;
}

const resultOf = (stdout: string): Said => objectsIn(stdout).at(-1) as Said;

it('carries an archive into another portal: a plan, the guard, the move, the check, and a page of what stayed', async () => {
  const { folder, address, webhook } = await exported({}, 'user,company,contact,currency');
  const other = await newPortal();
  const run = { folder, environment: { BYE24_WEBHOOK: other.webhook } };

  const same = await bye24(['move', '--json'], { folder, environment: { BYE24_WEBHOOK: webhook } });
  expect([same.code, resultOf(same.stdout).code]).toEqual([2, 'MOVE_SAME_PORTAL']);

  const planned = await bye24(['move', '--json'], run);
  expect(planned.code).toBe(0);
  const { plan } = resultOf(planned.stdout);
  expect(plan?.notCarried).toMatchObject([{ kind: 'currency', count: 3 }]);

  const unguarded = await bye24(['move', 'run', '--json'], run);
  expect([unguarded.code, resultOf(unguarded.stdout).code]).toEqual([2, 'NOBODY_TO_ASK']);
  const hash = plan?.sha256.slice(0, 12) ?? '';
  const wrong = await bye24(['move', 'run', '--portal', address, '--plan-sha256', hash], run);
  expect(wrong.code).toBe(5);

  const moved = await bye24(['move', 'run', '--json', '--portal', other.address, '--plan-sha256', hash], run);
  expect(moved.code).toBe(3);
  const { moved: kinds, compared } = resultOf(moved.stdout);
  expect(kinds?.find(({ kind }) => kind === 'contact')?.made).toBeGreaterThan(10);
  expect(compared?.every(({ differ, absent }) => differ + absent === 0)).toBe(true);
  // Nothing that opens the portal is written down (I11).
  const work = join(folder, `${address.replace(':', '-')}.bye24`, 'exit', `move-${other.address.replace(':', '-')}`);
  const page = readFileSync(join(work, 'MOVED.md'), 'utf8');
  expect(page).toContain('Валют');
  for (const name of ['MOVED.md', 'map.jsonl', 'people.csv']) {
    expect(readFileSync(join(work, name), 'utf8')).not.toContain(administratorWebhook.code);
  }

  const checked = await bye24(['move', 'check', '--lang', 'ru'], run);
  expect(checked.code).toBe(0);
  expect(checked.stdout).toContain('Контакты: перечитано, совпало');
}, 90_000);
