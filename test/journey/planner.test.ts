import { describe, expect, it } from 'vitest';

import type { RecordKey, VerifiedRecord } from '../../src/archive/types.ts';
import type { Held, PlanFacts } from '../../src/journey/plan/facts.ts';
import { choiceOf } from '../../src/journey/plan/match.ts';
import { onlyPlanned } from '../../src/journey/plan/reasons.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import type { PlanEntry } from '../../src/journey/plan/entry.ts';
import type { Policy } from '../../src/journey/types.ts';
import type { ByHand, Deletion, Kind } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';

const text = { ru: '', en: '' };
const look = { by: 'ids', request: () => ({}) } as unknown as NonNullable<Kind['look']>;
const call = (fate: object): Deletion => ({ how: 'call', call: () => ({ method: 'x' }), fate }) as unknown as Deletion;
const below = (...parents: readonly string[]): Kind['references'] =>
  parents.map((to) => ({ field: to.toUpperCase(), to, parent: true }));
const shared: ByHand = { steps: text, why: text, path: () => '/bin/' };
const [gone, bin] = [call({ to: 'gone' }), call({ to: 'bin', days: 30, empty: shared })];
const byHand = (path?: ByHand['path']): Deletion => ({
  how: 'byHand',
  byHand: { steps: text, why: text, ...(path === undefined ? {} : { path }) },
});
const blind = (id: string, deletion: Deletion): Kind => {
  const { look: _, ...kind } = kindOf(id, { deletion });
  return kind;
};

const kinds: readonly Kind[] = [
  kindOf('deal', { deletion: gone, look }),
  kindOf('memo', { deletion: bin, look }),
  kindOf('note', { deletion: bin, look }),
  kindOf('mail', { deletion: call({ to: 'bin', days: 7, empty: { steps: text, why: text } }), look }),
  kindOf('letter', {
    deletion: call({ to: 'bin', days: 30, of: 'box', empty: shared }),
    look,
    references: [{ field: 'BOX', to: 'box' }],
  }),
  kindOf('box', { deletion: byHand(), look }),
  kindOf('point', { deletion: { how: 'withParent' }, look, references: below('deal', 'note', 'point') }),
  kindOf('stage', { deletion: { how: 'never', why: text }, look }),
  kindOf('robot', { deletion: byHand((record) => `/robot/${record?.id}/`), look }),
  kindOf('form', { deletion: byHand(), look, path: ({ id }) => `/form/${id}/` }),
  blind('field', byHand()),
  kindOf('item', { deletion: bin, look, references: below('type') }),
  kindOf('type', {
    deletion: gone,
    look,
    bin: { of: 'item', isOn: (row) => row['BIN'] === 'Y', off: () => ({ method: 'x' }), writes: ['BIN'] },
  }),
  kindOf('user', {
    look,
    deletion: { how: 'deactivate', call: () => ({ method: 'x' }), isActive: () => true },
  }),
];

/** A record by its name (`deal:1`), and what is special about it. */
type World = Readonly<Record<string, Partial<VerifiedRecord> | 'unverified'>>;
const keyOf = (name: string): RecordKey => {
  const [kind = '', id = ''] = name.split(':');
  return { kind, id };
};

const recordIn = (each: Held): VerifiedRecord =>
  'verified' in each ? each.verified : (each.unverified as VerifiedRecord);

