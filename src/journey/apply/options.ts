import type { Clock } from '../../base/clock.ts';
import type { Disk } from '../../base/disk.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import type { Pace } from '../export/eta.ts';
import type { LedgerState } from '../journal/ledger.ts';
import type { Watch } from '../types.ts';
import type { Eyes } from './check.ts';
import type { Guard } from './guard.ts';
import type { Through } from './alive.ts';
import type { PlanSource } from './source.ts';

/** How far a run may go. */
export interface Caps {
  /** No more acknowledged deletions in this run. */
  readonly maxDelete?: number;
  readonly maxMinutes?: number;
  /** How many records go first and are seen absent before the rest; 10 unless said. 0 only for a rehearsal. */
  readonly canary?: number;
}

/** What became of the first few: so many of a kind were seen absent, and so many steps are left. */
export interface Canary {
  readonly kind: KindId;
  readonly absent: number;
  readonly left: number;
}

/** What a person at the controls may do meanwhile. */
export interface Controls {
  /** Ctrl-C: finish what is in flight, then stop. */
  readonly signal?: AbortSignal;
  /** Ctrl-C again: stop at once; what was in flight is unknown. */
  readonly hard?: AbortSignal;
  /** While paused: a promise that resolves when it goes on. */
  readonly paused?: () => Promise<void> | undefined;
  /** Asked once after the canary; unattended runs leave it out and go on. */
  readonly afterCanary?: (canary: Canary) => Promise<boolean>;
}

export interface ApplyOptions {
  readonly plan: PlanSource;
  readonly disk: Disk;
  /** Whoever calls holds the lock of the journal (takeLock). */
  readonly journalPath: string;
  /** Whose dead lock was taken over, for the journal. */
  readonly tookOver?: string;
  readonly portal: Portal;
  /** The other connections that the plan goes through. */
  readonly through?: Through;
  readonly archive: Pick<Eyes, 'fingerprint' | 'archived'> & { readonly sealRoot: string | undefined };
  readonly kinds: readonly Kind[];
  readonly clock: Clock;
  readonly guard: Guard;
  readonly caps?: Caps;
  readonly controls?: Controls;
  /** The portal's limits and speed, for the time left; the cloud's unless it is known to be another. */
  readonly pace?: Pace;
  readonly watch?: Watch;
  /** Stops before people have their turn when records changed: those are to be brought home first (drift/). */
  readonly waitsForChanged?: boolean;
}

/** Why a run ended before the end of its plan. */
export type StopReason =
  'cancelled' | 'maxDelete' | 'maxMinutes' | 'canaryFailed' | 'canaryDeclined' | 'changed' | 'portal';

export interface ApplyReport {
  readonly plan: string;
  /** `finished`: every step has had its turn; some may have been skipped or refused, see `states`. */
  readonly ended: 'finished' | 'stopped';
  readonly reason?: StopReason | undefined;
  /** What the portal threw, when that ended the run. */
  readonly error?: Error | undefined;
  /** Steps of the plan by their state, all runs together. `planned`: not done yet. */
  readonly states: Readonly<Record<LedgerState, number>>;
  /** Of the `planned` ones: what was not touched, for what takes it along had its turn and stayed. */
  readonly stayedAlong?: number;
  readonly acknowledgedNow: number;
  /** Other connections that nothing went through in this run, and why: what was to go through them was refused. */
  readonly unreached?: readonly { readonly connection: string; readonly code: string }[];
}
