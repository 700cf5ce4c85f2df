import type { Language } from '../base/text.ts';
import { en } from './en/index.ts';
import { ru } from './ru/index.ts';

/** The shape of a catalogue. English sets it; the compiler holds Russian to it. */
export type Texts = typeof en;

const catalogues: Readonly<Record<Language, Texts>> = { en, ru };

/** The catalogue of one language, to be had at once where both are loaded anyway; `loadTexts` loads one alone. */
export function textsFor(language: Language): Texts {
  return catalogues[language];
}
