import { decodeEmoji } from './emoji.ts';
import { richHtml } from './rich-html.ts';
import { richMarkdown } from './rich-markdown.ts';
import { lines, type Resolve, type Rich, richBrackets } from './rich-node.ts';
import { formOf, type TextForm } from './text.ts';

export type { Resolve, Rich, RichTag, RichTarget } from './rich-node.ts';

/** Longer texts are shown without their formatting: no real one comes near. */
const lengthMax = 400_000;

/** What people wrote, ready to be shown: no tag of theirs, no address that could run, links into the archive. */
export function richText(text: string, declared: TextForm, resolve: Resolve): readonly Rich[] {
  if (text.length > lengthMax) return [text];
  const form = formOf(text, declared);
  switch (form) {
    case 'document':
    case 'chat':
      return richBrackets(text, form, resolve);
    case 'html':
      return richHtml(decodeEmoji(text), resolve);
    case 'markdown':
      return richMarkdown(decodeEmoji(text), resolve);
    case 'plain':
      return lines(decodeEmoji(text));
    default:
      return form satisfies never;
  }
}
