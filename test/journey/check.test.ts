import { describe, expect, it } from 'vitest';

import { type JsonObject, textOf } from '../../src/base/json.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { Call, ListRequest, Outcome } from '../../src/bitrix24/port.ts';
import { Check, type Eyes } from '../../src/journey/apply/check.ts';
import { ask } from '../../src/journey/apply/questions.ts';
import type { Target } from '../../src/journey/apply/target.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';
import { alongOf, Answering, answered, eyesOf, handOf, scrubOf, targetOf } from './targets.ts';

const request = (method: string, params: JsonObject = {}): ListRequest => ({
  method,
  params,
  rows: [],
  idField: 'ID',
  pager: { by: 'id' },
});
const byIds = (id: string, more: Partial<Kind> = {}): Kind =>
  kindOf(id, { look: { by: 'ids', request: (ids) => request(`${id}.list`, { ids: [...ids] }) }, ...more });
const deal = byIds('deal');
const task = kindOf('task', {
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'task.get', params: { id } }),
    at: ['task'],
    absent: [{ code: 'GONE' }],
  },
});
/** Points of a checklist: their id holds that of the record below which they lie. */
const item = kindOf('item', {
  key: (row, parent) => `${parent?.id}-${textOf(row['ID'])}`,
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'deal',
    request: (parent) => request('item.list', { deal: parent.id }),
  },
  references: [{ field: 'DEAL_ID', to: 'deal', parent: true }],
  look: {
    by: 'siblings',
    request: ({ parent }) => request('item.list', { deal: parent?.id ?? '?' }),
    absent: [{ code: 'GONE' }],
  },
});
const note = kindOf('note', {
  take: { how: 'list', request: request('note.list') },
  references: [{ field: 'DEAL_ID', to: 'deal', parent: true }],
});

const denied = (portalCode = 'DENIED', kind: PortalError['kind'] = 'accessDenied'): Outcome => ({
  is: 'refused',
  error: new PortalError(kind, { method: 'x', portalCode }),
});
const lost: Outcome = { is: 'unknown', error: new PortalError('unanswered', { method: 'x' }) };

/** What a look finds, told in one word a target, where the portal answers each method so. */
async function look(
  targets: readonly Target[],
  answers: Readonly<Record<string, Outcome>>,
  { eyes = eyesOf([deal]), below = false }: { readonly eyes?: Eyes; readonly below?: boolean } = {},
): Promise<{ readonly found: readonly string[]; readonly portal: Answering }> {
  const portal = new Answering(({ method }: Call) => answers[method] ?? { is: 'notExecuted' });
  const check = new Check(eyes, targets, { below });
  await ask(portal.portal, check.questions);
  const findings = await check.findings(portal.portal);
  const found = targets.map((target) => {
    const finding = findings.get(target);
    if (finding?.is === 'unreadable') return finding.code;
    return finding?.is === 'childAppeared' ? `new ${finding.child.kind} ${finding.child.id}` : `${finding?.is}`;
  });
  return { found, portal };
}

/** Parts 1 and 2 lie under a type each; of part 3 nobody knows the type. */
const eyesUnder = (kinds: readonly Kind[]): Eyes => ({
  ...eyesOf(kinds),
  archived: ({ id }) => (id === '3' ? { id, row: {} } : { id, row: {}, parent: { kind: 'type', id: `t${id}` } }),
});

const rows = (...bins: readonly string[]): Outcome =>
  answered(bins.map((BIN, index) => ({ ID: `t${index + 1}`, BIN })));

