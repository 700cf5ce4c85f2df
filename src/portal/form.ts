import type { Json, JsonObject } from '../base/json.ts';

type Node = Map<string, Node | string>;

function keysOf(name: string): readonly string[] {
  const open = name.indexOf('[');
  if (open <= 0) return [name];
  const rest = name.slice(open);
  const keys = [...rest.matchAll(/\[([^\]]*)\]/gu)].map(([, key]) => key ?? '');
  return keys.length === 0 ? [name] : [name.slice(0, open), ...keys];
}

function nextIndex(node: Node): string {
  let next = 0;
  for (const key of node.keys()) if (/^\d+$/u.test(key)) next = Math.max(next, Number(key) + 1);
  return String(next);
}

function put(root: Node, name: string, value: string): void {
  let node = root;
  const keys = keysOf(name);
  for (const [depth, raw] of keys.entries()) {
    const key = raw === '' ? nextIndex(node) : raw;
    if (depth === keys.length - 1) {
      node.set(key, value);
      return;
    }
    const child = node.get(key);
    const inner: Node = child instanceof Map ? child : new Map();
    node.set(key, inner);
    node = inner;
  }
}

function toJson(node: Node): Json {
  const entries = [...node].map(([key, value]) => [key, value instanceof Map ? toJson(value) : value] as const);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** Pairs in PHP's bracket notation, `filter[>ID]=5&select[]=ID`, as a map. */
export function fromPairs(pairs: Iterable<readonly [string, string]>): JsonObject {
  const root: Node = new Map();
  for (const [name, value] of pairs) put(root, name, value);
  return Object.fromEntries([...root].map(([key, value]) => [key, value instanceof Map ? toJson(value) : value]));
}

/** A query string or a body of type application/x-www-form-urlencoded. */
export function fromQuery(text: string): JsonObject {
  return fromPairs(new URLSearchParams(text));
}

/** A body of type multipart/form-data; files become `[name, base64]`, the form in which methods take them. */
export function fromMultipart(body: Uint8Array, boundary: string): JsonObject {
  const text = Buffer.from(body).toString('latin1');
  const pairs: [string, string][] = [];
  for (const part of text.split(`--${boundary}`).slice(1, -1)) {
    const split = part.indexOf('\r\n\r\n');
    if (split < 0) continue;
    const head = Buffer.from(part.slice(0, split), 'latin1').toString();
    const content = Buffer.from(part.slice(split + 4, part.endsWith('\r\n') ? -2 : undefined), 'latin1');
    const name = /[; ]name="([^"]*)"/iu.exec(head)?.[1];
    const fileName = /[; ]filename="([^"]*)"/iu.exec(head)?.[1];
    if (name === undefined) continue;
    if (fileName === undefined) pairs.push([name, content.toString()]);
    else pairs.push([`${name}[0]`, fileName], [`${name}[1]`, content.toString('base64')]);
  }
  return fromPairs(pairs);
}
