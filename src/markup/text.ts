import { decodeEmoji } from './emoji.ts';
import { parseMarkup } from './parse.ts';
import { toPlain } from './plain.ts';
import type { Printing } from './printing.ts';
import { type MarkupReference, referencesIn } from './references.ts';
import type { Dialect, MarkupNode } from './tree.ts';

/** How a text is written. `document` may turn out to be HTML: records of old versions are. */
export type TextForm = Dialect | 'html' | 'markdown' | 'plain';

/** Texts beyond this are kept and found, but what they point to is not read. */
const lengthMax = 4_000_000;

/** No address is longer; what is would only cost time. */
const addressMax = 4_096;

const htmlTag = /<(?:p|br|div|span|a|b|i|u|ul|ol|li|table|img|font|strong|em|h[1-6])(?:\s[^<>]*)?\/?>/iu;

/** A declared form, or HTML where the text plainly is. */
export function formOf(text: string, form: TextForm): TextForm {
  return form === 'document' && htmlTag.test(text) ? 'html' : form;
}

const entities: Readonly<Record<string, string>> = {
  nbsp: '\u00A0',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
};

/** Named and numbered characters of HTML. What is none stays as it is. */
export function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/giu,
    (written, dec?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? written;
      const code = dec === undefined ? Number.parseInt(hex ?? '', 16) : Number(dec);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : written;
    },
  );
}

/** HTML as words and lines: scripts and styles left out, blocks on lines of their own. */
function htmlToPlain(html: string): string {
  const text = html
    .replaceAll(/<(script|style)\b[^<>]*>[^]*?(?:<\/\1\s*>|$)/giu, ' ')
    .replaceAll(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6]|\/blockquote|\/pre)\b[^<>]*>/giu, '\n')
    .replaceAll(/<\/?[a-z!][^<>]*>/giu, ' ');
  return withoutEntities(text)
    .replaceAll(/[ \t]+/gu, ' ')
    .replaceAll(/ ?\n ?/gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}

/** Links and pictures of HTML. */
function htmlReferences(html: string): readonly MarkupReference[] {
  return [...html.matchAll(/<(a|img)\s([^<>]{1,8192})>/giu)].flatMap(([, tag = '', attributes = '']) => {
    const name = tag.toLowerCase() === 'a' ? 'href' : 'src';
    const found = new RegExp(String.raw`(?:^|\s)${name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`, 'iu').exec(
      attributes,
    );
    const address = withoutEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
    if (address === '') return [];
    return name === 'src'
      ? [{ to: 'link', id: address, shown: true } as const]
      : [{ to: 'link', id: address } as const];
  });
}

/** `[text](address)`, whatever the text holds, and `![picture](address)`. */
function markdownReferences(text: string): readonly MarkupReference[] {
  const links = [...text.matchAll(/\]\(\s{0,9}<?([^)\s>]{1,4096})/gu)].map(
    ([, id = '']) => ({ to: 'link', id }) as const,
  );
  const pictures = [...text.matchAll(/!\[[^[\]\n]{0,1000}\]\(\s{0,9}<?([^)\s>]{1,4096})/gu)].map(
    ([, id = '']) => ({ to: 'link', id, shown: true }) as const,
  );
  return [...links, ...pictures];
}

/** Addresses that stand in a text without any tag: the portal makes links of them. */
function bareAddresses(text: string): readonly MarkupReference[] {
  if (!text.includes('://')) return [];
  return [...text.matchAll(/\bhttps?:\/\/[^\s<>"'[\]]{1,4096}/giu)].map(([address]) => ({
    to: 'link' as const,
    id: address.replace(/[.,;:!?)»]{1,16}$/u, ''),
  }));
}

function textsIn(nodes: readonly MarkupNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [node.text];
    return node.tag === 'code' || node.tag === 'img' || node.tag === 'video' ? [] : textsIn(node.children);
  });
}

/** What a text must hold to point anywhere: most do not, and need not be read. */
const pointing =
  /\[(?:user|project|department|chat|context|dialog|disk|file|attach|document|url|img|video)|<(?:a|img)\s|\]\(|:\/\/|#(?:chat)?\d/iu;

/** Everything that a text points to, each once, in no order that means anything. */
export function referencesOfText(text: string, declared: TextForm): readonly MarkupReference[] {
  if (text.length > lengthMax || !pointing.test(text)) return [];
  const form = formOf(text, declared);
  const found = new Map<string, MarkupReference>();
  const add = (references: readonly MarkupReference[]): void => {
    for (const each of references) {
      if (each.id.length > addressMax) continue;
      const key = `${each.to}:${each.id}`;
      if (each.shown === true || !found.has(key)) found.set(key, each);
    }
  };
  if (form === 'plain') add(bareAddresses(text));
  else if (form === 'markdown') add([...bareAddresses(text), ...markdownReferences(text)]);
  else {
    // The old editor mixed both: tags in brackets inside of HTML.
    const html = form === 'html';
    const nodes = parseMarkup(text, html ? 'document' : form);
    add(referencesIn(nodes));
    if (html) add(htmlReferences(text));
    else add(textsIn(nodes).flatMap(bareAddresses));
  }
  return [...found.values()];
}

/** A text as words and lines, for search, tables and terminals. No letter outside of tags is lost. */
export function plainText(text: string, declared: TextForm, printing?: Printing): string {
  if (!/[[<&]|>>|-{54}|#BR#/u.test(text)) return decodeEmoji(text).trim();
  const form = formOf(text, declared);
  switch (form) {
    case 'document':
    case 'chat':
      return toPlain(parseMarkup(text, form), printing);
    case 'html':
      return decodeEmoji(htmlToPlain(toPlain(parseMarkup(text, 'document'), printing)));
    case 'markdown':
    case 'plain':
      return decodeEmoji(text);
  }
}
