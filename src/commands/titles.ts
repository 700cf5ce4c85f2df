import type { Language } from '../base/text.ts';
import { kindById } from '../kinds/index.ts';

/** Titles of kinds, of many records, in a language; an unknown kind is called by its id. */
export function titlesIn(language: Language): (kind: string) => string {
  return (kind) => kindById(kind)?.title.many[language] ?? kind;
}

/** The same of one record. */
export function oneTitleIn(language: Language): (kind: string) => string {
  return (kind) => kindById(kind)?.title.one[language] ?? kind;
}

/** Fields of a kind that a person wants to see, with their titles, in order. */
export function columnsOf(kind: string, language: Language): ReadonlyMap<string, string> {
  const columns = kindById(kind)?.columns ?? [];
  return new Map(columns.map(({ field, title }) => [field, title[language]]));
}
