import { fold, phoneDigits, phoneWord, stemOf, wordsOf } from './words.ts';

/** What a query asks for, ready for the index and for marking what matched. */
export interface ParsedQuery {
  /** In FTS5's language; undefined when there is nothing to look for. */
  readonly match: string | undefined;
  readonly terms: readonly Term[];
}

/** One thing that must be found. Each alternative is a phrase of index words; the last may be a prefix. */
export interface Term {
  readonly phrases: readonly (readonly string[])[];
  readonly prefix: boolean;
  /** Digits of a phone number, when it may be one. */
  readonly digits?: string;
}

const PIECE = /"(?<phrase>[^"]*)"?(?<phraseStar>\*?)|(?<phone>\+?\d[\d\s()\-–]{5,}\d)(?![\p{L}\d])|(?<word>[^\s"]+)/gu;

/** What to look for instead of a beginning that too many words share; undefined when it can be looked up as it is. */
export type CommonStems = (prefix: string) => readonly string[] | undefined;

/** Reads what a person typed: words, "phrases", prefix*, e-mails, phone numbers in any notation. All must be found. */
export function parseQuery(text: string, common: CommonStems = () => undefined): ParsedQuery {
  const terms: Term[] = [];
  for (const { groups = {} } of text.slice(0, 1000).matchAll(PIECE)) {
    const { phrase, phraseStar = '', phone, word = '' } = groups;
    if (phrase !== undefined) terms.push(...phraseTerm(phrase, phraseStar === '*'));
    else if (phone !== undefined) terms.push(...phoneTerms(phone));
    else terms.push(...wordTerms(word));
  }
  const match = terms.length === 0 ? undefined : terms.map((term) => matchOf(term, common)).join(' AND ');
  return { match, terms };
}

function phraseTerm(text: string, prefix: boolean): readonly Term[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  return [{ phrases: [words.map(stemOf)], prefix }];
}

function phoneTerms(text: string): readonly Term[] {
  const digits = phoneDigits(text.trim());
  if (digits === undefined) return text.split(/\s+/u).flatMap(wordTerms);
  return [{ phrases: [wordsOf(text)], prefix: false, digits }];
}

function wordTerms(text: string): readonly Term[] {
  const prefix = text.endsWith('*');
  const words = wordsOf(text);
  const [only] = words;
  if (only === undefined) return [];
  // An e-mail, a number with a dash, a domain: its parts, one after another.
  if (words.length > 1) return [{ phrases: [words.map(stemOf)], prefix }];
  const digits = /^\d{4,}$/u.test(only) ? phoneDigits(only) : undefined;
  if (digits !== undefined) return [{ phrases: [[only]], prefix, digits }];
  if (prefix) return [{ phrases: [[only]], prefix: true }];
  return [{ phrases: variantsOf(stemOf(only)).map((stem) => [stem]), prefix: false }];
}

/** `сделк` and `сделок` are one word whose vowel comes and goes, which stemming does not see. */
function variantsOf(stem: string): readonly string[] {
  const variants = new Set([stem]);
  const fleeting = /^(?<head>.+[бвгджзклмнпрстфхцчшщ])(?:[ое])(?<tail>[кцнрл])$/u.exec(stem)?.groups;
  if (fleeting !== undefined) variants.add(`${fleeting['head']}${fleeting['tail']}`);
  const closed = /^(?<head>.{2,}[бвгджзлмнпрстфхцчшщ])(?<tail>[кц])$/u.exec(stem)?.groups;
  for (const vowel of closed === undefined ? [] : ['о', 'е']) {
    variants.add(`${closed?.['head']}${vowel}${closed?.['tail']}`);
  }
  return [...variants];
}

/** Index words are letters and digits only, so that quoting them is always enough. */
function matchOf(term: Term, common: CommonStems): string {
  const [word] = term.phrases[0] ?? [];
  const single = term.prefix && term.phrases[0]?.length === 1 && word !== undefined;
  const stems = single ? common(word) : undefined;
  const phrases =
    stems?.map((stem) => `"${stem}"`) ?? term.phrases.map((words) => `"${words.join(' ')}"${term.prefix ? '*' : ''}`);
  if (single && stemOf(word) !== word) phrases.push(`"${stemOf(word)}"`);
  if (term.digits !== undefined) phrases.push(`"${phoneWord(term.digits)}"*`);
  return phrases.length === 1 ? (phrases[0] ?? '') : `(${phrases.join(' OR ')})`;
}

/** Whether a word of a text, as it is written there, is one that a term looks for. */
export function matches(term: Term, word: string): boolean {
  const folded = fold(word);
  const stem = stemOf(folded);
  return term.phrases.some((words) =>
    words.some(
      (wanted, place) =>
        stem === wanted ||
        (term.prefix && place === words.length - 1 && (folded.startsWith(wanted) || stem === stemOf(wanted))),
    ),
  );
}
