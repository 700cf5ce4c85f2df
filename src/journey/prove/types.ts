import type { KindId } from '../../kinds/kind.ts';

/** How many records ended how. Every planned record is in exactly one of the numbers after `planned`. */
export interface Ends {
  readonly planned: number;
  /** Seen absent, and in no bin any more. */
  readonly gone: number;
  /** Seen absent from the lists; in the recycle bin until a date. */
  readonly inBin: number;
  /** Users who were deactivated and seen so. */
  readonly inactive: number;
  /** Fields of a hand-over that were seen to hold the successor. */
  readonly handed: number;
  /** Fields that were to be emptied, seen empty. */
  readonly scrubbed: number;
  /** Bins that were to be switched off, seen so. */
  readonly binOff: number;
  /** Gone before anything was sent for it. */
  readonly alreadyGone: number;
  /** The portal said yes; nobody has seen it absent yet. */
  readonly acknowledged: number;
  /** Acknowledged, and yet there. */
  readonly stillThere: number;
  /** Changed since the export: left alone. */
  readonly changed: number;
  /** Something new lies below it: left alone. */
  readonly childAppeared: number;
  readonly refused: number;
  readonly unknown: number;
  /** Nobody knows of its own deletion; what it was part of is seen absent, and alone the portal shows it to nobody. */
  readonly unreachable: number;
  /** Not done yet, or left because what it goes along with was left. */
  readonly left: number;
}

export interface KindEnds extends Ends {
  readonly kind: KindId;
  /** The portal's own counts, where it gives any. */
  readonly before?: number;
  readonly after?: number;
  /** When the last of those in the bin leaves it. */
  readonly binUntilMs?: number;
  /** REST methods that were used, for the act. */
  readonly methods: readonly string[];
}

export interface ProofException {
  readonly step: number;
  readonly kind: KindId;
  readonly id: string;
  readonly end: keyof Ends;
  /** The connection that it was to go through, where it is another. */
  readonly through?: string;
  readonly code?: string;
  readonly child?: string;
}

/** What can be said of a deletion, all of it from its journal. */
export interface ProofReport {
  readonly version: 1;
  readonly portal: string;
  readonly plan: string;
  readonly sealRoot: string;
  readonly attended: boolean;
  readonly journal: {
    readonly lines: number;
    readonly head: string;
    readonly firstAtMs: number;
    readonly lastAtMs: number;
  };
  readonly runs: number;
  /** When the portal was read again, independently; undefined: never yet. */
  readonly provedAtMs?: number;
  /** Every such reading in its order, with what could be said after it: a later one is compared with it. */
  readonly proofs: readonly { readonly atMs: number; readonly total: Ends }[];
  /** From the first to the last time that a record was seen absent: the date that an act may name. */
  readonly absentFromMs?: number;
  readonly absentToMs?: number;
  readonly kinds: readonly KindEnds[];
  readonly total: Ends;
  readonly kept: readonly { readonly kind: KindId; readonly reason: string; readonly count: number }[];
  readonly byHand: readonly {
    readonly number: number;
    readonly kind: KindId;
    readonly id?: string | undefined;
    readonly check: 'api' | 'person';
    readonly doneBy?: string;
  }[];
  readonly witness: {
    readonly before?: Witness;
    readonly after?: Witness;
  };
  /** Records that did not end as planned, the first thousand of them; all are in the journal's export. */
  readonly exceptions: readonly ProofException[];
  readonly exceptionCount: number;
  /** Other connections that steps went through, by name, and how many of each; absent where one alone did it all. */
  readonly through?: readonly { readonly connection: string; readonly steps: number }[];
  /** Records that were brought home once more and went, or were to go, in that version; absent where none were. */
  readonly broughtHome?: BroughtReport;
}

export interface BroughtReport {
  readonly count: number;
  /** The first thousand, with the fingerprint that the plan was made with and the one that it means since. */
  readonly records: readonly {
    readonly step: number;
    readonly kind: KindId;
    readonly id: string;
    readonly was: string;
    readonly fingerprint: string;
  }[];
  /** Each new seal over the archive, and how many records it brought. */
  readonly seals: readonly {
    readonly atMs: number;
    readonly from: string;
    readonly to: string;
    readonly records: number;
  }[];
}

/** Whose connection looked. */
export interface Witness {
  readonly user?: string | undefined;
  readonly administrator?: boolean | undefined;
}
