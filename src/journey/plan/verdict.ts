import type { Text } from '../../base/text.ts';
import type { RecordKey, VerifiedRecord } from '../../archive/types.ts';
import type { Kind, KindId, RecordLike } from '../../kinds/kind.ts';
import { connectionOfUser } from '../connection-name.ts';
import type { Kept } from '../types.ts';
import type { PlanFacts } from './facts.ts';
import type { Choice } from './match.ts';
import { becauseOf, blocks, reasons } from './reasons.ts';
import { nameOf } from '../../archive/key-name.ts';

/** What a step needs of a verified record: without its row, which is large, while many verdicts are remembered. */
export type Going = Pick<VerifiedRecord, 'key' | 'name' | 'fingerprint'>;

/** Whether a chosen record may go, and what goes along with it (deepest first), or why it stays. */
export type Verdict =
  { readonly goes: true; readonly along: readonly Going[] } | { readonly goes: false; readonly kept: Kept };

/** Whether a record may go along with its parent. */
type Along = { readonly goes: true; readonly along: readonly Going[] } | { readonly goes: false; readonly why: Text };

function likeOf({ key, row, parent }: VerifiedRecord): RecordLike {
  return { id: key.id, row, ...(parent === undefined ? {} : { parent }) };
}

/** How many verdicts are remembered, with all that goes along: enough for the neighbours of a record, flat in memory. */
const REMEMBERED = 20_000;

/** Judges records one by one, looking down at what each would take along (I5). */
export class Judge {
  readonly #facts: PlanFacts;
  readonly #choice: Choice;
  readonly #kinds: ReadonlyMap<KindId, Kind>;
  readonly #open = new Set<string>();
  readonly #known = new Map<string, Verdict>();
  /** Verdicts that are remembered, and records that go along with them. */
  #remembered = 0;

  constructor(facts: PlanFacts, choice: Choice) {
    this.#facts = facts;
    this.#choice = choice;
    this.#kinds = new Map(facts.kinds.map((kind) => [kind.id, kind]));
  }

  kindOf(key: RecordKey): Kind | undefined {
    return this.#kinds.get(key.kind);
  }

  /**
   * The connection that a record goes through: undefined for the one that carries the plan out, otherwise the first of those
   * that are here and saw it whole. What lies below must be seen through the same one, so that a record's own connection
   * never comes after that of what it lies in.
   */
  through(record: VerifiedRecord): string | undefined {
    if (!this.isOthers(record)) return undefined;
    const { others = [] } = this.#facts;
    return others.find(({ connection, isHere }) => isHere === true && this.#sees(connection, record))?.connection;
  }

  #sees(through: string | undefined, record: VerifiedRecord): boolean {
    if (through === undefined) return !this.isOthers(record);
    return record.witnesses.includes(through) && (this.#wholeTo(record) ?? through) === through;
  }

  /** The one connection that showed all of a record of which others are shown a part; undefined where all see the same. */
  #wholeTo(record: VerifiedRecord): string | undefined {
    const to = this.kindOf(record.key)?.whole?.to(likeOf(record)) ?? '';
    return to === '' ? undefined : record.witnesses.find((connection) => connection === connectionOfUser(to));
  }

