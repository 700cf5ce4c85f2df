import { type Clock, systemClock } from '../base/clock.ts';
import { type Random, seeded } from '../base/random.ts';
import { Access, type AppSpec, type WebhookSpec } from './access.ts';
import { Blobs } from './blobs.ts';
import { Runner } from './call.ts';
import { MethodTable, type PortalCore } from './core.ts';
import { type Fault, Faults } from './faults.ts';
import type { PortalRequest, PortalResponse } from './http.ts';
import { Bucket, type Limits, Operating } from './limits.ts';
import { Links } from './links.ts';
import type { Method } from './method.ts';
import { families } from './methods/index.ts';
import { Router } from './router.ts';
import { Store } from './store.ts';
import { Zone } from './zone.ts';

export interface PortalOptions {
  /** Default: a new one in memory. */
  readonly store?: Store;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly limits?: Limits;
  readonly faults?: readonly Fault[];
  readonly webhooks?: readonly WebhookSpec[];
  /** The scopes of webhooks that do not say theirs; every scope unless told. */
  readonly scopes?: readonly string[];
  readonly apps?: readonly AppSpec[];
  /** The portal's time zone, `+03:00` by default. */
  readonly zoneOffset?: string;
  /** How long a link to a file lives; an hour by default. */
  readonly linkLifetimeMs?: number;
  /** Replaces the whole table of methods; for tests of the engine. */
  readonly methods?: readonly Method[];
  /**
   * What this portal's plan or version lacks: modules by their scopes (`bizproc`, `note`), `v3` for all of REST 3.0, single
   * methods by their names.
   */
  readonly without?: readonly string[];
  /** Features of its plan that are on, by the codes of `feature.get`; none unless told. */
  readonly features?: readonly string[];
  /** The portal has a new address: every request is answered 302 to this origin. */
  readonly renamedTo?: string;
}

/** A Bitrix24 portal as an object. Needs no socket: `handle` takes a request and gives its answer. */
export interface LocalPortal {
  readonly core: PortalCore;
  readonly access: Access;
  /** Rejects with ConnectionDropped where a fault drops the connection; never otherwise. */
  handle(request: PortalRequest): Promise<PortalResponse>;
  close(): void;
}

/** Makes a portal on a store. Two portals on one store see the same data. */
export function createPortal(options: PortalOptions = {}): LocalPortal {
  const store = options.store ?? new Store();
  const clock = options.clock ?? systemClock;
  const limits = options.limits ?? {};
  const lacks = new Set((options.without ?? []).map((name) => name.toLowerCase()));
  const methods = new MethodTable(
    (options.methods ?? families.flat()).filter(
      ({ name, scope, api = 'v2' }) => !lacks.has(name.toLowerCase()) && !lacks.has(scope) && !lacks.has(api),
    ),
  );
  const core: PortalCore = {
    store,
    blobs: new Blobs(store),
    links: new Links(store, () => clock.now(), options.linkLifetimeMs ?? 3_600_000),
    clock,
    random: options.random ?? seeded(1),
    zone: new Zone(options.zoneOffset),
    methods,
    featuresOn: new Set(options.features ?? []),
  };
  const everyScope = [...new Set(methods.all.map((method) => method.scope))].filter((scope) => scope !== '');
  const access = new Access(store, clock, () => everyScope);
  const { scopes } = options;
  for (const webhook of options.webhooks ?? []) access.addWebhook({ ...(scopes && { scopes }), ...webhook });
  for (const app of options.apps ?? []) access.addApp(app);
  const runner = new Runner(core, limits, new Faults(options.faults ?? []), new Operating(clock));
  const bucket = limits.bucket === undefined ? undefined : new Bucket(clock, limits.bucket);
  const router = new Router({ runner, access, bucket, renamedTo: options.renamedTo });
  return {
    core,
    access,
    handle: (request) => router.handle(request),
    close: () => store.close(),
  };
}
