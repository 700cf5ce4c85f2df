import type { JsonObject } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { ListRequest, Portal } from '../../bitrix24/port.ts';
import { type Kind, keyOf, type RecordLike } from '../../kinds/kind.ts';
import { rowOfGet, rowOfWhole, saysAbsent } from '../../kinds/look.ts';
import { withSignal } from './context.ts';
import { stopsEverything } from './reasons.ts';

const atOnce = 50;

/** What a look at some records showed. A record in neither is absent: the portal was asked and did not show it. */
export interface Looked {
  readonly rows: ReadonlyMap<string, JsonObject>;
  /** Those that the portal would not speak of: nobody knows whether they are there. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * Looks at records by their ids. All are unknown where their kind can't be looked at. Rejects with a PortalError that
 * stops everything.
 */
export async function lookRows(
  portal: Portal,
  kind: Kind,
  records: readonly RecordLike[],
  signal: AbortSignal | undefined,
): Promise<Looked> {
  const rows = new Map<string, JsonObject>();
  const unknown = new Set<string>();
  const { look } = kind;
  const wanted = new Set(records.map(({ id }) => id));
  if (look === undefined) return { rows, unknown: wanted };
  const parts = new Set<string>();
  const take = (row: JsonObject | undefined, parent?: RecordLike['parent']): void => {
    const id = row === undefined ? '' : keyOf(kind, row, parent);
    if (row === undefined || !wanted.has(id)) return;
    rows.set(id, row);
    if (kind.parts?.isPart(row) === true) parts.add(id);
  };
  const refuse = (id: string, error: PortalError | undefined): void => {
    if (error !== undefined && stopsEverything(error)) throw error;
    if (error === undefined || !saysAbsent(look, error)) unknown.add(id);
  };
  const list = async (request: ListRequest, of: readonly RecordLike[]): Promise<void> => {
    try {
      for await (const page of portal.list(request, withSignal(signal))) {
        for (const row of page.rows) take(row, of[0]?.parent);
      }
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      for (const { id } of of) refuse(id, error);
    }
  };
  if (look.by === 'siblings') {
    // All that share a list are found by one walk of it.
    const byList = Map.groupBy(records, (record) => JSON.stringify(look.request(record)));
    for (const of of byList.values()) if (of[0] !== undefined) await list(look.request(of[0]), of);
    for (const [id, row] of await wholeOf(portal, kind, [...parts], signal)) {
      if (row === undefined) {
        rows.delete(id);
        unknown.add(id);
      } else rows.set(id, row);
    }
    return { rows, unknown };
  }
  for (let from = 0; from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce);
    if (look.by === 'ids') {
      await list(look.request(some.map(({ id }) => id)), some);
      continue;
    }
    const outcomes = await portal.batch(some.map(look.call), withSignal(signal));
    some.forEach(({ id, parent }, index) => {
      const outcome = outcomes[index];
      if (outcome?.is === 'answered') take(rowOfGet(look, outcome.answer.result), parent);
      else refuse(id, outcome?.error);
    });
  }
  return { rows, unknown };
}

/** Records that a list shows only in part, asked for whole: undefined where the portal would not give one. */
async function wholeOf(
  portal: Portal,
  { parts }: Kind,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, JsonObject | undefined>> {
  if (parts === undefined || ids.length === 0) return new Map();
  const outcomes = await portal.batch(ids.map(parts.whole), withSignal(signal));
  return new Map(ids.map((id, index) => [id, rowOfWhole(parts, outcomes[index])]));
}
