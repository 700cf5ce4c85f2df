import { Bye24Error } from '../../base/error.ts';
import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord, RecordKey } from '../../archive/types.ts';
import { phoneDigits, withoutTags, wordsOf } from '../../archive/words.ts';
import { valuesAt } from '../../kinds/fields.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { nameOf } from '../../archive/key-name.ts';
import { NameWords } from './names.ts';

/** By what a person is known. Each that is given is looked for on its own. */
export interface Subject {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

/** Why a record was found: in which field, by what. */
export interface Why {
  readonly field: string;
  readonly by: 'name' | 'phone' | 'email' | 'fileName' | 'belongs';
  /** Of what belongs to a found record: which one. */
  readonly to?: RecordKey;
}

/**
 * about: the record is the person's own (a contact, a profile), by a field that its kind declares personal. belongs: it
 * hangs on such a record. mentions: the person occurs in it.
 */
export interface Found {
  readonly key: RecordKey;
  readonly name: string;
  readonly is: 'about' | 'belongs' | 'mentions';
  readonly why: readonly Why[];
}

/** Kinds whose records stand for a person, rather than speak of one. */
const PEOPLE: ReadonlySet<KindId> = new Set(['contact', 'lead', 'user']);
const PHONE = /(?<![\d\p{L}])\+?\d[\d\s()\-–.]{2,18}\d(?!\d)/gu;
const EMAIL = /[^\s@<>"'(),;:[\]]+@[^\s@<>"'(),;:[\]]+\.[\p{L}\d-]+/gu;

const WHOLE_EMAIL = new RegExp(`^${EMAIL.source}$`, 'u');

/** What is looked for, in the form in which texts are compared. */
class Wanted {
  readonly #name: NameWords;
  readonly #digits: string | undefined;
  readonly #email: string | undefined;

  constructor({ name = '', phone, email }: Subject) {
    this.#name = new NameWords(wordsOf(name));
    this.#digits = phone === undefined ? undefined : phoneDigits(phone);
    this.#email = email?.trim().toLowerCase();
    if (phone !== undefined && this.#digits === undefined) throw new Bye24Error('SUBJECT_BAD_PHONE', { phone });
    if (email !== undefined && !WHOLE_EMAIL.test(this.#email ?? ''))
      throw new Bye24Error('SUBJECT_BAD_EMAIL', { email });
    if (this.#name.isEmpty && this.#digits === undefined && this.#email === undefined)
      throw new Bye24Error('SUBJECT_EMPTY');
  }

  in(text: string): readonly Why['by'][] {
    const found: Why['by'][] = [];
    if (this.#digits !== undefined) {
      const numbers = [...text.matchAll(PHONE)].map(([number]) => phoneDigits(number));
      if (numbers.includes(this.#digits)) found.push('phone');
    }
    if (this.#email !== undefined && text.includes('@')) {
      const mails = [...text.toLowerCase().matchAll(EMAIL)].map(([mail]) => mail.replace(/^mailto:/u, ''));
      if (mails.includes(this.#email)) found.push('email');
    }
    return this.names(text) ? [...found, 'name'] : found;
  }

  /** All words of the name, in any order and any form of the word. */
  names(text: string): boolean {
    return !this.#name.isEmpty && this.#name.in(wordsOf(withoutTags(text)));
  }
}

/**
 * Everything in an archive that is about a person or mentions them: every text of every record, whether or not anybody
 * declared it, and every file's name. A scan of all, because an index that forgets something would forget it here too.
 * @throws Bye24Error SUBJECT_EMPTY, SUBJECT_BAD_PHONE, SUBJECT_BAD_EMAIL
 */
export function* findSubject(archive: Archive, subject: Subject, kinds: readonly Kind[]): Generator<Found, void, void> {
  const wanted = new Wanted(subject);
  const known = new Map(kinds.map((kind) => [kind.id, kind]));
  const own = new Map<string, RecordKey>();
  const seen = new Set<string>();
  for (const record of archive.all()) {
    const found = judge(wanted, record, known.get(record.key.kind));
    const files = filesNaming(archive, record.key, wanted);
    const why = [...(found?.why ?? []), ...files];
    if (why.length === 0) continue;
    const { key, name } = record;
    seen.add(nameOf(key));
    if (found?.is === 'about') own.set(nameOf(key), key);
    yield { key, name, is: found?.is ?? 'mentions', why };
  }
  for (const key of own.values()) yield* below(archive, key, seen);
}

/** Whether a row of a portal is about a person or mentions them, and by what. Made once for many rows. */
export function lookerFor(subject: Subject): (row: JsonObject, kind: Kind) => Pick<Found, 'is' | 'why'> | undefined {
  const wanted = new Wanted(subject);
  return (row, kind) => judge(wanted, { row }, kind);
}

/** What hangs on a person's own record, however deep. What was found by itself keeps its own reason. */
function* below(
  archive: Archive,
  parent: RecordKey,
  seen: Set<string>,
  walked: Set<string> = new Set(),
): Generator<Found, void, void> {
  if (walked.has(nameOf(parent))) return;
  walked.add(nameOf(parent));
  for (const { key, name } of archive.children(parent)) {
    if (!seen.has(nameOf(key))) {
      seen.add(nameOf(key));
      yield { key, name, is: 'belongs', why: [{ field: '', by: 'belongs', to: parent }] };
    }
    yield* below(archive, key, seen, walked);
  }
}

function judge(
  wanted: Wanted,
  { row }: Pick<ArchivedRecord, 'row'>,
  kind: Kind | undefined,
): Pick<Found, 'is' | 'why'> | undefined {
  const why: Why[] = [];
  for (const { field, text } of textsOf(row, '')) for (const by of wanted.in(text)) why.push({ field, by });
  // A name is often spread over several fields.
  if (!why.some(({ by }) => by === 'name')) {
    const parts = Object.entries(kind?.personal ?? {}).filter(
      ([field, category]) => category === 'name' && !/company|title/iu.test(field),
    );
    const whole = parts.flatMap(([field]) => valuesAt(row, field).map(textOf)).join(' ');
    if (parts.length > 0 && wanted.names(whole))
      why.push({ field: parts.map(([field]) => field).join(' + '), by: 'name' });
  }
  if (why.length === 0) return undefined;
  // A company's name among a lead's fields makes the lead nobody's own.
  const personal = Object.entries(kind?.personal ?? {});
  const tops = new Set(personal.filter(([field]) => !/company|title/iu.test(field)).map(([field]) => top(field)));
  const isOwn =
    kind !== undefined &&
    PEOPLE.has(kind.id) &&
    why.some(({ field }) => field.split(' + ').every((one) => tops.has(top(one))));
  return { is: isOwn ? 'about' : 'mentions', why };
}

function filesNaming(archive: Archive, key: RecordKey, wanted: Wanted): readonly Why[] {
  return [...archive.files(key)]
    .filter(({ name }) => wanted.in(name.replaceAll(/[_.]/gu, ' ')).length > 0)
    .map(({ slot }) => ({ field: slot, by: 'fileName' }));
}

function* textsOf(
  value: Json,
  field: string,
): Generator<{ readonly field: string; readonly text: string }, void, void> {
  if (typeof value === 'string') {
    if (value.length > 2) yield { field, text: value };
  } else if (typeof value === 'number') {
    yield { field, text: String(value) };
  } else if (isList(value)) {
    for (const each of value) yield* textsOf(each, `${field}[]`);
  } else if (isObject(value)) {
    for (const [name, each] of Object.entries(value)) yield* textsOf(each, field === '' ? name : `${field}.${name}`);
  }
}

function top(field: string): string {
  return field.split(/[.[]/u)[0] ?? field;
}
