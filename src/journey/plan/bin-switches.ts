import { nameOf } from '../../archive/key-name.ts';
import type { RecordKey, VerifiedRecord } from '../../archive/types.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import type { PlanFacts } from './facts.ts';

/** Whether a record goes into its bin, and what has to be done for it to be gone at once. */
interface BinOf {
  readonly isOff: boolean;
  /** The record whose bin is to be switched off before: told once, with the first that is deleted under it. */
  readonly first?: VerifiedRecord;
}

const ON: BinOf = { isOff: false };
const OFF: BinOf = { isOff: true };

/** Bins that a setting of another record switches on (the type of a smart process), as the archive knows them. */
export class BinSwitches {
  readonly #facts: PlanFacts;
  readonly #wished: boolean;
  readonly #kinds: ReadonlyMap<KindId, Kind>;
  readonly #switched = new Set<string>();

  /** `wished`: the owner wants no bin, so that one which is on is switched off first. */
  constructor(facts: PlanFacts, wished: boolean) {
    this.#facts = facts;
    this.#wished = wished;
    this.#kinds = new Map(facts.kinds.flatMap((kind) => (kind.bin === undefined ? [] : [[kind.bin.of, kind]])));
  }

  of(kind: Kind, { parent }: VerifiedRecord): BinOf {
    const above = this.#kinds.get(kind.id);
    if (above?.bin === undefined || parent?.kind !== above.id) return ON;
    if (this.#switched.has(nameOf(parent))) return OFF;
    const setting = this.#verified(parent);
    // What the archive can't vouch for may be on.
    if (setting === undefined) return ON;
    if (!above.bin.isOn(setting.row)) return OFF;
    if (!this.#wished || this.#facts.protectedNames?.has(nameOf(parent)) === true) return ON;
    this.#switched.add(nameOf(parent));
    return { isOff: true, first: setting };
  }

  /** Fields of this record that the plan has changed before its own turn. */
  writtenTo({ bin }: Kind, { key }: VerifiedRecord): readonly string[] | undefined {
    return this.#switched.has(nameOf(key)) ? bin?.writes : undefined;
  }

  #verified(key: RecordKey): VerifiedRecord | undefined {
    const held = this.#facts.record(key);
    const record = held !== undefined && 'verified' in held ? held.verified : undefined;
    return record?.vanishedAtMs === undefined ? record : undefined;
  }
}
