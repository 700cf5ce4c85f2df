import { type Method, read } from '../method.ts';
import { usersTable } from '../core.ts';
import { refuse, Refusal } from '../refusal.ts';

const person = ['NAME', 'LAST_NAME', 'PERSONAL_GENDER', 'TIME_ZONE'] as const;

/** What every connection may ask, whatever its scopes (https://apidocs.bitrix24.ru/api-reference/common/). */
export const system: readonly Method[] = [
  read('server.time', '', ({ core }) => ({ result: core.zone.format(core.clock.now()) })),
  read('profile', '', ({ core, caller }) => {
    const user = core.store.table(usersTable).get(caller.userId) ?? {};
    const rest = Object.fromEntries(person.map((field) => [field, user[field] ?? '']));
    return { result: { ID: String(caller.userId), ADMIN: caller.isAdmin, ...rest } };
  }),
  read('user.admin', '', ({ caller }) => ({ result: caller.isAdmin })),
  read('methods', '', ({ core, caller, params }) => {
    const wanted = params.get('scope');
    const names = core.methods.all
      .filter((method) => method.api !== 'v3')
      .filter(({ scope }) => (wanted === undefined ? scope === '' || caller.scopes.has(scope) : scope === wanted))
      .map((method) => method.name);
    return { result: names };
  }),
  read('method.get', '', ({ core, caller, params }) => {
    const method = core.methods.find('v2', params.text('name'));
    const isAvailable = method !== undefined && (method.scope === '' || caller.scopes.has(method.scope));
    return { result: { isExisting: method !== undefined, isAvailable } };
  }),
  read('scope', '', ({ core, caller, params }) => {
    const every = new Set(core.methods.all.map((method) => method.scope).filter((scope) => scope !== ''));
    return { result: params.flag('full') ? [...every].toSorted() : [...caller.scopes].toSorted() };
  }),
  read('feature.get', '', ({ params, core }) => {
    if (params.text('CODE') === '') throw refuse("CODE can't be empty", 'CODE_EMPTY');
    return { result: { value: core.featuresOn.has(params.text('CODE')) ? 'Y' : 'N' } };
  }),
  read('app.info', '', ({ caller }) => {
    if (caller.connection.kind === 'webhook') {
      throw new Refusal('ACCESS_DENIED', 'Access denied! Application context required');
    }
    return {
      result: {
        ID: 1,
        CODE: caller.connection.key,
        VERSION: 1,
        STATUS: 'L',
        INSTALLED: true,
        PAYMENT_EXPIRED: 'N',
        DAYS: null,
        LANGUAGE_ID: 'ru',
        LICENSE: 'ru_demo',
        LICENSE_TYPE: 'demo',
        LICENSE_FAMILY: 'demo',
      },
    };
  }),
];
