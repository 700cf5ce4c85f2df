import type {
  Group,
  InventoryResult,
  KindCount,
  KindFacts,
  PlanEntry,
  PlanResult,
  ProofReport,
  State,
} from '../api/types.ts';
import { isVerified } from '../app/steps.ts';

export const wallColumns = ['found', 'exported', 'verified', 'planned', 'deleted', 'proven', 'byHand'] as const;
export type WallColumn = (typeof wallColumns)[number];

export interface WallRow {
  readonly kind: string;
  readonly group: Group;
  /** undefined: not counted, or not so far yet. */
  readonly cells: Readonly<Record<WallColumn, number | undefined>>;
  /** Seen absent, and yet in a recycle bin. */
  readonly inBin: number;
}

interface Sources {
  readonly kinds: readonly KindFacts[];
  readonly state: State;
  readonly counts: readonly KindCount[];
  readonly report: ProofReport | null | undefined;
  readonly hands: readonly PlanEntry[];
}

/** Every kind that has anything, with how far each has come; made of what commands and files say, nothing is guessed. */
export function wallRows({ kinds, state, counts, report, hands }: Sources): readonly WallRow[] {
  const verified = isVerified(state) || state.status?.plan?.stale === false;
  const inventory = state.results.inventory?.result as unknown as InventoryResult | undefined;
  const plan =
    state.status?.plan === undefined ? undefined : (state.results.plan?.result as unknown as PlanResult | undefined);
  const counted = new Map(counts.map((count) => [count.kind, count]));
  const found = new Map((inventory?.kinds ?? []).map(({ kind, total }) => [kind, total]));
  const planned = new Map(
    (plan?.kinds ?? []).map((kind) => [kind.kind, kind.gone + kind.bin + kind.cascade + kind.deactivate]),
  );
  const ended = new Map((report?.kinds ?? []).map((ends) => [ends.kind, ends]));
  const handsOf = Map.groupBy(
    hands.flatMap((entry) => (entry.type === 'byHand' ? [entry.byHand] : [])),
    ({ kind }) => kind,
  );

  return kinds.flatMap(({ id, group }): readonly WallRow[] => {
    const count = counted.get(id);
    const ends = ended.get(id);
    const gone = ends === undefined ? undefined : ends.gone + ends.inactive + ends.alreadyGone;
    const cells = {
      found: count?.portal ?? found.get(id) ?? count?.seen,
      exported: count?.kept,
      verified: verified ? count?.kept : undefined,
      planned: ends?.planned ?? planned.get(id),
      deleted:
        gone === undefined || ends === undefined ? undefined : gone + ends.inBin + ends.acknowledged + ends.unreachable,
      proven: report?.provedAtMs === undefined ? undefined : gone,
      byHand: handsOf.get(id)?.length,
    };
    return Object.values(cells).some((value) => value !== undefined && value > 0)
      ? [{ kind: id, group, cells, inBin: ends?.inBin ?? 0 }]
      : [];
  });
}

/** What the kinds of a group come to together; undefined where none of them has come so far. */
export function groupRow(group: Group, rows: readonly WallRow[]): WallRow {
  const cells = Object.fromEntries(
    wallColumns.map((column) => {
      const told = rows.flatMap(({ cells: each }) => each[column] ?? []);
      return [column, told.length === 0 ? undefined : told.reduce((sum, value) => sum + value, 0)];
    }),
  ) as Record<WallColumn, number | undefined>;
  return { kind: group, group, cells, inBin: rows.reduce((sum, { inBin }) => sum + inBin, 0) };
}

export function sumOf(rows: readonly WallRow[], column: WallColumn): number {
  return rows.reduce((sum, { cells }) => sum + (cells[column] ?? 0), 0);
}

/** What a column's numbers are measured by: exports by what was found, proofs by what was planned. */
const measuredBy: Readonly<Record<WallColumn, WallColumn | undefined>> = {
  found: undefined,
  exported: 'found',
  verified: 'exported',
  planned: undefined,
  deleted: 'planned',
  proven: 'planned',
  byHand: undefined,
};

/** How full a cell is, from 0 to 1; undefined where a number says nothing of more or less. */
export function shareOf({ cells }: WallRow, column: WallColumn): number | undefined {
  const measure = measuredBy[column];
  const value = cells[column];
  if (measure === undefined || value === undefined) return undefined;
  const whole = cells[measure];
  return whole === undefined || whole === 0 ? undefined : Math.min(1, value / whole);
}
