import type { Archive } from '../../archive/archive.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Missing, NewRecord, RecordKey } from '../../archive/types.ts';
import type { Page, Portal } from '../../bitrix24/port.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import type { Watch } from '../types.ts';
import type { Cursors, Place } from './cursor.ts';
import type { Downloads } from './files.ts';
import type { Outlook } from './outlook.ts';
import type { ReasonCode } from './reasons.ts';
import { Tally } from './tally.ts';

/** A run for what one person alone can see. */
export interface Own {
  readonly userId: string;
  /** Rows that are not that person's are not followed. */
  readonly narrow: boolean;
}

/** What the walks over a portal work with: an export keeps what they bring, a comparison only looks at it. */
export interface WalkContext {
  readonly portal: Portal;
  readonly archive: Archive;
  readonly kinds: ReadonlyMap<KindId, Kind>;
  /** Milliseconds since 1970 by this computer's clock. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
  readonly tallies: Map<KindId, Tally>;
  readonly own?: Own;
  /** Says how much of a kind is walked, 0 to 1. */
  walked?(kind: KindId, part: number): void;
  /** Takes a page of a kind's list and says which records its rows are. */
  keep(kind: Kind, page: Page, parent?: RecordKey, rows?: 'asListed' | 'whole'): Promise<readonly NewRecord[]>;
  /** Ids of records that lists showed only in part, and that are still to be asked for. */
  parts(kind: KindId): Iterable<string>;
  addParts(kind: KindId, ids: readonly string[]): void;
  /** Names a thing that could not be taken (I9). */
  miss(what: Missing['what'], kind: KindId, code: ReasonCode, message: string, id?: string): void;
  /** Where an interrupted walk of a kind stopped; undefined when it is to begin. */
  place(kind: KindId): Place | undefined;
  setPlace(kind: KindId, place: Place): void;
  /** What was kept can be read from the archive. */
  commit(): Promise<void>;
}

/** What every part of one export works with. */
export interface ExportContext extends WalkContext {
  readonly connection: string;
  readonly run: number;
  readonly cursors: Cursors;
  /** The portal's clock when the run began, in milliseconds since 1970. */
  readonly startedAtMs: number;
  /** No run of this connection came before, interrupted or not. */
  readonly isFirst: boolean;
  /** It took up a run that had been interrupted. */
  readonly isResumed: boolean;
  /** Records that no export brought before this one, of kinds whose rows tell whether their children moved. */
  readonly fresh: ReadonlyMap<KindId, Set<string>>;
  /** undefined when files are left out. */
  readonly downloads: Downloads | undefined;
  /** Kinds whose files are fetched when all of their rows are home: until then nobody knows how many there are. */
  readonly filesLater: Set<KindId>;
  readonly outlook?: Outlook;
  /** The inventory's counts, for progress. */
  readonly totals: ReadonlyMap<KindId, number>;
  readonly watch?: Watch;
}

export function tallyOf(context: Pick<WalkContext, 'tallies'>, kind: KindId): Tally {
  let tally = context.tallies.get(kind);
  if (tally === undefined) context.tallies.set(kind, (tally = new Tally(kind)));
  return tally;
}

/** Whether a kind is walked only to come to others: its records are marked as seen, their rows are another connection's. */
export function isOnTheWay({ own, kinds }: Pick<WalkContext, 'own' | 'kinds'>, kind: KindId): boolean {
  return own !== undefined && kinds.get(kind)?.own === undefined;
}

/** Whether the lists below a record are asked for. */
export function isFollowed(
  { own, kinds }: Pick<WalkContext, 'own' | 'kinds'>,
  key: RecordKey,
  row: JsonObject,
): boolean {
  if (own?.narrow !== true) return true;
  if (key.kind === 'user') return key.id === own.userId;
  return kinds.get(key.kind)?.own?.(row, own.userId) === true;
}

export function withSignal(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** Tells how far a kind is. */
export function tell(context: ExportContext, kind: KindId, state: 'running' | 'finished' | 'incomplete'): void {
  const tally = tallyOf(context, kind);
  const total = tally.portal ?? context.totals.get(kind);
  context.watch?.({
    type: 'kind',
    stage: 'export',
    kind,
    done: tally.ids.size,
    ...(total === undefined ? {} : { total }),
    ...(tally.bytes === 0 ? {} : { bytes: tally.bytes }),
    state,
  });
}
