import { tagOf, type Tag } from './tags.ts';
import type { Dialect } from './tree.ts';

export type Token =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'open';
      readonly tag: Tag;
      readonly written: string;
      /** As it stands in the text, for when it turns out to be no tag after all. */
      readonly source: string;
      readonly value: string;
      readonly attributes: Readonly<Record<string, string>>;
    }
  | { readonly type: 'close'; readonly tag: Tag; readonly source: string };

/** An opening tag longer than this is text: nothing real is, and it bounds the work. */
const tagLengthMax = 4_096;

/** Brackets inside of an address nest no deeper; a text that is all brackets would cost the length of a tag for each. */
const bracketsMax = 8;

/** The end of the tag that begins at `start`, brackets inside an address counted; -1 when there is none. */
function endOfTag(text: string, start: number): number {
  let depth = 0;
  const limit = Math.min(text.length, start + tagLengthMax);
  for (let index = start; index < limit; index++) {
    const character = text[index];
    if (character === '\n') return -1;
    if (character === '[') {
      if (++depth > bracketsMax) return -1;
    } else if (character === ']' && --depth === 0) return index;
  }
  return -1;
}

function unquoted(value: string): string {
  const trimmed = value.trim();
  const quote = trimmed[0];
  return trimmed.length >= 2 && (quote === '"' || quote === "'") && trimmed.endsWith(quote)
    ? trimmed.slice(1, -1)
    : trimmed;
}

/** `=value name=value …` after a tag's name. Only an address may hold spaces and equals signs in its value. */
function readAttributes(name: string, rest: string): { value: string; attributes: Record<string, string> } {
  if (name === 'url' && rest.startsWith('=')) return { value: unquoted(rest.slice(1)), attributes: {} };
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  const [, first = '', others = ''] = /^(?:\s*=\s*("[^"]*"|'[^']*'|[^\s]*))?(.*)$/su.exec(rest) ?? [];
  for (const [, key = '', value = ''] of others.matchAll(/(?<![a-z_])([a-z_]+)\s*=\s*("[^"]*"|'[^']*'|[^\s]+)/giu)) {
    attributes[key.toLowerCase()] = unquoted(value);
  }
  return { value: unquoted(first), attributes };
}

function readTag(text: string, start: number, end: number, dialect: Dialect): Token | undefined {
  const source = text.slice(start, end + 1);
  const [, slash, name = '', rest = ''] = /^\[(\/?)([a-z]+|\*)(.*)\]$/isu.exec(source) ?? [];
  const tag = tagOf(name.toLowerCase(), dialect);
  if (tag === undefined) return undefined;
  if (slash === '/') return rest.trim() === '' ? { type: 'close', tag, source } : undefined;
  // `[b2]` is text, `[b]` and `[url=…]` and `[disk file id=…]` are tags.
  if (rest !== '' && !/^[\s=]/u.test(rest)) return undefined;
  return { type: 'open', tag, written: name.toLowerCase(), source, ...readAttributes(name.toLowerCase(), rest) };
}

/** Cuts a text into tags and what stands between them. What is no tag of the dialect stays text, letter for letter. */
export function* tokensOf(text: string, dialect: Dialect): Generator<Token, void> {
  const lower = text.toLowerCase();
  /** Raw tags whose closing tag is known not to come any more. */
  const unclosed = new Set<string>();
  let from = 0;
  let at = text.indexOf('[');
  while (at !== -1) {
    const end = endOfTag(text, at);
    const token = end === -1 ? undefined : readTag(text, at, end, dialect);
    if (token === undefined) {
      at = text.indexOf('[', at + 1);
      continue;
    }
    if (token.type === 'open' && token.tag.raw === true) {
      const closing = `[/${token.written}]`;
      const close = unclosed.has(closing) ? -1 : lower.indexOf(closing, end + 1);
      if (close === -1) {
        unclosed.add(closing);
        at = text.indexOf('[', at + 1);
        continue;
      }
      if (at > from) yield { type: 'text', text: text.slice(from, at) };
      yield token;
      yield { type: 'text', text: text.slice(end + 1, close) };
      from = close + closing.length;
      yield { type: 'close', tag: token.tag, source: text.slice(close, from) };
    } else {
      if (at > from) yield { type: 'text', text: text.slice(from, at) };
      yield token;
      from = end + 1;
    }
    at = text.indexOf('[', from);
  }
  if (from < text.length) yield { type: 'text', text: text.slice(from) };
}
