import { parseAst } from 'rolldown/parseAst';

/** One small change of a source file. */
export interface Mutant {
  /** Under src/. */
  readonly file: string;
  readonly line: number;
  readonly what: string;
  /** The same change of the same file has the same name, wherever the file's other lines move. */
  readonly name: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A piece of a file and what may stand in its place. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly isStatement: boolean;
  readonly instead: readonly string[];
}

const SWAPS: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
};
const METHODS: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
]);
/** What of TypeScript holds expressions; everything else of it is types. */
const HOLDS_CODE = new Set(['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** All nodes of the code; types are left alone. */
function* nodesIn(value: unknown): Generator<Node, void, void> {
  if (Array.isArray(value)) for (const each of value) yield* nodesIn(each);
  if (!isNode(value) || (value.type.startsWith('TS') && !HOLDS_CODE.has(value.type))) return;
  yield value;
  for (const [key, inner] of Object.entries(value)) if (key !== 'parent') yield* nodesIn(inner);
}

/** Every small change that a node allows: conditions, comparisons, truths, choices of all or one, calls left out. */
function insteadOf(node: Node, source: string): Place | undefined {
  const { start, end } = node;
  const place = (...instead: readonly string[]): Place => ({ start, end, isStatement: false, instead });
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const [left, right] = [node['left'], node['right']];
      const operator = String(node['operator']);
      const swap = SWAPS[operator];
      if (swap === undefined || !isNode(left) || !isNode(right)) return undefined;
      const at = source.indexOf(operator, left.end);
      if (at === -1 || at >= right.start) return undefined;
      return place(source.slice(start, at) + swap + source.slice(at + operator.length, end));
    }
    case 'UnaryExpression':
      return node['operator'] === '!' ? place(source.slice(start + 1, end)) : undefined;
    case 'Literal':
      return typeof node['value'] === 'boolean' ? place(node['value'] ? 'false' : 'true') : undefined;
    case 'CallExpression': {
      const callee = node['callee'];
      const property = isNode(callee) && callee.type === 'MemberExpression' ? callee['property'] : undefined;
      if (!isNode(property)) return undefined;
      const swap = METHODS.get(source.slice(property.start, property.end));
      if (swap === undefined) return undefined;
      return place(source.slice(start, property.start) + swap + source.slice(property.end, end));
    }
    case 'ExpressionStatement': {
      const expression = node['expression'];
      const isCall = isNode(expression) && ['CallExpression', 'AwaitExpression'].includes(expression.type);
      return isCall ? { start, end, isStatement: true, instead: [';'] } : undefined;
    }
    default:
      return undefined;
  }
}

/** The test of a condition, which may come out either way whatever it looks at. */
function testOf(node: Node): Place | undefined {
  if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return undefined;
  const test = node['test'];
  if (!isNode(test)) return undefined;
  return { start: test.start, end: test.end, isStatement: false, instead: ['Boolean(1)', 'Boolean(0)'] };
}

function placesOf(source: string): readonly Place[] {
  const places = new Map<string, Place>();
  for (const node of nodesIn(parseAst(source, { lang: 'ts' }))) {
    for (const found of [testOf(node), insteadOf(node, source)]) {
      if (found === undefined) continue;
      const key = `${found.start}-${found.end}-${found.isStatement}`;
      const known = places.get(key);
      places.set(key, known === undefined ? found : { ...known, instead: [...known.instead, ...found.instead] });
    }
  }
  return [...places.values()].toSorted((a, b) => a.start - b.start || b.end - a.end || (a.isStatement ? -1 : 1));
}

/**
 * A file with all its mutants in it: each place asks `$mutant(name)` which of them is on. One process can so try them
 * all, one after the other, on code that it loaded once.
 */
export function withMutants(
  file: string,
  source: string,
): { readonly text: string; readonly mutants: readonly Mutant[] } {
  const places = placesOf(source);
  const mutants: Mutant[] = [];
  const seen = new Map<string, number>();
  const named = (place: Place, instead: string): string => {
    const line = source.slice(0, place.start).split('\n').length;
    const before = source.slice(place.start, place.end);
    const what = `${short(before)} → ${instead === ';' ? 'nothing' : short(instead)}`;
    const times = (seen.get(what) ?? 0) + 1;
    seen.set(what, times);
    const name = `${file}: ${what}${times === 1 ? '' : ` (${times})`}`;
    mutants.push({ file, line, what, name });
    return `$mutant(${JSON.stringify(name)})`;
  };
  let index = 0;
  /** Text from `from` to `to`, with all places in it. */
  const written = (from: number, to: number): string => {
    let text = '';
    let at = from;
    for (let place = places[index]; place !== undefined && place.end <= to; place = places[index]) {
      index += 1;
      text += source.slice(at, place.start);
      const asked = place.instead.map((instead) => ({ asks: named(place, instead), instead }));
      const inner = written(place.start, place.end);
      text += place.isStatement
        ? `{if (${asked.map(({ asks }) => asks).join('')}) ; else {${inner}}}`
        : `(${asked.map(({ asks, instead }) => `${asks} ? (${instead}) : `).join('')}(${inner}))`;
      at = place.end;
    }
    return text + source.slice(at, to);
  };
  return { text: written(0, source.length), mutants };
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > 100 ? `${line.slice(0, 97)}…` : line;
}
