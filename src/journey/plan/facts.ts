import type { Text } from '../../base/text.ts';
import type { ArchivedRecord, RecordKey, VerifiedRecord } from '../../archive/types.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';

/** An archived record whose copy was not found whole; it can be shown, never planned. */
export interface Unverified {
  readonly unverified: ArchivedRecord;
  readonly why: Text;
}

/** What the archive has of a record: a verified copy, or one that can't be trusted. */
export type Held = { readonly verified: VerifiedRecord } | Unverified;

/** Another connection that filled the archive. `isHere`: it is kept on this computer, so that steps can go through it. */
export interface Other {
  readonly connection: string;
  readonly userId: string;
  readonly name: string;
  readonly isHere?: boolean;
}

/**
 * All that a plan is made from, as the sealed archive tells it. Whoever hands these over does the reading; planning
 * itself does no I/O, so the same facts give the same plan.
 */
export interface PlanFacts {
  readonly portal: string;
  readonly sealRoot: string;
  readonly madeAtMs: number;
  readonly kinds: readonly Kind[];
  /** Whose connection will delete, and which users are active administrators, as the archive knows them. */
  readonly ownerId: string;
  readonly administrators: readonly string[];
  /** Name of that connection among the witnesses of records; absent where one alone has filled the archive. */
  readonly connection?: string;
  /** The other connections that filled the archive, and whose they are. */
  readonly others?: readonly Other[];
  /** Kinds that the archive was never asked to take, or that no connection could read. */
  readonly notTaken?: readonly KindId[];
  /** Names of records that must never go (`deal:42`), nor anything that would take them along. */
  readonly protectedNames?: ReadonlySet<string>;
  /** Every record of a kind, always in the same order. */
  records(kind: KindId): AsyncIterable<Held> | Iterable<Held>;
  /** Undefined when the archive never saw it. */
  record(key: RecordKey): Held | undefined;
  /** Records that name this one as their parent: what its deletion takes along. */
  children(key: RecordKey): readonly RecordKey[];
}
