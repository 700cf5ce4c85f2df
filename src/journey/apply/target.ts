import { Bye24Error } from '../../base/error.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import type { PlanEntry } from '../plan/entry.ts';
import type { Step } from '../types.ts';

/** A step that is sent, and the steps that go along with it. */
export interface Target {
  readonly step: Step;
  readonly kind: Kind;
  readonly along: readonly { readonly step: Step; readonly kind: Kind }[];
}

/** Puts a plan's steps together: what goes along comes right before what takes it. */
export async function* targetsOf(
  entries: AsyncIterable<PlanEntry>,
  kinds: ReadonlyMap<KindId, Kind>,
): AsyncGenerator<Target, void, void> {
  let along: Target['along'][number][] = [];
  for await (const entry of entries) {
    if (entry.type !== 'step') continue;
    const { step } = entry;
    const kind = kinds.get(step.key.kind);
    if (kind === undefined) throw new Bye24Error('PLAN_UNKNOWN_KIND', { kind: step.key.kind });
    if (step.action.do === 'cascade') {
      along.push({ step, kind });
      continue;
    }
    const stray = along.find(
      ({ step: { action } }) =>
        action.do === 'cascade' && (action.with.kind !== step.key.kind || action.with.id !== step.key.id),
    );
    if (stray !== undefined) throw new Bye24Error('PLAN_STRAY_STEP', { step: stray.step.number });
    yield { step, kind, along };
    along = [];
  }
  const [stray] = along;
  if (stray !== undefined) throw new Bye24Error('PLAN_STRAY_STEP', { step: stray.step.number });
}

/** Steps a window at most: with the one look at the next ones they fill a batch of 50. */
export const WINDOW = 49;

/** Whether two targets can share a window: of one kind, through one connection. */
function goTogether(one: Target, other: Target): boolean {
  return one.kind.id === other.kind.id && one.step.through === other.step.through;
}

/** Targets of one kind and connection at a time, in order, so many at a time; asked anew when a window has two. */
export async function* windowsOf(
  targets: AsyncIterable<Target>,
  sizeFor: (begun: readonly Target[]) => number,
): AsyncGenerator<readonly Target[], void, void> {
  let window: Target[] = [];
  let size = WINDOW;
  for await (const target of targets) {
    const first = window[0];
    if (first !== undefined && (!goTogether(first, target) || window.length >= size)) {
      yield window;
      window = [];
    }
    window.push(target);
    if (window.length <= 2) size = sizeFor(window);
  }
  if (window.length > 0) yield window;
}

/** Targets of any kinds, in order, so many at a time as a window has. */
export async function* piecesOf(targets: AsyncIterable<Target>): AsyncGenerator<readonly Target[], void, void> {
  let piece: Target[] = [];
  for await (const target of targets) {
    if (piece.push(target) < WINDOW) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

/** A piece, by kind. */
export function byKind(piece: readonly Target[]): Iterable<readonly Target[]> {
  return Map.groupBy(piece, ({ kind }) => kind.id).values();
}
