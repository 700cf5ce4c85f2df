import { isDeepStrictEqual } from 'node:util';

import { describe, expect, it } from 'vitest';

import { type JsonObject, textOf } from '../../src/base/json.ts';
import { administratorWebhook } from '../../src/portal/company/index.ts';
import { lookAgain } from '../../src/journey/prove/look.ts';
import { textAt, valuesAt } from '../../src/kinds/fields.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { Kind, PersonField } from '../../src/kinds/kind.ts';
import { connectTo, reach } from '../export/local.ts';
import { fixtures } from './fixtures/index.ts';

/** People of a record whom an administrator can replace. */
const replaceable = (kind: Kind): readonly PersonField[] =>
  kind.people.filter(({ set, own }) => set !== undefined && own !== true);

/** What a portal writes by itself at each change, and what it tells of the person beside the id. */
const ITS_OWN =
  /^(?:updated|changed|modified|date|version$|OWNER|numberOf|accomplice|auditor|responsible|creator|RESP)/iu;

function changedFields(kind: Kind, before: JsonObject, after: JsonObject): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(
    (name) =>
      !isDeepStrictEqual(before[name], after[name]) && !ITS_OWN.test(name) && kind.volatile?.includes(name) !== true,
  );
}

describe('handing a record over', () => {
  it.each(kinds.filter((kind) => replaceable(kind).length > 0).map((kind) => [kind.id, kind] as const))(
    'puts a successor in the place of whoever a %s names, and changes nothing else',
    async (id, kind) => {
      const { local, portal, clock } = reach({ size: 40, bigFileBytes: 1000 });
      const maker = connectTo(local, clock, administratorWebhook);
      const key = await fixtures[id]?.make({
        call: async (method, params, api = 'v2') =>
          (await maker.call({ method, api, ...(params && { params }), effect: 'write' })).result,
      });
      if (key === undefined) throw new Error(`no record of ${id}`);
      // A new department has no head yet.
      if (id === 'department')
        await maker.call({ method: 'department.update', params: { ID: Number(key), UF_HEAD: 2 } });
      const [entityTypeId, number = key] = key.includes(':') ? key.split(':') : [];
      const archived = { id: key, row: entityTypeId === undefined ? {} : { entityTypeId, id: number } };
      const rowNow = async () => {
        const sight = (await lookAgain(portal, kind, [archived])).get(key);
        if (sight?.is !== 'there') throw new Error(`${id} ${key}: ${sight?.is}`);
        return sight.row;
      };
      let changed = 0;
      for (const { field, set } of replaceable(kind)) {
        const before = await rowNow();
        const from = valuesAt(before, field).map(textOf)[0] ?? '';
        // A field that nobody fills has nobody to replace.
        if (set === undefined || from === '' || from === '0') continue;
        const successor = from === '3' ? '2' : '3';
        await portal.call(set({ id: key, row: before }, successor, from));
        const after = await rowNow();
        const now = valuesAt(after, field).map(textOf);
        expect(now, field).toContain(successor);
        expect(now, field).not.toContain(from);
        const own = field.replace(/\[\]$/u, '');
        expect(changedFields(kind, before, after).filter((name) => name !== own)).toEqual([]);
        changed += 1;
      }
      expect(changed).toBeGreaterThan(0);
    },
  );

  it('keeps a payment paid and the price of a delivery, which an update would set back', async () => {
    const { portal } = reach({ size: 40, bigFileBytes: 1000 });
    const rowOf = async (list: string, rows: string): Promise<JsonObject> => {
      const { result } = await portal.call({ method: list, params: { order: { id: 'asc' } } });
      const [row] = (result as Readonly<Record<string, readonly JsonObject[]>>)[rows] ?? [];
      if (row === undefined) throw new Error(`no ${rows}`);
      return row;
    };
    const shop = [
      ['order-payment', 'sale.payment', 'payments', { paid: 'Y', comments: 'аванс' }],
      ['shipment', 'sale.shipment', 'shipments', { priceDelivery: 450, statusId: 'DF', trackingNumber: 'RR1' }],
    ] as const;
    for (const [id, methods, rows, more] of shop) {
      const kind = kinds.find((each) => each.id === id);
      const first = await rowOf(`${methods}.list`, rows);
      const fields = { ...first, basePriceDelivery: null, ...more };
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
      await portal.call({
        method: `${methods}.update`,
        params: { id: Number(textOf(first['id'])), fields: given },
        effect: 'write',
      });
      const before = await rowOf(`${methods}.list`, rows);
      expect(before).toMatchObject(more);
      const call = kind?.people[0]?.set?.({ id: textAt(before, 'id'), row: before }, '3', '1');
      if (call === undefined) throw new Error(`${id} can't be handed over`);
      await portal.call(call);
      expect(await rowOf(`${methods}.list`, rows)).toEqual({ ...before, responsibleId: 3 });
    }
  });
});
