import { textOf } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { elementsOf, firstText, joined, objectsOf, textAt } from '../../kinds/fields.ts';
import type { Kind } from '../../kinds/kind.ts';
import { parseMarkup } from '../../markup/parse.ts';
import { toPlain } from '../../markup/plain.ts';
import { Mapping } from '../mapping.ts';
import { momentIn, momentText } from '../tables/cells.ts';
import { outerId, outerUrl } from '../tables/dictionary.ts';
import { NamesOf } from '../tables/values.ts';

/** A phone, e-mail, address or messenger with what it is for: WORK, MOBILE, HOME… */
export interface Reach {
  readonly value: string;
  readonly use: string;
}

/** What an importer's columns may ask of the archive about a record. */
export class World {
  readonly archive: Archive;
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #mapping: Mapping;
  readonly #names: NamesOf;

  constructor(archive: Archive, kinds: readonly Kind[], mapping: Mapping = new Mapping()) {
    this.archive = archive;
    this.#kinds = new Map(kinds.map((kind) => [kind.id, kind]));
    this.#mapping = mapping;
    this.#names = new NamesOf(archive);
  }

  id({ key }: ArchivedRecord): string {
    return outerId(key.kind, key.id);
  }

  url(record: ArchivedRecord): string {
    return outerUrl(this.archive, this.#kinds.get(record.key.kind), record);
  }

  /** The name of a record; '' when the archive does not hold it. */
  name(kind: string, id: string): string {
    return id === '' || id === '0' ? '' : (this.#names.of({ kind, id }) ?? '');
  }

  userName(id: string): string {
    return this.name('user', id);
  }

  userEmail(id: string): string {
    const row = id === '' ? undefined : this.archive.record({ kind: 'user', id })?.row;
    return row === undefined ? '' : textAt(row, 'EMAIL');
  }

  /** What a stage, source or type is called: the owner's word for it, else its name, else its code. */
  word(dictionary: string, code: string): string {
    if (code === '') return '';
    return this.#mapping.word(dictionary, code, this.name('status', `${dictionary}:${code}`) || code);
  }

  /** The stage of a lead or deal in words. */
  stage({ key, row }: ArchivedRecord): string {
    if (key.kind === 'lead') return this.word('STATUS', textAt(row, 'stageId'));
    const funnel = textAt(row, 'categoryId');
    return this.word(funnel === '' || funnel === '0' ? 'DEAL_STAGE' : `DEAL_STAGE_${funnel}`, textAt(row, 'stageId'));
  }

  /** The pipeline of a deal in words. */
  funnel({ row }: ArchivedRecord): string {
    const id = textAt(row, 'categoryId') || '0';
    return this.#mapping.word('FUNNEL', id, this.archive.record({ kind: 'funnel', id })?.name ?? '');
  }
}

/** The multi-fields of one type: PHONE, EMAIL, WEB, IM. */
export function reaches({ row }: ArchivedRecord, type: string): readonly Reach[] {
  return objectsOf(row['fm'])
    .filter((each) => textOf(each['typeId']) === type && textOf(each['value']).trim() !== '')
    .map((each) => ({ value: textOf(each['value']).trim(), use: textOf(each['valueType']).toUpperCase() }));
}

export function reach(record: ArchivedRecord, type: string, place = 0): string {
  return reaches(record, type)[place]?.value ?? '';
}

/** What no column of its own has room for, in one cell. */
export function furtherReaches(record: ArchivedRecord, type: string, from: number): string {
  return reaches(record, type)
    .slice(from)
    .map(({ value }) => value)
    .join('; ');
}

/** A field as text, '' when it is empty. */
export function field({ row }: ArchivedRecord, path: string): string {
  return textAt(row, path);
}

/** The first company of a contact, lead or deal: by its id. */
export function companyOf({ row }: ArchivedRecord): string {
  return positive(textAt(row, 'companyId')) || positive(textOf(elementsOf(row['companyIds'])[0]));
}

export function contactOf({ row }: ArchivedRecord): string {
  return positive(textAt(row, 'contactId')) || positive(textOf(elementsOf(row['contactIds'])[0]));
}

function positive(id: string): string {
  return id === '0' ? '' : id;
}

/** Texts of Bitrix24 without their markup. */
export function plain(text: string): string {
  return toPlain(parseMarkup(text));
}

/** `2026-11-23`; '' for what is no date. */
export function dateOf(record: ArchivedRecord, path: string): string {
  const moment = momentIn(textAt(record.row, path), false);
  return moment === undefined ? '' : momentText(moment);
}

/** `2026-11-23 10:00` by the portal's clock. */
export function momentOf(record: ArchivedRecord, path: string): string {
  const moment = momentIn(textAt(record.row, path), true);
  return moment === undefined ? '' : momentText(moment).slice(0, 16);
}

/** A person's own name; what stands for it when nobody gave one. */
export function lastNameOf(record: ArchivedRecord): string {
  return firstText(record.row, 'lastName', 'name', 'title', 'fm[].value') || `№ ${record.key.id}`;
}

export function fullNameOf(record: ArchivedRecord): string {
  return joined(record.row, 'lastName', 'name', 'secondName') || lastNameOf(record);
}

export function titleOf(record: ArchivedRecord): string {
  return firstText(record.row, 'title') || record.name || `№ ${record.key.id}`;
}
