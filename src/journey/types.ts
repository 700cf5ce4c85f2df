import type { Text } from '../base/text.ts';
import type { RecordKey } from '../archive/types.ts';
import type { KindId } from '../kinds/kind.ts';

/** How one record will go, or why it stays. */
export type StepAction =
  /**
   * A call of its own; `fate` as the kind declares it. `despite`: fields that an earlier step of the same plan changes; they
   * are not compared.
   */
  | {
      readonly do: 'delete';
      readonly fate: 'gone' | 'bin';
      readonly binDays?: number;
      readonly despite?: readonly string[];
    }
  /** The record stays; what lies under it and goes later does not go into a bin any more. */
  | { readonly do: 'binOff' }
  /** It goes along with `with`; nothing is sent, absence is checked. */
  | { readonly do: 'cascade'; readonly with: RecordKey }
  /** `despite`: fields that an earlier step of the same plan empties; they are not compared. */
  | { readonly do: 'deactivate'; readonly despite?: readonly string[] }
  /** The record stays, these fields are emptied. */
  | { readonly do: 'scrub'; readonly fields: readonly string[] }
  | HandStep;

/** Other people are put into fields of the record, which stays. Only what the fields hold is compared before it. */
export interface HandStep {
  readonly do: 'hand';
  readonly from: string;
  readonly to: string;
  readonly fields: readonly HandField[];
}

/** Ids of people in one field, as they must be before (`was`) and are meant to be after (`becomes`). */
export interface HandField {
  readonly field: string;
  readonly was: readonly string[];
  readonly becomes: readonly string[];
}

/** One record that the plan names. A plan never holds a predicate (I2). */
export interface Step {
  readonly number: number;
  readonly key: RecordKey;
  readonly name: string;
  /** The archived version that must still be the live one (I4). */
  readonly fingerprint: string;
  readonly action: StepAction;
  /**
   * The connection that it goes through, where the one that carries the plan out is not shown the record: by name, as the
   * archive knows it among the witnesses. Nothing about the record is asked through any other.
   */
  readonly through?: string;
}

/** A record that was asked for and stays, with the reason. */
export interface Kept {
  readonly key: RecordKey;
  readonly name: string;
  readonly reason:
    | 'chosen'
    | 'notVerified'
    | 'neverDeletable'
    | 'refused'
    | 'childNotPlanned'
    | 'lastAdministrator'
    | 'vanished'
    | 'protected'
    | 'notTransferable';
  readonly why: Text;
}

export interface ByHandStep {
  readonly number: number;
  readonly kind: KindId;
  readonly key?: RecordKey;
  readonly name: string;
  /** Of a recycle bin that is to be emptied: the kinds whose records lie in it by then. Its name says whose it is, where it is one of many. */
  readonly bin?: readonly KindId[];
  readonly steps: Text;
  readonly why: Text;
  readonly url?: string;
  /** Whether bye24 can see for itself that it is done; otherwise a person confirms by name. */
  readonly check: 'api' | 'person';
}

/** What the owner chose. Nothing chosen means nothing deleted. */
export interface Policy {
  /** Kinds to delete; 'all' for every kind that can be. */
  readonly kinds: readonly KindId[] | 'all';
  readonly where: readonly Condition[];
  readonly keep: readonly RecordKey[];
  /** Bins that a setting switches on are switched off first, so that what goes is gone at once. */
  readonly binsOff?: boolean;
  /** Of a hand-over, which deletes nothing: from whom to whom. */
  readonly handover?: { readonly from: string; readonly to: string };
}

export interface Condition {
  readonly field: 'changed' | 'created' | 'id' | 'name' | (string & {});
  readonly is: '<' | '<=' | '=' | '!=' | '>=' | '>' | '~';
  readonly value: string;
}

export interface PlanHeader {
  readonly version: 1;
  readonly portal: string;
  /** The sealed archive that the plan was made from (I10). */
  readonly sealRoot: string;
  readonly madeAtMs: number;
  readonly policy: Policy;
  /** Connections that steps go through beside that of whoever carries the plan out, and whose they are. */
  readonly through?: readonly { readonly connection: string; readonly name: string }[];
  /** Kinds that the archive was never asked to take: what of them lies below a record stops it. */
  readonly notTaken?: readonly KindId[];
  readonly steps: number;
  readonly kept: number;
  readonly byHand: number;
}

/** A plan is a value: header, steps in the order of execution, what stays, what is by hand. */
export interface Plan extends PlanHeader {
  readonly list: readonly Step[];
  readonly stays: readonly Kept[];
  readonly hands: readonly ByHandStep[];
}

/** How a step ended, as the journal knows it. */
export type StepState =
  | 'intended'
  | 'acknowledged' // the portal said yes; not yet seen absent
  | 'absent' // seen absent by an independent read
  | 'inBin'
  | 'changed' // the live record is not the archived one: skipped (I4)
  | 'childAppeared' // something that is not in the plan would go along: skipped (I5)
  | 'alreadyGone' // a read showed that it was gone before anything was sent
  | 'stillThere' // acknowledged, and yet seen on the portal afterwards
  | 'inactive' // a user who was deactivated, seen so
  | 'binOff' // the bin was seen switched off
  | 'scrubbed' // the fields that were to be emptied were seen empty
  | 'handed' // the fields of a hand-over hold the successor, seen so
  | 'refused'
  | 'unknown'
  | 'unreachable'; // what it was part of is seen absent, and alone nobody is shown it

/** What goes on, for whoever shows it: terminal, JSON lines, web page. Numbers count what was acknowledged. */
export type Progress =
  | {
      readonly type: 'stage';
      readonly stage: Stage;
      readonly state: 'started' | 'finished';
      /** Which of several it is: the format that is written. */
      readonly of?: string;
    }
  | {
      readonly type: 'kind';
      readonly stage: Stage;
      readonly kind: KindId;
      readonly done: number;
      readonly total?: number;
      readonly bytes?: number;
      readonly state: 'running' | 'finished' | 'incomplete';
    }
  | { readonly type: 'eta'; readonly stage: Stage; readonly fromMs: number; readonly toMs: number }
  | {
      readonly type: 'pause';
      readonly reason: 'limit' | 'budget' | 'user';
      readonly untilMs?: number;
      readonly method?: string;
    }
  | { readonly type: 'warning'; readonly code: string; readonly detail: Readonly<Record<string, string | number>> };

export type Stage =
  | 'inventory'
  | 'export'
  | 'verify'
  | 'seal'
  | 'plan'
  | 'rehearse'
  | 'apply'
  | 'prove'
  | 'convert'
  | 'pack'
  | 'move'
  | 'compare'
  | 'push';

/** Receives progress; must return at once. */
export type Watch = (progress: Progress) => void;
