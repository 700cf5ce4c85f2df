import type { Json } from '../../../src/base/json.ts';
import type { Api, Call, ListRequest } from '../../../src/bitrix24/port.ts';
import type { Kind, RecordLike } from '../../../src/kinds/kind.ts';
import { exampleRequests } from '../../../src/kinds/take.ts';

/** A request of a kind, with what it is for. */
export interface NamedCall {
  readonly what: string;
  readonly method: string;
  readonly api: Api;
  readonly params: Call['params'];
}

/** A record whose every field reads '1': enough to build any request, whatever it looks at. */
export const anybody: RecordLike = {
  id: '1',
  row: new Proxy<Record<string, Json>>(
    {},
    {
      get: () => '1',
      has: () => true,
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: '1' }),
    },
  ),
  parent: { kind: 'task', id: '1' },
};
const nobody: RecordLike = { id: '1', row: {}, parent: { kind: 'task', id: '1' } };

const named = (what: string, { method, params, api = 'v2' }: Call | ListRequest): NamedCall => ({
  what,
  method,
  params,
  api,
});

function lookCalls(kind: Kind): readonly NamedCall[] {
  if (kind.look === undefined) return [];
  switch (kind.look.by) {
    case 'ids':
      return [named('look', kind.look.request(['1', '2']))];
    case 'get':
      return [named('look', kind.look.call(nobody))];
    case 'siblings':
      return [named('look', kind.look.request(nobody))];
  }
}

/** Every call that a kind may make: to take, to look again, to delete, to switch a bin off, to hand over, to ask for a file. */
export function callsOf(kind: Kind): readonly NamedCall[] {
  const { take, deletion } = kind;
  const deletes =
    deletion.how === 'call' || deletion.how === 'deactivate' ? [named('deletion', deletion.call(nobody))] : [];
  const hint = { fileId: '1', name: 'a' };
  return [
    ...exampleRequests(kind, [nobody, anybody]).map((request) => named('take', request)),
    ...(take.how === 'ids' ? [named('take', take.get('1'))] : []),
    ...lookCalls(kind),
    ...deletes,
    ...(kind.bin === undefined ? [] : [named('bin off', kind.bin.off(nobody))]),
    ...kind.people.flatMap(({ field, set }) =>
      set === undefined ? [] : [named(`set ${field}`, set(nobody, '2', '1'))],
    ),
    ...(kind.files ?? []).flatMap(({ slot, refresh }) =>
      refresh === undefined ? [] : [named(`file ${slot}`, refresh.call(nobody, hint))],
    ),
  ];
}
