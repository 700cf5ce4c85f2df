import type { Archive } from '../../archive/archive.ts';
import { MAIN_CONNECTION } from '../../archive/reader.ts';
import type { KindCount } from '../../archive/types.ts';
import type { Clock } from '../../base/clock.ts';
import { textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import { type Kind, type KindId, kindsFor } from '../../kinds/kind.ts';
import type { Watch } from '../types.ts';
import { type ExportContext, isOnTheWay, type Own, tallyOf, tell } from './context.ts';
import { type Counted, countRequests } from './counting.ts';
import { Cursors } from './cursor.ts';
import { probe } from './delta.ts';
import type { Pace } from './eta.ts';
import { withEta } from './eta-watch.ts';
import type { FeatureCode } from './features.ts';
import { Downloads } from './files.ts';
import type { Inventory } from './inventory.ts';
import { lackingMethods } from './lacking.ts';
import { keepPage } from './keep.ts';
import { runInOrder, withDependencies } from './order.ts';
import { Outlook } from './outlook.ts';
import type { Pauses } from './pauses.ts';
import { isReasonCode, stopsEverything } from './reasons.ts';
import { takeKind } from './take-kind.ts';
import { movingParents } from './walk-moved.ts';
import { isGap, type MissingGroup, type Tally } from './tally.ts';

export interface ExportOptions {
  readonly portal: Portal;
  /** Open for writing, with all kinds declared. */
  readonly archive: Archive;
  /** All kinds that are known. */
  readonly kinds: readonly Kind[];
  /** Only these, and what they can't be taken without. */
  readonly chosen?: readonly KindId[];
  /** Name of the connection: who sees what is told apart by it. */
  readonly connection: string;
  /** Only what this person, whose connection it is, alone can see (`kind.own`). Absent: everything. */
  readonly ownOf?: string;
  readonly clock: Clock;
  /** Default true; false names all files as missing. */
  readonly files?: boolean;
  /** For totals and the time left in the progress. */
  readonly inventory?: Inventory;
  /** The portal's limits and speed, where they are known to differ from the cloud's. */
  readonly pace?: Pace;
  /** Which methods had to rest, for the time left. */
  readonly pauses?: Pauses;
  readonly kindsAtOnce?: number;
  readonly signal?: AbortSignal;
  readonly watch?: Watch;
}

/** How an export ended (I9). */
export interface ExportReport {
  readonly run: number;
  readonly portal: string;
  readonly connection: string;
  readonly state: 'complete' | 'incomplete';
  /** It took up a run that had been interrupted. */
  readonly resumed: boolean;
  /** A run before it had come to its end, so that only what changed was fetched. */
  readonly delta: boolean;
  readonly kinds: readonly KindCount[];
  /** Everything that is missing, by kind and reason; the archive names each. */
  readonly missing: readonly MissingGroup[];
  readonly files: { readonly count: number; readonly bytes: number };
  /** Features that the portal itself says are off; absent where nobody asked. */
  readonly featuresOff?: readonly FeatureCode[];
  /** Fields of secrets that were left out of what came home, on purpose (I11). */
  readonly withheld: readonly { readonly kind: KindId; readonly fields: readonly string[] }[];
  /** Requests asked of the portal, downloads among them. */
  readonly requests: number;
  /** Of an export of what changed: what the last one of everything took. */
  readonly fullRequests?: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
}

/** The portal's own clock: what "changed since" is asked by. https://apidocs.bitrix24.ru/api-reference/common/system/server-time.html */
async function portalTimeMs(portal: Portal, nowMs: number, signal: AbortSignal | undefined): Promise<number> {
  try {
    const time = Date.parse(textOf((await portal.call({ method: 'server.time' }, signal)).result));
    return Number.isNaN(time) ? nowMs : time;
  } catch (error) {
    if (!(error instanceof PortalError) || stopsEverything(error)) throw error;
    return nowMs;
  }
}

/** The kinds that are walked. Those of one person's own things hang on nothing but that person. */
function kindsOf({ portal, kinds: known, chosen }: ExportOptions, own: Own | undefined): readonly Kind[] {
  const kinds = kindsFor(known, portal);
  // What the main connection is shown as an application, a person's webhook can't be asked for.
  const here = new Set(kinds.map(({ id }) => id));
  const ids = own === undefined ? chosen : chosen?.filter((id) => here.has(id));
  const asked = ids === undefined ? kinds : withDependencies(kinds, ids);
  if (own === undefined) return asked;
  const wanted = asked.filter((kind) => kind.own !== undefined);
  if (own.narrow) return kinds.filter((kind) => wanted.includes(kind) || kind.id === 'user');
  return withDependencies(
    kinds,
    wanted.map(({ id }) => id),
  );
}

const wideCursor = (connection: string): string => `export/${connection}/wide`;

/**
 * Whose own things this run is about. A connection that once took everything is asked for everything of these kinds
 * again: what it does not see now would be held for gone.
 */
function ownOf({ archive, connection, ownOf: userId }: ExportOptions): Own | undefined {
  if (userId !== undefined) return { userId, narrow: archive.cursor(wideCursor(connection)) === undefined };
  return undefined;
}

function outlookOf(
  { archive, pauses }: ExportOptions,
  inventory: Inventory,
  kinds: readonly Kind[],
  { portal, requests }: Pick<Counted, 'portal' | 'requests'>,
  tallies: ReadonlyMap<KindId, Tally>,
): Outlook {
  const here = new Set(inventory.kinds.filter(({ state }) => state === 'here').map(({ kind }) => kind));
  const totals = inventory.kinds.flatMap(({ kind, total }) => (total === undefined ? [] : [[kind, total] as const]));
  return new Outlook({
    portal,
    kinds,
    totals: new Map(totals),
    rows: (kind) => tallies.get(kind)?.ids.size ?? 0,
    sample: (kind) => [...archive.records(kind, { limit: 200 })].map(({ key, row }) => ({ id: key.id, row })),
    isHere: (kind) => here.has(kind),
    asked: requests,
    pauses,
  });
}

interface Opened {
  readonly context: ExportContext;
  readonly resumed: boolean;
  readonly files: { count: number; bytes: number };
}

async function openRun(
  options: ExportOptions,
  portal: Portal,
  kinds: readonly Kind[],
  shared: Pick<ExportContext, 'tallies'> & { readonly own: Own | undefined; readonly outlook: Outlook | undefined },
): Promise<Opened> {
  const { own, outlook, tallies } = shared;
  const { archive, connection, clock, signal, watch, inventory } = options;
  const isFirst = !archive.runs().some((run) => run.connection === connection);
  const { id: run, resumed } = await archive.writer.beginRun({ connection });
  if (own === undefined) {
    archive.writer.setCursor(MAIN_CONNECTION, connection);
    archive.writer.setCursor(wideCursor(connection), 'yes');
  }
  const cursors = new Cursors(archive, connection, run);
  let startedAtMs = cursors.startedAtMs();
  if (startedAtMs === undefined) {
    startedAtMs = await portalTimeMs(portal, clock.now(), signal);
    cursors.setStartedAtMs(startedAtMs);
  }
  const byId = new Map(kinds.map((kind) => [kind.id, kind]));
  const parts = new Map<KindId, Set<string>>();
  const files = { count: 0, bytes: 0 };
  const miss: ExportContext['miss'] = (what, kind, code, message, id) => {
    const missing = { kind, what, code, message, ...(id === undefined ? {} : { id }) };
    tallyOf({ tallies }, kind).miss(missing);
    // What is walked on the way alone is another connection's to take.
    if (own === undefined || byId.get(kind)?.own !== undefined) archive.writer.addMissing(missing);
  };
  const downloads = new Downloads({
    portal,
    archive,
    kinds: byId,
    ...(signal === undefined ? {} : { signal }),
    onFile: (owner, sizeBytes) => {
      files.count += 1;
      files.bytes += sizeBytes;
      tallyOf({ tallies }, owner.kind).bytes += sizeBytes;
      outlook?.settled(owner.kind);
      tell(context, owner.kind, 'running');
    },
    onMissing: (owner, code, message) => {
      outlook?.settled(owner.kind);
      miss('file', owner.kind, code, message, owner.id);
    },
  });
  const context: ExportContext = {
    portal,
    archive,
    kinds: byId,
    connection,
    run,
    cursors,
    startedAtMs,
    isFirst,
    isResumed: resumed,
    fresh: new Map(kinds.flatMap(movingParents).map((id) => [id, new Set()])),
    tallies,
    downloads: options.files === false ? undefined : downloads,
    filesLater: new Set(),
    ...(own === undefined ? {} : { own }),
    ...(outlook === undefined ? {} : { outlook, walked: (kind: KindId, part: number) => outlook.walked(kind, part) }),
    totals: new Map(inventory?.kinds.flatMap(({ kind, total }) => (total === undefined ? [] : [[kind, total]])) ?? []),
    now: () => clock.now(),
    ...(signal === undefined ? {} : { signal }),
    ...(watch === undefined ? {} : { watch }),
    keep: (kind, page, parent, rows) => keepPage(context, kind, page, parent, rows),
    parts: (kind) => parts.get(kind) ?? cursors.parts(kind),
    addParts: (kind, ids) => {
      const known = parts.get(kind) ?? new Set(cursors.parts(kind));
      parts.set(kind, known);
      const before = known.size;
      for (const id of ids) known.add(id);
      if (known.size > before) cursors.setParts(kind, [...known]);
    },
    miss,
    place: (kind) => cursors.place(kind),
    setPlace: (kind, place) => cursors.setPlace(kind, place),
    commit: () => archive.writer.commit(),
  };
  // What the interrupted process could not take is still missing.
  for (const { kind, what, code, message, id } of archive.missing(run)) {
    const known = isReasonCode(code) ? { kind, what, code, message } : undefined;
    if (known !== undefined) tallyOf(context, kind).miss(id === undefined ? known : { ...known, id });
  }
  return { context, resumed, files };
}

/**
 * Brings everything home that the connection may read: parents before children, several kinds at once, pages straight
 * into the archive. It takes up an interrupted run where that stopped, and after a complete one fetches only what
 * changed. Errors of one kind do not stop the others.
 *
 * Rejects with the signal's reason, with a PortalError that stops everything (bad credential, portal gone, blocked, no
 * network), or with the disk's error. Nothing that was kept is lost: the same call goes on from there.
 */
export async function exportPortal(options: ExportOptions): Promise<ExportReport> {
  const { archive, clock, connection, inventory, kindsAtOnce = 6 } = options;
  const own = ownOf(options);
  const kinds = kindsOf(options, own);
  const { portal, requests } = countRequests(options.portal);
  const startedAtMs = clock.now();
  const tallies = new Map<KindId, Tally>();
  const outlook =
    inventory === undefined ? undefined : outlookOf(options, inventory, kinds, { portal, requests }, tallies);
  const watch =
    options.watch === undefined || outlook === undefined
      ? options.watch
      : withEta({
          watch: options.watch,
          left: (nowMs) => outlook.left(nowMs),
          requests,
          now: () => clock.now(),
          ...(options.pace === undefined ? {} : { pace: options.pace }),
        });
  watch?.({ type: 'stage', stage: 'export', state: 'started' });
  const { context, resumed, files } = await openRun(
    { ...options, ...(watch === undefined ? {} : { watch }) },
    portal,
    kinds,
    { own, outlook, tallies },
  );
  const delta = kinds.some(({ id }) => (context.cursors.done(id)?.run ?? context.run) !== context.run);
  try {
    const probes = delta ? await probe(context, kinds) : new Map();
    const lacking = await lackingMethods(portal, kinds, options.signal);
    await runInOrder(kinds, kindsAtOnce, (kind) => takeKind(context, kind, probes.get(kind.id), lacking.get(kind.id)));
  } catch (error) {
    await keepWhatIsHere(context);
    throw error;
  }
  const missing = [...context.tallies.values()]
    .filter(({ kind }) => !isOnTheWay(context, kind))
    .flatMap((tally) => tally.missing);
  const state = missing.some(isGap) ? 'incomplete' : 'complete';
  const fullRequests = delta ? context.cursors.fullRequests() : undefined;
  if (!delta && !resumed && options.chosen === undefined) context.cursors.setFullRequests(requests());
  await archive.writer.finishRun(state);
  watch?.({ type: 'stage', stage: 'export', state: 'finished' });
  const ids = new Set(kinds.map(({ id }) => id));
  return {
    run: context.run,
    portal: portal.address,
    connection,
    state,
    resumed,
    delta,
    kinds: archive.counts(context.run).filter(({ kind }) => ids.has(kind)),
    missing,
    files,
    withheld: kinds.flatMap(({ id, secrets = [] }) =>
      secrets.length > 0 && archive.size(id) > 0 ? [{ kind: id, fields: secrets }] : [],
    ),
    ...(inventory === undefined ? {} : { featuresOff: inventory.featuresOff }),
    requests: requests(),
    ...(fullRequests === undefined ? {} : { fullRequests }),
    startedAtMs,
    finishedAtMs: clock.now(),
  };
}

/** After what stops everything: what is in flight ends, and what came home is durable. The first error stays the one told. */
async function keepWhatIsHere(context: ExportContext): Promise<void> {
  try {
    await context.downloads?.settle().catch(() => undefined);
    await context.archive.writer.leaveRun();
  } catch {
    // A disk that failed once fails here again; its first error is already on its way.
  }
}
