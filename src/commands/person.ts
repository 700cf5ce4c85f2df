import { Bye24Error } from '../base/error.ts';
import type { Archive } from '../archive/archive.ts';
import { textAt } from '../kinds/fields.ts';

/** Somebody who works on the portal, as the archive knows them. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/**
 * The employee that a person means by an id, an e-mail or a name.
 * Raises PERSON_UNKNOWN and PERSON_UNCLEAR.
 */
export function personIn(archive: Archive, asked: string): Person {
  const text = asked.trim().toLowerCase();
  const byId = /^\d+$/u.test(text) ? archive.record({ kind: 'user', id: text }) : undefined;
  if (byId !== undefined) return { id: text, name: byId.name };
  const words = text.split(/\s+/u);
  const found: Person[] = [];
  for (const { key, name, row } of archive.records('user')) {
    const own = name.toLowerCase().split(/\s+/u);
    const isMeant = textAt(row, 'EMAIL').toLowerCase() === text || words.every((word) => own.includes(word));
    if (isMeant) found.push({ id: key.id, name });
  }
  const [first, ...rest] = found;
  if (first === undefined) throw new Bye24Error('PERSON_UNKNOWN', { asked });
  if (rest.length > 0) {
    throw new Bye24Error('PERSON_UNCLEAR', { asked, known: found.map(({ id, name }) => `${id} ${name}`).join(', ') });
  }
  return first;
}
