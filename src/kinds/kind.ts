import type { Json, JsonObject } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import type { Api, Call, ListRequest, Portal } from '../bitrix24/port.ts';
import type { TextForm } from '../markup/text.ts';
import type { Creation } from './creation.ts';

/** A kind's name in code, plans, archives and URLs: `contact`, `task-comment`, `disk-file`. */
export type KindId = string;

export type Group =
  'crm' | 'tasks' | 'drive' | 'people' | 'processes' | 'communication' | 'calendar' | 'catalog' | 'sites' | 'other';

/** Categories of personal data, for the act and the search for one person. */
export type PersonalCategory =
  | 'name'
  | 'phone'
  | 'email'
  | 'address'
  | 'birthday'
  | 'photo'
  | 'position'
  | 'messenger'
  | 'requisites'
  | 'correspondence'
  | 'other';

/** What a kind may know of a record when it builds a request for it. */
export interface RecordLike {
  readonly id: string;
  readonly row: JsonObject;
  readonly parent?: Parent;
}

/** Of a record taken `each`, `tree` or `with`: the record whose list it came in. Some rows do not say it themselves. */
export interface Parent {
  readonly kind: KindId;
  readonly id: string;
}

/**
 * How a kind's records are taken.
 * list: one list of the portal. lists: the same kind in several lists that are known beforehand (types of lists, of
 * sites). each: one list per record of `parent` (comments of a deal).
 * tree: like each, and rows of `folders` are parents in their turn (a drive).
 * ids: no list exists; ids come from fields of other kinds, and `get` fetches them one by one.
 */
export type Take =
  | {
      readonly how: 'list';
      readonly request: ListRequest;
      /** What the method puts before a field to ask for any of several values, where the look does not show it. */
      readonly set?: '@';
    }
  | { readonly how: 'lists'; readonly requests: readonly ListRequest[] }
  | {
      readonly how: 'each';
      readonly parent: KindId | readonly KindId[];
      /**
       * undefined: this parent has none (a file that was never written over). `kind` is the parent's. A parent with an empty
       * row gets a request: inventory, docs and checks ask with one to learn the method.
       */
      readonly request: (parent: RecordLike, kind: KindId) => ListRequest | undefined;
      /** The same list in pieces, where the whole may be more than the portal can answer in the minute that it has. */
      readonly pieces?: (request: ListRequest) => readonly ListRequest[];
      /**
       * What in a parent's own row tells that its list may have changed: a time that every new or changed child moves, by the
       * vendor's word. `nothing`: no field does so for sure, and a later export asks every parent again. (An element's
       * lastActivityTime moves for some comments only, and a task's changedDate for none of its parts.)
       */
      readonly moves: 'nothing' | { readonly field: string };
      /** Of `nothing`: what the parent's row does tell, and why that is not enough. For the page of what is taken. */
      readonly because?: Text;
      /**
       * Few parents with long lists (goods of a catalog): each list is walked by itself, many pages in a request, and a later
       * export asks it for what changed. `idOf` makes a record's id from that of its list's row; `select` are the fields
       * without which the method gives no row at all.
       */
      readonly long?: {
        readonly idOf: (listId: string, parent: RecordLike) => string;
        readonly select?: readonly string[];
      };
      /** One list for so many parents, where the method takes several; rows name their parents themselves. */
      readonly together?: {
        readonly most: number;
        readonly request: (parents: readonly RecordLike[], kind: KindId) => readonly ListRequest[];
      };
      /** Refusals that mean that a parent has none (an activity without a note): nothing is missing then. */
      readonly none?: readonly AbsentAnswer[];
      /** They do not go when that parent goes (comments of a user, who is only deactivated): only `references` say so. */
      readonly stays?: true;
    }
  | { readonly how: 'tree'; readonly roots: KindId; readonly request: (parent: RecordLike) => ListRequest | undefined }
  | {
      readonly how: 'ids';
      readonly from: readonly { readonly kind: KindId; readonly field: string }[];
      readonly get: (id: string) => Call;
      /** Path of the record inside the answer's result. */
      readonly at: readonly string[];
    }
  /** Rows that come with another kind's list (files among a folder's children): `of` gives them, `sorts` there says which. */
  | { readonly how: 'with'; readonly of: KindId }
  /** No method gives them to anybody: only the tables of a box do (`box export`). See box/index.ts. */
  | { readonly how: 'tables' };

