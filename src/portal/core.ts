import type { Clock } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { Random } from '../base/random.ts';
import type { Blobs } from './blobs.ts';
import type { Links } from './links.ts';
import type { Method } from './method.ts';
import type { Store, TableSpec } from './store.ts';
import type { Zone } from './zone.ts';

/** What all methods of one portal share. */
export interface PortalCore {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly links: Links;
  readonly clock: Clock;
  readonly random: Random;
  readonly zone: Zone;
  readonly methods: MethodTable;
  /** Features of its plan, by the codes of `feature.get`. */
  readonly featuresOn: ReadonlySet<string>;
}

/** The methods that this portal has, found by name in any case. */
export class MethodTable {
  readonly all: readonly Method[];
  readonly #v2: ReadonlyMap<string, Method>;
  readonly #v3: ReadonlyMap<string, Method>;

  constructor(methods: readonly Method[]) {
    this.all = methods;
    const of = (api: 'v2' | 'v3'): ReadonlyMap<string, Method> =>
      new Map(methods.filter((m) => (m.api ?? 'v2') === api).map((m) => [m.name.toLowerCase(), m]));
    this.#v2 = of('v2');
    this.#v3 = of('v3');
    if (this.#v2.size + this.#v3.size !== methods.length) throw new TypeError('two methods of one name');
  }

  find(api: 'v2' | 'v3', name: string): Method | undefined {
    return (api === 'v2' ? this.#v2 : this.#v3).get(name.toLowerCase());
  }
}

/** Who works here: JSON as user.get answers it, keyed by the number of the user. */
export const usersTable: TableSpec = { name: 'users', indexes: ['ACTIVE'] };
/** Numbers of the users who are administrators. */
export const administratorsTable: TableSpec = { name: 'administrators' };

export function isAdministrator(store: Store, userId: number): boolean {
  return store.table(administratorsTable).has(userId);
}

/** Absent users count as active: a portal in the making has webhooks before it has people. */
export function isActiveUser(store: Store, userId: number): boolean {
  const table = store.table(usersTable);
  // Asked with every request.
  return table.digest(`${userId} is active`, () => {
    const active: Json | undefined = table.get(userId)?.['ACTIVE'];
    return active === undefined || active === true || active === 'Y';
  });
}
