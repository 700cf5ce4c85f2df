import { afterEach, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { takeInventory } from '../../src/journey/export/inventory.ts';
import { isGap } from '../../src/journey/export/tally.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import type { KindId } from '../../src/kinds/kind.ts';
import { takenFrom } from '../../src/kinds/take.ts';
import { emptyArchive } from '../support/archive.ts';
import { type Reached, reach } from './local.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

async function open(): Promise<Archive> {
  const made = await emptyArchive({ kinds });
  removals.push(async () => {
    await made.archive.close();
    await made.remove();
  });
  return made.archive;
}

/** Portals as plans and versions make them: what each lacks. */
const portals: readonly (readonly [what: string, without: readonly string[]])[] = [
  [
    'a plan without business processes and warehouses',
    ['bizproc', 'catalog.document.list', 'catalog.store.list', 'catalog.storeproduct.list'],
  ],
  ['a cloud without telephony, sites, booking and lists', ['telephony', 'landing', 'booking', 'lists']],
  ['a box from before REST 3.0', ['v3']],
  ['a box with knowledge bases 2.0 and no mail', ['mail']],
  [
    'a box without the generator of documents and without RPA',
    ['documentgenerator', 'rpa', 'crm.documentgenerator.document.list'],
  ],
];

async function featuresOffOf(features?: readonly string[]) {
  const { portal, clock } = reach({ size: 40, ...(features === undefined ? {} : { features }) });
  const inventory = await takeInventory({ portal, connection: 'admin', kinds: [], now: () => clock.now() });
  return inventory.featuresOff;
}

describe('features', () => {
  it('are told off where the portal says so, and by no other word', async () => {
    expect(await featuresOffOf()).toEqual(['rest_offline_extended', 'rest_auth_connector']);
    expect(await featuresOffOf(['rest_offline_extended'])).toEqual(['rest_auth_connector']);
    expect(await featuresOffOf(['rest_offline_extended', 'rest_auth_connector'])).toEqual([]);
    const { portal, clock } = reach({ size: 40, without: ['feature.get'] });
    const old = await takeInventory({ portal, connection: 'admin', kinds: [], now: () => clock.now() });
    expect(old.featuresOff).toEqual([]);
  });
});

/** Kinds whose own method is gone, and those that hang on nothing but them. */
function lacking(without: readonly string[]): ReadonlySet<KindId> {
  const gone = (id: KindId): boolean => {
    const kind = kindById(id);
    if (kind === undefined) return false;
    const { take } = kind;
    const requests =
      take.how === 'list'
        ? [take.request]
        : take.how === 'lists'
          ? take.requests
          : take.how === 'each'
            ? [take.request({ id: '0', row: {} }, [take.parent].flat()[0] ?? '')]
            : [];
    const own = requests.some(
      (request) =>
        request !== undefined && (without.includes(request.method) || (request.api === 'v3' && without.includes('v3'))),
    );
    const v3 = kind.api === 'v3' && without.includes('v3');
    const parents = takenFrom(kind);
    return own || v3 || without.includes(kind.scope) || (parents.length > 0 && parents.every(gone));
  };
  return new Set(kinds.map(({ id }) => id).filter(gone));
}

const asked = (reached: Reached, seen: readonly string[]): readonly string[] => {
  const known = new Set(reached.local.core.methods.all.map(({ name }) => name.toLowerCase()));
  return [...new Set(seen)].filter((name) => !known.has(name.toLowerCase()));
};

describe('what a portal really has is asked first', () => {
  it.each(portals)('%s: lines of the report, no error, nothing asked in vain', async (_what, without) => {
    const seen: string[] = [];
    const reached = reach({ size: 40, without }, undefined, ({ body = '', url }) => {
      for (const [, name = ''] of decodeURIComponent(body).matchAll(/"([a-z0-9]+(?:\.[a-zA-Z0-9]+)+)\?/gu))
        seen.push(name);
      const own = /\/([a-z0-9]+(?:\.[a-zA-Z0-9]+)+?)(?:\.json)?(?:\?|$)/u.exec(url)?.[1];
      if (own !== undefined) seen.push(own);
    });
    const archive = await open();
    const { portal, clock } = reached;
    const report = await exportPortal({ portal, archive, kinds, connection: 'admin', clock });
    expect(report.missing.filter(isGap)).toEqual([]);
    expect(report.state).toBe('complete');
    const off = report.missing.filter(({ what, code }) => what === 'kind' && code === 'EXPORT_NO_METHOD');
    expect(new Set(off.map(({ kind }) => kind))).toEqual(lacking(without));
    // `batch` and the questions about methods are all that is asked of what is not there.
    // But for methods of REST 3.0 without a scope: whether they are off or only not granted, one question must tell.
    const doubtful = without.includes('mail') ? ['mail.mailbox.list'] : [];
    expect(asked(reached, seen).filter((name) => !name.startsWith('rest.'))).toEqual(doubtful);
    const inventory = await takeInventory({ portal, connection: 'admin', kinds, now: () => clock.now() });
    const states = new Map(inventory.kinds.map(({ kind, state }) => [kind, state]));
    for (const kind of lacking(without)) {
      const known = kindById(kind);
      if (known === undefined || takenFrom(known).length > 0) continue;
      expect(states.get(kind), kind).toBe(without.includes('mail') ? 'noScope' : 'noMethod');
    }
  });
});
