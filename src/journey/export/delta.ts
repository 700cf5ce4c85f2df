import { at, isObject, textOf } from '../../base/json.ts';
import type { Call, ListRequest, Outcome } from '../../bitrix24/port.ts';
import { elementsOf } from '../../kinds/fields.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { type ExportContext, tallyOf, withSignal } from './context.ts';
import { fetchByIds } from './fetch-by-id.ts';
import { changedSince, countCall, idsOnly, listsOf } from './requests.ts';
import { canScan, eachPage, scanIds } from './walk-lists.ts';

/**
 * How far before the last run's begin we look again, by the portal's own clock on both sides: rows that were being
 * written then, replicas that lagged, a clock that was put back.
 */
export const overlapMs = 3_600_000;

/** The lists of rows changed since the last complete run; undefined when this kind must be walked whole. */
function changedLists(context: ExportContext, kind: Kind): readonly ListRequest[] | undefined {
  const done = context.cursors.done(kind.id);
  if (done === undefined || !done.whole) return undefined;
  return listsChangedSince(kind, new Date(done.startedAtMs - overlapMs).toISOString());
}

/** A kind's lists, only rows that changed since a moment (ISO 8601); undefined where the portal can't be asked for that. */
export function listsChangedSince(kind: Kind, since: string): readonly ListRequest[] | undefined {
  const { changedAt } = kind;
  if (changedAt === undefined || !canScan(kind)) return undefined;
  const field = changedAt.filter ?? changedAt.field;
  if (field === false) return undefined;
  const lists = listsOf(kind);
  if (!lists.every((request) => idsOnly(request) !== undefined)) return undefined;
  const changed = lists.map((request) => changedSince(request, field, since));
  const possible = changed.filter((request) => request !== undefined);
  return possible.length === lists.length ? possible : undefined;
}

/** What one batch could say of a kind before anything is fetched. */
export interface Probe {
  /** Whether any row changed; true when unknown. */
  readonly mayHaveChanged: boolean;
  /** All ids that are there now, where they fit the first pages of the kind's lists. */
  readonly ids?: readonly string[];
}

interface Question {
  readonly kind: KindId;
  readonly request: ListRequest;
  readonly asks: 'all' | 'changed';
  readonly call: Call;
}

/**
 * Asks for all kinds at once, 50 questions a request: how many rows are there and how many changed. A kind whose ids all
 * fit one page needs no further look at its ids; one in which nothing changed needs no fetching.
 */
export async function probe(context: ExportContext, kinds: readonly Kind[]): Promise<ReadonlyMap<KindId, Probe>> {
  const questions = kinds.flatMap((kind): readonly Question[] => {
    const changed = changedLists(context, kind);
    if (changed === undefined) return [];
    const ask = (request: ListRequest, asks: Question['asks']): readonly Question[] => {
      const call = countCall(request);
      return call === undefined ? [] : [{ kind: kind.id, request, asks, call }];
    };
    return [...listsOf(kind).flatMap((list) => ask(list, 'all')), ...changed.flatMap((list) => ask(list, 'changed'))];
  });
  const outcomes = await context.portal.batch(
    questions.map(({ call }) => call),
    withSignal(context.signal),
  );
  const answers = Map.groupBy(
    questions.map((question, index) => ({ question, outcome: outcomes[index] })),
    ({ question }) => question.kind,
  );
  return new Map([...answers].map(([kind, list]) => [kind, probeOf(list)]));
}

function probeOf(answers: readonly { readonly question: Question; readonly outcome: Outcome | undefined }[]): Probe {
  let mayHaveChanged = false;
  let ids: string[] | undefined = [];
  for (const { question, outcome } of answers) {
    const answer = outcome?.is === 'answered' ? outcome.answer : undefined;
    if (question.asks === 'changed') {
      if (answer?.total !== 0) mayHaveChanged = true;
      continue;
    }
    const rows = elementsOf(at(answer?.result, question.request.rows)).filter(isObject);
    const found = rows.map((row) => textOf(row[question.request.idField]));
    if (answer?.total === undefined || answer.total !== found.length || found.includes('')) ids = undefined;
    else ids?.push(...found);
  }
  return { mayHaveChanged, ...(ids === undefined ? {} : { ids }) };
}

/** Whether a kind can be brought up to date without walking all of its rows. */
export function canDelta(context: ExportContext, kind: Kind): boolean {
  return changedLists(context, kind) !== undefined;
}

/**
 * Brings a kind up to date: rows changed since the last run are fetched; then every id that is there now is looked at,
 * so that vanished records are noticed and ones that came without a change (a right that was granted) are fetched too.
 */
export async function walkChanges(context: ExportContext, kind: Kind, known: Probe | undefined): Promise<void> {
  const tally = tallyOf(context, kind.id);
  if (known?.mayHaveChanged !== false) {
    for (const request of changedLists(context, kind) ?? []) {
      await eachPage(context.portal.list(request, withSignal(context.signal)), async (page) => {
        await context.keep(kind, page);
      });
    }
  }
  const fresh: string[] = [];
  const look = async (ids: readonly string[]): Promise<void> => {
    const unchanged: string[] = [];
    for (const id of ids) {
      if (tally.ids.has(id)) continue;
      if (context.archive.numberOf({ kind: kind.id, id }) === undefined) fresh.push(id);
      else {
        unchanged.push(id);
        tally.see(id);
      }
    }
    if (unchanged.length > 0) await context.archive.writer.addSeen(kind.id, unchanged);
  };
  if (known?.ids === undefined) tally.portal = await scanIds(context, kind, look);
  else {
    await look(known.ids);
    tally.portal = known.ids.length;
  }
  if (fresh.length > 0) await fetchByIds(context, kind, fresh);
}
