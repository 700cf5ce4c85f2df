import { rowOfGet } from '../../kinds/look.ts';
import type { Kind } from '../../kinds/kind.ts';
import { type WalkContext, withSignal } from './context.ts';
import { listsOf } from './requests.ts';
import { pageOfGets } from './walk-ids.ts';
import { eachPage } from './walk-lists.ts';

const idsAtOnce = 50;

/** Fetches single records of a listed kind: by ids in a list where the kind can, one by one, or by the whole list again. */
export async function fetchByIds(context: WalkContext, kind: Kind, ids: readonly string[]): Promise<void> {
  const { look } = kind;
  const keep = async (pages: ReturnType<WalkContext['portal']['list']>): Promise<void> => {
    await eachPage(pages, async (page) => {
      await context.keep(kind, page);
    });
  };
  if (look === undefined || look.by === 'siblings') {
    for (const request of listsOf(kind)) await keep(context.portal.list(request, withSignal(context.signal)));
    return;
  }
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const some = ids.slice(from, from + idsAtOnce);
    if (look.by === 'ids') {
      await keep(context.portal.list(look.request(some), withSignal(context.signal)));
      continue;
    }
    const calls = some.map((id) => look.call({ id, row: {} }));
    const outcomes = await context.portal.batch(calls, withSignal(context.signal));
    const page = pageOfGets(calls, outcomes, (result) => rowOfGet(look, result), context.now());
    if (page.rows.length > 0) await context.keep(kind, page);
  }
}
