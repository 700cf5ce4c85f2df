import { parseAst } from 'rolldown/parseAst';

/** A source file with one small change in it. */
export interface Mutant {
  /** Under src/. */
  readonly file: string;
  readonly line: number;
  readonly what: string;
  /** The whole changed file. */
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
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

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function* nodesIn(value: unknown): Generator<Node, void, void> {
  if (Array.isArray(value)) for (const each of value) yield* nodesIn(each);
  if (!isNode(value)) return;
  yield value;
  for (const [key, inner] of Object.entries(value)) if (key !== 'parent') yield* nodesIn(inner);
}

/** Every small change that a file allows: conditions, comparisons, numbers, calls left out. Types are left alone. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const mutants: Mutant[] = [];
  const change = (start: number, end: number, replacement: string): void => {
    const line = source.slice(0, start).split('\n').length;
    const what = `${source.slice(start, end).split('\n')[0] ?? ''} → ${replacement === '' ? 'nothing' : replacement}`;
    mutants.push({ file, line, what, text: source.slice(0, start) + replacement + source.slice(end) });
  };
  for (const node of nodesIn(parseAst(source, { lang: 'ts' }))) {
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression': {
        const [left, right] = [node['left'], node['right']];
        const operator = String(node['operator']);
        const swap = SWAPS[operator];
        if (swap === undefined || !isNode(left) || !isNode(right)) break;
        const at = source.indexOf(operator, left.end);
        if (at !== -1 && at < right.start) change(at, at + operator.length, swap);
        break;
      }
      case 'IfStatement':
      case 'ConditionalExpression': {
        const test = node['test'];
        if (!isNode(test)) break;
        change(test.start, test.end, 'Boolean(1)');
        change(test.start, test.end, 'Boolean(0)');
        break;
      }
      case 'Literal':
        if (typeof node['value'] === 'boolean') change(node.start, node.end, node['value'] ? 'false' : 'true');
        break;
      case 'ExpressionStatement': {
        const expression = node['expression'];
        const isCall = isNode(expression) && ['CallExpression', 'AwaitExpression'].includes(expression.type);
        if (isCall) change(node.start, node.end, ';');
        break;
      }
      default:
    }
  }
  return mutants;
}