/** What a plan says of such records, an entry a line. */
async function planned(
  world: World,
  policy: Partial<Policy> = {},
  more: Partial<PlanFacts> = {},
  isNarrower = false,
): Promise<readonly string[]> {
  const held = new Map(
    Object.entries(world).map(([name, special]): [string, Held] => {
      const odd = special === 'unverified' ? {} : special;
      const record = { key: keyOf(name), row: {}, fingerprint: '', name, seenAtMs: 0, witnesses: ['own'], ...odd };
      const verified = record as unknown as VerifiedRecord;
      return [name, special === 'unverified' ? { unverified: verified, why: text } : { verified }];
    }),
  );
  const facts: PlanFacts = {
    portal: 'acme.bitrix24.ru',
    sealRoot: '',
    madeAtMs: 0,
    kinds,
    ownerId: '1',
    administrators: ['1', '2'],
    records: (kind) => [...held.values()].filter((each) => recordIn(each).key.kind === kind),
    record: ({ kind, id }) => held.get(`${kind}:${id}`),
    children: ({ kind, id }) =>
      [...held.values()].map(recordIn).flatMap(({ key, row, parent }) => {
        const named = row[kind.toUpperCase()] === id || (parent?.kind === kind && parent.id === id);
        return named ? [key] : [];
      }),
    ...more,
  };
  const whole: Policy = { kinds: 'all', where: [], keep: [], ...policy };
  const entries = planEntries(facts, whole, isNarrower ? choiceOf(whole) : undefined);
  return (await Array.fromAsync(entries)).map(told);
}

function told(entry: PlanEntry): string {
  if (entry.type === 'kept') return `${entry.kept.key.kind}:${entry.kept.key.id} stays: ${entry.kept.reason}`;
  if (entry.type === 'byHand') {
    const { number, kind, name, bin, url = '-', check } = entry.byHand;
    return `by hand ${number} ${kind} ${bin === undefined ? name : `${bin.join(', ')} ${name}`.trim()} at ${url} (${check})`;
  }
  const { key, action, through } = entry.step;
  const name = `${key.kind}:${key.id}${through === undefined ? '' : ` through ${through}`}`;
  if (action.do === 'cascade') return `${name} with ${action.with.kind}:${action.with.id}`;
  if (action.do !== 'delete') return `${name} ${action.do}`;
  const { fate, binDays = '', despite } = action;
  // Records of a test have no fingerprint but one that the planner made anew.
  const rest = entry.step.fingerprint === '' ? 'as archived' : 'as the rest of it';
  return despite === undefined
    ? `${name} ${fate} ${binDays}`.trim()
    : `${name} ${fate} despite ${despite.join()} ${rest}`;
}
const under = (parents: Readonly<Record<string, string>>): Partial<VerifiedRecord> => ({
  row: Object.fromEntries(Object.entries(parents).map(([kind, id]) => [kind.toUpperCase(), id])),
});

describe('what lies in bins', () => {
  it('is emptied of what the plan names alone: a bin may hold what others threw into it (I5)', () => {
    const told = onlyPlanned({ ru: 'Отметьте все.', en: 'Select all.' });
    expect(told.en).toBe('Select all. Where other things lie there too, select only what this plan names.');
    expect(told.ru).toContain('отметьте только названное в плане');
  });

  it('is one step by hand for each bin, after all else, with the kinds that go into it', async () => {
    expect(
      await planned({ 'note:1': {}, 'memo:1': {}, 'memo:2': {}, 'note:2': {}, 'mail:1': {}, 'deal:1': {} }),
    ).toEqual([
      'mail:1 bin 7',
      'memo:1 bin 30',
      'memo:2 bin 30',
      'note:1 bin 30',
      'note:2 bin 30',
      'deal:1 gone',
      'by hand 1 mail mail at - (person)',
      'by hand 2 memo memo, note at https://acme.bitrix24.ru/bin/ (person)',
    ]);
  });
});

