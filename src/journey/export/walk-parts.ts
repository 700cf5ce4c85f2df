import { at, isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { Kind } from '../../kinds/kind.ts';
import { tallyOf, type WalkContext, withSignal } from './context.ts';
import { reasonOf } from './reasons.ts';
import { pageOfGets } from './walk-ids.ts';

const idsAtOnce = 50;

/** Asks for the records that lists showed only in part, 50 a request. */
export async function walkParts(context: WalkContext, kind: Kind, parts: NonNullable<Kind['parts']>): Promise<void> {
  const seen = tallyOf(context, kind.id).ids;
  const wanted = [...context.parts(kind.id)].filter((id) => !seen.has(id));
  const rowAt = (result: Json): JsonObject | undefined => {
    const row = at(result, parts.at);
    return isObject(row) && Object.keys(row).length > 0 ? row : undefined;
  };
  for (let from = 0; from < wanted.length; from += idsAtOnce) {
    const ids = wanted.slice(from, from + idsAtOnce);
    const calls = ids.map(parts.whole);
    const outcomes = await context.portal.batch(calls, withSignal(context.signal));
    outcomes.forEach((outcome, index) => {
      if (outcome.is === 'answered') return;
      const code = outcome.error === undefined ? 'EXPORT_UNREACHABLE' : reasonOf(outcome.error);
      context.miss('record', kind.id, code, outcome.error?.message ?? '', ids[index]);
    });
    const page = pageOfGets(calls, outcomes, rowAt, context.now());
    if (page.rows.length > 0) await context.keep(kind, page, undefined, 'whole');
  }
}
