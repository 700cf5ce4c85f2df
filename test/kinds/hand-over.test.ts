import { describe, expect, it } from 'vitest';

import { textOf } from '../../src/base/json.ts';
import { administratorWebhook } from '../../src/portal/company/index.ts';
import { lookAgain } from '../../src/journey/prove/look.ts';
import { valuesAt } from '../../src/kinds/fields.ts';
import { kindById } from '../../src/kinds/index.ts';
import { connectTo, reach } from '../export/local.ts';
import { fixtures } from './fixtures/index.ts';

const successor = '3';

describe('handing a record over', () => {
  it.each(['lead', 'deal', 'contact', 'company', 'quote', 'smart-invoice', 'activity', 'task'])(
    'puts a successor in the place of whoever a %s names, and nobody else',
    async (id) => {
      const { local, portal, clock } = reach({ size: 40, bigFileBytes: 1000 });
      const maker = connectTo(local, clock, administratorWebhook);
      const kind = kindById(id);
      const key = await fixtures[id]?.make({
        call: async (method, params, api = 'v2') =>
          (await maker.call({ method, api, ...(params && { params }), effect: 'write' })).result,
      });
      if (kind === undefined || key === undefined) throw new Error(`no kind or record ${id}`);
      const rowNow = async () => {
        const sight = (await lookAgain(portal, kind, [{ id: key, row: {} }])).get(key);
        if (sight?.is !== 'there') throw new Error(`${id} ${key}: ${sight?.is}`);
        return sight.row;
      };
      let changed = 0;
      for (const { field, set } of kind.people) {
        const before = await rowNow();
        const [from] = valuesAt(before, field).map(textOf);
        if (set === undefined || from === undefined || from === '0') continue;
        await portal.call(set({ id: key, row: before }, successor, from));
        const after = valuesAt(await rowNow(), field).map(textOf);
        expect(after, field).toContain(successor);
        expect(after, field).not.toContain(from);
        changed += 1;
      }
      expect(changed).toBeGreaterThan(0);
    },
  );
});