describe('a bin that a setting switches on', () => {
  const parent = { kind: 'type', id: '1' };
  const items = { 'item:1': { parent }, 'item:2': { parent } };
  const on: World = { ...items, 'type:1': { row: { BIN: 'Y' } } };
  const off: World = { ...items, 'type:1': { row: { BIN: 'N' } } };
  const intoBin = ['item:1 bin 30', 'item:2 bin 30'];
  const byPerson = 'by hand 1 item item at https://acme.bitrix24.ru/bin/ (person)';

  it('is where its records go, unless the owner wants none: then it is switched off once, before the first', async () => {
    expect(await planned(on)).toEqual([...intoBin, 'type:1 gone', byPerson]);
    expect(await planned(on, { binsOff: true })).toEqual([
      'type:1 binOff',
      'item:1 gone',
      'item:2 gone',
      // The plan itself has written this field by then.
      'type:1 gone despite BIN as the rest of it',
    ]);
  });

  it('is where nothing goes when it is off', async () => {
    for (const binsOff of [false, true]) {
      expect(await planned(off, { binsOff })).toEqual(['item:1 gone', 'item:2 gone', 'type:1 gone']);
    }
  });

  it('is left on where its setting must not be touched, or nobody can vouch for what the archive says of it', async () => {
    const wished = { binsOff: true };
    const goes = (world: World, more: Partial<PlanFacts> = {}): Promise<readonly string[]> =>
      planned(world, { ...wished, kinds: ['item'] }, more);
    expect(await goes(on, { protectedNames: new Set(['type:1']) })).toEqual([...intoBin, byPerson]);
    expect(await goes({ ...off, 'type:1': 'unverified' })).toEqual([...intoBin, byPerson]);
    expect(await goes({ ...off, 'type:1': { row: { BIN: 'N' }, vanishedAtMs: 1 } })).toEqual([...intoBin, byPerson]);
    expect(await goes(items)).toEqual([...intoBin, byPerson]);
  });

  it('is that of its own type alone', async () => {
    const elsewhere = { 'item:1': { parent: { kind: 'deal', id: '1' } }, 'item:2': {} };
    const world = { ...elsewhere, 'deal:1': { row: { BIN: 'N' } } };
    expect(await planned(world, { binsOff: true, kinds: ['item'] })).toEqual([...intoBin, byPerson]);
  });
});

describe('what goes only with its parent', () => {
  it('goes once, with the first of its parents that goes (I5)', async () => {
    const world = {
      'deal:1': {},
      'note:1': {},
      'point:1': under({ deal: '1', note: '1' }),
      'point:2': under({ deal: '1' }),
    };
    expect(await planned(world, { kinds: ['deal', 'note'] })).toEqual([
      'point:1 with note:1',
      'note:1 bin 30',
      'point:2 with deal:1',
      'deal:1 gone',
      'by hand 1 note note at https://acme.bitrix24.ru/bin/ (person)',
    ]);
  });

  it('stays, and says so, where that stays: not chosen, not matching, not whole, or not there', async () => {
    const stays = ['point:1 stays: neverDeletable'];
    const point = under({ deal: '1' });
    expect(await planned({ 'deal:1': {}, 'point:1': point }, { kinds: ['point'] })).toEqual(stays);
    expect(await planned({ 'point:1': point })).toEqual(stays);
    expect(await planned({ 'point:1': under({ deal: '9' }) })).toEqual(stays);
    expect(await planned({ 'deal:1': 'unverified', 'point:1': point })).toEqual([
      ...stays,
      'deal:1 stays: notVerified',
    ]);
    const named = [{ field: 'name', is: '~', value: 'go' }] as const;
    const world = { 'deal:1': { name: 'stay' }, 'point:1': { ...point, name: 'go' } };
    expect(await planned(world, { where: named })).toEqual(stays);
  });

  it('is not spoken of where it goes, by whatever way it lies below what goes', async () => {
    expect(await planned({ 'deal:1': {}, 'point:1': under({ deal: '1' }) })).toEqual([
      'point:1 with deal:1',
      'deal:1 gone',
    ]);
    expect(await planned({ 'deal:1': {}, 'point:1': { parent: { kind: 'deal', id: '1' } } })).toEqual([
      'point:1 with deal:1',
      'deal:1 gone',
    ]);
    const chain = { 'deal:1': {}, 'point:1': under({ deal: '1' }), 'point:2': under({ point: '1' }) };
    expect(await planned(chain)).toEqual(['point:2 with deal:1', 'point:1 with deal:1', 'deal:1 gone']);
    const two = { 'deal:1': {}, 'point:1': under({ note: '9', deal: '1' }) };
    expect(await planned(two)).toEqual(['point:1 with deal:1', 'deal:1 gone']);
  });

  it('stays where it was named to be kept, and so does what would take it along', async () => {
    const world = { 'deal:1': {}, 'point:1': under({ deal: '1' }) };
    expect(await planned(world, { keep: [keyOf('point:1')] })).toEqual([
      'point:1 stays: chosen',
      'deal:1 stays: childNotPlanned',
    ]);
  });

  it('comes to an end where records lie below each other in a circle', async () => {
    const world = { 'point:1': under({ point: '2' }), 'point:2': under({ point: '1' }), 'deal:1': {} };
    expect(await planned(world)).toEqual([
      'point:2 stays: neverDeletable',
      'point:1 stays: neverDeletable',
      'deal:1 gone',
    ]);
  });
});