describe('a look at the bin that would take what is to be gone at once (I6)', () => {
  const setting = byIds('type', {
    bin: { of: 'part', isOn: ({ BIN }) => BIN === 'Y', off: () => ({ method: 'x' }), writes: [] },
  });
  const part = byIds('part', {
    deletion: {
      how: 'call',
      call: () => ({ method: 'part.delete' }),
      fate: { to: 'bin', days: 30, empty: { steps: { ru: '', en: '' }, why: { ru: '', en: '' } } },
    },
  });
  const targets = ['1', '2', '3'].map((ID) => {
    const target = targetOf({ kind: part, row: { ID }, number: Number(ID) });
    return { ...target, step: { ...target.step, action: { do: 'delete', fate: 'gone' } as const } };
  });
  const see = async (type: Outcome, kinds = [setting, part], below = true): Promise<readonly string[]> => {
    const answers = { 'part.list': answered([{ ID: '1' }, { ID: '2' }, { ID: '3' }]), 'type.list': type };
    return (await look(targets, answers, { eyes: eyesUnder(kinds), below })).found;
  };

  it('lets go what no bin takes, and keeps what one would take, or what nobody knows the bin of', async () => {
    expect(await see(rows('N', 'Y'))).toEqual(['same', 'BIN_IS_ON', 'BIN_IS_ON']);
    expect(await see(rows('N'))).toEqual(['same', 'same', 'BIN_IS_ON']);
  });

  it('takes no other answer for a bin that is off', async () => {
    expect(await see(denied())).toEqual(['DENIED', 'DENIED', 'DENIED']);
    expect(await see(lost)).toEqual(['unheard', 'unheard', 'unheard']);
    expect(await see(answered([{ ID: 't9', BIN: 'N' }]))).toEqual(Array(3).fill('FILTER_IGNORED'));
    const mixed = answered([
      { ID: 't1', BIN: 'N' },
      { ID: 't9', BIN: 'N' },
    ]);
    expect(await see(mixed)).toEqual(Array(3).fill('FILTER_IGNORED'));
    expect(await see(rows('N', 'N'), [part])).toEqual(Array(3).fill('NO_LOOK'));
    const { look: _, ...blind } = setting;
    expect(await see(rows('N', 'N'), [blind, part])).toEqual(Array(3).fill('NO_LOOK'));
    // Of nothing that goes does anybody know the setting: nobody is asked for all of them instead.
    const { found, portal } = await look(
      targets,
      { 'part.list': answered([{ ID: '1' }, { ID: '2' }, { ID: '3' }]), 'type.list': rows('N', 'N') },
      { eyes: eyesOf([setting, part]), below: true },
    );
    expect(found).toEqual(Array(3).fill('NO_LOOK'));
    expect(portal.asked).toEqual([['part.list']]);
  });

  it('is not taken where nothing is about to go, nor of what goes into its bin as planned', async () => {
    expect(await see(denied(), [setting, part], false)).toEqual(['same', 'same', 'same']);
    const planned = targets.map((target) => ({
      ...target,
      step: { ...target.step, action: { do: 'delete', fate: 'bin', binDays: 30 } as const },
    }));
    const answers = { 'part.list': answered([{ ID: '1' }]) };
    expect((await look(planned, answers, { eyes: eyesUnder([setting, part]), below: true })).found[0]).toBe('same');
  });
});

describe('a look at records themselves (I4)', () => {
  const [one, two] = ['1', '2'].map((ID) => targetOf({ kind: deal, row: { ID, TITLE: 'a' }, number: Number(ID) })) as [
    Target,
    Target,
  ];

  it('asks for a whole window at once where the method can', async () => {
    const rows = [
      { ID: '2', TITLE: 'a' },
      { ID: '1', TITLE: 'edited' },
    ];
    const { found, portal } = await look([one, two], { 'deal.list': answered(rows) });
    expect(found).toEqual(['changed', 'same']);
    expect(portal.batches).toEqual([[{ method: 'deal.list', params: { ids: ['1', '2'] } }]]);
    expect((await look([one, two], { 'deal.list': answered([]) })).found).toEqual(['absent', 'absent']);
  });

  it('believes no portal that shows what it was not asked for: its silence means nothing', async () => {
    const answer = answered([{ ID: '1', TITLE: 'a' }, { ID: '9' }]);
    expect((await look([one, two], { 'deal.list': answer })).found).toEqual(['FILTER_IGNORED', 'FILTER_IGNORED']);
  });

  it('says why it could not see', async () => {
    expect((await look([one], { 'deal.list': denied() })).found).toEqual(['DENIED']);
    expect((await look([one], { 'deal.list': lost })).found).toEqual(['unheard']);
    expect((await look([targetOf({ kind: kindOf('odd'), row: { ID: '1' } })], {})).found).toEqual(['NO_LOOK']);
    expect((await look([], {})).portal.batches).toEqual([]);
  });

  it('asks for one record where there is a method for it, and takes no other one for it', async () => {
    const target = targetOf({ kind: task, row: { ID: '1', TITLE: 'a' } });
    const find = async (outcome: Outcome): Promise<unknown> => (await look([target], { 'task.get': outcome })).found[0];
    expect(await find(answered({ task: { ID: '1', TITLE: 'a' } }))).toBe('same');
    expect(await find(answered({ task: { ID: '1', TITLE: 'b' } }))).toBe('changed');
    expect(await find(answered({ task: { ID: '2', TITLE: 'a' } }))).toBe('OTHER_RECORD');
    expect(await find(answered({}))).toBe('absent');
    expect(await find(denied('GONE'))).toBe('absent');
    expect(await find(denied('', 'notFound'))).toBe('absent');
    expect(await find(denied())).toBe('DENIED');
    expect(await find(lost)).toBe('unheard');
  });

  it('asks for the list with which a record came where there is nothing else, as the archive knows it', async () => {
    const row = { ID: '3', TEXT: 'a' };
    const archived = { key: { kind: 'item', id: '7-3' }, id: '7-3', row, parent: { kind: 'deal', id: '7' } };
    const plain = targetOf({ kind: item, row });
    const target = { ...plain, step: { ...plain.step, key: archived.key } };
    const eyes = eyesOf([item], [archived]);
    const find = async (outcome: Outcome): Promise<unknown> =>
      (await look([target], { 'item.list': outcome }, { eyes })).found[0];
    expect(await find(answered([{ ID: '2' }, row]))).toBe('same');
    expect(await find(answered([{ ID: '3', TEXT: 'b' }]))).toBe('changed');
    expect(await find(answered([{ ID: '2' }]))).toBe('absent');
    expect(await find(denied('GONE'))).toBe('absent');
    expect(await find(denied())).toBe('DENIED');
    expect(await find(lost)).toBe('unheard');
    const { portal } = await look([target], { 'item.list': answered([row]) }, { eyes });
    expect(portal.batches[0]).toEqual([{ method: 'item.list', params: { deal: '7' } }]);
  });
});

