import { isList, isObject, type Json, type JsonObject } from '../../../src/base/json.ts';
import { administratorWebhook, createSamplePortal, employeeWebhook } from '../../../src/portal/company/index.ts';
import type { LocalPortal } from '../../../src/portal/portal.ts';
import { post, stillClock } from '../support.ts';

/** A small sample portal and a way to call it as its administrator or as an employee. */
export interface Stage {
  readonly portal: LocalPortal;
  /** The whole answer: `result`, `total`, `next`, or `error`. `api/` before the method is REST 3.0. */
  readonly call: (method: string, params?: Json, who?: 'administrator' | 'employee') => Promise<JsonObject>;
}

const hooks = { administrator: administratorWebhook, employee: employeeWebhook };

export function stage(size = 1500): Stage {
  const portal = createSamplePortal({ seed: 11, size, bigFileBytes: 1_000_000, clock: stillClock() });
  return {
    portal,
    call: async (method, params = {}, who = 'administrator') => {
      const { userId, code } = hooks[who];
      const path = method.startsWith('api/')
        ? `api/${userId}/${code}/${method.slice(4)}`
        : `${userId}/${code}/${method}`;
      return (await post(portal, path, params)).json;
    },
  };
}

/** The objects of a list; none when it is no list. */
export function rows(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter((each) => isObject(each)) : [];
}
