import type { ListOptions, ListReport, ListRequest, Page } from '../../bitrix24/port.ts';
import { textOf } from '../../base/json.ts';
import type { Kind } from '../../kinds/kind.ts';
import { type WalkContext, tallyOf, withSignal } from './context.ts';
import { countCall, idsOnly, listsOf } from './requests.ts';

/** Hands every page of a list to `take`, and returns what the walk says about itself. */
export async function eachPage(
  pages: AsyncGenerator<Page, ListReport, void>,
  take: (page: Page) => Promise<void>,
): Promise<ListReport> {
  for (;;) {
    const step = await pages.next();
    if (step.done === true) return step.value;
    await take(step.value);
  }
}

/** The portal's count of one list, asked for by itself; undefined where it gives none. */
async function countNow(context: WalkContext, request: ListRequest): Promise<number | undefined> {
  const call = countCall(request);
  return call === undefined ? undefined : (await context.portal.call(call, context.signal)).total;
}

/** Where the portal gives no count, a page that stays short in the middle of a list is all that tells of a row that hides. */
function nameHoles(context: WalkContext, kind: Kind, { holes = 0 }: ListReport): void {
  if (holes > 0) context.miss('list', kind.id, 'EXPORT_COUNTS_DIFFER', `short pages in the middle of a list: ${holes}`);
}

function sum(totals: readonly (number | undefined)[]): number | undefined {
  const known = totals.filter((total) => total !== undefined);
  return known.length < totals.length ? undefined : known.reduce((all, total) => all + total, 0);
}

/** Every row of a kind's lists, from where an interrupted walk of this run stopped. Sets the tally's portal count. */
export async function walkLists(context: WalkContext, kind: Kind): Promise<void> {
  const requests = listsOf(kind);
  const place = context.place(kind.id);
  const totals: (number | undefined)[] = [];
  for (const [index, request] of requests.entries()) {
    if (place !== undefined && index < place.list) {
      totals.push(await countNow(context, request));
      continue;
    }
    const afterId = place?.list === index ? place.after : undefined;
    const options: ListOptions = { ...withSignal(context.signal), ...(afterId === undefined ? {} : { afterId }) };
    const report = await eachPage(context.portal.list(request, options), async (page) => {
      await context.keep(kind, page);
      // Only a walk by id can be taken up in the middle: other pages move when rows come and go.
      if (page.completeThroughId !== undefined) {
        context.setPlace(kind.id, { list: index, after: page.completeThroughId });
      }
    });
    nameHoles(context, kind, report);
    totals.push(afterId === undefined ? report.total : await countNow(context, request));
    context.setPlace(kind.id, { list: index + 1 });
  }
  tallyOf(context, kind.id).portal = sum(totals);
}

/** One look over a kind's lists that keeps nothing: every id that is there now, and the portal's count. */
export async function scanIds(
  context: WalkContext,
  kind: Kind,
  take: (ids: readonly string[]) => Promise<void>,
): Promise<number | undefined> {
  const totals: (number | undefined)[] = [];
  for (const request of listsOf(kind)) {
    const list = idsOnly(request) ?? request;
    const report = await eachPage(context.portal.list(list, withSignal(context.signal)), async (page) => {
      await take(page.rows.map((row) => textOf(row[request.idField])).filter((id) => id !== ''));
    });
    totals.push(report.total);
  }
  return sum(totals);
}

/** Whether a kind's rows carry the id by which the archive knows them, so that an ids-only scan can be compared. */
export function canScan(kind: Kind): boolean {
  const requests = listsOf(kind);
  return requests.length > 0 && requests.every(({ idField }) => idField === kind.key) && kind.sorts === undefined;
}
