import type { JsonObject } from '../base/json.ts';
import { plainText, type TextForm } from '../markup/text.ts';
import { textAt } from './fields.ts';

/** Enough of a text, tags and all, to take its opening from. */
const readCharacters = 400;
const shownCharacters = 80;

/** How a text begins, in one line and without its tags: the name of what has no other. */
export function openingOf(row: JsonObject, path: string, form: TextForm): string {
  return plainText(textAt(row, path).slice(0, readCharacters), form)
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, shownCharacters);
}

/** A moment to the minute, as the portal's clock shows it: for names, which have no language. */
export function minuteAt(row: JsonObject, path: string): string {
  return textAt(row, path).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/u, '$1 $2');
}
