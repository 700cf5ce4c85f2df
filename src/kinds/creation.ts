import type { Json, JsonObject } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import type { Call } from '../bitrix24/port.ts';
import type { KindId, RecordLike } from './kind.ts';

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
  /** Whether this move made the record that has this id there. */
  made(kind: KindId, thereId: string): boolean;
  /** A file of a record; undefined when its bytes are not in the archive. */
  file(record: RecordLike, slot: string, fileId: string): FileThere | undefined;
  /** Numbers on the Drive of the files that were laid there to be attached to this record. */
  attached(record: RecordLike, slot: string): readonly string[];
  /** Records of a kind that lie under this one in the archive. */
  children(record: RecordLike, kind: KindId): readonly RecordLike[];
  /** How a custom field is defined, by the object that has it (`CRM_DEAL`) and its name in a row (`ufCrm_5`). */
  customField(entityId: string, name: string): JsonObject | undefined;
}

/** A file to be sent along: `bytes` stands for its bytes in base64 until the request leaves. */
export interface FileThere {
  readonly name: string;
  readonly bytes: string;
}

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
  /** Makes it. Absent: such records are only looked for, never made (people). */
  readonly call?: (row: JsonObject, record: RecordLike, there: There) => Call;
  /** Where the answer holds the new id; absent where the id follows from the row itself, as the kind's key says. */
  readonly newId?: readonly string[];
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
  /** Carries a file of any size: one request each. */
  readonly alone?: true;
  /** What this way of making it can't keep, told once. */
  readonly loses?: Text;
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
