import { dirname } from 'node:path';

import { arithmetic, compare, toText, truthy } from './operators.ts';
import { isArray, type PhpValue, Unknown } from './value.ts';

/** A node of php-parser's tree, as far as we read it. */
export interface Node {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** What an expression may see. */
export interface Scope {
  readonly file: string;
  readonly documentRoot: string;
  readonly variables: Map<string, PhpValue>;
  readonly constants: Map<string, PhpValue>;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).kind === 'string';
}

function child(node: Node, name: string): Node {
  const value = node[name];
  if (!isNode(value)) throw new Error(`a ${node.kind} without ${name}`);
  return value;
}

function children(node: Node, name: string): readonly Node[] {
  const value = node[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The text of a name: of a variable, a constant, a function. */
export function nameOf(node: Node): string {
  return typeof node['name'] === 'string' ? node['name'].replace(/^\\/u, '') : '';
}

function number(text: string): PhpValue {
  const digits = text.replaceAll('_', '');
  if (/^0[0-7]+$/u.test(digits)) return Number.parseInt(digits, 8);
  const value = Number(digits);
  return Number.isNaN(value) ? new Unknown(`the number ${text}`) : value;
}

function constant(name: string, { constants }: Scope): PhpValue {
  const known = constants.get(name);
  if (known !== undefined) return known;
  switch (name.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    case 'directory_separator':
      return '/';
    case 'php_eol':
      return '\n';
    default:
      return new Unknown(`the constant ${name}`);
  }
}

/** PHP makes numbers of keys that look like whole ones, and whole ones of other scalars. */
function keyOf(value: PhpValue): string | number | undefined {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null) return '';
  if (typeof value !== 'string') return undefined;
  return /^(?:0|-?[1-9]\d{0,14})$/u.test(value) ? Number(value) : value;
}

function array(node: Node, scope: Scope): PhpValue {
  const result = new Map<string | number, PhpValue>();
  let next = 0;
  for (const item of children(node, 'items')) {
    const isEntry = item.kind === 'entry';
    const value = evaluate(isEntry ? child(item, 'value') : item, scope);
    if (isEntry && item['unpack'] === true) {
      if (!isArray(value)) return new Unknown('an unpacked array');
      for (const [key, each] of value) result.set(typeof key === 'number' ? next++ : key, each);
      continue;
    }
    const key = isEntry && isNode(item['key']) ? keyOf(evaluate(item['key'], scope)) : next;
    if (key === undefined) return new Unknown('a key of an array');
    result.set(key, value);
    if (typeof key === 'number' && key >= next) next = key + 1;
  }
  return result;
}

function lookup(node: Node, scope: Scope): PhpValue {
  const what = child(node, 'what');
  const offset = evaluate(child(node, 'offset'), scope);
  if (what.kind === 'variable' && nameOf(what) === '_SERVER') {
    return offset === 'DOCUMENT_ROOT' ? scope.documentRoot : new Unknown(`$_SERVER[${toText(offset) ?? '…'}]`);
  }
  const from = evaluate(what, scope);
  const key = keyOf(offset);
  if (!isArray(from) || key === undefined) return from instanceof Unknown ? from : new Unknown('an offset');
  return from.get(key) ?? null;
}

function binary(node: Node, scope: Scope): PhpValue {
  const operator = String(node['type']);
  const left = evaluate(child(node, 'left'), scope);
  const rest = (): PhpValue => evaluate(child(node, 'right'), scope);
  switch (operator) {
    case '&&':
    case 'and':
      return logical(left, false, rest);
    case '||':
    case 'or':
      return logical(left, true, rest);
    case '??':
      return left instanceof Unknown ? left : (left ?? rest());
    case '.': {
      const right = rest();
      const [first, second] = [toText(left), toText(right)];
      if (first !== undefined && second !== undefined) return first + second;
      return left instanceof Unknown ? left : right instanceof Unknown ? right : new Unknown('a text');
    }
    default:
      return (
        compare(operator, left, rest()) ?? arithmetic(operator, left, rest()) ?? new Unknown(`the operator ${operator}`)
      );
  }
}

function logical(left: PhpValue, decides: boolean, rest: () => PhpValue): PhpValue {
  const first = truthy(left);
  if (first === decides) return decides;
  const second = truthy(rest());
  if (first === undefined || second === undefined) return new Unknown('a condition');
  return second;
}

function unary(node: Node, scope: Scope): PhpValue {
  const value = evaluate(child(node, 'what'), scope);
  if (node['type'] === '!') {
    const is = truthy(value);
    return is === undefined ? new Unknown('a condition') : !is;
  }
  if (typeof value !== 'number') return value instanceof Unknown ? value : new Unknown('a number');
  return node['type'] === '-' ? -value : node['type'] === '~' ? ~value : value;
}

/** The few functions that configuration files call and whose answer does not depend on a running PHP. */
function call(node: Node, scope: Scope): PhpValue {
  const what = child(node, 'what');
  const name = nameOf(what).toLowerCase();
  const [first] = children(node, 'arguments').map((each) => evaluate(each, scope));
  if (name === 'defined' && typeof first === 'string') return scope.constants.has(first);
  if (name === 'dirname' && typeof first === 'string') return dirname(first);
  if (name === 'rtrim' && typeof first === 'string' && children(node, 'arguments').length === 1) return first.trimEnd();
  return new Unknown(`${nameOf(what)}()`);
}

function choice(node: Node, scope: Scope): PhpValue {
  const test = evaluate(child(node, 'test'), scope);
  const is = truthy(test);
  if (is === undefined) return new Unknown('a condition');
  if (is) return isNode(node['trueExpr']) ? evaluate(node['trueExpr'], scope) : test;
  return evaluate(child(node, 'falseExpr'), scope);
}

function encapsed(node: Node, scope: Scope): PhpValue {
  let text = '';
  for (const part of children(node, 'value')) {
    const value = evaluate(part.kind === 'encapsedpart' ? child(part, 'expression') : part, scope);
    const piece = toText(value);
    if (piece === undefined) return value instanceof Unknown ? value : new Unknown('a text');
    text += piece;
  }
  return text;
}

function magic(node: Node, { file }: Scope): PhpValue {
  if (node['value'] === '__DIR__') return dirname(file);
  return node['value'] === '__FILE__' ? file : new Unknown(String(node['value']));
}

/** What an expression comes to, without running it. What needs a running PHP becomes Unknown, never a guess. */
export function evaluate(node: Node, scope: Scope): PhpValue {
  switch (node.kind) {
    case 'string':
    case 'nowdoc':
      return String(node['value']);
    case 'number':
      return number(String(node['value']));
    case 'boolean':
      return node['value'] === true;
    case 'nullkeyword':
      return null;
    case 'array':
      return array(node, scope);
    case 'bin':
      return binary(node, scope);
    case 'unary':
      return unary(node, scope);
    case 'encapsed':
      return encapsed(node, scope);
    case 'offsetlookup':
      return lookup(node, scope);
    case 'variable':
      return scope.variables.get(nameOf(node)) ?? new Unknown(`$${nameOf(node)}`);
    case 'name':
      return constant(nameOf(node), scope);
    case 'magic':
      return magic(node, scope);
    case 'retif':
      return choice(node, scope);
    case 'call':
      return call(node, scope);
    case 'silent':
      return evaluate(child(node, 'expr'), scope);
    case 'staticlookup':
      return new Unknown(`${nameOf(child(node, 'what'))}::${nameOf(child(node, 'offset'))}`);
    default:
      return new Unknown(`a ${node.kind}`);
  }
}
