import { Engine } from 'php-parser';

import { BoxError } from '../error.ts';
import { evaluate, isNode, nameOf, type Node, type Scope } from './evaluate.ts';
import { truthy } from './operators.ts';
import { type PhpValue, Unknown } from './value.ts';

/** What a PHP file of settings says: what it returns, the variables it sets and the constants it defines. */
export interface PhpFile {
  readonly returned?: PhpValue;
  readonly variables: ReadonlyMap<string, PhpValue>;
  readonly constants: ReadonlyMap<string, PhpValue>;
}

function list(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.filter(isNode);
  return isNode(value) ? [value] : [];
}

/** Everything that statements set, marked as unknown: they may run, or not. */
function blur(nodes: readonly Node[], scope: Scope): void {
  const unsure = { ...scope, variables: new Map(scope.variables), constants: new Map(scope.constants) };
  run(nodes, unsure);
  for (const kind of ['variables', 'constants'] as const) {
    for (const [name, value] of unsure[kind]) {
      if (scope[kind].get(name) !== value) scope[kind].set(name, new Unknown('a condition decides'));
    }
  }
}

function runIf(node: Node, scope: Scope): PhpValue | undefined {
  const is = isNode(node['test']) ? truthy(evaluate(node['test'], scope)) : undefined;
  const body = list(node['body']);
  const alternate = list(node['alternate']);
  if (is === undefined) {
    blur([...body, ...alternate], scope);
    return undefined;
  }
  return run(is ? body : alternate, scope);
}

function assign(node: Node, scope: Scope): void {
  const { left, right } = node;
  if (!isNode(left) || !isNode(right)) return;
  if (left.kind !== 'variable') return;
  const plain = node['operator'] === '=';
  scope.variables.set(nameOf(left), plain ? evaluate(right, scope) : new Unknown(`$${nameOf(left)} is changed`));
}

function define(node: Node, scope: Scope): void {
  const what = node['what'];
  const [name, value] = list(node['arguments']);
  if (!isNode(what) || nameOf(what).toLowerCase() !== 'define' || name === undefined || value === undefined) return;
  const text = evaluate(name, scope);
  // PHP keeps the first definition of a constant.
  if (typeof text === 'string' && !scope.constants.has(text)) scope.constants.set(text, evaluate(value, scope));
}

function runExpression(node: unknown, scope: Scope): void {
  if (!isNode(node)) return;
  if (node.kind === 'assign') assign(node, scope);
  else if (node.kind === 'call') define(node, scope);
  else if (node.kind === 'silent') runExpression(node['expr'], scope);
}

/** Goes through statements the way PHP would, and gives what a `return` among them returns. */
function run(nodes: readonly Node[], scope: Scope): PhpValue | undefined {
  for (const node of nodes) {
    switch (node.kind) {
      case 'return':
        return isNode(node['expr']) ? evaluate(node['expr'], scope) : null;
      case 'block': {
        const returned = run(list(node['children']), scope);
        if (returned !== undefined) return returned;
        break;
      }
      case 'if': {
        const returned = runIf(node, scope);
        if (returned !== undefined) return returned;
        break;
      }
      case 'expressionstatement':
        runExpression(node['expression'], scope);
        break;
      default:
    }
  }
  return undefined;
}

/**
 * Reads a PHP file of settings without running it. `documentRoot` is what the web server would give for it.
 * Raises BOX_CONFIG_UNREADABLE when it is no PHP.
 */
export function readPhp(code: string, file: string, documentRoot: string): PhpFile {
  const scope: Scope = { file, documentRoot, variables: new Map(), constants: new Map() };
  const engine = new Engine({ parser: { version: '8.3', suppressErrors: false }, ast: { withPositions: false } });
  let program: Node;
  try {
    program = engine.parseCode(code, file) as unknown as Node;
  } catch (error) {
    // The parser's words may quote a line with a password in it (I11).
    const { lineNumber } = error as { readonly lineNumber?: number };
    throw new BoxError('BOX_CONFIG_UNREADABLE', { path: file, key: `line ${lineNumber ?? '?'}` });
  }
  const returned = run(list(program['children']), scope);
  const { variables, constants } = scope;
  return { ...(returned === undefined ? {} : { returned }), variables, constants };
}