const dealWith = (note: string): World => ({
  'deal:1': { name: 'go' },
  'note:1': { ...under({ deal: '1' }), name: note },
  'point:1': { ...under({ deal: '1' }), name: 'point' },
});

describe('what goes along', () => {
  it('must meet the conditions under which its kind was chosen; what has no deletion of its own follows', async () => {
    const named = [{ field: 'name', is: '=', value: 'go' }] as const;
    const nested = kinds.map((kind) => (kind.id === 'note' ? { ...kind, references: below('deal') } : kind));
    const plan = (note: string): Promise<readonly string[]> =>
      planned(dealWith(note), { where: named }, { kinds: nested });
    expect(await plan('go')).toEqual([
      'note:1 bin 30',
      'point:1 with deal:1',
      'deal:1 gone',
      'by hand 1 note note at https://acme.bitrix24.ru/bin/ (person)',
    ]);
    expect(await plan('other')).toEqual(['deal:1 stays: childNotPlanned']);
  });
});

describe('what is done by hand', () => {
  it('has the page where it is done, if there is one, and is seen by bye24 where it can be looked at', async () => {
    expect(await planned({ 'robot:1': {}, 'form:2': {}, 'field:3': {} })).toEqual([
      'by hand 1 field field:3 at - (person)',
      'by hand 2 form form:2 at https://acme.bitrix24.ru/form/2/ (api)',
      'by hand 3 robot robot:1 at https://acme.bitrix24.ru/robot/1/ (api)',
    ]);
    const others = { connection: 'own' };
    expect(await planned({ 'robot:1': { witnesses: ['anna'] }, 'robot:2': {} }, {}, others)).toEqual([
      'by hand 1 robot robot:1 at https://acme.bitrix24.ru/robot/1/ (person)',
      'by hand 2 robot robot:2 at https://acme.bitrix24.ru/robot/2/ (api)',
    ]);
  });

  it('is not asked for where the record is protected, kept or gone', async () => {
    const world = { 'robot:1': {}, 'robot:2': {}, 'robot:3': { vanishedAtMs: 1 }, 'deal:1': {} };
    const protectedNames = new Set(['robot:1']);
    expect(await planned(world, { keep: [keyOf('robot:2')] }, { protectedNames })).toEqual([
      'robot:1 stays: protected',
      'robot:2 stays: chosen',
      'deal:1 gone',
    ]);
  });
});

describe('what must never go', () => {
  it('stays, and so does all that would take it along (I5)', async () => {
    const world = { 'deal:1': {}, 'deal:2': {}, 'point:1': under({ deal: '2' }) };
    expect(await planned(world, { kinds: ['deal'] }, { protectedNames: new Set(['deal:1', 'point:1']) })).toEqual([
      'deal:1 stays: protected',
      'deal:2 stays: childNotPlanned',
    ]);
  });
});

