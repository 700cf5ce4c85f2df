import type { Language } from '../base/text.ts';
import type { ByHandStep } from '../journey/types.ts';
import { kindById } from '../kinds/index.ts';
import type { Column } from '../kinds/kind.ts';
import type { Texts } from '../texts/catalogue.ts';

/** Titles of kinds, of many records, in a language; an unknown kind is called by its id. */
export function titlesIn(language: Language): (kind: string) => string {
  return (kind) => kindById(kind)?.title.many[language] ?? kind;
}

/** The same of one record. */
export function oneTitleIn(language: Language): (kind: string) => string {
  return (kind) => kindById(kind)?.title.one[language] ?? kind;
}

/** What a step for a person is called: by its record, or by what lies in the bin that it empties. */
export function handNameOf({ kind, name, bin }: Pick<ByHandStep, 'kind' | 'name' | 'bin'>, texts: Texts): string {
  const titleOf = titlesIn(texts.language);
  return bin === undefined ? `${titleOf(kind)}: ${name}` : texts.views.plan.bin(bin.map(titleOf));
}

/** Fields of a kind that a person wants to see, in order. */
export function columnsOf(kind: string): ReadonlyMap<string, Column> {
  return new Map((kindById(kind)?.columns ?? []).map((column) => [column.field, column]));
}
