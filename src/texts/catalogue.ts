import type { Language } from '../base/text.ts';
import { en } from './en/index.ts';
import { ru } from './ru/index.ts';

/** The shape of a catalogue. English sets it; the compiler holds Russian to it. */
export type Texts = typeof en;

const catalogues: Readonly<Record<Language, Texts>> = { en, ru };

export function textsFor(language: Language): Texts {
  return catalogues[language];
}
