import { at, isList, isObject, type Json, textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Outcome, Portal } from '../../bitrix24/port.ts';
import { type Kind, type KindId, kindsFor } from '../../kinds/kind.ts';
import { personName } from '../person-name.ts';
import type { Watch } from '../types.ts';
import type { Range } from './eta.ts';
import { estimateRequests } from './estimate.ts';
import { type FeatureCode, featuresOff } from './features.ts';
import { stopsEverything } from './reasons.ts';
import { countCall, listsOf, methodOf } from './requests.ts';

/**
 * Whether a kind can be taken through this connection.
 * noMethod: the module is off or this box is too old. noScope: the connection was made without it. noRight: the user may
 * not read it. noPlan: the method is there and this plan may not call it.
 */
export type KindState = 'here' | 'noMethod' | 'noScope' | 'noRight' | 'noPlan';

export interface KindInventory {
  readonly kind: KindId;
  readonly state: KindState;
  readonly method?: string;
  /** The portal's own count; undefined where it gives none (per-parent lists, REST 3.0). */
  readonly total?: number;
}

/** What a portal holds and what of it this connection may take. A value: doctor, the ETA and the pages read it. */
export interface Inventory {
  readonly portal: string;
  readonly connection: string;
  readonly atMs: number;
  readonly user: { readonly id: string; readonly name: string };
  readonly admin: boolean;
  readonly scopes: readonly string[];
  readonly kinds: readonly KindInventory[];
  /** What each scope that is missing costs: the kinds that stay on the portal, or come without their files. */
  readonly missingScopes: readonly { readonly scope: string; readonly kinds: readonly KindId[] }[];
  /** Features that the portal itself says are off. */
  readonly featuresOff: readonly FeatureCode[];
  readonly requestsEstimate: Range;
}

interface InventoryOptions {
  readonly portal: Portal;
  /** Name of the connection, as the archive will know it. */
  readonly connection: string;
  readonly kinds: readonly Kind[];
  readonly now: () => number;
  readonly signal?: AbortSignal;
  readonly watch?: Watch;
}

/** Who the connection belongs to. `profile` needs no scope. */
async function whoAmI(
  portal: Portal,
  signal: AbortSignal | undefined,
): Promise<{ readonly id: string; readonly name: string; readonly admin: boolean }> {
  const { result } = await portal.call({ method: 'profile' }, signal);
  const admin = at(result, ['ADMIN']);
  return {
    id: textOf(at(result, ['ID'])),
    name: personName(result),
    admin: admin === true || admin === 'Y' || admin === '1',
  };
}

/** A capability question that an old box may not know: undefined when it refuses. */
async function ask(portal: Portal, method: string, signal?: AbortSignal): Promise<Json | undefined> {
  try {
    return (await portal.call({ method }, signal)).result;
  } catch (error) {
    if (stopsEverything(error)) throw error;
    return undefined;
  }
}

/**
 * Names of the REST 3.0 methods that the portal documents: none where it has no REST 3.0 (an older box), undefined where it
 * did not say.
 */
export async function v3Methods(portal: Portal, signal?: AbortSignal): Promise<ReadonlySet<string> | undefined> {
  let document: Json | undefined;
  try {
    document = (await portal.call({ method: 'rest.documentation.openapi', api: 'v3' }, signal)).result;
  } catch (error) {
    if (stopsEverything(error)) throw error;
    if (error instanceof PortalError && (error.kind === 'noSuchMethod' || error.status === 404)) return new Set();
    return undefined;
  }
  const paths = at(document, ['paths']);
  if (!isObject(paths)) return undefined;
  return new Set(Object.keys(paths).map((path) => path.slice(path.lastIndexOf('/') + 1).toLowerCase()));
}

function scopeNames(result: Json | undefined): readonly string[] {
  const list = isList(result) ? result : isObject(result) ? Object.keys(result) : [];
  return list.map((item) => textOf(isObject(item) ? (item['code'] ?? item['id']) : item)).filter((name) => name !== '');
}

