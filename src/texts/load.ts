import type { Language } from '../base/text.ts';
import type { Texts } from './catalogue.ts';

/** The catalogue of one language alone: a command that is quick must not wait for the other. */
export async function loadTexts(language: Language): Promise<Texts> {
  return language === 'ru' ? (await import('./ru/index.ts')).ru : (await import('./en/index.ts')).en;
}
