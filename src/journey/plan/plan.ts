import { Bye24Error } from '../../base/error.ts';
import type { ArchivedRecord, RecordKey, VerifiedRecord } from '../../archive/types.ts';
import { fingerprintOf } from '../../archive/fingerprint.ts';
import type { ByHand, Kind, KindId } from '../../kinds/kind.ts';
import type { ByHandStep, Kept, Plan, PlanHeader, Policy, Step, StepAction } from '../types.ts';
import type { PlanEntry } from './entry.ts';
import type { Held, PlanFacts } from './facts.ts';
import { type Choice, choiceOf } from './match.ts';
import { parentsOf } from '../../kinds/order.ts';
import { targetsOf } from '../../kinds/references.ts';
import { withoutFields } from '../scrub/fields.ts';
import { BinSwitches } from './bin-switches.ts';
import { safestOrder } from './order.ts';
import { onlyPlanned, becauseOfKind, reasons, theirs, webhookOf, webhookWhy } from './reasons.ts';
import { type Going, Judge } from './verdict.ts';
import { nameOf } from '../../archive/key-name.ts';

/** What a plan's file begins with; the counts are known when all is planned. */
export type PlanStart = Omit<PlanHeader, 'steps' | 'kept' | 'byHand'>;

export function startOf(facts: PlanFacts, policy: Policy): PlanStart {
  const { portal, sealRoot, madeAtMs, others = [], notTaken = [] } = facts;
  const through = others.flatMap(({ connection, name, isHere }) => (isHere === true ? [{ connection, name }] : []));
  return {
    version: 1,
    portal,
    sealRoot,
    madeAtMs,
    policy,
    ...(through.length === 0 ? {} : { through }),
    ...(notTaken.length === 0 ? {} : { notTaken }),
  };
}

/**
 * Decides, record by record, what goes and what stays. No I/O of its own, flat in memory, the same entries for the same
 * facts; explicit ids only (I2), only verified copies (I1), nothing that would take along what stays (I5), children
 * before parents and the connection's owner last (I7).
 * @throws Bye24Error POLICY_KEEP_UNKNOWN for a record to keep that the archive does not have (a slip there would
 * delete what was meant to stay), POLICY_MATCHES_NOTHING
 */
export async function* planEntries(
  facts: PlanFacts,
  policy: Policy,
  narrower?: Choice,
): AsyncGenerator<PlanEntry, void, void> {
  for (const key of policy.keep) {
    if (facts.record(key) === undefined) throw new Bye24Error('POLICY_KEEP_UNKNOWN', { record: nameOf(key) });
  }
  const planner = new Planner(facts, narrower ?? choiceOf(policy), policy.binsOff === true);
  let some = false;
  for (const kind of safestOrder(facts.kinds)) {
    for await (const entry of planner.kind(kind)) {
      some = true;
      yield entry;
    }
  }
  for (const entry of planner.owner()) {
    some = true;
    yield entry;
  }
  for (const entry of planner.others()) {
    some = true;
    yield entry;
  }
  yield* planner.bins();
  if (!some) throw new Bye24Error('POLICY_MATCHES_NOTHING');
  // A piece of work on the way takes no connection away yet.
  if (narrower === undefined) yield* planner.webhooks();
}

class Planner {
  readonly #facts: PlanFacts;
  readonly #choice: Choice;
  readonly #judge: Judge;
  readonly #switches: BinSwitches;
  /** Records of nesting kinds that had their turn. */
  readonly #visited = new Set<string>();
  /** Records with several parents that go along with one of them. */
  readonly #shared = new Set<string>();
  #steps = 0;
  #hands = 0;
  /** Bins that something goes into, with the kinds that do; a bin that is somebody's own by its name and whose it is. */
  readonly #bins = new Map<string, { readonly bin: ByHand; readonly name: string; readonly kinds: KindId[] }>();
  readonly #binNumbers = new Map<ByHand, number>();
  /** Records of the kind whose turn it is that go through other connections, by which. */
  readonly #later = new Map<string, RecordKey[]>();
  /** Records that somebody else alone is shown, whose connection is not here: by whose and of which kind. */
  readonly #others = new Map<string, { readonly witness: string; readonly kind: Kind; count: number }>();
  /** Kinds of which some record stays. */
  readonly #someStay = new Set<KindId>();
  #owner: VerifiedRecord | undefined;
  readonly #administrators: Set<string>;

  constructor(facts: PlanFacts, choice: Choice, binsOff: boolean) {
    this.#facts = facts;
    this.#choice = choice;
    this.#judge = new Judge(facts, choice);
    this.#switches = new BinSwitches(facts, binsOff);
    this.#administrators = new Set(facts.administrators);
  }

