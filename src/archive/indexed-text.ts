import { isList, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';
import { valuesAt } from '../kinds/fields.ts';
import type { Kind } from '../kinds/kind.ts';
import { textsOf } from '../kinds/texts.ts';
import { decodeEmoji } from '../markup/emoji.ts';
import { plainText } from '../markup/text.ts';
import { phoneDigits, phoneWord, stemmed, withoutTags } from './words.ts';

const ADDRESS = /^(?:https?:\/\/|\/)\S*$/u;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const PHONE_IN_TEXT = /(?<![\d\p{L}])\+?\d[\d\s()\-–]{8,18}\d(?!\d)/gu;
/** No phone number is found where this is not. */
const TEN_FIGURES = /\d[\d\s()\-–]{8}/u;
/** No more of one record than this goes into the index; the record itself is kept whole. */
const MOST_CHARACTERS = 200_000;

interface Declared {
  readonly texts: readonly string[];
  readonly phones: readonly string[];
}
const declared = new WeakMap<Kind, Declared>();

function declaredOf(kind: Kind): Declared {
  const known = declared.get(kind);
  if (known !== undefined) return known;
  const ofColumns = (types: readonly string[]): string[] =>
    kind.columns.filter((column) => types.includes(column.type)).map((column) => column.field);
  const personal = Object.entries(kind.personal);
  const phones = [
    ...personal.filter(([, category]) => category === 'phone').map(([field]) => field),
    ...ofColumns(['phone']),
  ];
  const texts = [
    ...personal.filter(([, category]) => category !== 'phone' && category !== 'photo').map(([field]) => field),
    ...ofColumns(['text', 'email', 'html', 'bbcode']),
  ];
  const made = { texts: [...new Set(texts)], phones: [...new Set(phones)] };
  declared.set(kind, made);
  return made;
}

/**
 * What of a record can be found, as plain text: its name, the fields that its kind declares as personal or shows as text,
 * and every other text that reads like prose or is an e-mail address, whether or not anybody declared it.
 */
export function searchableTexts(
  kind: Kind,
  row: JsonObject,
): { readonly texts: readonly string[]; readonly phones: readonly string[] } {
  const { texts, phones } = declaredOf(kind);
  const found = new Set<string>();
  const numbers = new Set<string>();
  for (const field of texts) for (const value of valuesAt(row, field)) addTexts(value, found);
  for (const field of phones) for (const value of valuesAt(row, field)) addTexts(value, numbers);
  addProse(row, kind.volatile ?? [], found);
  const written = textsOf(kind, row);
  const plain = (text: string): string => {
    const form = written.findLast((each) => each.text === text)?.form;
    return form === undefined ? decodeEmoji(withoutTags(text)) : plainText(text, form);
  };
  return { texts: Array.from(found, plain), phones: [...numbers] };
}

/** The same as the search index wants it: stems, phone numbers backwards. */
export function indexedText(
  kind: Kind,
  name: string,
  row: JsonObject,
): { readonly name: string; readonly text: string } {
  const { texts, phones } = searchableTexts(kind, row);
  const parts: string[] = [];
  let characters = 0;
  for (const text of texts) {
    if (text === name || characters > MOST_CHARACTERS) continue;
    characters += text.length;
    parts.push(stemmed(text.slice(0, MOST_CHARACTERS)));
    if (TEN_FIGURES.test(text)) for (const [phone] of text.matchAll(PHONE_IN_TEXT)) addPhone(phone, parts);
  }
  for (const phone of phones) addPhone(phone, parts);
  return { name: stemmed(withoutTags(name)), text: parts.join(' ') };
}

function addPhone(phone: string, parts: string[]): void {
  const digits = phoneDigits(phone.trim());
  if (digits === undefined) parts.push(stemmed(phone));
  else parts.push(phoneWord(digits));
}

function addTexts(value: Json, into: Set<string>): void {
  if (isList(value)) for (const each of value) addTexts(each, into);
  else if (isObject(value)) for (const each of Object.values(value)) addTexts(each, into);
  else {
    const text = textOf(value);
    if (text !== '') into.add(text);
  }
}

function addProse(value: Json, skip: readonly string[], into: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length > 3 && isSaid(value)) into.add(value);
  } else if (isList(value)) for (const each of value) addProse(each, NONE, into);
  else if (isObject(value)) {
    const values = Object.values(value);
    const skipped = skip.length === 0 ? NONE : Object.keys(value);
    for (const [place, each] of values.entries()) {
      // Most of what a row holds are numbers, flags and nothing.
      if ((typeof each === 'string' ? each.length <= 3 : typeof each !== 'object') || each === null) continue;
      if (skip.length === 0 || !skip.includes(skipped[place] ?? '')) addProse(each, NONE, into);
    }
  }
}

const NONE: readonly string[] = [];

/** Prose or an e-mail address, and no address of a page. */
function isSaid(text: string): boolean {
  return (isProse(text) || (text.includes('@') && EMAIL.test(text))) && !ADDRESS.test(text);
}

/** A word and something after it. By hand, because a pattern for it takes time with the square of a long word. */
function isProse(text: string): boolean {
  if (!/\s/u.test(text)) return false;
  const trimmed = text.trimEnd();
  let end = trimmed.length;
  while (end > 0 && !/\s/u.test(trimmed.charAt(end - 1))) end--;
  return end > 0 && /\p{L}/u.test(trimmed.slice(0, end));
}
