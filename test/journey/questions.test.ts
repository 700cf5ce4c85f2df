import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import type { ListRequest, Outcome, Portal } from '../../src/bitrix24/port.ts';
import { ask, hearAll, ListQuestion, pageCall } from '../../src/journey/apply/questions.ts';
import { Answering, answered } from './targets.ts';

const request: ListRequest = { method: 'note.list', rows: ['items'], idField: 'ID', pager: { by: 'offset' } };
const rowsOf = (count: number): readonly { readonly ID: number }[] =>
  Array.from({ length: count }, (_, index) => ({ ID: index + 1 }));
const error = new PortalError('accessDenied', { method: 'note.list' });

/** A portal whose list has so many rows, and how often it was walked. */
function walked(count: number): { readonly portal: Portal; walks: number } {
  const state = {
    walks: 0,
    portal: {
      async *list() {
        state.walks += 1;
        yield { rows: rowsOf(count).slice(0, 50) };
        yield { rows: rowsOf(count).slice(50) };
      },
    } as unknown as Portal,
  };
  return state;
}

function heard(outcome: Outcome, more: Partial<ListRequest> = {}): ListQuestion {
  const list = new ListQuestion({ ...request, ...more });
  list.question.hear(outcome);
  return list;
}

describe('a small list that rides in a batch', () => {
  it('is asked for as the export asks for it', () => {
    expect(pageCall(request)).toStrictEqual({ method: 'note.list' });
    expect(pageCall({ ...request, params: { a: 1 }, api: 'v3' })).toStrictEqual({
      method: 'note.list',
      params: { a: 1 },
      api: 'v3',
    });
    expect(new ListQuestion(request).question.call).toEqual({ method: 'note.list' });
  });

  it('is its first page where that is all, as a list or as an object of rows', async () => {
    const { portal } = walked(0);
    expect(await heard(answered({ items: rowsOf(49) })).rows(portal)).toEqual({ is: 'rows', rows: rowsOf(49) });
    expect(await heard(answered({ items: { a: { ID: 1 } } })).rows(portal)).toEqual({ is: 'rows', rows: [{ ID: 1 }] });
    expect(await heard(answered({ items: rowsOf(9) }), { pageSize: 10 }).rows(portal)).toMatchObject({ is: 'rows' });
  });

  it('is one row where its answer is one, whatever the members of that are', async () => {
    const row = { en: { FULL_NAME: 'Euro' }, ru: { FULL_NAME: 'Евро' } };
    const list = heard(answered(row), { rows: [], single: true });
    expect(await list.rows(walked(0).portal)).toEqual({ is: 'rows', rows: [row] });
    expect(await heard(answered({}), { rows: [], single: true }).rows(walked(0).portal)).toMatchObject({ rows: [] });
  });

  it('is read to its end, once, where the first page is full or the portal says that there is more', async () => {
    const cases = [
      heard(answered({ items: rowsOf(50) })),
      heard(answered({ items: rowsOf(10) }), { pageSize: 10 }),
      heard(answered({ items: rowsOf(3) }, { next: 3 })),
    ];
    for (const list of cases) {
      const state = walked(60);
      expect(await list.rows(state.portal)).toEqual({ is: 'rows', rows: rowsOf(60) });
      expect(await list.rows(state.portal)).toEqual({ is: 'rows', rows: rowsOf(60) });
      expect(state.walks).toBe(1);
    }
  });

  it('was refused when the portal refused it, or answered no list: that says least of all that nothing is there', async () => {
    const { portal } = walked(60);
    expect(await heard({ is: 'refused', error }).rows(portal)).toEqual({ is: 'refused', error });
    for (const result of [{}, null, { items: 'none' }, { items: null }]) {
      expect(await heard(answered(result)).rows(portal)).toMatchObject({
        is: 'refused',
        error: { kind: 'notJson', portalCode: 'NO_LIST', method: 'note.list' },
      });
    }
  });

  it('was not heard of when its answer was lost, or never came', async () => {
    const { portal } = walked(60);
    for (const outcome of [{ is: 'unknown', error }, { is: 'notExecuted' }] as const) {
      expect(await heard(outcome).rows(portal)).toEqual({ is: 'unheard' });
    }
    expect(await new ListQuestion(request).rows(portal)).toEqual({ is: 'unheard' });
  });
});

const questionTo = (method: string, heardBy: string[]) => ({
  call: { method },
  hear: ({ is }: Outcome) => void heardBy.push(`${method} ${is}`),
});

describe('questions on their own', () => {
  it('each hear what came of them, and the reason of the first that was not answered is given back', async () => {
    const heardBy: string[] = [];
    const questions = ['a', 'b', 'c'].map((method) => questionTo(method, heardBy));
    const lost = new PortalError('unanswered', { method: 'b' });
    const portal = new Answering(({ method }) => (method === 'b' ? { is: 'unknown', error: lost } : answered([])));
    expect(await ask(portal.portal, questions)).toBe(lost);
    expect(heardBy).toEqual(['a answered', 'b unknown', 'c answered']);
    const late = new Answering(() => ({ is: 'notExecuted', error: lost }));
    expect(await ask(late.portal, questions)).toBe(lost);
  });

  it('that were answered or refused give no such reason', async () => {
    const questions = ['a'].map((method) => questionTo(method, []));
    for (const outcome of [answered([]), { is: 'refused', error } as const]) {
      expect(await ask(new Answering(() => outcome).portal, questions)).toBeUndefined();
    }
  });

  it('stay unheard where a portal gives fewer outcomes than it was asked for, or more', () => {
    const heardBy: string[] = [];
    const questions = ['a', 'b'].map((method) => questionTo(method, heardBy));
    hearAll(questions, [answered([])]);
    hearAll([], [answered([])]);
    expect(heardBy).toEqual(['a answered']);
  });
});