  async *kind(kind: Kind): AsyncGenerator<PlanEntry, void, void> {
    if (!this.#choice.kind(kind.id)) return;
    for await (const entry of this.#entries(kind)) {
      if (entry.type === 'kept' && entry.kept.reason !== 'vanished') this.#someStay.add(entry.kept.key.kind);
      yield entry;
    }
  }

  async *#entries(kind: Kind): AsyncGenerator<PlanEntry, void, void> {
    const nests = parentsOf(kind).has(kind.id);
    for await (const held of this.#facts.records(kind.id)) {
      if (nests) yield* this.#tree(kind, held);
      else yield* this.#record(kind, held);
    }
    yield* this.#throughOthers(kind);
  }

  /** What this connection is not shown, one connection after another, each in the order in which its records came. */
  *#throughOthers(kind: Kind): Generator<PlanEntry, void, void> {
    for (const { connection } of this.#facts.others ?? []) {
      for (const key of this.#later.get(connection) ?? []) {
        const held = this.#facts.record(key);
        if (held !== undefined && 'verified' in held) yield* this.#judged(kind, held.verified);
      }
    }
    this.#later.clear();
  }

  /** A record of a kind that nests in itself: what lies in it goes first. */
  *#tree(kind: Kind, held: Held): Generator<PlanEntry, void, void> {
    const { key } = recordIn(held);
    if (this.#visited.has(nameOf(key))) return;
    this.#visited.add(nameOf(key));
    for (const child of this.#facts.children(key)) {
      const below = child.kind === kind.id ? this.#facts.record(child) : undefined;
      if (below !== undefined) yield* this.#tree(kind, below);
    }
    yield* this.#record(kind, held);
  }

  *#record(kind: Kind, held: Held): Generator<PlanEntry, void, void> {
    const record = recordIn(held);
    if (!this.#choice.matches(record)) {
      this.#someStay.add(kind.id);
      return;
    }
    if ('unverified' in held) {
      const { key, name } = record;
      // What goes only with its parent is spoken of there.
      yield stays({ key, name, reason: 'notVerified', why: held.why });
      return;
    }
    if (kind.deletion.how === 'withParent') return yield* this.#withParent(held.verified);
    if (kind.deletion.how === 'byHand') return yield* this.#byHand(kind, held.verified);
    if (kind.deletion.how === 'deactivate') return yield* this.#person(kind, held.verified);
    yield* this.#chosen(kind, held.verified);
  }

  *#chosen(kind: Kind, record: VerifiedRecord): Generator<PlanEntry, void, void> {
    const isTheirs = kind.deletion.how === 'call' && record.vanishedAtMs === undefined && this.#judge.isOthers(record);
    if (!isTheirs || this.#choice.keeps(record.key)) return yield* this.#judged(kind, record);
    const through = this.#judge.through(record);
    if (through === undefined) this.#leaveTo(kind, this.#judge.whose(record));
    else {
      const keys = this.#later.get(through);
      if (keys === undefined) this.#later.set(through, [record.key]);
      else keys.push(record.key);
    }
  }

  *#judged(kind: Kind, record: VerifiedRecord): Generator<PlanEntry, void, void> {
    const through = this.#judge.through(record);
    const verdict = this.#judge.verdict(kind, record);
    const carried = verdict.goes ? this.#carriedAlong(kind, record) : undefined;
    if (carried !== undefined) {
      const { key, name } = record;
      yield stays({ key, name, reason: 'childNotPlanned', why: becauseOfKind(carried) });
      return;
    }
    if (!verdict.goes) {
      yield stays(verdict.kept);
      return;
    }
    const { first, isOff } = this.#switches.of(kind, record);
    // Before all that goes, and before what goes along with it.
    if (first !== undefined) yield this.#step(first, { do: 'binOff' });
    for (const child of verdict.along) {
      // A record with several parents goes with the first of them that goes.
      if (this.#severalParents(child)) {
        if (this.#shared.has(nameOf(child.key))) continue;
        this.#shared.add(nameOf(child.key));
      }
      yield this.#step(child, { do: 'cascade', with: record.key }, through);
    }
    if (kind.deletion.how !== 'call') return;
    const { fate } = kind.deletion;
    if (fate.to === 'bin' && !isOff) {
      this.#intoBin(fate.empty, kind.id, fate.of === undefined ? '' : this.#whoseBin(kind, record, fate.of));
      const { days } = fate;
      const action = { do: 'delete', fate: 'bin', ...(days === undefined ? {} : { binDays: days }) } as const;
      yield this.#step(record, action, through);
      return;
    }
    const despite = this.#switches.writtenTo(kind, record);
    const rest =
      despite === undefined
        ? record
        : { ...record, fingerprint: fingerprintOf(withoutFields(kind, despite), record.row) };
    yield this.#step(rest, { do: 'delete', fate: 'gone', ...(despite === undefined ? {} : { despite }) }, through);
  }

  /** Of which kind something would go along that stays, or may stay: REST does not say which belong to this record (I5). */
  #carriedAlong({ deletion }: Kind, { row }: VerifiedRecord): Kind | undefined {
    const carries = deletion.how === 'call' ? deletion.carries : undefined;
    if (carries === undefined || carries.count(row) === 0) return undefined;
    const allGo = this.#choice.kind(carries.kind) && !this.#someStay.has(carries.kind);
    return allGo ? undefined : this.#facts.kinds.find(({ id }) => id === carries.kind);
  }

  #intoBin(bin: ByHand, kind: KindId, name: string): void {
    const number = this.#binNumbers.get(bin) ?? this.#binNumbers.size;
    this.#binNumbers.set(bin, number);
    const own = `${number} ${name}`;
    const known = this.#bins.get(own);
    if (known === undefined) this.#bins.set(own, { bin, name, kinds: [kind] });
    else if (known.kinds.at(-1) !== kind) known.kinds.push(kind);
  }

  /** By what a record refers to, and the person through whose connection it goes, where there are several. */
  #whoseBin(kind: Kind, record: VerifiedRecord, of: KindId): string {
    const named = targetsOf(kind, record.row).find(({ to }) => to === of);
    const held = named === undefined ? undefined : this.#facts.record({ kind: of, id: named.id });
    const through = this.#judge.through(record);
    const names = [
      held === undefined ? '' : recordIn(held).name,
      through === undefined ? this.#mainName() : this.#nameOf(through),
    ];
    return names.filter((name) => name !== '').join(', ');
  }

  /** What lies in a bin can only be destroyed by a person, once everything is in it: one step for each bin. */
  *bins(): Generator<PlanEntry, void, void> {
    for (const { bin, name, kinds } of this.#bins.values()) {
      const { steps, why, path } = bin;
      const url = path?.(undefined);
      const byHand: ByHandStep = {
        number: (this.#hands += 1),
        kind: kinds[0] ?? '',
        name,
        bin: kinds,
        steps: onlyPlanned(steps),
        why,
        ...(url === undefined ? {} : { url: `https://${this.#facts.portal}${url}` }),
        check: 'person',
      };
      yield { type: 'byHand', byHand };
    }
  }

  #leaveTo(kind: Kind, witness: string): void {
    this.#someStay.add(kind.id);
    const name = `${witness} ${kind.id}`;
    const group = this.#others.get(name) ?? { witness, kind, count: 0 };
    group.count += 1;
    this.#others.set(name, group);
  }

  /** Whose the connection is that carries the plan out; '' where there is no other, for then it goes without saying. */
  #mainName(): string {
    const { others = [], ownerId } = this.#facts;
    const owner = others.length === 0 ? undefined : this.#facts.record({ kind: 'user', id: ownerId });
    return owner === undefined ? '' : recordIn(owner).name;
  }

  #nameOf(witness: string): string {
    return this.#facts.others?.find(({ connection }) => connection === witness)?.name ?? witness;
  }

  /** What only its owner is shown, only its owner can delete and see gone: one step for each person and kind. */
  *others(): Generator<PlanEntry, void, void> {
    for (const { witness, kind, count } of this.#others.values()) {
      const name = this.#nameOf(witness);
      const byHand: ByHandStep = {
        number: (this.#hands += 1),
        kind: kind.id,
        name: `${name}: ${count}`,
        steps: theirs(name, kind, count),
        why: reasons.othersOnly,
        url: `https://${this.#facts.portal}/`,
        check: 'person',
      };
      yield { type: 'byHand', byHand };
    }
  }

  /** After all else, every employee's webhook: nobody but its owner or an administrator can take it away. */
  *webhooks(): Generator<PlanEntry, void, void> {
    for (const { name, userId } of this.#facts.others ?? []) {
      const byHand: ByHandStep = {
        number: (this.#hands += 1),
        kind: 'user',
        name,
        steps: webhookOf(name, userId),
        why: webhookWhy,
        url: `https://${this.#facts.portal}/devops/list/`,
        check: 'person',
      };
      yield { type: 'byHand', byHand };
    }
  }

  #severalParents(child: Going): boolean {
    const kind = this.#judge.kindOf(child.key);
    return kind !== undefined && parentsOf(kind).size > 1;
  }

  /** Something that was chosen and goes only with its parent: said here only when the parent stays. */
  *#withParent(record: VerifiedRecord): Generator<PlanEntry, void, void> {
    if (this.#choice.keeps(record.key)) {
      yield stays({ key: record.key, name: record.name, reason: 'chosen', why: reasons.chosen });
    } else if (!this.#parentGoes(record)) {
      yield stays({ key: record.key, name: record.name, reason: 'neverDeletable', why: reasons.onlyWithParent });
    }
  }

  /** Whether something that it lies under goes and takes it along. */
  #parentGoes(record: ArchivedRecord, above: ReadonlySet<string> = new Set()): boolean {
    if (above.has(nameOf(record.key))) return false;
    const seen = new Set([...above, nameOf(record.key)]);
    const kind = this.#judge.kindOf(record.key);
    const declared = kind === undefined ? [] : targetsOf(kind, record.row).filter(({ parent }) => parent);
    const parents = [...declared.map(({ to, id }) => ({ kind: to, id })), record.parent ?? []].flat();
    return parents.some((key) => this.#goes(key, seen));
  }

  #goes(key: RecordKey, above: ReadonlySet<string>): boolean {
    const held = this.#facts.record(key);
    const kind = this.#judge.kindOf(key);
    if (held === undefined || 'unverified' in held || kind === undefined) return false;
    const record = held.verified;
    const chosen = kind.deletion.how === 'call' && this.#choice.kind(kind.id) && this.#choice.matches(record);
    return chosen ? this.#judge.verdict(kind, record).goes : this.#parentGoes(record, above);
  }

  *#byHand(kind: Kind, record: VerifiedRecord): Generator<PlanEntry, void, void> {
    if (kind.deletion.how !== 'byHand') return;
    const { key, name, row } = record;
    if (this.#facts.protectedNames?.has(nameOf(key)) === true) {
      yield stays({ key, name, reason: 'protected', why: reasons.protected });
      return;
    }
    if (this.#choice.keeps(key)) {
      yield stays({ key, name, reason: 'chosen', why: reasons.chosen });
      return;
    }
    if (record.vanishedAtMs !== undefined) return;
    const { steps, why, path } = kind.deletion.byHand;
    const url = path?.({ id: key.id, row }) ?? kind.path?.({ id: key.id, row });
    const byHand: ByHandStep = {
      number: (this.#hands += 1),
      kind: kind.id,
      key,
      name,
      steps,
      why,
      ...(url === undefined ? {} : { url: `https://${this.#facts.portal}${url}` }),
      check: kind.look === undefined || this.#judge.isOthers(record) ? 'person' : 'api',
    };
    yield { type: 'byHand', byHand };
  }

  *#person(kind: Kind, record: VerifiedRecord): Generator<PlanEntry, void, void> {
    const verdict = this.#judge.verdict(kind, record);
    if (!verdict.goes) {
      yield stays(verdict.kept);
    } else if (record.key.id === this.#facts.ownerId) {
      this.#owner = record;
    } else if (this.#administrators.has(record.key.id) && this.#administrators.size === 1) {
      yield stays({ key: record.key, name: record.name, reason: 'lastAdministrator', why: reasons.lastAdministrator });
    } else {
      this.#administrators.delete(record.key.id);
      yield this.#step(record, { do: 'deactivate' });
    }
  }

  /** The connection's owner, after everything else: nothing can be sent once its connection is dead (I7). */
  *owner(): Generator<PlanEntry, void, void> {
    const owner = this.#owner;
    if (owner === undefined) return;
    const others = [...this.#administrators].some((id) => id !== owner.key.id);
    if (others) yield this.#step(owner, { do: 'deactivate' });
    else yield stays({ key: owner.key, name: owner.name, reason: 'lastAdministrator', why: reasons.lastAdministrator });
  }

  /** The one place where steps come from: only of a verified record (I1). */
  #step(record: Going, action: StepAction, through?: string): PlanEntry {
    const { key, name, fingerprint } = record;
    const step = { number: (this.#steps += 1), key, name, fingerprint, action };
    return { type: 'step', step: through === undefined ? step : { ...step, through } };
  }
}

function recordIn(held: Held): ArchivedRecord {
  return 'verified' in held ? held.verified : held.unverified;
}

function stays(kept: Kept): PlanEntry {
  return { type: 'kept', kept };
}

/** A whole plan in memory: for a person's own data, a page, a test. Large ones are written as they come (file.ts). */
export async function plan(facts: PlanFacts, policy: Policy): Promise<Plan> {
  const list: Step[] = [];
  const stay: Kept[] = [];
  const hands: ByHandStep[] = [];
  for await (const entry of planEntries(facts, policy)) {
    if (entry.type === 'step') list.push(entry.step);
    else if (entry.type === 'kept') stay.push(entry.kept);
    else hands.push(entry.byHand);
  }
  const counts = { steps: list.length, kept: stay.length, byHand: hands.length };
  return { ...startOf(facts, policy), ...counts, list, stays: stay, hands };
}
