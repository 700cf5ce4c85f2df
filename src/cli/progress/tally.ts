import type { Progress, Stage } from '../../commands/progress.ts';

export interface KindTally {
  readonly kind: string;
  readonly done: number;
  readonly total?: number;
  readonly bytes: number;
  readonly state: 'running' | 'finished' | 'incomplete';
}

/** Where a stage stands, added up from its events. */
export interface StageTally {
  readonly stage: Stage;
  readonly of?: string;
  readonly startedAtMs: number;
  readonly kinds: ReadonlyMap<string, KindTally>;
  readonly eta?: { readonly fromMs: number; readonly toMs: number };
  readonly pause?: Extract<Progress, { readonly type: 'pause' }>;
}

export interface Totals {
  readonly done: number;
  /** Known only when every kind knows its own. */
  readonly total?: number;
  readonly bytes: number;
  readonly incomplete: number;
}

export function totalsOf({ kinds }: StageTally): Totals {
  let done = 0;
  let total = 0;
  let bytes = 0;
  let incomplete = 0;
  let known = kinds.size > 0;
  for (const tally of kinds.values()) {
    done += tally.done;
    bytes += tally.bytes;
    // A tool that the portal does not have lacks nothing.
    if (tally.state === 'incomplete' && tally.done + (tally.total ?? 0) > 0) incomplete++;
    if (tally.total === undefined && tally.state === 'running') known = false;
    total += Math.max(tally.total ?? 0, tally.done);
  }
  return known ? { done, total, bytes, incomplete } : { done, bytes, incomplete };
}

/** Follows the events of a journey and keeps the stage that runs. */
export class Tally {
  #stage: StageTally | undefined;

  get stage(): StageTally | undefined {
    return this.#stage;
  }

  /** Takes an event in; gives the stage back when this one ended it. */
  take(event: Progress, nowMs: number): StageTally | undefined {
    switch (event.type) {
      case 'stage': {
        if (event.state === 'started') {
          const { stage, of } = event;
          this.#stage = { stage, ...(of === undefined ? {} : { of }), startedAtMs: nowMs, kinds: new Map() };
          return undefined;
        }
        const ended = this.#stage;
        this.#stage = undefined;
        return ended;
      }
      case 'kind': {
        const stage = this.#stage ?? { stage: event.stage, startedAtMs: nowMs, kinds: new Map<string, KindTally>() };
        const { kind, done, total, bytes = 0, state } = event;
        const tally: KindTally = { kind, done, bytes, state, ...(total === undefined ? {} : { total }) };
        const { pause: _over, ...rest } = stage;
        this.#stage = { ...rest, kinds: new Map([...stage.kinds, [kind, tally]]) };
        return undefined;
      }
      case 'eta':
        if (this.#stage !== undefined) this.#stage = { ...this.#stage, eta: event };
        return undefined;
      case 'pause':
        if (this.#stage !== undefined) this.#stage = { ...this.#stage, pause: event };
        return undefined;
      case 'warning':
        return undefined;
      default:
        return event satisfies never;
    }
  }
}