/**
 * A refusal that means "no such record": the portal's code ('' is one) and, where the same code also means other things,
 * a part of its words (compared without regard to case).
 */
export interface AbsentAnswer {
  readonly code: string;
  readonly says?: string;
}

/**
 * How one record is looked at again before and after it is deleted. Rows have the same shape as in the export.
 * ids: up to 50 of them in one list call. get: one call each, the row lies at `at`.
 * siblings: the list that the record came with; it is the row with the record's key (one call for all that share a list).
 * Absence is: not among the rows, nothing at `at`, the refusal `notFound`, or one of `absent`. See look.ts.
 */
export type Look =
  | { readonly by: 'ids'; readonly request: (ids: readonly string[]) => ListRequest }
  | {
      readonly by: 'get';
      readonly call: (record: RecordLike) => Call;
      readonly at: readonly string[];
      readonly absent?: readonly AbsentAnswer[];
    }
  | {
      readonly by: 'siblings';
      readonly request: (record: RecordLike) => ListRequest;
      readonly absent?: readonly AbsentAnswer[];
    };

/** A step for a person: what to click in both languages, where, and why the API can't. */
export interface ByHand {
  readonly steps: Text;
  /** Path on the portal, or undefined when there is no page for it. */
  readonly path?: (record: RecordLike | undefined) => string;
  readonly why: Text;
}

/**
 * What deleting a record does.
 * gone: for good. bin: into a recycle bin for `days` (absent: nobody says how long), which a person may empty at `path`. `of`: each record of that kind, which
 * the deleted one refers to, has a bin of its own.
 */
export type Fate =
  | { readonly to: 'gone' }
  | { readonly to: 'bin'; readonly days?: number; readonly empty: ByHand; readonly of?: KindId };

export type Deletion =
  | {
      readonly how: 'call';
      readonly call: (record: RecordLike) => Call;
      readonly fate: Fate;
      /** undefined when any record may go; a reason when the portal will refuse this one (a system status, a root folder). */
      readonly refuses?: (record: RecordLike) => Text | undefined;
      /**
       * Records of another kind go along, and REST does not say which: only the record's own count of them tells. It goes
       * when none are left.
       */
      readonly carries?: { readonly kind: KindId; readonly count: (row: JsonObject) => number };
    }
  /** It goes when its parent goes; no call of its own. */
  | { readonly how: 'withParent' }
  /** A user: deactivated, never deleted. */
  | {
      readonly how: 'deactivate';
      readonly call: (record: RecordLike) => Call;
      readonly isActive: (row: JsonObject) => boolean;
    }
  | { readonly how: 'byHand'; readonly byHand: ByHand }
  | { readonly how: 'never'; readonly why: Text };

export interface Reference {
  /** Field of the row, as fields.ts reads it: `contactIds[]`, `fm[].value`. */
  readonly field: string;
  readonly to: KindId;
  /** A parent takes its children along when it is deleted (cascade). */
  readonly parent?: true;
  /** Which rows the reference holds for, where a field may name several kinds (`ENTITY_TYPE`). */
  readonly when?: (row: JsonObject) => boolean;
  /** The id that a value stands for where it is not the id itself (`C_627`); undefined when it names another kind. */
  readonly id?: (value: string, row: JsonObject) => string | undefined;
}

/**
 * A field that names users, for the hand-over. `set` puts `to` in the place of `from`; where it is absent, `byHand` says how a
 * person can, and without either the portal never lets the field change. `own`: only through the connection of the person
 * who is named there.
 */
export interface PersonField {
  readonly field: string;
  readonly title: Text;
  readonly set?: (record: RecordLike, to: string, from: string) => Call;
  readonly byHand?: Text;
  readonly own?: true;
}

