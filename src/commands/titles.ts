import { type Json, type JsonObject, textOf } from '../base/json.ts';
import type { Language } from '../base/text.ts';
import type { ByHandStep } from '../journey/types.ts';
import { wordsFor } from '../kinds/codes.ts';
import { valuesAt } from '../kinds/fields.ts';
import { kindById } from '../kinds/index.ts';
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
  return bin === undefined ? `${titleOf(kind)}: ${name}` : texts.views.plan.bin(bin.map(titleOf), name);
}

export interface ColumnInWords {
  readonly title: string;
  /** What a row has in it, codes in words. */
  readonly valuesIn: (row: JsonObject) => readonly Json[];
}

/** Columns of a kind by their fields, in order. */
export function columnsOf(kind: string, language: Language): ReadonlyMap<string, ColumnInWords> {
  return new Map(
    (kindById(kind)?.columns ?? []).map((column) => {
      const said = (value: Json) => (typeof value === 'object' ? value : wordsFor(column, textOf(value), language));
      const valuesIn = (row: JsonObject) => valuesAt(row, column.field).map(said);
      return [column.field, { title: column.title[language], valuesIn }];
    }),
  );
}