it('a bin that is somebody’s own is emptied by a step of its own, which says whose it is', async () => {
  const world = {
    'box:1': { name: 'office@acme.ru' },
    'box:2': { name: 'anna@acme.ru', witnesses: ['anna'] },
    'letter:1': under({ box: '1' }),
    'letter:2': { ...under({ box: '2' }), witnesses: ['anna'] },
    'letter:3': under({ box: '1' }),
    'letter:4': {},
    'user:1': { name: 'Борис' },
  };
  const others = [{ connection: 'anna', userId: '5', name: 'Анна', isHere: true }];
  const all = await planned(world, { kinds: ['letter'] }, { connection: 'own', others }, true);
  expect(all.filter((line) => line.startsWith('by hand'))).toEqual([
    'by hand 1 letter letter office@acme.ru, Борис at https://acme.bitrix24.ru/bin/ (person)',
    'by hand 2 letter letter Борис at https://acme.bitrix24.ru/bin/ (person)',
    'by hand 3 letter letter anna@acme.ru, Анна at https://acme.bitrix24.ru/bin/ (person)',
  ]);
  // Where one alone has filled the archive, it goes without saying whose it is.
  const alone = await planned({ 'letter:4': {}, 'user:1': { name: 'Борис' } }, { kinds: ['letter'] }, {}, true);
  expect(alone).toContain('by hand 1 letter letter at https://acme.bitrix24.ru/bin/ (person)');
});

it('leaves what would take along others that stay, where the portal does not say which (I5)', async () => {
  const carries = { kind: 'note', count: ({ NOTES }: { readonly NOTES?: number }) => NOTES ?? 0 };
  const post = kindOf('post', { look, deletion: { ...gone, carries } as unknown as Deletion, after: ['note'] });
  const facts = { kinds: [...kinds, post] };
  const posts = { 'post:1': { row: { NOTES: 1 } }, 'post:2': {} };
  const ends = async (world: World, policy: Partial<Policy> = {}): Promise<readonly string[]> =>
    (await planned({ ...posts, ...world }, policy, facts)).filter((line) => line.startsWith('post'));
  const stays = ['post:1 stays: childNotPlanned', 'post:2 gone'];
  expect(await ends({ 'note:1': {} })).toEqual(['post:1 gone', 'post:2 gone']);
  expect(await ends({ 'note:1': {}, 'note:2': { vanishedAtMs: 1 } })).toEqual(['post:1 gone', 'post:2 gone']);
  expect(await ends({ 'note:1': {} }, { kinds: ['post'] })).toEqual(stays);
  expect(await ends({ 'note:1': {} }, { keep: [keyOf('note:1')] })).toEqual(stays);
  expect(await ends({ 'note:1': {}, 'note:2': 'unverified' })).toEqual(stays);
  const named = { where: [{ field: 'name', is: '~', value: 'post' }] } as const;
  expect(await ends({ 'note:1': {} }, named)).toEqual(stays);
  const others = { connection: 'own', others: [{ connection: 'anna', userId: '5', name: 'Анна' }] };
  const theirs = await planned({ ...posts, 'note:1': { witnesses: ['anna'] } }, {}, { ...facts, ...others });
  expect(theirs).toEqual(expect.arrayContaining(stays));
});