/** Bytes that belong to a record. */
export interface FileSource {
  /** Name of the slot, unique in the kind: `content`, `photo`. */
  readonly slot: string;
  /** What `fileId` is a number of, where that is not of the kind's own: of a file of the Drive, or of its attachment. */
  readonly ids?: 'file' | 'attachment';
  /**
   * The file is a record of its own, of the Drive, which this one only shows: where it can't be had, the report says so, and
   * this record is none the less whole.
   */
  readonly onlyShown?: true;
  /** REST gives no bytes of these at all: they are named, with a link where there is one, for a person to download. */
  readonly byHand?: true;
  /**
   * The files that a row speaks of. `url` may carry a short-lived token; it is never stored. `portal` is the host that the
   * row came from, for addresses inside of texts.
   */
  readonly files: (row: JsonObject, portal?: string, fields?: readonly string[]) => readonly FileHint[];
  /**
   * Where only records of another kind, under the same parent, say which fields of a row hold files (fields of a list):
   * they are given to `files` by the names that `field` reads from them.
   */
  readonly fieldsBy?: { readonly kind: KindId; readonly field: (row: JsonObject) => string | undefined };
  /** Where a row has no url, or it has expired: the call whose result tells a fresh one (undefined: the file is gone). */
  readonly refresh?: {
    readonly call: (record: RecordLike, hint: FileHint) => Call;
    readonly read: (result: Json, hint: FileHint) => FreshFile | AskFurther | undefined;
  };
}

/** The answer told only what to ask next: an attachment, whose address is one more question away. */
export interface AskFurther {
  readonly call: Call;
  readonly read: (result: Json) => FreshFile | undefined;
}

/** Where a file can be had right now, and what the row did not say about it. */
export interface FreshFile {
  readonly url: string;
  readonly name?: string;
  readonly sizeBytes?: number;
}

export interface FileHint {
  /** Tells one file of a slot from another: the portal's file id. */
  readonly fileId: string;
  readonly name: string;
  readonly url?: string;
  readonly sizeBytes?: number;
}

/**
 * A field that people write in, and how: what it points to becomes references, a file that it shows is fetched, and search
 * and pages show it without its tags. A function where the row itself tells the form (`DESCRIPTION_TYPE`).
 */
export interface TextField {
  /** As fields.ts reads it; `PROPERTY_*` for all fields of such names that hold `{TEXT, TYPE}`, as lists make them. */
  readonly field: string;
  readonly form: TextForm | ((row: JsonObject) => TextForm);
}

/** What the codes of a column mean, by the vendor's documentation alone. */
export type Codes = Readonly<Record<string, Text>>;

/** A column that a person wants to see. */
export interface Column {
  readonly field: string;
  readonly title: Text;
  readonly type:
    | 'text'
    | 'number'
    | 'money'
    | 'date'
    | 'datetime'
    | 'boolean'
    | 'user'
    | 'phone'
    | 'email'
    | 'html'
    | 'bbcode'
    | 'reference'
    | 'bytes';
  readonly to?: KindId;
  /** Of a column of type `text` that holds codes. Codes that have no meaning here are shown as they are. */
  readonly codes?: Codes;
  /** The same where another field of the row says which codes these are: what a history tells of is a status, or a mark. */
  readonly codesBy?: { readonly field: string; readonly of: Readonly<Record<string, Codes>> };
}

/**
 * All that bye24 knows about one kind of record. A declaration: no I/O, no state.
 * Exporter, planner, viewer, converters, coverage table and docs read it; adding a kind is adding a file.
 */
