import type { Archive } from '../archive/archive.ts';
import type { ArchivedRecord } from '../archive/types.ts';
import { printingFor } from '../formats/people.ts';
import { kindById } from '../kinds/index.ts';
import { targetOf, textsOf } from '../kinds/texts.ts';
import type { MarkupReference } from '../markup/references.ts';
import { type Resolve, type Rich, richText } from '../markup/rich.ts';
import { plainText } from '../markup/text.ts';

export type { Rich };

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

/** The same with its formatting, as a tree that can be shown without trusting anything in it; links lead into the archive. */
export function richTexts(archive: Archive, record: ArchivedRecord): Readonly<Record<string, readonly Rich[]>> {
  const kind = kindById(record.key.kind);
  if (kind === undefined) return {};
  const resolve = (reference: MarkupReference): ReturnType<Resolve> => {
    const target = targetOf(reference, archive.portal);
    const found = target === undefined ? undefined : archive.record({ kind: target.to, id: target.id });
    return found === undefined ? undefined : { to: found.key, title: found.name || found.key.id };
  };
  return Object.fromEntries(
    textsOf(kind, record.row).map(({ field, text, form }) => [field, richText(text, form, resolve)]),
  );
}
