import { type JsonObject, textOf } from '../../base/json.ts';
import type { Language } from '../../base/text.ts';
import { sayerIn, wordsFor } from '../../kinds/codes.ts';
import { valuesAt } from '../../kinds/fields.ts';
import type { Kind } from '../../kinds/kind.ts';

/** What a person wants to see of a record, and all that its kind declares personal, as label and text. */
export function columnsText(
  kind: Kind | undefined,
  row: JsonObject,
  language: Language,
): readonly (readonly [string, string])[] {
  const columns = kind?.columns ?? [];
  const told = new Set([...columns.map(({ field }) => field), ...Object.keys(kind?.personal ?? {})]);
  return [...told].flatMap((field) => {
    const column = columns.find((one) => one.field === field);
    const label = column?.title[language] ?? field;
    const text = valuesAt(row, field)
      .map((value) => wordsFor(column ?? {}, textOf(value), language, sayerIn(column ?? {}, row)))
      .filter((value) => value !== '')
      .join(', ');
    return text === '' ? [] : [[label, text] as const];
  });
}
