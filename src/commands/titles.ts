import { type Json, type JsonObject, textOf } from '../base/json.ts';
import type { Language } from '../base/text.ts';
import type { ByHandStep } from '../journey/types.ts';
import { sayerIn, wordsFor } from '../kinds/codes.ts';
import { fieldTitle } from '../kinds/field-title.ts';
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

/** What people call a field of a kind; a field that no column shows is called by its own name. */
export function fieldTitleIn(language: Language): (kind: string, field: string) => string {
  return (kind, field) => fieldTitle(kindById(kind)?.columns ?? [], field, language);
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
      const valuesIn = (row: JsonObject): readonly Json[] => {
        const sayer = sayerIn(column, row);
        return valuesAt(row, column.field).map((value) =>
          typeof value === 'object' ? value : wordsFor(column, textOf(value), language, sayer),
        );
      };
      return [column.field, { title: column.title[language], valuesIn }];
    }),
  );
}

/**
 * What a list says of a row beside its name, where the record is called by what it belongs to: what its codes mean, as the
 * events of a task's history do.
 */
export function saidBeside(kind: string, language: Language): (row: JsonObject) => readonly string[] {
  const { calledBy, columns = [] } = kindById(kind) ?? {};
  if (calledBy !== 'parent') return () => [];
  const declared = columnsOf(kind, language);
  const coded = columns.filter(({ codes, codesBy }) => codes !== undefined || codesBy !== undefined);
  return (row) =>
    coded
      .flatMap(({ field }) => declared.get(field)?.valuesIn(row) ?? [])
      .map(textOf)
      .filter((text) => text !== '');
}
