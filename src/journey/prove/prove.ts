import type { Clock } from '../../base/clock.ts';
import { Bye24Error } from '../../base/error.ts';
import type { Disk } from '../../base/disk.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { RecordKey } from '../../archive/types.ts';
import type { Kind, KindId, RecordLike } from '../../kinds/kind.ts';
import { targetsOf } from '../../kinds/references.ts';
import { type HandFields, handState } from '../handover/fields.ts';
import type { EventOf, JournalLine } from '../journal/events.ts';
import { openJournal } from '../journal/journal.ts';
import { Ledger, type LedgerState, SEEN_DONE } from '../journal/ledger.ts';
import { readJournal } from '../journal/read.ts';
import { witness } from '../journal/witness.ts';
import type { Watch } from '../types.ts';
import { isEmptied } from '../scrub/fields.ts';
import { aliveThrough, type Through } from '../apply/alive.ts';
import { connectionOfUser } from '../connection-name.ts';
import { lookAgain, type Sight } from './look.ts';
import { Reporter } from './report.ts';
import type { ProofReport } from './types.ts';

export interface ProveOptions {
  readonly disk: Disk;
  /** Whoever calls holds the lock of the journal. */
  readonly journalPath: string;
  readonly portal: Portal;
  /** The other connections that the plan went through. */
  readonly through?: Through;
  readonly kinds: readonly Kind[];
  /** A record as it was archived: some looks need more of it than its id. */
  readonly archived: (key: RecordKey) => RecordLike | undefined;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly watch?: Watch;
}

/** States that claim, or may mean, that a record is gone: what a proof must see for itself. */
const TO_SEE: ReadonlySet<LedgerState> = new Set([
  ...SEEN_DONE,
  'acknowledged',
  'alreadyGone',
  'stillThere',
  'unknown',
  'unreachable',
  'intended',
]);
/** Records looked at in one go: with 50 ids a call and 50 calls a request, one request. */
const AT_ONCE = 2500;

interface Due {
  readonly step: number;
  readonly kind: KindId;
  readonly id: string;
  readonly through?: string | undefined;
  readonly hand?: HandFields;
  readonly scrub?: readonly string[];
  readonly binOff?: boolean;
}

/**
 * Reads the portal again, by code of its own, for every record that should be gone, and writes what it sees into the
 * journal (I6); then makes the report from the journal alone. Can be run again, after a bin's days have passed.
 * @throws Bye24Error JOURNAL_ABSENT, JOURNAL_DAMAGED, PLAN_OTHER_PORTAL; PROOF_BLIND when this connection sees less than
 * the one that deleted
 */
export async function prove(options: ProveOptions): Promise<ProofReport> {
  const { disk, journalPath, portal, clock, watch } = options;
  const ledger = new Ledger();
  const reporter = new Reporter();
  if (((await disk.sizeBytes(journalPath)) ?? 0) === 0) throw new Bye24Error('JOURNAL_ABSENT', { path: journalPath });
  const visit = (line: JournalLine): void => {
    ledger.visit(line);
    reporter.see(line);
  };
  const journal = await openJournal({ disk, path: journalPath, clock, visit });
  ledger.use(journal);
  try {
    const before = reporter.report();
    if (before === undefined) throw new Bye24Error('JOURNAL_ABSENT', { path: journalPath });
    if (before.portal !== portal.address) {
      throw new Bye24Error('PLAN_OTHER_PORTAL', { planned: before.portal, connected: portal.address });
    }
    watch?.({ type: 'stage', stage: 'prove', state: 'started' });
    await new Proof(options, ledger, before).toEnd();
    watch?.({ type: 'stage', stage: 'prove', state: 'finished' });
  } finally {
    await journal.close();
  }
  return reportOf(disk, journalPath);
}

