import { decodeEmoji } from './emoji.ts';
import { chatBlocks } from './chat-quotes.ts';
import { tokensOf, type Token } from './tokens.ts';
import type { Dialect, ElementNode, MarkupNode, TagName } from './tree.ts';

/** Deeper tags stay text. */
const depthMax = 32;
/** Longer texts are shown as they are: no real one comes near. */
const lengthMax = 4_000_000;

type Opening = Extract<Token, { readonly type: 'open' }>;

interface Frame {
  readonly opening: Opening | undefined;
  readonly children: MarkupNode[];
}

function addText(children: MarkupNode[], text: string): void {
  if (text === '') return;
  const last = children.at(-1);
  if (last?.type === 'text') children[children.length - 1] = { type: 'text', text: last.text + text };
  else children.push({ type: 'text', text });
}

function element(opening: Opening, children: readonly MarkupNode[]): ElementNode {
  const { tag, value, attributes } = opening;
  return { type: 'element', tag: tag.name, value: tag.value ?? value, attributes, children };
}

const decoded = (node: MarkupNode): MarkupNode =>
  node.type === 'text' ? { type: 'text', text: decodeEmoji(node.text) } : node;

class Builder {
  readonly #frames: Frame[] = [{ opening: undefined, children: [] }];

  get #top(): Frame {
    return this.#frames.at(-1) ?? { opening: undefined, children: [] };
  }

  text(text: string): void {
    addText(this.#top.children, text);
  }

  open(opening: Opening): void {
    if (opening.tag.name === 'item') {
      // An item ends where the next one begins.
      if (!this.#inside('list')) return this.text(opening.source);
      this.#closeItem();
    }
    if (opening.tag.empty === true) {
      this.#top.children.push(element(opening, []));
    } else if (this.#frames.length > depthMax) {
      this.text(opening.source);
    } else {
      this.#frames.push({ opening, children: [] });
    }
  }

  close(name: TagName, source: string): void {
    if (name === 'list') this.#closeItem();
    if (this.#depthOf(name) === -1) return this.text(source);
    while (this.#top.opening?.tag.name !== name) this.#flatten();
    this.#wrap();
  }

  finish(): readonly MarkupNode[] {
    while (this.#frames.length > 1) this.#flatten();
    return this.#top.children.map(decoded);
  }

  #depthOf(name: TagName): number {
    return this.#frames.findLastIndex(({ opening }) => opening?.tag.name === name);
  }

  #inside(name: TagName): boolean {
    return this.#depthOf(name) !== -1;
  }

  /** Ends the item of the innermost list, whatever was left open in it. */
  #closeItem(): void {
    const item = this.#depthOf('item');
    if (item <= this.#depthOf('list')) return;
    while (this.#top.opening?.tag.name !== 'item') this.#flatten();
    this.#wrap();
  }

  #wrap(): void {
    const frame = this.#frames.pop();
    if (frame?.opening !== undefined) this.#top.children.push(element(frame.opening, frame.children.map(decoded)));
  }

  /** An opening tag that was never closed is text, and what followed it stands where it stood. */
  #flatten(): void {
    const frame = this.#frames.pop();
    if (frame?.opening === undefined) return;
    const { children } = this.#top;
    addText(children, frame.opening.source);
    for (const child of frame.children) {
      if (child.type === 'text') addText(children, child.text);
      else children.push(child);
    }
  }
}

function parseTags(text: string, dialect: Dialect): readonly MarkupNode[] {
  const builder = new Builder();
  for (const token of tokensOf(text, dialect)) {
    if (token.type === 'text') builder.text(token.text);
    else if (token.type === 'open') builder.open(token);
    else builder.close(token.tag.name, token.source);
  }
  return builder.finish();
}

/**
 * Reads a text of Bitrix24. Never fails: what is no tag, is not closed or lies too deep stays text, so no letter is lost.
 * Time grows with the length of the text alone.
 */
export function parseMarkup(text: string, dialect: Dialect = 'document'): readonly MarkupNode[] {
  const clean = text.replaceAll('\r\n', '\n');
  if (clean.length > lengthMax) return [{ type: 'text', text: clean }];
  if (dialect === 'document') return parseTags(clean, dialect);
  return chatBlocks(clean).flatMap((block) => {
    const children = parseTags(block.text, dialect);
    if (!block.quote) return children;
    const attributes: Readonly<Record<string, string>> = block.context === '' ? {} : { context: block.context };
    return [{ type: 'element' as const, tag: 'quote' as const, value: block.author, attributes, children }];
  });
}