describe('a look at what lies below (I5)', () => {
  const own = { ID: '1' };
  const key = { kind: 'deal', id: '1' };
  const eyes = eyesOf([deal, note]);
  const here = answered([own]);
  const alone = targetOf({ kind: deal, row: own, number: 5 });
  const planned = alongOf(note, { ID: '8', DEAL_ID: '1', TEXT: 'a' }, 4, key);
  const withNote = targetOf({ kind: deal, row: own, number: 5, along: [planned] });
  const below = (targets: readonly Target[], notes: Outcome, kinds = eyes): Promise<readonly string[]> =>
    look(targets, { 'deal.list': here, 'note.list': notes }, { eyes: kinds, below: true }).then(({ found }) => found);

  it('lets a record go when there is nothing below it, or what goes along as it was archived', async () => {
    expect(await below([alone], answered([]))).toEqual(['same']);
    expect(await below([withNote], answered([{ ID: '8', DEAL_ID: '1', TEXT: 'a' }]))).toEqual(['same']);
    expect(await below([withNote], answered([]))).toEqual(['same']);
  });

  it('stops a record below which lies what the plan does not name, or what is another by now', async () => {
    expect(await below([alone], answered([{ ID: '9', DEAL_ID: '1' }]))).toEqual(['new note 9']);
    expect(await below([withNote], answered([{ ID: '9', DEAL_ID: '1', TEXT: 'a' }]))).toEqual(['new note 9']);
    expect(await below([withNote], answered([{ ID: '8', DEAL_ID: '1', TEXT: 'b' }]))).toEqual(['new note 8']);
  });

  it('does not look there when only the records themselves are meant, nor below what stays', async () => {
    const { portal } = await look([alone], { 'deal.list': here }, { eyes });
    expect(portal.asked).toEqual([['deal.list']]);
    for (const action of [scrubOf('X'), handOf('ID', '1', '2')]) {
      const stays = targetOf({ kind: deal, row: own, action });
      const looked = await look([stays], { 'deal.list': here }, { eyes, below: true });
      expect(looked.portal.asked).toEqual([['deal.list']]);
    }
    expect((await look([alone], {}, { eyes, below: true })).portal.asked).toEqual([['deal.list', 'note.list']]);
  });

  it('stops at a child that could not be looked for, unless that says that there is none', async () => {
    expect(await below([alone], denied())).toEqual(['DENIED']);
    expect(await below([alone], denied('', 'notFound'))).toEqual(['same']);
    expect(await below([alone], denied('', 'noSuchMethod'))).toEqual(['same']);
    expect(await below([alone], lost)).toEqual(['unheard']);
  });

  it('does not say of a record that is gone or another that something below it is in the way', async () => {
    const changed = targetOf({ kind: deal, row: { ID: '1', TITLE: 'archived' }, number: 5 });
    expect(await below([changed], answered([{ ID: '9', DEAL_ID: '1' }]))).toEqual(['changed']);
    expect(await below([changed], denied())).toEqual(['changed']);
  });

  it('does not mind what the portal writes by itself whenever something happens', async () => {
    const history = eyesOf([deal, { ...note, selfWritten: true }]);
    expect(await below([alone], answered([{ ID: '9', DEAL_ID: '1' }]), history)).toEqual(['same']);
  });

  it('goes by the record’s own count where REST does not say what would go along', async () => {
    const post = byIds('post', {
      volatile: ['SIZE'],
      deletion: {
        how: 'call',
        call: () => ({ method: 'post.delete' }),
        fate: { to: 'gone' },
        carries: { kind: 'remark', count: ({ SIZE }) => Number(SIZE) || 0 },
      },
    });
    const targets = ['1', '2', '3'].map((ID, index) =>
      targetOf({ kind: post, row: { ID, T: 'a' }, number: index + 1 }),
    );
    const answer = answered([
      { ID: '1', T: 'a', SIZE: '2' },
      { ID: '2', T: 'a', SIZE: '0' },
      { ID: '3', T: 'b', SIZE: '2' },
    ]);
    const seen = async (deep: boolean): Promise<readonly string[]> =>
      (await look(targets, { 'post.list': answer }, { eyes: eyesOf([post]), below: deep })).found;
    expect(await seen(true)).toEqual(['new remark ?', 'same', 'changed']);
    expect(await seen(false)).toEqual(['same', 'same', 'changed']);
  });

  it('believes no list that shows children of others than it was asked for', async () => {
    const many = { ...note, take: { ...note.take, set: '@' } } as Kind;
    const answer = answered([{ ID: '9', DEAL_ID: '77' }]);
    expect(await below([alone], answer, eyesOf([deal, many]))).toEqual(['FILTER_IGNORED']);
  });

  it('asks for a child whole that the list shows only in part, and compares that', async () => {
    const parts: NonNullable<Kind['parts']> = {
      isPart: (row) => row['PART'] === true,
      whole: (id) => ({ method: 'note.get', params: { id } }),
      at: [],
    };
    const answers = {
      'deal.list': here,
      'note.list': answered([{ ID: '8', DEAL_ID: '1', PART: true }]),
      'note.get': answered({ ID: '8', DEAL_ID: '1', TEXT: 'a' }),
    };
    const inParts = eyesOf([deal, { ...note, parts }]);
    expect((await look([withNote], answers, { eyes: inParts, below: true })).found).toEqual(['same']);
  });
});