/**
 * Scopes that the connection has, for REST 2.0 and 3.0 alike; undefined where the portal did not say. (`rest.scope.list`
 * of REST 3.0 tells of methods, whoever asks.)
 */
export async function grantedScopes(portal: Portal, signal?: AbortSignal): Promise<readonly string[] | undefined> {
  const result = await ask(portal, 'scope', signal);
  return result === undefined ? undefined : scopeNames(result);
}

interface Capabilities {
  readonly scopes: ReadonlySet<string> | undefined;
  readonly v3Methods: ReadonlySet<string> | undefined;
  /** Of REST 2.0 methods, in lower case. */
  readonly methods: ReadonlyMap<string, { readonly exists: boolean; readonly available: boolean }>;
  readonly featuresOff: readonly FeatureCode[];
}

async function capabilities(options: InventoryOptions): Promise<Capabilities> {
  const { portal, kinds, signal } = options;
  const found = kinds.map(methodOf).filter((method) => method !== undefined);
  const names = [...new Set(found.filter(({ v3 }) => !v3).map(({ method }) => method.toLowerCase()))];
  const asksV3 = found.some(({ v3 }) => v3);
  const [scopes, documented, off, outcomes] = await Promise.all([
    grantedScopes(portal, signal),
    asksV3 ? v3Methods(portal, signal) : undefined,
    featuresOff(portal, signal),
    portal.batch(
      names.map((name) => ({ method: 'method.get', params: { name } })),
      signal === undefined ? {} : { signal },
    ),
  ]);
  const methods = new Map<string, { exists: boolean; available: boolean }>();
  outcomes.forEach((outcome, index) => {
    if (outcome.is !== 'answered') return;
    const { result } = outcome.answer;
    methods.set(names[index] ?? '', {
      exists: at(result, ['isExisting']) === true,
      available: at(result, ['isAvailable']) === true,
    });
  });
  return {
    scopes: scopes === undefined ? undefined : new Set(scopes),
    v3Methods: documented,
    methods,
    featuresOff: off,
  };
}

/** What the capabilities alone say about a kind; `here` when nothing speaks against it. */
function stateByCapabilities(kind: Kind, has: Capabilities): KindState {
  const method = methodOf(kind);
  const v3 = method?.v3 ?? kind.api === 'v3';
  const { scopes } = has;
  const lacksScope = scopes !== undefined && scopes.size > 0 && kind.scope !== '' && !scopes.has(kind.scope);
  if (method === undefined) return lacksScope ? 'noScope' : 'here';
  if (v3) {
    // Without REST 3.0, none of its scopes can be granted.
    if (has.v3Methods?.size === 0) return 'noMethod';
    if (has.v3Methods !== undefined && !has.v3Methods.has(method.method.toLowerCase())) {
      return lacksScope ? 'noScope' : 'noMethod';
    }
    return lacksScope ? 'noScope' : 'here';
  }
  const known = has.methods.get(method.method.toLowerCase());
  if (known !== undefined && !known.exists) return 'noMethod';
  if (lacksScope) return 'noScope';
  return known === undefined || known.available ? 'here' : 'noPlan';
}

function stateByRefusal(error: PortalError): KindState {
  switch (error.kind) {
    case 'accessDenied':
      return 'noRight';
    case 'missingScope':
      return 'noScope';
    case 'noSuchMethod':
      return 'noMethod';
    case 'planWithoutRest':
      return 'noPlan';
    default:
      return 'here';
  }
}

/** A kind's total is the sum of its lists'; one that gives none leaves it unknown. */
function counted(kind: KindInventory, outcomes: readonly Outcome[]): KindInventory {
  const refusal = outcomes.find((outcome) => outcome.is === 'refused');
  if (refusal !== undefined) return { ...kind, state: stateByRefusal(refusal.error) };
  const totals = outcomes.map((outcome) => (outcome.is === 'answered' ? outcome.answer.total : undefined));
  const known = totals.filter((total) => total !== undefined);
  if (known.length === 0 || known.length < totals.length) return kind;
  return { ...kind, total: known.reduce((sum, total) => sum + total, 0) };
}

