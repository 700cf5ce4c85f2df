import { describe, expect, it } from 'vitest';

import { isObject, type Json } from '../../src/base/json.ts';
import type { Call } from '../../src/bitrix24/port.ts';
import { raw } from './scripted.ts';
import { scene } from './support.ts';

function deletes(count: number): readonly Call[] {
  return Array.from(
    { length: count },
    (_, index) => ({ method: 'del', params: { id: index }, effect: 'write' }) as const,
  );
}

const getV3 = (id: Json | undefined): Json =>
  id === 3
    ? { error: { code: 'BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION', message: 'no such' } }
    : { result: { item: { id: id ?? null } } };

const task = (id: number): Call => ({ method: 'tasks.task.get', params: { id }, api: 'v3' });

const del = {
  del: ({ id }: Readonly<Record<string, Json>>) =>
    Number(id) % 10 === 3 ? { error: '', error_description: 'Not found' } : { result: true },
};

describe('batch', () => {
  it('tells the outcome of each command; an empty error code is a refusal (rule 1: b24jssdk calls it success)', async () => {
    const { portal, server } = scene({ methods: del });
    const outcomes = await portal.batch(deletes(120));
    expect(outcomes).toHaveLength(120);
    for (const [index, outcome] of outcomes.entries()) {
      expect(outcome).toMatchObject(
        index % 10 === 3 ? { is: 'refused', error: { kind: 'notFound', portalCode: '' } } : { is: 'answered' },
      );
    }
    expect(server.requests).toBe(3);
  });

  it('stops after the first refusal when asked to, over all requests', async () => {
    const { portal, server } = scene({ methods: del });
    const outcomes = await portal.batch(deletes(120), { halt: true });
    expect(outcomes.map(({ is }) => is)).toEqual([
      'answered',
      'answered',
      'answered',
      'refused',
      ...Array.from({ length: 116 }, () => 'notExecuted'),
    ]);
    expect(server.requests).toBe(1);
  });

  it.each(['lost', 'html', 'cut', '500'] as const)(
    'says unknown of writes whose answer was: %s (rule 2)',
    async (fault) => {
      const { portal, server } = scene({ methods: del, fault: (nth) => (nth === 2 ? fault : undefined) });
      const outcomes = await portal.batch(deletes(150).map((call) => ({ ...call, params: { id: 1 } })));
      expect(outcomes.map(({ is }) => is)).toEqual([
        ...Array.from({ length: 50 }, () => 'answered'),
        ...Array.from({ length: 50 }, () => 'unknown'),
        ...Array.from({ length: 50 }, () => 'answered'),
      ]);
      expect(server.commands).toHaveLength(150);
    },
  );

  it('says notExecuted of writes that surely never left', async () => {
    const { portal, server } = scene({ methods: del, fault: () => 'refused' });
    expect(new Set((await portal.batch(deletes(3))).map(({ is }) => is))).toEqual(new Set(['notExecuted']));
    expect(server.commands).toHaveLength(0);
  });

  it('keeps null results, totals and nexts, next: 0 among them', async () => {
    const { portal } = scene({
      methods: { chat: () => ({ result: null }), list: () => ({ result: [], total: 7, next: 0 }) },
    });
    const [chat, list] = await portal.batch([{ method: 'chat' }, { method: 'list' }]);
    expect(chat).toEqual({ is: 'answered', answer: { result: null } });
    expect(list).toEqual({ is: 'answered', answer: { result: [], total: 7, next: 0 } });
  });

  it('carries parameters so that the portal reads the same, whatever is in them', async () => {
    const seen: Json[] = [];
    const { portal } = scene({
      methods: {
        echo: (params) => {
          seen.push(params);
          return { result: true };
        },
      },
    });
    const params = {
      filter: { '>ID': 5, '%TITLE': 'Ёж & co = 100% + [x] ? #' },
      select: ['ID', 'UF_*'],
      flag: true,
      nothing: false,
    };
    await portal.batch([
      { method: 'echo', params },
      { method: 'echo', params: [7, { ID: 'desc' }] },
    ]);
    expect(seen).toEqual([
      {
        filter: { '>ID': '5', '%TITLE': 'Ёж & co = 100% + [x] ? #' },
        select: { 0: 'ID', 1: 'UF_*' },
        flag: '1',
        nothing: '0',
      },
      { 0: '7', 1: { ID: 'desc' } },
    ]);
  });

  it('sends by itself what a query can not say, and what the portal would take for a reference, in order', async () => {
    const seen: Json[] = [];
    const { portal, server } = scene({
      methods: {
        echo: (params) => {
          seen.push(params);
          return { result: true };
        },
      },
    });
    const text = 'see $result[c00][ID]';
    const outcomes = await portal.batch([
      { method: 'echo', params: { n: 1 } },
      { method: 'echo', params: { fields: { TITLE: text, EMPTY: [], NONE: null } } },
      { method: 'echo', params: { n: 3 } },
    ]);
    expect(outcomes.map(({ is }) => is)).toEqual(['answered', 'answered', 'answered']);
    expect(seen).toEqual([{ n: 1 }, { fields: { TITLE: text, EMPTY: [], NONE: null } }, { n: 3 }]);
    expect(server.requests).toBe(3);
  });

  it('takes a command that is in neither map for not executed, and an answer without maps for unknown', async () => {
    const answer = { result: { result: { c00: true }, result_error: [], result_total: [], result_next: [] } };
    const half = scene({ methods: {} }, { transport: async () => raw(200, JSON.stringify(answer)) });
    const twice = [
      { method: 'del', effect: 'write' },
      { method: 'del', effect: 'write' },
    ] as const;
    expect((await half.portal.batch(twice)).map(({ is }) => is)).toEqual(['answered', 'notExecuted']);
    const none = scene({ methods: {} }, { transport: async () => raw(200, '{"result":[]}') });
    expect((await none.portal.batch(twice)).map(({ is }) => is)).toEqual(['unknown', 'unknown']);
  });

  it('reads many of REST 3.0 in one request, and one by one when it fails as a whole', async () => {
    const sent: Json[] = [];
    const { portal } = scene(
      { methods: {} },
      {
        transport: async ({ url, body }) => {
          const asked = JSON.parse(body ?? '') as Json;
          sent.push([new URL(url).pathname.split('/').at(-1) ?? '', asked]);
          if (!Array.isArray(asked)) {
            const answer = getV3(isObject(asked) ? asked['id'] : undefined);
            return raw('error' in (answer as object) ? 400 : 200, JSON.stringify(answer));
          }
          const answers = (asked as readonly { readonly query: { readonly id: number } }[]).map(({ query }) =>
            getV3(query.id),
          );
          const failed = answers.find((answer) => isObject(answer) && 'error' in answer);
          if (failed !== undefined) return raw(400, JSON.stringify(failed));
          return raw(200, JSON.stringify({ result: answers.map((answer) => isObject(answer) && answer['result']) }));
        },
      },
    );
    const good = await portal.batch([task(1), task(2)]);
    expect(good).toMatchObject([
      { answer: { result: { item: { id: 1 } } } },
      { answer: { result: { item: { id: 2 } } } },
    ]);
    expect(sent).toEqual([
      [
        'batch',
        [
          { method: 'tasks.task.get', query: { id: 1 } },
          { method: 'tasks.task.get', query: { id: 2 } },
        ],
      ],
    ]);
    const mixed = await portal.batch([task(1), task(3)]);
    expect(mixed).toMatchObject([{ is: 'answered' }, { is: 'refused', error: { kind: 'notFound' } }]);
    expect(sent).toHaveLength(4);
  });

  it('sends writes of REST 3.0 one by one, each with its key, and again when the key makes that safe', async () => {
    const keys: (string | undefined)[] = [];
    const { portal } = scene(
      { methods: {} },
      {
        transport: async ({ headers }) => {
          keys.push(headers['idempotency-key']);
          if (keys.length === 1) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
          return raw(200, '{"result":{"result":true}}');
        },
      },
    );
    const write = { method: 'tasks.task.delete', api: 'v3', effect: 'write' } as const;
    const outcomes = await portal.batch([
      { ...write, idempotencyKey: 'a' },
      { ...write, idempotencyKey: 'b' },
    ]);
    expect(outcomes.map(({ is }) => is)).toEqual(['answered', 'answered']);
    expect(keys).toEqual(['a', 'a', 'b']);
  });
});
