import { type JsonObject, textOf } from '../../base/json.ts';
import type { Language } from '../../base/text.ts';
import { valuesAt } from '../../kinds/fields.ts';
import type { Kind } from '../../kinds/kind.ts';

/** What a person wants to see of a record, and all that its kind declares personal, as label and text. */
export function columnsText(
  kind: Kind | undefined,
  row: JsonObject,
  language: Language,
): readonly (readonly [string, string])[] {
  const labels = new Map((kind?.columns ?? []).map(({ field, title }) => [field, title[language]]));
  for (const field of Object.keys(kind?.personal ?? {})) if (!labels.has(field)) labels.set(field, field);
  return [...labels].flatMap(([field, label]) => {
    const text = valuesAt(row, field)
      .map(textOf)
      .filter((value) => value !== '')
      .join(', ');
    return text === '' ? [] : [[label, text] as const];
  });
}