/** Counts every list that gives a number, 50 counts a request. */
async function count(
  kinds: readonly Kind[],
  states: readonly KindInventory[],
  options: InventoryOptions,
): Promise<readonly KindInventory[]> {
  const calls = kinds.flatMap((kind, index) => {
    if (states[index]?.state !== 'here') return [];
    const counts = listsOf(kind).map(countCall);
    return counts.flatMap((call) => (call === undefined ? [] : [{ index, call }]));
  });
  const outcomes = await options.portal.batch(
    calls.map(({ call }) => call),
    options.signal === undefined ? {} : { signal: options.signal },
  );
  for (const outcome of outcomes) {
    if (outcome.is === 'refused' && stopsEverything(outcome.error)) throw outcome.error;
  }
  const answered = calls.map(({ index }, place) => ({ index, outcome: outcomes[place] }));
  return states.map((state, place) => {
    const mine = answered.flatMap(({ index, outcome }) => (index === place && outcome !== undefined ? [outcome] : []));
    return counted(state, mine);
  });
}

/** A kind whose rows come with another's list, or by its parents, can be no more here than that one. */
function inheritStates(kinds: readonly Kind[], states: readonly KindInventory[]): readonly KindInventory[] {
  const byId = new Map(states.map((state) => [state.kind, state]));
  return states.map((state, index) => {
    const take = kinds[index]?.take;
    if (take?.how !== 'with' || state.state !== 'here') return state;
    return { ...state, state: byId.get(take.of)?.state ?? 'here' };
  });
}

/** The kind itself is lost with its own scope; without the others its files, or what else their methods give. */
function missingScopes(kinds: readonly Kind[], has: Capabilities): Inventory['missingScopes'] {
  const scopes = has.scopes ?? new Set();
  if (scopes.size === 0) return [];
  const needs = kinds.flatMap((kind) =>
    [kind.scope, ...(kind.moreScopes ?? [])]
      .filter((scope) => scope !== '' && !scopes.has(scope))
      .map((scope) => ({ scope, kind: kind.id })),
  );
  const byScope = Map.groupBy(needs, ({ scope }) => scope);
  return [...byScope].map(([scope, list]) => ({ scope, kinds: list.map(({ kind }) => kind) }));
}

/**
 * Asks the portal what it can, who the connection is and how much there is: a handful of requests, nothing is changed.
 * Rejects with PortalError only for what stops everything (bad credential, plan without REST, portal gone, no network).
 * https://apidocs.bitrix24.ru/api-reference/common/system/method-get.html
 */
export async function takeInventory(options: InventoryOptions): Promise<Inventory> {
  const { portal, connection, watch, signal } = options;
  const kinds = kindsFor(options.kinds, portal);
  watch?.({ type: 'stage', stage: 'inventory', state: 'started' });
  const me = await whoAmI(portal, signal);
  const has = await capabilities({ ...options, kinds });
  const first = kinds.map((kind): KindInventory => {
    const method = methodOf(kind)?.method;
    const state = stateByCapabilities(kind, has);
    return method === undefined ? { kind: kind.id, state } : { kind: kind.id, state, method };
  });
  const states = inheritStates(kinds, await count(kinds, first, options));
  for (const { kind, state, total = 0 } of states) {
    const shown = state === 'here' ? 'finished' : 'incomplete';
    watch?.({ type: 'kind', stage: 'inventory', kind, done: total, total, state: shown });
  }
  watch?.({ type: 'stage', stage: 'inventory', state: 'finished' });
  return {
    portal: portal.address,
    connection,
    atMs: options.now(),
    user: { id: me.id, name: me.name },
    admin: me.admin,
    scopes: [...(has.scopes ?? [])],
    kinds: states,
    missingScopes: missingScopes(kinds, has),
    featuresOff: has.featuresOff,
    requestsEstimate: estimateRequests(kinds, states),
  };
}
