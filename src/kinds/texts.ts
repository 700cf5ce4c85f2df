import { type JsonObject, isList, isObject, textOf } from '../base/json.ts';
import { decodeEmoji } from '../markup/emoji.ts';
import { fileOfPath, portalPath, recordOfPath } from '../markup/addresses.ts';
import type { MarkupReference } from '../markup/references.ts';
import { referencesOfText, type TextForm } from '../markup/text.ts';
import { attachedSource, diskFileSource } from './drive/download.ts';
import { valuesAt } from './fields.ts';
import type { FileSource, Kind, KindId } from './kind.ts';
import type { Target } from './references.ts';

/** A text of a row, and how it is written. */
interface WrittenText {
  readonly field: string;
  readonly text: string;
  readonly form: TextForm;
}

/** Fields of a row that a declaration means: itself, or all whose names begin so. */
function fieldsOf(row: JsonObject, field: string): readonly string[] {
  if (!field.endsWith('*')) return [field];
  return Object.keys(row).filter((name) => name.startsWith(field.slice(0, -1)));
}

let last: { readonly kind: Kind; readonly row: JsonObject; readonly texts: readonly WrittenText[] } | undefined;

/** The texts of a row that its kind declares, and those of custom fields. Asked several times of one row after another, and read once. */
export function textsOf(kind: Kind, row: JsonObject): readonly WrittenText[] {
  if (last?.row === row && last.kind === kind) return last.texts;
  last = { kind, row, texts: readTexts(kind, row) };
  return last.texts;
}

function readTexts(kind: Kind, row: JsonObject): readonly WrittenText[] {
  const texts: WrittenText[] = [];
  for (const { field: declared, form } of kind.texts ?? []) {
    for (const field of fieldsOf(row, declared)) {
      for (const value of valuesAt(row, field === declared ? field : `${field}[]`)) {
        if (isObject(value)) {
          const text = textOf(value['TEXT']);
          const isHtml = textOf(value['TYPE']).toLowerCase() === 'html';
          if (text !== '') texts.push({ field, text, form: isHtml ? 'html' : 'plain' });
          continue;
        }
        const text = field === declared ? textOf(value) : '';
        if (text !== '') texts.push({ field, text, form: typeof form === 'function' ? form(row) : form });
      }
    }
  }
  addCustomTexts(row, texts);
  return texts;
}