export interface Kind {
  readonly id: KindId;
  readonly group: Group;
  /** What people look for by name: a search shows it before what hangs on it, and long before settings. */
  readonly sought?: true;
  readonly title: { readonly one: Text; readonly many: Text };
  /** REST scope that the connection needs, and any others that its methods ask for. */
  readonly scope: string;
  readonly moreScopes?: readonly string[];
  readonly api?: Api;
  /**
   * Only an application (OAuth) is given these, and its own alone. An export by a webhook leaves the kind out, and the list of
   * what is impossible says so.
   */
  readonly byApplication?: true;
  /** Pages of the vendor's documentation that the facts come from. */
  readonly docs: readonly string[];
  readonly take: Take;
  /** Field with the record's id, or how an id is made where the portal has none, or none that is unique in the kind. */
  readonly key: string | ((row: JsonObject, parent?: Parent) => string);
  /** Of a list that holds several kinds: which one a row is. */
  readonly sorts?: (row: JsonObject) => KindId;
  /**
   * Rows of its list that show a record only in part: the times at which a series takes place. Such a record is asked for
   * whole by its id, once, and its part is none.
   */
  readonly parts?: {
    readonly isPart: (row: JsonObject) => boolean;
    readonly whole: (id: string) => Call;
    readonly at: readonly string[];
  };
  /** What a record is called in lists. */
  readonly name: (row: JsonObject) => string;
  /**
   * Fields whose records call it better than its own row can, where the archive holds them: a member of a group has the
   * number of a person, and is called by the person's name. `parent`: what it belongs to calls it. `translations`: records of
   * that kind, which belong to it, hold its name in many languages, and say in `language` which one is theirs.
   */
  readonly calledBy?: readonly string[] | 'parent' | { readonly translations: KindId; readonly language: string };
  /**
   * Field with the time of the last change. `filter` is its name in the filter where that differs; false where the method
   * can't be asked for what changed since then, so that an incremental export reads the list whole.
   */
  readonly changedAt?: { readonly field: string; readonly filter?: string | false };
  readonly createdAt?: string;
  /**
   * The list only grows: rows do not change any more a month after they were written, and go only with others. A later export
   * asks for younger ones, and for the count of all.
   */
  readonly grows?: true;
  /**
   * Fields that change by themselves, for another reader, or when another record goes: they take no part in the
   * fingerprint. Top-level ones, or a member of one (`chat.role`).
   * Tokens inside addresses need no mention, the archive takes them out of every row.
   */
  readonly volatile?: readonly string[];
  /** Names of members, at any depth, whose values are secrets: taken out before anything is stored. */
  readonly secrets?: readonly string[];
  readonly references: readonly Reference[];
  readonly texts?: readonly TextField[];
  readonly personal: Readonly<Record<string, PersonalCategory>>;
  readonly people: readonly PersonField[];
  /** The same for a field of the portal's own making that holds people (`ufCrm_5`), by its name in a row. */
  readonly customPerson?: (field: string, title: Text) => PersonField | undefined;
  /** Fields that can be emptied while the record stays, and the call that empties some of them. */
  readonly scrub?: {
    readonly fields: readonly string[];
    readonly call: (record: RecordLike, fields: readonly string[]) => Call;
  };
  readonly files?: readonly FileSource[];
  readonly look?: Look;
  /**
   * Records of another kind that lie under one of this go into a bin while a setting of it is on. `off` switches it off;
   * `writes` names the fields that this changes.
   */
  readonly bin?: {
    readonly of: KindId;
    readonly isOn: (row: JsonObject) => boolean;
    readonly off: (record: RecordLike) => Call;
    readonly writes: readonly string[];
  };
  /**
   * The portal writes these by itself whenever something happens to their parent (a history): new ones do not stop the
   * parent's deletion, which writes them too.
   */
  readonly selfWritten?: true;
  readonly deletion: Deletion;
  /** How one is made in another portal; absent for what can't be carried there. */
  readonly creation?: Creation;
  /** Kinds that must be gone before this one can go, beside its children. */
  readonly after?: readonly KindId[];
  /**
   * REST shows rows of this kind, or all of a row, to the person alone whom they belong to: another administrator's
   * connection does not help. Says whether a row is one of that person's, so that their own connection is asked for it.
   */
  readonly own?: (row: JsonObject, userId: string) => boolean;
  /**
   * REST shows all of such a record to one person alone: rows of others may lack some of it. The fuller row stays in the
   * archive, and only through that person's connection the record is looked at.
   */
  readonly whole?: {
    /** Whom all of it is shown to; '' where nobody knows. */
    readonly to: (record: RecordLike) => string;
    /** Whether a row lacks what others are not shown (an empty text). */
    readonly isPart: (row: JsonObject) => boolean;
  };
  readonly columns: readonly Column[];
  /** Page of a record on the portal. */
  readonly path?: (record: RecordLike) => string;
  /** Why a count may differ or rows may be hidden from this connection, told in the report. */
  readonly limits?: Text;
}

/** Of some kinds those that a connection can be asked for. */
export function kindsFor(
  kinds: readonly Kind[],
  { isApplication = false }: Pick<Portal, 'isApplication'>,
): readonly Kind[] {
  return isApplication ? kinds : kinds.filter(({ byApplication }) => byApplication !== true);
}

/** The id of a row of this kind that came in the list of `parent`. '' when the row has none. */
export function keyOf(kind: Kind, row: JsonObject, parent?: Parent): string {
  if (typeof kind.key !== 'string') return kind.key(row, parent);
  const value: Json | undefined = row[kind.key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
