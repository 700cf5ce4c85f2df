import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { employeeWebhook } from '../../src/portal/company/index.ts';
import { bye24, type Ended, objectsIn } from './support/bye24.ts';
import { exported, type Exported, withWebhook } from './support/served.ts';

// Nothing hangs on these, so that they go though no other kind was taken home.
const kinds = 'activity,elapsed-time';

const last = ({ stdout }: Ended): Readonly<Record<string, unknown>> => objectsIn(stdout).at(-1) ?? {};

async function plan(portal: Exported, ...more: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  return last(await bye24(['plan', '--kinds', kinds, '--json', ...more], portal));
}

function applying(portal: Exported, made: Readonly<Record<string, unknown>>, ...more: readonly string[]) {
  const run = withWebhook(portal.webhook, portal.folder);
  const guard = ['--portal', portal.address, '--plan-sha256', String(made['sha256'])];
  return bye24(['apply', ...guard, '--json', ...more], run);
}

/** An employee who has not heard of the exit, and works. */
async function workOn({ webhook }: Exported): Promise<void> {
  const theirs = webhook.replace(/rest\/.*$/u, `rest/${employeeWebhook.userId}/${employeeWebhook.code}/`);
  const post = async (method: string, params: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(theirs + method, { method: 'POST', headers, body: JSON.stringify(params) })).json();
  };
  const added = (await post('crm.activity.todo.add', {})) as { readonly error?: string };
  if (added.error === undefined) return;
  const listed = (await post('crm.activity.list', { filter: { RESPONSIBLE_ID: employeeWebhook.userId } })) as {
    readonly result: readonly { readonly ID: string }[];
  };
  const id = listed.result[0]?.ID;
  expect(await post('crm.activity.update', { id, fields: { SUBJECT: 'Ещё в работе' } })).toMatchObject({
    result: true,
  });
}

describe('apply', () => {
  it('starts after a rehearsal only, spares what is protected, and asks before it works under the hands of others', async () => {
    const portal = await exported({}, kinds);
    await bye24(['seal'], portal);
    const first = await plan(portal);
    const unrehearsed = await applying(portal, first);
    expect([unrehearsed.code, last(unrehearsed)['code']]).toEqual([5, 'PLAN_NOT_REHEARSED']);

    // What is protected once stays in every later plan, and a plan from before is refused.
    const [kind] = first['kinds'] as readonly { readonly kind: string; readonly examples: readonly { id: string }[] }[];
    const name = `${kind?.kind ?? ''}:${kind?.examples[0]?.id ?? ''}`;
    await bye24(['rehearse'], portal);
    const list = join(portal.folder, 'home', 'protected.json');
    const second = await plan(portal, '--protect', name);
    expect(JSON.parse(readFileSync(list, 'utf8'))).toMatchObject({ portals: { [portal.address]: [name] } });
    expect(second['steps']).toBe(Number(first['steps']) - 1);
    expect(second['stays']).toContainEqual(expect.objectContaining({ kind: kind?.kind, reason: 'protected' }));
    const third = await plan(portal);
    expect(third['steps']).toBe(second['steps']);
    await bye24(['rehearse'], portal);
    const other = `${kind?.kind ?? ''}:${kind?.examples[1]?.id ?? ''}`;
    writeFileSync(list, readFileSync(list, 'utf8').replace(name, other));
    const refused = await applying(portal, third);
    expect([refused.code, last(refused)['code']]).toEqual([5, 'PLAN_PROTECTED']);
    writeFileSync(list, '{');
    expect(last(await applying(portal, third))['code']).toBe('PROTECTED_DAMAGED');
    writeFileSync(list, JSON.stringify({ version: 1, portals: { [portal.address]: [name] } }));

    await workOn(portal);
    const live = await applying(portal, third);
    expect([live.code, last(live)['code']]).toEqual([5, 'PORTAL_IS_LIVE']);
    const done = await applying(portal, third, '--portal-is-live');
    expect(last(done)).toMatchObject({ type: 'apply', ended: 'finished' });
    const told = objectsIn(done.stdout).filter(({ stage }) => stage === 'apply');
    const shown = told.filter(({ type }) => type === 'kind');
    // The totals are known from the first line on, and the bars end full but for what others changed.
    expect(new Set(shown.map(({ total }) => typeof total))).toEqual(new Set(['number']));
    const ends = Map.groupBy(shown, ({ kind: each }) => String(each))
      .values()
      .map((events) => events.at(-1) ?? {})
      .toArray();
    expect(ends.reduce((sum, { total }) => sum + Number(total), 0)).toBe(third['steps']);
    expect(ends.reduce((sum, { done: count }) => sum + Number(count), 0)).toBeGreaterThanOrEqual(
      Number(third['steps']) - 1,
    );
    expect(told.some(({ type }) => type === 'eta')).toBe(true);
  }, 120_000);
});
