import type { Archive } from '../archive/archive.ts';
import type { ArchivedRecord } from '../archive/types.ts';
import { printingFor } from '../formats/people.ts';
import { kindById } from '../kinds/index.ts';
import { textsOf } from '../kinds/texts.ts';
import { plainText } from '../markup/text.ts';

/** What people wrote in a record, field by field, without tags; people and files by the names that the archive knows. */
export function plainTexts(archive: Archive, record: ArchivedRecord): Readonly<Record<string, string>> {
  const kind = kindById(record.key.kind);
  if (kind === undefined) return {};
  const printing = printingFor(
    archive,
    () => undefined,
    () => undefined,
  );
  return Object.fromEntries(
    textsOf(kind, record.row).map(({ field, text, form }) => [field, plainText(text, form, printing)]),
  );
}
