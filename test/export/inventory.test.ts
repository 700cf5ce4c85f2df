import { describe, expect, it } from 'vitest';

import { chosenIds } from '../../src/commands/chosen.ts';
import { PortalError, type PortalErrorKind } from '../../src/bitrix24/errors.ts';
import { dearest } from '../../src/journey/export/estimate.ts';
import { cloudPace } from '../../src/journey/export/eta.ts';
import { type Inventory, takeInventory } from '../../src/journey/export/inventory.ts';
import type { Progress } from '../../src/journey/types.ts';
import { kinds as everyKind } from '../../src/kinds/index.ts';
import { type Kind, kindsFor } from '../../src/kinds/kind.ts';
import { User } from '../support/user.ts';
import { kindOf, listOf } from './kinds.ts';
import { MemoryPortal, type Method, rowsOf } from './memory-portal.ts';

const kinds: readonly Kind[] = [
  kindOf('lead', { how: 'list', request: listOf('crm.lead.list') }),
  kindOf('comment', {
    how: 'each',
    moves: 'nothing',
    parent: 'lead',
    request: () => listOf('crm.timeline.comment.list'),
  }),
  kindOf('template', { how: 'list', request: listOf('bizproc.workflow.template.list') }, { scope: 'bizproc' }),
  kindOf('old-invoice', { how: 'list', request: listOf('crm.invoice.list') }),
  kindOf('call', { how: 'list', request: listOf('voximplant.statistic.get') }, { scope: 'telephony' }),
  kindOf('site', { how: 'list', request: listOf('landing.site.getList') }, { scope: 'landing' }),
];

const refuse =
  (kind: PortalErrorKind): Method =>
  () => {
    throw new PortalError(kind, { method: '' });
  };

function portalOf(change: Readonly<Record<string, Method>> = {}): MemoryPortal {
  return new MemoryPortal({
    profile: () => ({ value: { ID: '7', ADMIN: false, NAME: 'Анна', LAST_NAME: 'Ли' } }),
    scope: () => ({ value: ['crm', 'telephony', 'landing'] }),
    'method.get': ({ name }) => ({
      value: { isExisting: name !== 'crm.invoice.list', isAvailable: name !== 'landing.site.getlist' },
    }),
    'crm.lead.list': () => rowsOf('lead', 123),
    'voximplant.statistic.get': refuse('accessDenied'),
    ...change,
  });
}

async function take(portal: MemoryPortal): Promise<{ inventory: Inventory; seen: readonly Progress[] }> {
  const seen: Progress[] = [];
  const options = {
    portal,
    connection: 'anna',
    kinds,
    now: () => 5,
    watch: (progress: Progress) => seen.push(progress),
  };
  return { inventory: await takeInventory(options), seen };
}

