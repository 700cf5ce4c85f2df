import { at, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { Call, Outcome, Page } from '../../bitrix24/port.ts';
import { valuesAt } from '../../kinds/fields.ts';
import type { Kind, Take } from '../../kinds/kind.ts';
import { tallyOf, type WalkContext, withSignal } from './context.ts';
import { IdSet } from '../../base/id-set.ts';
import { concernsWholeKind, reasonOf } from './reasons.ts';

const idsAtOnce = 50;

/** Ids that other kinds' records name, each once. */
function* idsNamed(context: WalkContext, take: Extract<Take, { how: 'ids' }>): Generator<string, void, void> {
  const known = new IdSet();
  for (const { kind, field } of take.from) {
    const seen = tallyOf(context, kind).ids;
    for (const { key, row } of context.archive.records(kind)) {
      if (!seen.has(key.id)) continue;
      for (const value of valuesAt(row, field)) {
        const id = textOf(value);
        if (id !== '' && id !== '0' && known.add(id)) yield id;
      }
    }
  }
}

/** Rows of single gets as a page: the answers side by side, each as the portal gave it. */
export function pageOfGets(
  calls: readonly Call[],
  outcomes: readonly Outcome[],
  rowAt: (result: Json) => JsonObject | undefined,
  nowMs: number,
): Page {
  const results = outcomes.flatMap((outcome) => (outcome.is === 'answered' ? [outcome.answer.result] : []));
  const rows = results.map(rowAt).filter((row) => row !== undefined);
  const first = calls[0];
  return {
    rows,
    pointer: ['rows'],
    raw: {
      atMs: nowMs,
      method: first?.method ?? '',
      api: first?.api ?? 'v2',
      params: calls.map(({ params }) => params ?? {}),
      body: Buffer.from(JSON.stringify({ rows })),
    },
  };
}

/** A kind without a list: its ids are gathered from the fields of other kinds and asked for one by one, 50 a request. */
export async function walkIds(context: WalkContext, kind: Kind, take: Extract<Take, { how: 'ids' }>): Promise<void> {
  const rowAt = (result: Json): JsonObject | undefined => {
    const row = at(result, take.at);
    return isObject(row) && Object.keys(row).length > 0 ? row : undefined;
  };
  let refused = false;
  const ask = async (ids: readonly string[]): Promise<void> => {
    const calls = ids.map(take.get);
    const outcomes = await context.portal.batch(calls, withSignal(context.signal));
    outcomes.forEach((outcome, index) => {
      if (outcome.is === 'answered') return;
      const error = outcome.error;
      if (error !== undefined && concernsWholeKind(error)) {
        if (!refused) context.miss('kind', kind.id, reasonOf(error), error.message);
        refused = true;
        return;
      }
      const code = error === undefined ? 'EXPORT_UNREACHABLE' : reasonOf(error);
      context.miss('record', kind.id, code, error?.message ?? '', ids[index]);
    });
    const page = pageOfGets(calls, outcomes, rowAt, context.now());
    if (page.rows.length > 0) await context.keep(kind, page);
  };
  let ids: string[] = [];
  for (const id of idsNamed(context, take)) {
    ids.push(id);
    if (ids.length < idsAtOnce) continue;
    await ask(ids);
    if (refused) return;
    ids = [];
  }
  if (ids.length > 0) await ask(ids);
}