/** Fields of the portal's own making: `ufCrm_5`, `ufAuto7`, `UF_CRM_5`. */
const custom = /^(?:uf[A-Z]|UF_)/u;
const LETTER_U = 0x75;
const CAPITAL_U = 0x55;
/** A tag or an address: what has neither points nowhere, and is no text that anybody formatted. */
const formatted = /[[<]|:\/\//u;

/**
 * Texts that people wrote into custom fields (of the types string, text, address, link…). The row does not tell a field's
 * type; one that holds a number, a date or the number of a record has neither tags nor addresses in it.
 */
function addCustomTexts(row: JsonObject, texts: WrittenText[]): void {
  for (const field of Object.keys(row)) {
    // Nearly all fields are told by their first letter, which costs a fraction of the pattern.
    const first = field.charCodeAt(0);
    if ((first !== LETTER_U && first !== CAPITAL_U) || !custom.test(field)) continue;
    const written = row[field] ?? null;
    for (const value of isList(written) ? written : [written]) {
      if (typeof value === 'string' && formatted.test(value)) texts.push({ field, text: value, form: 'document' });
    }
  }
}

/** What a record is called: its kind's name for it, with real emoji where the portal wrote their bytes. */
export function nameOf(kind: Kind, row: JsonObject): string {
  return decodeEmoji(kind.name(row));
}

const kindsOf: Readonly<Record<Exclude<MarkupReference['to'], 'link' | 'attachment'>, KindId>> = {
  user: 'user',
  project: 'workgroup',
  department: 'department',
  chat: 'chat',
  message: 'chat-message',
  file: 'disk-file',
};

/** The record that a reference names; undefined when it names none of this portal's. */
export function targetOf(
  { to, id }: MarkupReference,
  portal: string,
): { readonly to: KindId; readonly id: string } | undefined {
  if (to === 'link') {
    const path = portalPath(id, portal);
    const shown = path === undefined ? undefined : recordOfPath(path);
    return shown && { to: shown.kind, id: shown.id };
  }
  // An attachment is no record; its bytes are kept with the record that shows them.
  if (to === 'attachment') return undefined;
  return { to: kindsOf[to], id: to === 'chat' ? `chat${id}` : id };
}

/** The records that a row's texts point to: mentions, files, quoted messages, links into this portal. */
export function textTargetsOf(kind: Kind, row: JsonObject, portal: string): readonly Target[] {
  const texts = textsOf(kind, row);
  if (texts.length === 0) return [];
  const found = new Map<string, Target>();
  for (const { field, text, form } of texts) {
    for (const reference of referencesOfText(text, form)) {
      const target = targetOf(reference, portal);
      if (target === undefined || target.id === '0') continue;
      found.set(`${field} ${target.to} ${target.id}`, { field, ...target, parent: false });
    }
  }
  return [...found.values()];
}

/** What a text must hold to show a file. */
const showing = /\[(?:disk|file|attach|document|img)|<img\s|!\[/iu;

/** Files that a row's texts show, by the number of the file or of its attachment. */
function filesShown(kind: Kind, row: JsonObject, portal: string, ids: 'file' | 'attachment'): readonly string[] {
  const found = new Set<string>();
  for (const { text, form } of textsOf(kind, row)) {
    if (!showing.test(text)) continue;
    for (const { to, id, shown } of referencesOfText(text, form)) {
      const path = to === 'link' && shown === true ? portalPath(id, portal) : undefined;
      const file = path === undefined ? undefined : fileOfPath(path);
      if (to === ids) found.add(id);
      else if (file?.to === ids) found.add(file.id);
    }
  }
  return [...found];
}

/**
 * A kind whose files are also those that its texts show (`[DISK FILE ID=n5]`, pictures of the Drive). One that the row
 * names in a field of its own is fetched once, there.
 */
export function withFilesInTexts(kind: Kind): Kind {
  if (kind.texts === undefined) return kind;
  const own = kind.files ?? [];
  const others = (row: JsonObject, ids: 'file' | 'attachment'): ReadonlySet<string> =>
    new Set(
      own.filter((source) => source.ids === ids).flatMap((source) => source.files(row).map(({ fileId }) => fileId)),
    );
  const shown =
    (ids: 'file' | 'attachment') =>
    (row: JsonObject, portal = '') => {
      const all = filesShown(kind, row, portal, ids);
      const known = all.length === 0 ? undefined : others(row, ids);
      return all.filter((id) => known?.has(id) !== true).map((id) => ({ id, name: '' }));
    };
  const sources: readonly FileSource[] = [
    { ...diskFileSource('in-text', shown('file')), onlyShown: true },
    attachedSource('in-text-attached', shown('attachment')),
  ];
  const scopes = new Set([...(kind.moreScopes ?? []), 'disk']);
  return { ...kind, files: [...own, ...sources], moreScopes: [...scopes] };
}

/** HTML, BBCode or plain by one of the CRM's content types: 1 plain, 2 BBCode, 3 HTML (api-reference/crm/data-types.md). */
export function formByType(field: string): (row: JsonObject) => TextForm {
  return (row) => {
    switch (textOf(row[field])) {
      case '1':
        return 'plain';
      case '3':
        return 'html';
      default:
        return 'document';
    }
  };
}

/** BBCode, or HTML of times before it, by a task's own flag (api-reference/tasks/fields.md). */
export function formByFlag(field: string): (row: JsonObject) => TextForm {
  return (row) => (textOf(row[field]) === 'N' ? 'html' : 'document');
}

/** Text or HTML by a field that says `text` or `html`, as catalogs and lists do. */
export function formByWord(field: string): (row: JsonObject) => TextForm {
  return (row) => (textOf(row[field]).toLowerCase() === 'html' ? 'html' : 'plain');
}