describe('what others alone are shown', () => {
  const facts = { connection: 'own', others: [{ connection: 'anna', userId: '5', name: 'Анна' }] };

  it('is one step by hand for each of them and each kind, and at last their webhooks', async () => {
    const theirs = { witnesses: ['anna'] };
    const world = {
      'deal:1': theirs,
      'deal:2': theirs,
      'mail:1': { witnesses: ['boris'] },
      'deal:3': {},
      'deal:4': { ...theirs, vanishedAtMs: 1 },
      'stage:1': theirs,
    };
    const all = [
      'stage:1 stays: neverDeletable',
      'deal:3 gone',
      'deal:4 stays: vanished',
      'by hand 1 mail boris: 1 at https://acme.bitrix24.ru/ (person)',
      'by hand 2 deal Анна: 2 at https://acme.bitrix24.ru/ (person)',
    ];
    const webhook = 'by hand 3 user Анна at https://acme.bitrix24.ru/devops/list/ (person)';
    expect(await planned(world, {}, facts)).toEqual([...all, webhook]);
    // A piece of work on the way takes no connection away yet.
    expect(await planned(world, {}, facts, true)).toEqual(all);
  });

  const team = {
    connection: 'own',
    others: [
      { connection: 'anna', userId: '5', name: 'Анна', isHere: true },
      { connection: 'boris', userId: '6', name: 'Борис', isHere: true },
      { connection: 'vera', userId: '7', name: 'Вера', isHere: false },
    ],
  };

  it('goes through their connections where those are here: after what this one sees, one after another, before people', async () => {
    const world = {
      'deal:1': { witnesses: ['boris'] },
      'deal:2': { witnesses: ['anna', 'boris'] },
      'deal:3': {},
      'deal:4': { witnesses: ['vera'] },
      'deal:5': { witnesses: ['own', 'anna'] },
      'deal:6': { witnesses: ['boris'] },
      'deal:7': { witnesses: ['anna'], vanishedAtMs: 1 },
      'mail:1': { witnesses: ['boris'] },
      'user:5': {},
    };
    const plan = await planned(world, {}, team, true);
    expect(plan.filter((line) => !line.startsWith('by hand'))).toEqual([
      'mail:1 through boris bin 7',
      'deal:3 gone',
      'deal:5 gone',
      'deal:7 stays: vanished',
      'deal:2 through anna gone',
      'deal:1 through boris gone',
      'deal:6 through boris gone',
      'user:5 deactivate',
    ]);
    expect(plan).toContain('by hand 1 deal Вера: 1 at https://acme.bitrix24.ru/ (person)');
  });

  it('is named at the head of the plan with the connections that it goes through, and with no other', () => {
    const facts = { portal: 'acme.bitrix24.ru', sealRoot: '', madeAtMs: 0 } as PlanFacts;
    const policy: Policy = { kinds: 'all', where: [], keep: [] };
    expect(startOf({ ...facts, ...team }, policy).through).toEqual([
      { connection: 'anna', name: 'Анна' },
      { connection: 'boris', name: 'Борис' },
    ]);
    for (const others of [undefined, [], [{ connection: 'vera', userId: '7', name: 'Вера' }]])
      expect(startOf({ ...facts, ...(others === undefined ? {} : { others }) }, policy)).not.toHaveProperty('through');
  });

  it('goes only where its own connection sees all that it takes along (I5)', async () => {
    const world = {
      'deal:1': { witnesses: ['anna'] },
      'point:1': { ...under({ deal: '1' }), witnesses: ['anna', 'boris'] },
      'deal:2': { witnesses: ['anna'] },
      'point:2': { ...under({ deal: '2' }), witnesses: ['boris'] },
      'deal:3': {},
      'point:3': { ...under({ deal: '3' }), witnesses: ['anna'] },
    };
    const plan = await planned(world, { kinds: ['deal'] }, team, true);
    expect(plan).toEqual([
      'deal:3 stays: childNotPlanned',
      'point:1 through anna with deal:1',
      'deal:1 through anna gone',
      'deal:2 stays: childNotPlanned',
    ]);
  });

  it('stays where it was named to be kept', async () => {
    const world = { 'deal:1': { witnesses: ['anna'] } };
    expect((await planned(world, { keep: [keyOf('deal:1')] }, facts))[0]).toBe('deal:1 stays: chosen');
  });
});

describe('people', () => {
  it('go last, the owner of the connection last of all, and never the last administrator (I7)', async () => {
    const people = { 'user:1': {}, 'user:2': {}, 'user:3': {} };
    expect(await planned({ ...people, 'deal:1': {} })).toEqual([
      'deal:1 gone',
      'user:2 deactivate',
      'user:3 deactivate',
      'user:1 stays: lastAdministrator',
    ]);
    expect(await planned(people, {}, { administrators: ['1', '2', '9'] })).toEqual([
      'user:2 deactivate',
      'user:3 deactivate',
      'user:1 deactivate',
    ]);
    expect(await planned(people, {}, { administrators: ['2'], ownerId: '9' })).toEqual([
      'user:1 deactivate',
      'user:2 stays: lastAdministrator',
      'user:3 deactivate',
    ]);
  });
});