  /** Whether the archive lacks what was shown to nobody whose connection filled it: to delete that is to lose it (I1). */
  #lacksSome({ whole }: Kind, record: VerifiedRecord): boolean {
    return whole?.isPart(record.row) === true && this.#wholeTo(record) === undefined;
  }

  /**
   * Whether only somebody else's connection shows it, or all of it. Through the one that deletes it would look absent, gone
   * or not, or changed: it could neither be looked at before, nor seen gone after.
   */
  isOthers(record: VerifiedRecord): boolean {
    const { connection } = this.#facts;
    if (connection === undefined || record.witnesses.length === 0) return false;
    return !record.witnesses.includes(connection) || (this.#wholeTo(record) ?? connection) !== connection;
  }

  /** Who can delete a record that is others' when none of them has a connection here. */
  whose(record: VerifiedRecord): string {
    return this.#wholeTo(record) ?? record.witnesses[0] ?? '';
  }

  /** Of a record that the owner chose and that is deleted by a call of its own. */
  verdict(kind: Kind, record: VerifiedRecord): Verdict {
    const name = nameOf(record.key);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const circle = this.#open.size > 0;
    const verdict = this.#judge(kind, record);
    // What was judged inside an unfinished circle holds only there.
    if (!circle || verdict.goes) this.#remember(name, verdict);
    return verdict;
  }

  #judge(kind: Kind, record: VerifiedRecord): Verdict {
    const stays = (reason: Kept['reason'], why: Text): Verdict => ({
      goes: false,
      kept: { key: record.key, name: record.name, reason, why },
    });
    if (this.#isProtected(record.key)) return stays('protected', reasons.protected);
    if (this.#choice.keeps(record.key)) return stays('chosen', reasons.chosen);
    if (record.vanishedAtMs !== undefined) return stays('vanished', reasons.vanished);
    const through = this.through(record);
    if (!this.#sees(through, record)) return stays('neverDeletable', reasons.othersOnly);
    if (this.#lacksSome(kind, record)) return stays('notVerified', reasons.inPart);
    const { deletion } = kind;
    if (deletion.how === 'never') return stays('neverDeletable', deletion.why);
    if (deletion.how === 'withParent') return stays('neverDeletable', reasons.onlyWithParent);
    if (kind.look === undefined) return stays('neverDeletable', reasons.noLook);
    if (deletion.how === 'deactivate') {
      // Deactivation takes nothing along.
      if (!deletion.isActive(record.row)) return stays('vanished', reasons.inactive);
      return { goes: true, along: [] };
    }
    if (deletion.how === 'call') {
      const refusal = deletion.refuses?.({ id: record.key.id, row: record.row });
      if (refusal !== undefined) return stays('refused', refusal);
    }
    const along = this.#childrenOf(record.key, through);
    return along.goes ? { goes: true, along: along.along } : stays('childNotPlanned', along.why);
  }

  /** Everything below a record, or what below it must stay. */
  #childrenOf(key: RecordKey, through: string | undefined): Along {
    const name = nameOf(key);
    if (this.#open.has(name)) return { goes: false, why: blocks.circle };
    this.#open.add(name);
    try {
      const all: Going[] = [];
      for (const child of this.#facts.children(key)) {
        const along = this.#mayGoAlong(child, through);
        if (!along.goes) return { goes: false, why: becauseOf(child, along.why) };
        all.push(...along.along);
      }
      return { goes: true, along: all };
    } finally {
      this.#open.delete(name);
    }
  }

  #mayGoAlong(key: RecordKey, through: string | undefined): Along {
    const held = this.#facts.record(key);
    if (held === undefined) return { goes: false, why: blocks.absent };
    if ('unverified' in held) return { goes: false, why: held.why };
    const record = held.verified;
    if (record.vanishedAtMs !== undefined) return { goes: true, along: [] };
    if (this.#isProtected(key)) return { goes: false, why: reasons.protected };
    if (this.#choice.keeps(key)) return { goes: false, why: reasons.chosen };
    if (!this.#sees(through, record)) return { goes: false, why: reasons.othersOnly };
    const kind = this.kindOf(key);
    if (kind === undefined) return { goes: false, why: blocks.notCascading };
    if (this.#lacksSome(kind, record)) return { goes: false, why: reasons.inPart };
    const { how } = kind.deletion;
    if (how !== 'call' && how !== 'withParent') return { goes: false, why: blocks.notCascading };
    if (how === 'call' && this.#choice.kind(kind.id) && this.#choice.matches(record)) {
      // It has a step of its own, before this one.
      const verdict = this.verdict(kind, record);
      return verdict.goes ? { goes: true, along: [] } : { goes: false, why: verdict.kept.why };
    }
    // Of a kind that was chosen under conditions, only what meets them may go; of others, what is not newer than asked.
    const fits =
      how === 'call' && this.#choice.kind(kind.id) ? this.#choice.matches(record) : this.#choice.mayGoAlong(record);
    if (!fits) return { goes: false, why: blocks.notMatched };
    const below = this.#childrenOf(key, through);
    if (!below.goes) return below;
    const { name, fingerprint } = record;
    return { goes: true, along: [...below.along, { key: record.key, name, fingerprint }] };
  }

  #isProtected(key: RecordKey): boolean {
    return this.#facts.protectedNames?.has(nameOf(key)) === true;
  }

  #remember(name: string, verdict: Verdict): void {
    if (this.#remembered >= REMEMBERED) {
      this.#known.clear();
      this.#remembered = 0;
    }
    this.#known.set(name, verdict);
    this.#remembered += 1 + (verdict.goes ? verdict.along.length : 0);
  }
}
