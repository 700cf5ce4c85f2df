import type { Flow, Scope } from './model.ts';

export interface Cell {
  readonly column: number;
  readonly row: number;
}

export interface Ranks {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly rows: number;
  readonly columns: number;
  /** Flows that lead back to where the process was before. */
  readonly backwards: ReadonlySet<string>;
}

/**
 * A cell for every node: columns by the longest way to it, the first way out in its own row and every other branch in a
 * row below that is free as far as the branch goes.
 */
export function ranksOf(scope: Scope): Ranks {
  const boundary = new Map(scope.nodes.flatMap(({ id, on }) => (on === undefined ? [] : [[id, on] as const])));
  // What leaves a boundary event leaves its task.
  const sourceOf = ({ from }: Flow): string => boundary.get(from) ?? from;
  const out = new Map<string, Flow[]>();
  for (const flow of scope.flows) out.set(sourceOf(flow), [...(out.get(sourceOf(flow)) ?? []), flow]);
  const nodes = scope.nodes.filter(({ id }) => !boundary.has(id)).map(({ id }) => id);
  const targets = new Set(scope.flows.map(({ to }) => to));
  const heads = [...nodes.filter((id) => !targets.has(id)), ...nodes];
  const { order, backwards } = walk(heads, out);
  const columnOf = columnsOf(order, out, backwards);
  const rows = rowsOf(order, heads, { out, backwards, columnOf });
  return {
    cells: new Map(order.map((id) => [id, { column: columnOf.get(id) ?? 0, row: rows.of.get(id) ?? 0 }])),
    rows: rows.count,
    columns: Math.max(0, ...columnOf.values()) + 1,
    backwards,
  };
}

type Outs = ReadonlyMap<string, readonly Flow[]>;

/** Nodes so that every forward flow leads further on, and the flows that lead back. Without recursion: trees are deep. */
function walk(
  heads: readonly string[],
  out: Outs,
): { readonly order: readonly string[]; readonly backwards: Set<string> } {
  const state = new Map<string, 'open' | 'done'>();
  const finished: string[] = [];
  const backwards = new Set<string>();
  for (const head of heads) {
    if (state.has(head)) continue;
    const stack: { readonly id: string; next: number }[] = [{ id: head, next: 0 }];
    state.set(head, 'open');
    for (let here = stack.at(-1); here !== undefined; here = stack.at(-1)) {
      const flow = out.get(here.id)?.[here.next];
      here.next += 1;
      if (flow === undefined) {
        state.set(here.id, 'done');
        finished.push(here.id);
        stack.pop();
      } else if (state.get(flow.to) === 'open') backwards.add(flow.id);
      else if (!state.has(flow.to)) {
        state.set(flow.to, 'open');
        stack.push({ id: flow.to, next: 0 });
      }
    }
  }
  return { order: finished.toReversed(), backwards };
}

function columnsOf(order: readonly string[], out: Outs, backwards: ReadonlySet<string>): ReadonlyMap<string, number> {
  const columns = new Map<string, number>(order.map((id) => [id, 0]));
  for (const id of order) {
    const next = (columns.get(id) ?? 0) + 1;
    for (const flow of out.get(id) ?? []) {
      if (!backwards.has(flow.id)) columns.set(flow.to, Math.max(columns.get(flow.to) ?? 0, next));
    }
  }
  return columns;
}

interface Graph {
  readonly out: Outs;
  readonly backwards: ReadonlySet<string>;
  readonly columnOf: ReadonlyMap<string, number>;
}

/** Rows as lists of taken stretches of columns. */
class Rows {
  readonly #taken: (readonly [number, number])[][] = [];

  get count(): number {
    return Math.max(1, this.#taken.length);
  }

  /** The first row from `least` on that is free between two columns. */
  take(least: number, from: number, to: number): number {
    for (let row = least; ; row++) {
      const taken = (this.#taken[row] ??= []);
      if (taken.some(([start, end]) => from <= end && to >= start)) continue;
      taken.push([from, to]);
      return row;
    }
  }
}

function rowsOf(
  order: readonly string[],
  heads: readonly string[],
  graph: Graph,
): { readonly of: ReadonlyMap<string, number>; readonly count: number } {
  const rows = new Rows();
  const of = new Map<string, number>();
  const column = (id: string): number => graph.columnOf.get(id) ?? 0;
  const waiting: { readonly id: string; readonly least: number }[] = heads.toReversed().map((id) => ({ id, least: 0 }));
  for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
    if (of.has(branch.id)) continue;
    // As far as the first ways out go on, they share a row.
    const chain = [branch.id];
    const seen = new Set(chain);
    let end = column(branch.id);
    for (let id = chain[0]; id !== undefined;) {
      const flow: Flow | undefined = (graph.out.get(id) ?? []).find(({ id: one }) => !graph.backwards.has(one));
      if (flow === undefined) break;
      end = column(flow.to);
      if (of.has(flow.to) || seen.has(flow.to)) break;
      chain.push(flow.to);
      seen.add(flow.to);
      id = flow.to;
    }
    const row = rows.take(branch.least, column(branch.id), Math.max(end, column(chain.at(-1) ?? branch.id)));
    for (const id of chain) of.set(id, row);
    // The nearest branches of the chain's end come first, so that those of its beginning lie below them.
    for (const id of chain) {
      const others = (graph.out.get(id) ?? []).filter(({ id: one }) => !graph.backwards.has(one)).slice(1);
      for (const { to } of others.toReversed()) waiting.push({ id: to, least: row + 1 });
    }
  }
  for (const id of order) if (!of.has(id)) of.set(id, rows.take(0, column(id), column(id)));
  return { of, count: rows.count };
}
