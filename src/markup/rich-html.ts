import { linkTo, type Resolve, type Rich, richBrackets, type RichTag } from './rich-node.ts';
import { withoutEntities } from './text.ts';

/** HTML's tags by ours; a tag that is not here is left out, what stands in it stays. */
const tags: Readonly<Record<string, RichTag>> = {
  b: 'b',
  strong: 'b',
  i: 'i',
  em: 'i',
  u: 'u',
  ins: 'u',
  s: 's',
  del: 's',
  strike: 's',
  p: 'p',
  div: 'p',
  section: 'p',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  table: 'table',
  tr: 'tr',
  th: 'th',
  td: 'td',
  blockquote: 'quote',
  code: 'code',
  pre: 'pre',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  a: 'link',
};
/** What stands in these is no text for people. */
const mute = /<(script|style|head|title|template|svg|math|iframe|object|noscript)\b[^<>]*>[^]*?(?:<\/\1\s*>|$)/giu;
const depthMax = 48;

interface Frame {
  readonly name: string;
  readonly href: string;
  readonly children: Rich[];
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(String.raw`(?:^|\s)${name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`, 'iu').exec(
    attributes,
  );
  return withoutEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
}

function closed({ name, href, children }: Frame, resolve: Resolve): Rich {
  const tag = tags[name] ?? 'p';
  if (tag === 'link') return href === '' ? { tag: 'mention', children } : linkTo(href, children, resolve);
  return tag === 'heading' ? { tag, children, level: Number(name.slice(1)) } : { tag, children };
}

/** HTML of the portal as a tree of our own tags. Nothing of its attributes comes through but where a link leads. */
export function richHtml(html: string, resolve: Resolve): readonly Rich[] {
  const frames: Frame[] = [{ name: '', href: '', children: [] }];
  const top = (): Frame => frames.at(-1) ?? { name: '', href: '', children: [] };
  const close = (): void => {
    const frame = frames.pop();
    if (frame !== undefined) top().children.push(closed(frame, resolve));
  };
  const words = (text: string): void => {
    const plain = withoutEntities(text.replaceAll(/\s+/gu, ' '));
    // The old editor mixed both: tags in brackets inside of HTML.
    if (plain.trim() !== '') top().children.push(...richBrackets(plain, 'document', resolve));
  };
  let at = 0;
  const source = html.replaceAll(mute, ' ').replaceAll(/<!--[^]*?(?:-->|$)/gu, '');
  for (const match of source.matchAll(/<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>/giu)) {
    words(source.slice(at, match.index));
    at = match.index + match[0].length;
    const [, slash, written = '', attributes = ''] = match;
    const name = written.toLowerCase();
    if (name === 'br' || name === 'hr') {
      top().children.push({ tag: name, children: [] });
    } else if (tags[name] === undefined) {
      continue;
    } else if (slash === '') {
      if (frames.length < depthMax) frames.push({ name, href: attribute(attributes, 'href'), children: [] });
    } else if (frames.some((frame) => frame.name === name)) {
      while (top().name !== name) close();
      close();
    }
  }
  words(source.slice(at));
  while (frames.length > 1) close();
  return top().children;
}
