import { type JsonObject, textOf } from '../../base/json.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Archive } from '../../archive/archive.ts';
import { type Kind, keyOf } from '../../kinds/kind.ts';
import { rowsThere } from './look.ts';

/** Somebody of the archive, and who stands for them on the other portal. */
export interface PersonThere {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** '' when nobody was found. */
  readonly there: string;
  readonly thereName: string;
}

/** What a person wrote: whom they mean by an id or an e-mail of the other portal. */
export type ChosenPeople = ReadonlyMap<string, string>;

/** Finds everybody by what was chosen, else by the e-mail. */
export async function findPeople(
  portal: Portal,
  archive: Archive,
  kind: Kind,
  chosen: ChosenPeople,
): Promise<readonly PersonThere[]> {
  if (kind.take.how !== 'list') return [];
  const rows = await rowsThere(portal, new Map(), kind, kind.take.request);
  const byId = new Map(rows.map((row) => [keyOf(kind, row), row]));
  const byEmail = new Map(rows.filter(hasEmail).map((row) => [emailOf(row), row]));
  return [...archive.records(kind.id)].map(({ key, name, row }): PersonThere => {
    const wanted = chosen.get(key.id)?.trim().toLowerCase() ?? '';
    const found = byId.get(wanted) ?? byEmail.get(wanted === '' ? emailOf(row) || '-' : wanted);
    return {
      id: key.id,
      name,
      email: emailOf(row),
      there: found === undefined ? '' : keyOf(kind, found),
      thereName: found === undefined ? '' : kind.name(found),
    };
  });
}

const emailOf = (row: JsonObject): string => textOf(row['EMAIL']).trim().toLowerCase();
const hasEmail = (row: JsonObject): boolean => emailOf(row) !== '';
