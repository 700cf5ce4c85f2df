import type { Json, JsonObject } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import type { Call } from '../bitrix24/port.ts';
import type { KindId, Parent, RecordLike } from './kind.ts';

/** The portal that a record is made in, as far as a declaration needs to know it. */
export interface There {
  /** The id that a record has there; undefined when it is not there. */
  id(kind: KindId, id: string): string | undefined;
  /** The same, where it may well not be there: no link is lost by it. */
  maybe(kind: KindId, id: string): string | undefined;
  /** The same for an id that may be of any of these kinds. */
  oneOf(kinds: readonly KindId[], id: string): string | undefined;
  /** Who stands there for a person: the same one, or whoever was chosen for all who are missing. */
  person(id: string): string;
  /** Whose connection it is: what others keep to themselves, the portal shows to nobody else. */
  readonly self: string;
  /** Whether this move made the record that has this id there. */
  made(kind: KindId, thereId: string): boolean;
  /** A row of the archive. */
  archived(kind: KindId, id: string): JsonObject | undefined;
  /** What somebody is called; '' when the archive does not know them. */
  personName(id: string): string;
  /** A file that goes along in the request; undefined when the archive has no bytes of it, or too many for a request. */
  file(record: RecordLike, slot: string, fileId: string): FileThere | undefined;
  /** The same for a file of any size, of any record. */
  anyFile(owner: Parent, slot: string, fileId: string): FileThere | undefined;
  /** Numbers on the Drive of the files that were laid there to be attached to this record. */
  attached(record: RecordLike, slot: string): readonly string[];
  /** Records of a kind that lie under another one in the archive. */
  children(of: Parent, kind: KindId): readonly RecordLike[];
  /** How a custom field is defined, by the object that has it (`CRM_DEAL`) and its name in a row (`ufCrm_5`). */
  customField(entityId: string, name: string): JsonObject | undefined;
}

/** A file to be sent along: `bytes` stands for its bytes in base64 until the request leaves. */
export interface FileThere {
  readonly name: string;
  readonly bytes: string;
  readonly sizeBytes: number;
  readonly contentType?: string;
}

/** A request carries a file as text, all at once. Only what the Drive takes at an address of its own may be larger. */
export const MOST_FILE_BYTES = 60_000_000;

/** Why a record can't be made there. */
export interface Unable {
  readonly unable: Text;
}

/**
 * How a record is made anew in another portal, without starting anything there: no robot, no letter, no invitation.
 * A declaration: what to send is decided here, sending and remembering is done elsewhere.
 */
export interface Creation {
  /** Kinds that must be there before. */
  readonly needs: readonly KindId[];
  /** The record of the same kind under which it lies, if any. */
  readonly under?: (row: JsonObject) => string | undefined;
  /** The row as it should stand there, with that portal's ids; what the portal fills in by itself is left out. */
  readonly row: (record: RecordLike, there: There) => JsonObject | Unable;
  /** A row of that portal in the words of `row`, where the portal tells of a record in other ones. */
  readonly reads?: (found: JsonObject) => JsonObject;
  /** Makes it. Absent: such records are only looked for, never made (people). */
  readonly call?: (row: JsonObject, record: RecordLike, there: There) => Call;
  /**
   * Where the answer holds the new id; absent where the id follows from the row itself, as the kind's key says. An answer
   * that names none is no answer: what was made is `lookedFor`.
   */
  readonly newId?: readonly string[] | 'lookedFor';
  /** The key there, where the number in the answer is not all of it. */
  readonly keyThere?: (row: JsonObject, id: string) => string;
  /** Fields by which a row there names itself, where `id` alone does not. */
  readonly standsAs?: (thereId: string) => JsonObject;
  /** Sent once it is there: what the portal lets nobody give at once. `id` is the new one. */
  readonly next?: (row: JsonObject, id: string) => readonly Call[];
  /**
   * Equal for a row that was sent and the row that came of it: after a lost answer it tells what was made. With `match`
   * it also finds what the portal had before.
   */
  readonly mark: (row: JsonObject) => string;
  /** Records are made, and held against those over there, from the least of these on: versions, oldest first. */
  readonly order?: (row: JsonObject) => number;
  /** The portal may have the same thing already (a dictionary, a person, the common drive). */
  readonly match?: true;
  /** Several records may stand for one and the same over there: two people for whom a third one stands. */
  readonly shared?: true;
  /** Why a record was not found, of a kind that is only looked for. */
  readonly absent?: Text;
  /** Other ids that come with it: the root folder of a drive, the second number of a type. */
  readonly also?: (row: JsonObject) => readonly { readonly kind: KindId; readonly id: string }[];
  /** What makes a record that was found agree with the archived one; undefined when it does. */
  readonly settle?: (found: JsonObject, wanted: JsonObject, there: There) => Call | undefined;
  /** What to do with a record there that no archived one is like: stages that a new funnel comes with. */
  readonly surplus?: (found: JsonObject, there: There) => Call | undefined;
  /** All of one parent's records are set by one call, which may be repeated. Then `call` is not used. */
  readonly together?: (rows: readonly JsonObject[], parent: { readonly kind: KindId; readonly id: string }) => Call;
  /** Files that are laid on the Drive before it is made, and how many its row there shows. */
  readonly attaches?: { readonly slot: string; readonly shown: (row: JsonObject) => number };
  /** Carries a file: one request each. */
  readonly alone?: true;
  /** Its method, called without `fileContent`, says where a file of any size is to be sent. */
  readonly byAddress?: true;
  /** What this way of making it can't keep, told once. */
  readonly loses?: Text;
  /** What this very record loses on the way, while others of its kind do not. */
  readonly losesOf?: (record: RecordLike, there: There) => readonly Text[];
}

export const isUnable = (made: JsonObject | Unable): made is Unable => Object.hasOwn(made, 'unable');

/** A row without what is empty, and only with these fields. */
export function only(row: JsonObject, names: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = row[name];
      return value === undefined || value === null || value === '' ? [] : [[name, value]];
    }),
  );
}

/** A reference that the other portal must have, as a number; undefined when it is not there. */
export function thereNumber(there: There, kind: KindId, id: string): number | undefined {
  const found = id === '' || id === '0' ? undefined : there.id(kind, id);
  return found === undefined ? undefined : Number(found);
}

/** The refusal of a record whose parent is not there. */
export const noParent: Unable = {
  unable: {
    ru: 'то, к чему относится запись, не перенесено',
    en: 'what the record belongs to was not carried over',
  },
};

/** The refusal of a file that can't be sent. */
export const notHeld: Unable = {
  unable: {
    ru: 'файла нет в архиве, или он больше 60 МБ: столько запрос не вмещает',
    en: 'the archive does not hold the file, or it is larger than the 60 MB that a request takes',
  },
};
