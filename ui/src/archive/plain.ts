import { parseMarkup } from '../../../src/markup/parse.ts';
import { toPlain } from '../../../src/markup/plain.ts';

/**
 * A text of the portal without its markup. HTML is read by a parser whose document is never shown: nothing of it runs
 * and nothing of it is fetched.
 */
export function plainText(text: string, markup: 'html' | 'bbcode'): string {
  if (markup === 'bbcode') return toPlain(parseMarkup(text));
  return (new DOMParser().parseFromString(text, 'text/html').body.textContent ?? '').trim();
}
