import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import type { Call } from '../../src/bitrix24/port.ts';
import { callOf } from '../../src/journey/apply/step-call.ts';
import type { StepAction } from '../../src/journey/types.ts';
import type { Kind, RecordLike } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';
import { GONE, handOf, scrubOf, targetOf } from './targets.ts';

const says =
  (method: string) =>
  (record: RecordLike): Call => ({ method, params: { record: { ...record } as unknown as JsonObject } });
const deletable: Kind['deletion'] = { how: 'call', call: says('deal.delete'), fate: { to: 'gone' } };
const deactivatable: Kind['deletion'] = { how: 'deactivate', call: says('user.update'), isActive: () => true };
const scrub: NonNullable<Kind['scrub']> = {
  fields: ['PHONE'],
  call: (record, fields) => ({ method: 'deal.scrub', params: { id: record.id, fields: [...fields] } }),
};
const row = { ID: '5', NOW: 'live' };
const call = (action: StepAction, kind: Kind, archived?: RecordLike): Call =>
  callOf(targetOf({ kind, row, action }), row, archived);

describe('the call that a step makes', () => {
  it('is made from the row as it is now, under the parent that the archive knows', () => {
    const archived = { id: '5', row: { ID: '5', NOW: 'archived' }, parent: { kind: 'lead', id: '1' } };
    const record = { id: '5', row, parent: archived.parent };
    const kind = kindOf('deal', { deletion: deletable });
    expect(call(GONE, kind, archived)).toEqual({ method: 'deal.delete', params: { record }, effect: 'write' });
    expect(call(GONE, kind)).toEqual({ method: 'deal.delete', params: { record: { id: '5', row } }, effect: 'write' });
  });

  it('is sent once: each of them is a write', () => {
    const kind = kindOf('deal', {
      deletion: deactivatable,
      scrub,
      people: [{ field: 'NOW', title: { ru: '', en: '' }, set: says('deal.update') }],
    });
    expect(call({ do: 'deactivate' }, kind)).toMatchObject({ method: 'user.update', effect: 'write' });
    expect(call(scrubOf('PHONE'), kind)).toEqual({
      method: 'deal.scrub',
      params: { id: '5', fields: ['PHONE'] },
      effect: 'write',
    });
    expect(call(handOf('NOW', 'live', '9'), kind)).toMatchObject({ method: 'deal.update', effect: 'write' });
  });

  it('switches a bin off where the plan says so, and only there', () => {
    const kind = kindOf('type', {
      deletion: deletable,
      bin: { of: 'item', isOn: () => true, off: says('type.update'), writes: ['BIN'] },
    });
    expect(call({ do: 'binOff' }, kind)).toEqual({
      method: 'type.update',
      params: { record: { id: '5', row } },
      effect: 'write',
    });
    expect(call(GONE, kind)).toMatchObject({ method: 'deal.delete' });
  });

  it('deletes nothing of which the plan says that it stays, though the kind can do no other (I2)', () => {
    const cases: readonly (readonly [StepAction, Kind['deletion']])[] = [
      [scrubOf('PHONE'), deletable],
      [scrubOf('PHONE'), deactivatable],
      [{ do: 'deactivate' }, deletable],
      [{ do: 'binOff' }, deletable],
      [GONE, deactivatable],
      [GONE, { how: 'withParent' }],
      [{ do: 'cascade', with: { kind: 'lead', id: '1' } }, deletable],
    ];
    for (const [action, deletion] of cases) {
      expect(() => call(action, kindOf('deal', { deletion }))).toThrow(
        expect.objectContaining({ code: 'PLAN_UNKNOWN_KIND' }),
      );
    }
  });
});