describe('the inventory', () => {
  it('says who the connection is, and of each kind whether and how much is there', async () => {
    const { inventory } = await take(portalOf());
    expect(inventory).toMatchObject({ portal: 'acme.bitrix24.ru', connection: 'anna', admin: false });
    expect(inventory.user).toEqual({ id: '7', name: 'Анна Ли' });
    expect(Object.fromEntries(inventory.kinds.map(({ kind, state, total }) => [kind, total ?? state]))).toEqual({
      lead: 123,
      comment: 'here',
      template: 'noScope',
      'old-invoice': 'noMethod',
      call: 'noRight',
      site: 'noPlan',
    });
  });

  it('tells what each missing scope costs', async () => {
    const { inventory } = await take(portalOf());
    expect(inventory.missingScopes).toEqual([{ scope: 'bizproc', kinds: ['template'] }]);
  });

  it('estimates requests from the counts: one for the leads, one that sees their end, three batches of parents', async () => {
    const { inventory } = await take(portalOf());
    expect(inventory.requestsEstimate.from).toBe(2 + 3);
    expect(inventory.requestsEstimate.to).toBeGreaterThan(inventory.requestsEstimate.from);
  });

  it('names what costs most, the dearest first, and nothing where all of it is quick', () => {
    const state = 'here';
    const costs = (leads: number): readonly (string | number)[][] =>
      dearest(
        kinds,
        [
          { kind: 'lead', state, total: leads },
          { kind: 'comment', state },
          { kind: 'template', state: 'noScope', total: 1_000_000 },
        ],
        cloudPace,
      ).map(({ kind, requests, ms }) => [kind, requests.from, ms.from / 1000]);
    // Fifty parents a request, 2,500 rows a request, two requests a second.
    expect(costs(100_000)).toEqual([
      ['comment', 2000, 1000],
      ['lead', 41, 20.5],
    ]);
    expect(costs(900)).toEqual([]);
  });

  it('lives with a portal that tells neither its scopes nor its methods', async () => {
    const mute = { scope: refuse('noSuchMethod'), 'method.get': refuse('noSuchMethod') };
    const { inventory } = await take(portalOf(mute));
    expect(inventory.kinds.find(({ kind }) => kind === 'lead')?.total).toBe(123);
    expect(inventory.kinds.find(({ kind }) => kind === 'old-invoice')?.state).toBe('noMethod');
  });

  it.each(['badCredential', 'portalDeleted', 'planWithoutRest', 'overloaded'] as const)(
    'stops at once when nothing can be asked: %s',
    async (kind) => {
      await expect(take(portalOf({ profile: refuse(kind) }))).rejects.toMatchObject({ kind });
    },
  );

  it('reports what it finds to whoever watches', async () => {
    const { seen } = await take(portalOf());
    expect(seen.at(0)).toEqual({ type: 'stage', stage: 'inventory', state: 'started' });
    expect(seen).toContainEqual({
      type: 'kind',
      stage: 'inventory',
      kind: 'lead',
      done: 123,
      total: 123,
      state: 'finished',
    });
    expect(seen.at(-1)).toEqual({ type: 'stage', stage: 'inventory', state: 'finished' });
  });
});

describe('an export that leaves kinds out', () => {
  const webhook = { isApplication: false };
  const taken = (names: readonly string[], without: readonly string[]): ReadonlySet<string> =>
    new Set(chosenIds(names, without, webhook));

  it('takes all that its connection can be asked for, but these', () => {
    expect(chosenIds([], [], webhook)).toBeUndefined();
    const all = kindsFor(everyKind, webhook).map(({ id }) => id);
    expect(all).toContain('timeline-note');
    expect([...taken([], ['timeline-note'])]).toEqual(all.filter((id) => id !== 'timeline-note'));
    expect(taken(['lead', 'deal'], ['lead'])).toEqual(new Set(['deal']));
    expect(taken(['all'], ['lead-stage-history']).has('lead')).toBe(true);
    expect(() => taken([], ['unicorn'])).toThrow('UNKNOWN_KIND');
  });

  it('never takes quietly what was to be left out, and names what hangs on it', () => {
    let error: unknown;
    try {
      taken([], ['mailbox']);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'KIND_NEEDED', detail: { kinds: 'mailbox', by: 'mail-message' } });
    const rest = taken([], ['mailbox', 'mail-message']);
    expect(rest.has('mailbox') || rest.has('mail-message')).toBe(false);
  });

  // Once every export that left something out through a webhook ended with UNKNOWN_KIND, for what only applications see.
  it('comes home as a person types it', async () => {
    const user = new User({ size: 20 });
    const { code, text, last } = await user.types('export --without timeline-note,log-message --without-files');
    expect([code, text]).toEqual([3, expect.not.stringContaining('UNKNOWN_KIND')]);
    const counted = (last['kinds'] as readonly { readonly kind: string }[]).map(({ kind }) => kind);
    expect(counted).toContain('lead');
    expect(counted.filter((kind) => kind === 'timeline-note' || kind === 'log-message')).toEqual([]);
  });
});
