import type { Flow, FlowNode, Point, Scope } from './model.ts';
import { ranksOf } from './ranks.ts';

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where everything is drawn: boxes by id of node or note, points by id of flow. */
export interface Drawing {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly lines: ReadonlyMap<string, readonly Point[]>;
}

interface Laid {
  readonly size: { readonly width: number; readonly height: number };
  /** Relative to the scope's own corner. */
  readonly boxes: Map<string, Box>;
  readonly lines: Map<string, readonly Point[]>;
}

const gapX = 60;
const gapY = 50;
const padding = 40;
const laneHeight = 24;
const noteSize = { width: 140, height: 60 };

/** Sizes that viewers draw well, and what is inside of a sub-process. */
function sizeOf(node: FlowNode, inner: Laid | undefined): { readonly width: number; readonly height: number } {
  if (inner !== undefined) return inner.size;
  if (node.type.endsWith('Event')) return { width: 36, height: 36 };
  if (node.type.endsWith('Gateway')) return { width: 50, height: 50 };
  return { width: 120, height: 80 };
}

const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });
const right = (box: Box): Point => ({ x: box.x + box.width, y: middle(box).y });
const left = (box: Box): Point => ({ x: box.x, y: middle(box).y });
const bottom = (box: Box): Point => ({ x: middle(box).x, y: box.y + box.height });
const top = (box: Box): Point => ({ x: middle(box).x, y: box.y });

/** Lays a process out from left to right; where the designer kept places, by those. */
export function layoutOf(scope: Scope): Drawing {
  const { boxes, lines } = lay(scope);
  return { boxes, lines };
}

function lay(scope: Scope): Laid {
  const inner = new Map<string, Laid>();
  for (const node of scope.nodes) if (node.scope !== undefined) inner.set(node.id, lay(node.scope));
  const placed = scope.nodes.some(({ place }) => place !== undefined) ? byPlaces(scope, inner) : byRanks(scope, inner);
  for (const [id, { boxes, lines }] of inner) {
    const box = placed.boxes.get(id);
    if (box === undefined) continue;
    const shift = ({ x, y }: Point): Point => ({ x: x + box.x, y: y + box.y });
    for (const [child, one] of boxes) placed.boxes.set(child, { ...one, ...shift(one) });
    for (const [flow, points] of lines) placed.lines.set(flow, points.map(shift));
  }
  return placed;
}

function byRanks(scope: Scope, inner: ReadonlyMap<string, Laid>): Laid {
  const { cells, rows, columns, backwards } = ranksOf(scope);
  const sizes = new Map(scope.nodes.map((node) => [node.id, sizeOf(node, inner.get(node.id))]));
  const widths = Array.from({ length: columns }, () => 36);
  const heights = Array.from({ length: rows }, () => 36);
  for (const [id, { column, row }] of cells) {
    const size = sizes.get(id);
    widths[column] = Math.max(widths[column] ?? 0, size?.width ?? 0);
    heights[row] = Math.max(heights[row] ?? 0, size?.height ?? 0);
  }
  const lanes = backwards.size * laneHeight;
  const xs = starts(widths, gapX, padding);
  const ys = starts(heights, gapY, padding + lanes);
  const boxes = new Map<string, Box>();
  for (const [id, { column, row }] of cells) {
    const { width, height } = sizes.get(id) ?? { width: 0, height: 0 };
    const x = (xs[column] ?? 0) + ((widths[column] ?? 0) - width) / 2;
    const y = (ys[row] ?? 0) + ((heights[row] ?? 0) - height) / 2;
    boxes.set(id, { x, y, width, height });
  }
  onBorders(scope, boxes);
  const end = { x: xs.at(-1) ?? padding, y: ys.at(-1) ?? padding };
  const width = end.x + (widths.at(-1) ?? 0) + padding;
  const below = end.y + (heights.at(-1) ?? 0) + gapY / 2;
  for (const [index, { id }] of scope.notes.entries()) {
    boxes.set(id, { x: padding + index * (noteSize.width + 20), y: below, ...noteSize });
  }
  const notes = scope.notes.length;
  const lines = new Map<string, readonly Point[]>();
  const lane = [...backwards];
  for (const flow of scope.flows) {
    const index = lane.indexOf(flow.id);
    lines.set(flow.id, index === -1 ? forward(flow, boxes) : backward(flow, boxes, padding / 2 + index * laneHeight));
  }
  return {
    size: {
      width: Math.max(width, padding + notes * (noteSize.width + 20) + padding),
      height: below + (notes > 0 ? noteSize.height : 0) + padding - gapY / 2,
    },
    boxes,
    lines,
  };
}

function starts(sizes: readonly number[], gap: number, first: number): readonly number[] {
  let next = first;
  return sizes.map((size) => {
    const here = next;
    next += size + gap;
    return here;
  });
}

/** Boundary events sit on the lower edge of their task. */
function onBorders(scope: Scope, boxes: Map<string, Box>): void {
  for (const { id, on } of scope.nodes) {
    const host = on === undefined ? undefined : boxes.get(on);
    if (host !== undefined) {
      boxes.set(id, { x: host.x + host.width - 54, y: host.y + host.height - 18, width: 36, height: 36 });
    }
  }
}

const none: Box = { x: 0, y: 0, width: 0, height: 0 };

/** Branches leave downwards and come back upwards; all else runs to the right. */
function forward(flow: Flow, boxes: ReadonlyMap<string, Box>): readonly Point[] {
  const from = boxes.get(flow.from) ?? none;
  const to = boxes.get(flow.to) ?? none;
  const [start, end] = [middle(from), middle(to)];
  if (start.y === end.y) return [right(from), left(to)];
  if (end.y > start.y) {
    const out = bottom(from);
    return [out, { x: out.x, y: end.y }, left(to)];
  }
  const into = bottom(to);
  return [right(from), { x: into.x, y: start.y }, into];
}

function backward(flow: Flow, boxes: ReadonlyMap<string, Box>, y: number): readonly Point[] {
  const from = top(boxes.get(flow.from) ?? none);
  const to = top(boxes.get(flow.to) ?? none);
  return [from, { x: from.x, y }, { x: to.x, y }, to];
}

/** As the designer drew it, moved so that nothing lies left of or above the corner. */
function byPlaces(scope: Scope, inner: ReadonlyMap<string, Laid>): Laid {
  const places = [...scope.nodes, ...scope.notes].flatMap(({ place }) => (place === undefined ? [] : [place]));
  const origin = { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
  const boxes = new Map<string, Box>();
  const lowest = Math.max(...places.map(({ y }) => y)) - origin.y + padding + 200;
  let unplaced = 0;
  const boxAt = (place: Point | undefined, size: { width: number; height: number }): Box =>
    place === undefined
      ? { x: padding + unplaced++ * 180, y: lowest, ...size }
      : { x: place.x - origin.x + padding + 160, y: place.y - origin.y + padding, ...size };
  for (const node of scope.nodes) boxes.set(node.id, boxAt(node.place, sizeOf(node, inner.get(node.id))));
  for (const { id, place } of scope.notes) boxes.set(id, boxAt(place, noteSize));
  onBorders(scope, boxes);
  const lines = new Map(
    scope.flows.map(({ id, from, to }) => [id, [right(boxes.get(from) ?? none), left(boxes.get(to) ?? none)] as const]),
  );
  const all = [...boxes.values()];
  return {
    size: {
      width: Math.max(...all.map(({ x, width }) => x + width)) + padding,
      height: Math.max(...all.map(({ y, height }) => y + height)) + padding,
    },
    boxes,
    lines,
  };
}
