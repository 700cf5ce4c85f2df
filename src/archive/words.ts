import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as russianStem } from '@orama/stemmers/russian';

const WORD = /[\p{L}\p{N}]+/gu;
const CYRILLIC = /[а-я]/u;
const CACHE_WORDS = 20_000;
/** A number, or a code: it has no endings. */
const DIGIT = /\d/u;
/** Longer runs of letters are no words; the stemmers take time with the square of their length. */
const STEMMED_LETTERS = 64;

const stems = new Map<string, string>();

/** A word's stem, by the alphabet that it is written in. The word is folded already. */
export function stemOf(word: string): string {
  if (word.length > STEMMED_LETTERS || DIGIT.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= CACHE_WORDS) stems.clear();
  const stem = CYRILLIC.test(word) ? russianStem(word) : englishStem(word);
  stems.set(word, stem);
  return stem;
}

/** One spelling for all: small letters, ё as е. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}

/** The words of a text, folded, in order. */
export function wordsOf(text: string): readonly string[] {
  return fold(text).match(WORD) ?? [];
}

/** How a character stands in a text: unknown as yet, between words, in a word, as a digit, or best left to `wordsOf`. */
const UNSEEN = 0;
const BETWEEN = 1;
const LETTER = 2;
const FIGURE = 3;
const ODD = 4;
const standing = new Uint8Array(2 ** 16);

/** Whether a word's letters can be folded one by one: not so for Σ, İ, and what takes two code units. */
function standingOf(code: number): number {
  const character = String.fromCharCode(code);
  const folded = fold(character);
  const isWord = [character, folded].map((each) => each.search(WORD) === 0);
  const isOdd = folded.length !== 1 || isWord[0] !== isWord[1] || character === 'Σ' || /\p{Cs}/u.test(character);
  return isOdd ? ODD : isWord[0] !== true ? BETWEEN : DIGIT.test(character) ? FIGURE : LETTER;
}

/** Stems of words as they are written: most words come again and again. */
const stemsAsWritten = new Map<string, string>();

function stemAsWritten(word: string): string {
  const known = stemsAsWritten.get(word);
  if (known !== undefined) return known;
  if (stemsAsWritten.size >= CACHE_WORDS) stemsAsWritten.clear();
  const stem = stemOf(fold(word));
  stemsAsWritten.set(word, stem);
  return stem;
}

/** A text as the search index keeps it: stems with spaces between. The same as each of `wordsOf` stemmed. */
export function stemmed(text: string): string {
  let stems = '';
  let begin = -1;
  let hasFigure = false;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? SPACE : text.charCodeAt(at);
    let stands = standing[code];
    if (stands === UNSEEN || stands === undefined) standing[code] = stands = standingOf(code);
    if (stands === ODD) return wordsOf(text).map(stemOf).join(' ');
    if (stands !== BETWEEN) {
      if (begin === -1) {
        begin = at;
        hasFigure = false;
      }
      if (stands === FIGURE) hasFigure = true;
    } else if (begin !== -1) {
      const word = text.slice(begin, at);
      if (stems !== '') stems += ' ';
      // Numbers seldom come again, and have no endings.
      stems += hasFigure || word.length > STEMMED_LETTERS ? fold(word) : stemAsWritten(word);
      begin = -1;
    }
  }
  return stems;
}

const SPACE = 0x20;

/** Text without HTML and BBCode tags, entities read. */
export function withoutTags(text: string): string {
  if (!/[<[&]/u.test(text)) return text;
  return text
    .replace(/<(?:script|style)\b[^>]*>.*?<\/(?:script|style)>/gisu, ' ')
    .replace(/<\/?[a-zA-Z!][^<>]*>/gu, ' ')
    .replace(/\[\/?[a-zA-Z*][a-zA-Z0-9]*(?:[ =][^\]]*)?\]|\[\*\]/gu, ' ')
    .replace(/&(?:nbsp|amp|lt|gt|quot|#39|laquo|raquo|mdash|ndash);/gu, (entity) => ENTITIES[entity] ?? ' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&laquo;': '«',
  '&raquo;': '»',
  '&mdash;': '—',
  '&ndash;': '–',
};

/**
 * The digits of a phone number, one spelling for all notations: a Russian number (8…, 7…, +7…) by its last ten,
 * any other whole. undefined when a text is no phone number.
 */
export function phoneDigits(text: string): string | undefined {
  if (!/^[\d\s()+\-.–]+$/u.test(text)) return undefined;
  const digits = text.replace(/\D/gu, '').replace(/^00/u, '');
  if (digits.length < 4 || digits.length > 15) return undefined;
  return digits.length === 11 && /^[78]/u.test(digits) ? digits.slice(1) : digits;
}

/** A phone number as a word of the index: backwards, so that its last digits are a prefix. */
export function phoneWord(digits: string): string {
  return `zz${digits.split('').toReversed().join('')}`;
}
