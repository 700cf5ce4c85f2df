/** Endings of Russian names in all cases, of people of either sex and of families. */
const ENDINGS = [
  'ого его ому ему ыми ими ой ей ый ий ою ею ая яя ую юю ые ие ых их ым им ом ем ью',
  'а я у ю ы и е ь й',
].flatMap((line) => line.split(' '));
const CYRILLIC = /[а-я]/u;
/** What is left of a name is no name any more when it is shorter. */
const LEAST = 2;
/** Vowels that go when a name is declined: Павел, Павла; Кравец, Кравца; Лев, Льва. */
const FLEETING = /^(.+)[ео]([лцк])$/u;
const ODD: Readonly<Record<string, string>> = { лев: 'льв' };

/**
 * What a word may be without its ending, as a name: two words are forms of one name when they share one of these. A search
 * for words does not do here: its stems make one of Иванов and Иван, and two of Иванов and Иванова; of the first somebody else's
 * records would be deleted, of the second half of a person's would stay. Words in other letters are what they are.
 */
export function nameForms(word: string): ReadonlySet<string> {
  const forms = new Set([word]);
  if (!CYRILLIC.test(word)) return forms;
  for (const ending of ENDINGS) {
    if (word.endsWith(ending) && word.length - ending.length >= LEAST) forms.add(word.slice(0, -ending.length));
  }
  const [, before, after] = FLEETING.exec(word) ?? [];
  if (before !== undefined && after !== undefined) forms.add(before + after);
  const odd = ODD[word];
  if (odd !== undefined) forms.add(odd);
  return forms;
}

/** Words of a name, to be found in texts in any order and any form. */
export class NameWords {
  readonly #wanted: readonly { readonly initial: string; readonly forms: ReadonlySet<string> }[];

  /** `words`: folded, as `wordsOf` gives them. */
  constructor(words: readonly string[]) {
    this.#wanted = words.map((word) => ({ initial: word.slice(0, 1), forms: nameForms(word) }));
  }

  get isEmpty(): boolean {
    return this.#wanted.length === 0;
  }

  /** Whether each word of the name occurs among these, folded as well. */
  in(words: readonly string[]): boolean {
    return (
      !this.isEmpty &&
      this.#wanted.every(({ initial, forms }) =>
        words.some((word) => word.startsWith(initial) && !nameForms(word).isDisjointFrom(forms)),
      )
    );
  }
}