/** The report of a journal, from its lines alone. @throws Bye24Error JOURNAL_ABSENT, JOURNAL_DAMAGED */
export async function reportOf(disk: Disk, journalPath: string): Promise<ProofReport> {
  const reporter = new Reporter();
  for await (const line of readJournal(disk, journalPath)) reporter.see(line);
  const report = reporter.report();
  if (report === undefined) throw new Bye24Error('JOURNAL_ABSENT', { path: journalPath });
  return report;
}

class Proof {
  readonly #options: ProveOptions;
  readonly #ledger: Ledger;
  readonly #before: ProofReport;
  readonly #kinds: ReadonlyMap<KindId, Kind>;
  #looked = 0;
  /** Connections whose owners the plan deactivated; looked for once one of them is refused. */
  #left: Promise<ReadonlySet<string>> | undefined;
  readonly #lookedOf = new Map<KindId, number>();

  constructor(options: ProveOptions, ledger: Ledger, before: ProofReport) {
    this.#options = options;
    this.#ledger = ledger;
    this.#before = before;
    this.#kinds = new Map(options.kinds.map((kind) => [kind.id, kind]));
  }

  async toEnd(): Promise<void> {
    if (!(await this.#canSee())) return;
    for await (const due of this.#due()) await this.#look(due);
    await this.#lookByHand();
    this.#ledger.note({ type: 'proved', looked: this.#looked });
    await this.#ledger.commit();
  }

  /**
   * Whether the connection sees what the first one saw. A connection whose own user the plan deactivated is dead: its
   * refusal is the proof of that step, and nothing else can be seen through it.
   */
  async #canSee(): Promise<boolean> {
    const { portal } = this.#options;
    const kinds = this.#before.kinds.flatMap(({ kind }) => this.#kinds.get(kind) ?? []);
    try {
      await portal.call({ method: 'profile' });
    } catch (error) {
      if (error instanceof PortalError && error.kind === 'badCredential') return this.#deadConnection(error);
      if (!(error instanceof PortalError) || error.retryable) throw error;
    }
    const events = await witness(portal, kinds, 'after');
    const after = events.find((event) => event.type === 'witness');
    if (this.#before.witness.before?.administrator === true && after?.administrator !== true) {
      throw new Bye24Error('PROOF_BLIND', { reason: 'user.admin' });
    }
    for (const event of events) this.#ledger.note(event);
    return true;
  }

  async #deadConnection(error: PortalError): Promise<boolean> {
    let owner: Due | undefined;
    for await (const { event } of readJournal(this.#options.disk, this.#options.journalPath)) {
      if (event.type !== 'intent' || event.action !== 'deactivate') continue;
      if (event.id === this.#before.witness.before?.user) owner = { step: event.step, kind: event.kind, id: event.id };
    }
    const state = owner === undefined ? undefined : this.#ledger.states.get(owner.step);
    if (owner === undefined || (state !== 'acknowledged' && state !== 'inactive')) throw error;
    this.#found(owner, 'inactive', error.code);
    await this.#ledger.commit();
    return false;
  }

  /** Every step that should be gone, once, in groups of one kind. */
  async *#due(): AsyncGenerator<readonly Due[], void, void> {
    const { disk, journalPath, signal } = this.#options;
    const once = new Set<number>();
    const hands = new Map<number, Pick<Due, 'hand' | 'scrub' | 'binOff'>>();
    const waiting = new Map<string, Due[]>();
    for await (const { event } of readJournal(disk, journalPath)) {
      if (event.type !== 'intent' && event.type !== 'found' && event.type !== 'outcome') continue;
      const { step, kind, id, through } = event;
      if (event.type !== 'outcome' && event.hand !== undefined) hands.set(step, { hand: event.hand });
      if (event.type !== 'outcome' && event.scrub !== undefined) hands.set(step, { scrub: event.scrub });
      if (isBinOff(event)) hands.set(step, { binOff: true });
      if (once.has(step) || !TO_SEE.has(this.#ledger.states.get(step))) continue;
      once.add(step);
      const name = through === undefined ? kind : `${kind} ${through}`;
      const group = waiting.get(name) ?? [];
      group.push({ step, kind, id, through, ...hands.get(step) });
      waiting.set(name, group);
      if (group.length < AT_ONCE) continue;
      signal?.throwIfAborted();
      waiting.delete(name);
      yield group;
    }
    for (const group of waiting.values()) {
      signal?.throwIfAborted();
      yield group;
    }
  }

  async #look(due: readonly Due[]): Promise<void> {
    const kind = this.#kinds.get(due[0]?.kind ?? '');
    if (kind === undefined) return;
    const records = due.map(({ kind: name, id }) => this.#options.archived({ kind: name, id }) ?? { id, row: {} });
    const sights = await this.#sights(due[0]?.through, kind, records);
    if (sights === undefined) return;
    const blind = records.filter(({ id }) => (sights.get(id)?.is ?? 'unreadable') === 'unreadable');
    const alone = await this.#withoutParent(due[0]?.through, kind, blind);
    for (const each of due) {
      const sight = sights.get(each.id) ?? { is: 'unreadable', code: 'UNANSWERED' };
      if (sight.is === 'unreadable') this.#found(each, alone.has(each.id) ? 'unreachable' : 'unreadable', sight.code);
      else if (each.hand !== undefined) this.#found(each, seenHand(each.hand, sight));
      // Where the whole type is gone by now, nothing of it goes into a bin either.
      else if (each.binOff === true) {
        this.#found(each, sight.is === 'there' && kind.bin?.isOn(sight.row) !== false ? 'present' : 'binOff');
      } else if (sight.is === 'absent') this.#found(each, 'absent');
      else if (each.scrub !== undefined) this.#found(each, isEmptied(each.scrub, sight.row) ? 'scrubbed' : 'present');
      else if (kind.deletion.how === 'deactivate' && !kind.deletion.isActive(sight.row)) this.#found(each, 'inactive');
      else this.#found(each, 'present');
    }
    this.#looked += due.length;
    await this.#ledger.commit();
    const done = (this.#lookedOf.get(kind.id) ?? 0) + due.length;
    this.#lookedOf.set(kind.id, done);
    this.#options.watch?.({ type: 'kind', stage: 'prove', kind: kind.id, done, state: 'running' });
  }

  /** Those of records that go only with what they lie in, of which that is seen absent: the portal shows them to nobody. */
  async #withoutParent(
    through: string | undefined,
    kind: Kind,
    records: readonly RecordLike[],
  ): Promise<ReadonlySet<string>> {
    const alone = new Set<string>();
    if (kind.deletion.how !== 'withParent') return alone;
    const { archived } = this.#options;
    const placed = records.flatMap((record) => {
      const under = parentOf(kind, record);
      return under === undefined ? [] : [{ id: record.id, under }];
    });
    for (const [name, children] of Map.groupBy(placed, ({ under }) => under.kind)) {
      const above = this.#kinds.get(name);
      if (above === undefined) continue;
      const ids = new Set(children.map(({ under }) => under.id));
      const parents = [...ids].map((id) => archived({ kind: name, id }) ?? { id, row: {} });
      const sights = await this.#sights(through, above, parents);
      for (const { id, under } of children) if (sights?.get(under.id)?.is === 'absent') alone.add(id);
    }
    return alone;
  }

  /**
   * Through the connection that a step went through. Where that ended with its owner, as the plan says, nothing can be seen
   * any more: what was seen before that stands (`seeGone`), and undefined is given.
   */
  async #sights(
    through: string | undefined,
    kind: Kind,
    records: readonly RecordLike[],
  ): Promise<ReadonlyMap<string, Sight> | undefined> {
    if (through === undefined) return lookAgain(this.#options.portal, kind, records);
    const alive = await aliveThrough(this.#options.through, through);
    if ('portal' in alive) return lookAgain(alive.portal, kind, records);
    this.#left ??= this.#deactivated();
    if ((await this.#left).has(through)) return undefined;
    return new Map(records.map(({ id }) => [id, { is: 'unreadable', code: alive.code }]));
  }

  async #deactivated(): Promise<ReadonlySet<string>> {
    const left = new Set<string>();
    for await (const { event } of readJournal(this.#options.disk, this.#options.journalPath)) {
      if (event.type !== 'intent' && event.type !== 'found') continue;
      if (isDeactivation(event) && SEEN_OFF.has(this.#ledger.states.get(event.step)))
        left.add(connectionOfUser(event.id));
    }
    return left;
  }

  #found({ step, kind, id, through }: Due, state: EventOf<'found'>['state'], code?: string): void {
    const more = { ...(through === undefined ? {} : { through }), ...(code === undefined ? {} : { code }) };
    this.#ledger.note({ type: 'found', step, kind, id, state, by: 'prove', ...more });
  }

  /** By-hand steps that the portal itself can answer for. */
  async #lookByHand(): Promise<void> {
    const open = this.#before.byHand.filter(
      ({ check, id, doneBy }) => check === 'api' && id !== undefined && doneBy === undefined,
    );
    for (const [name, hands] of Map.groupBy(open, ({ kind }) => kind)) {
      const kind = this.#kinds.get(name);
      if (kind === undefined) continue;
      const ids = hands.map(({ id }) => id ?? '');
      const records = ids.map((id) => this.#options.archived({ kind: name, id }) ?? { id, row: {} });
      const sights = await lookAgain(this.#options.portal, kind, records);
      for (const { number, id } of hands) {
        if (sights.get(id ?? '')?.is === 'absent') this.#ledger.note({ type: 'confirmed', number, by: 'api' });
      }
    }
  }
}

/** States of a person of whom the portal says, or said, that they are deactivated. */
const SEEN_OFF: ReadonlySet<LedgerState> = new Set(['acknowledged', 'inactive']);

function isDeactivation(event: EventOf<'intent' | 'found'>): boolean {
  return event.type === 'intent' ? event.action === 'deactivate' : event.type === 'found' && event.state === 'inactive';
}

/** What a record lay in: the list that it came in says so, or its row. */
function parentOf(kind: Kind, { row, parent }: RecordLike): RecordKey | undefined {
  if (parent !== undefined) return parent;
  const named = targetsOf(kind, row).find((target) => target.parent);
  return named === undefined ? undefined : { kind: named.to, id: named.id };
}

function isBinOff(event: EventOf<'intent' | 'outcome' | 'found'>): boolean {
  return event.type === 'intent' ? event.action === 'binOff' : event.type === 'found' && event.state === 'binOff';
}

/** What became of a hand-over: the successor is there, the leaver still is, or somebody else came since. */
function seenHand(
  hand: HandFields,
  sight: Exclude<Sight, { is: 'unreadable' }>,
): 'absent' | 'handed' | 'present' | 'changed' {
  if (sight.is === 'absent') return 'absent';
  const state = handState(hand, sight.row);
  return state === 'after' ? 'handed' : state === 'before' ? 'present' : 'changed';
}

/** Notes that a person says, by name, that a by-hand step is done. @throws Bye24Error JOURNAL_ABSENT, JOURNAL_DAMAGED */
export async function confirmByHand(options: {
  readonly disk: Disk;
  readonly journalPath: string;
  readonly clock: Clock;
  readonly numbers: readonly number[];
  readonly by: string;
}): Promise<void> {
  const { disk, journalPath, clock, numbers, by } = options;
  if (((await disk.sizeBytes(journalPath)) ?? 0) === 0) throw new Bye24Error('JOURNAL_ABSENT', { path: journalPath });
  const journal = await openJournal({ disk, path: journalPath, clock });
  try {
    for (const number of numbers) journal.note({ type: 'confirmed', number, by });
    await journal.commit();
  } finally {
    await journal.close();
  }
}