describe('folders in folders that go by themselves', () => {
  const folder = byIds('folder', {
    take: { how: 'list', request: request('folder.below') },
    references: [{ field: 'PARENT_ID', to: 'folder', parent: true }],
  });
  const inner = { ID: '2', PARENT_ID: '1' };
  const outer = { ID: '1' };
  const find = (targets: readonly Target[], rows: readonly JsonObject[]): Promise<readonly string[]> =>
    look(
      targets,
      { 'folder.list': answered(rows), 'folder.below': answered([inner]) },
      { eyes: eyesOf([folder]), below: true },
    ).then(({ found }) => found);
  const first = targetOf({ kind: folder, row: inner, number: 1 });
  const second = targetOf({ kind: folder, row: outer, number: 2 });

  it('let the outer one go after the inner one, which goes right before', async () => {
    expect(await find([first, second], [inner, outer])).toEqual(['same', 'same']);
  });

  it('keep the outer one where the inner one stays, or would go later', async () => {
    expect(await find([first, second], [{ ...inner, NAME: 'edited' }, outer])).toEqual(['changed', 'new folder 2']);
    const late = targetOf({ kind: folder, row: inner, number: 3 });
    expect(await find([second, late], [inner, outer])).toEqual(['new folder 2', 'same']);
  });

  it('judge the deepest first, in whatever order their lists come', async () => {
    const deepest = { ID: '3', PARENT_ID: '2' };
    const answers = { 'folder.list': answered([inner, outer]), 'folder.below': answered([inner, deepest]) };
    const { found } = await look([second, first], answers, { eyes: eyesOf([folder]), below: true });
    expect(found).toEqual(['new folder 2', 'new folder 3']);
  });
});
