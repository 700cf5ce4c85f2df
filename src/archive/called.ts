import { textAt } from '../kinds/fields.ts';
import { kindById } from '../kinds/index.ts';
import { targetsOf } from '../kinds/references.ts';
import type { Archive } from './archive.ts';
import type { ArchivedRecord, RecordKey } from './types.ts';

/**
 * What a person calls a record: its own name, or, where that holds no more than numbers, the names of the records that
 * its kind is called by. Those are called by their own names, so that no circle is walked.
 */
export function nameIn(archive: Archive, record: ArchivedRecord): string {
  const calledBy = kindById(record.key.kind)?.calledBy;
  if (calledBy === undefined) return record.name;
  const nameOf = (key: RecordKey | undefined): string => (key === undefined ? '' : (archive.record(key)?.name ?? ''));
  if (calledBy === 'parent') return nameOf(record.parent) || record.name;
  if ('translations' in calledBy) return translated(archive, record.key, calledBy) || record.name;
  return byTargets(record, calledBy, nameOf) || record.name;
}

function byTargets(
  record: ArchivedRecord,
  fields: readonly string[],
  nameOf: (key: RecordKey | undefined) => string,
): string {
  const kind = kindById(record.key.kind);
  const targets = kind === undefined ? [] : targetsOf(kind, record.row);
  const names = fields.map((field) => {
    const target = targets.find((one) => one.field === field);
    return { field, name: target === undefined ? '' : nameOf({ kind: target.to, id: target.id }) };
  });
  if (names.every(({ name }) => name === '')) return '';
  return names
    .map(({ field, name }) => name || textAt(record.row, field))
    .filter((name) => name !== '')
    .join(' · ');
}

/** Zones of portals whose people read Russian. */
const russian: ReadonlySet<string> = new Set(['ru', 'by', 'kz', 'uz']);
/** A name for every language that a portal knows. */
const translationsMax = 50;

/** The name in the language of the portal's own zone, else in English, else any: what its people see there. */
function translated(
  archive: Archive,
  key: RecordKey,
  { translations, language }: { readonly translations: string; readonly language: string },
): string {
  const zone = archive.portal.slice(archive.portal.lastIndexOf('.') + 1);
  const wanted = [russian.has(zone) ? 'ru' : zone, 'en'];
  const names = archive.children(key, translations).take(translationsMax).toArray();
  const spoken = wanted.map((one) => names.find(({ row }) => textAt(row, language) === one));
  return (spoken.find((one) => one !== undefined) ?? names[0])?.name ?? '';
}
