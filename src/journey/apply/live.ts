import { at, type JsonObject, textOf } from '../../base/json.ts';
import type { Call, Outcome, Portal } from '../../bitrix24/port.ts';
import { objectsOf } from '../../kinds/fields.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { changedSince, listsOf } from '../export/requests.ts';

/** Whoever worked on the portal within these days is held to work on it still: a weekend and a day. */
export const LIVE_DAYS = 3;
const DAY_MS = 86_400_000;

/** Where rows say who changed them last. */
const CHANGED_BY = ['updatedBy', 'modifiedBy', 'changedBy', 'EDITOR_ID', 'UPDATED_BY', 'MODIFIED_BY', 'CHANGED_BY'];

/** What others than the connection's owner changed lately. */
export interface Liveliness {
  /** As many as the first pages show: at least so many. */
  readonly records: number;
  readonly newestAtMs: number;
  readonly kinds: readonly KindId[];
}

interface Asked {
  readonly kind: Kind;
  readonly path: readonly string[];
  readonly call: Call;
}

function callsFor(kinds: readonly Kind[], since: string): readonly Asked[] {
  return kinds.flatMap((kind) => {
    const { changedAt } = kind;
    const filter = changedAt?.filter ?? changedAt?.field;
    if (filter === undefined || filter === false) return [];
    return listsOf(kind).flatMap((list) => {
      const request = changedSince(list, filter, since);
      if (request === undefined) return [];
      const { method, params, api, rows } = request;
      const call = { method, ...(params === undefined ? {} : { params }), ...(api === undefined ? {} : { api }) };
      return [{ kind, path: rows, call }];
    });
  });
}

function byOthers(row: JsonObject, ownerId: string): boolean {
  const who = CHANGED_BY.map((field) => textOf(row[field] ?? '')).find((id) => id !== '' && id !== '0');
  return who !== undefined && who !== ownerId;
}

function rowsOf(outcome: Outcome | undefined, path: readonly string[]): readonly JsonObject[] {
  return outcome?.is === 'answered' ? objectsOf(at(outcome.answer.result, path)) : [];
}

/**
 * Whether somebody else still works on the portal: the first page of what was changed lately, of each kind that can be
 * asked so. A refusal says nothing; undefined: nothing was seen.
 */
export async function liveliness(
  portal: Portal,
  kinds: readonly Kind[],
  { ownerId, nowMs, signal }: { readonly ownerId: string; readonly nowMs: number; readonly signal?: AbortSignal },
): Promise<Liveliness | undefined> {
  const sinceMs = nowMs - LIVE_DAYS * DAY_MS;
  const asked = callsFor(kinds, new Date(sinceMs).toISOString());
  const outcomes = await portal.batch(
    asked.map(({ call }) => call),
    signal === undefined ? {} : { signal },
  );
  let records = 0;
  let newestAtMs = 0;
  const seen = new Set<KindId>();
  for (const [index, { kind, path }] of asked.entries()) {
    for (const row of rowsOf(outcomes[index], path)) {
      const atMs = Date.parse(textOf(row[kind.changedAt?.field ?? ''] ?? ''));
      // A method that does not know the filter gives everything: what is older does not count.
      if (!(atMs >= sinceMs) || !byOthers(row, ownerId)) continue;
      records += 1;
      newestAtMs = Math.max(newestAtMs, atMs);
      seen.add(kind.id);
    }
  }
  return records === 0 ? undefined : { records, newestAtMs, kinds: [...seen] };
}
