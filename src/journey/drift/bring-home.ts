import type { Archive } from '../../archive/archive.ts';
import { ArchiveError } from '../../archive/error.ts';
import { sealArchive } from '../../archive/seal.ts';
import type { RecordKey } from '../../archive/types.ts';
import { Verification } from '../../archive/verify/verify.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disk } from '../../base/disk.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Kind } from '../../kinds/kind.ts';
import { aliveThrough, type Through } from '../apply/alive.ts';
import { demandOwnJournal, stalePlan } from '../apply/begin.ts';
import { inVersions, type PlanSource } from '../apply/source.ts';
import { openJournal } from '../journal/journal.ts';
import { Ledger } from '../journal/ledger.ts';
import type { PlanFacts } from '../plan/facts.ts';
import type { Rehearsal } from '../rehearse/rehearse.ts';
import type { Step, Watch } from '../types.ts';
import { type Drift, driftOf } from './drift.ts';
import { fetchAgain, type Seen } from './fetch.ts';
import { judgeVersions, type Judged } from './judge.ts';
import { endsWell } from './rehearsed.ts';
import { recordOf } from '../journal/events.ts';

export interface BringHomeOptions {
  readonly plan: PlanSource;
  readonly disk: Disk;
  /** Whoever calls holds the lock of the journal. */
  readonly journalPath: string;
  readonly clock: Clock;
  readonly portal: Portal;
  /** The other connections that the plan goes through: what was to go through one is fetched through that one. */
  readonly through?: Through;
  readonly kinds: readonly Kind[];
  /** Opens the planned archive; whoever asked closes it. */
  readonly open: (mode: 'read' | 'write') => Promise<Archive>;
  /** What a plan of that archive would be made from: the same that made this one. */
  readonly facts: (archive: Archive, verification: Verification, sealRoot: string) => PlanFacts;
  /** Plays a plan on a copy of the portal that is made of the archive, with its journal at `rehearsalPath`. */
  readonly rehearse: (archive: Archive, plan: PlanSource) => Promise<Pick<Rehearsal, 'without'>>;
  readonly rehearsalPath: string;
  /** Asked before the new versions may go; left out, they may. */
  readonly mayGo?: (records: readonly Brought[]) => Promise<boolean>;
  readonly signal?: AbortSignal;
  readonly watch?: Watch;
}

/** A record that the plan means in a new version. */
export interface Brought {
  readonly key: RecordKey;
  readonly name: string;
  readonly was: string;
  readonly fingerprint: string;
}

/**
 * Why a changed record stays. unread: the portal did not show it. notVerified: it, or a file of it, did not come home
 * whole. notChosen: the plan's own choice does not take the new version, or what would go along with it. otherRecord: its
 * number belongs to another record now. notRehearsed: the copy of the portal would not have deleted it. declined: by you.
 */
export type WhyStays = 'unread' | 'notVerified' | 'notChosen' | 'otherRecord' | 'notRehearsed' | 'declined';

export interface StillChanged {
  readonly key: RecordKey;
  readonly name: string;
  readonly why: WhyStays;
}

export interface BroughtHome {
  readonly records: readonly Brought[];
  readonly stays: readonly StillChanged[];
  /** Of the archive, which was sealed anew. */
  readonly sealRoot: string;
}

/**
 * Takes home what apply found changed, in the version that the portal shows now, and lets the plan mean that version.
 * Nothing is deleted here. In this order, and each durable before the next: the journal says that the seal comes off; the
 * new versions are fetched, beside the old ones; the archive is sealed; all of it is read again from the disk (I1); the
 * plan's choice is asked again (I2) and the whole plan rehearsed anew; the journal says in one commit which steps mean
 * which version, and that this seal stands for the planned one (I10). A crash anywhere before that commit leaves the plan
 * as it was, and the same call begins again. undefined: nothing had changed.
 * @throws Bye24Error JOURNAL_OTHER_PLAN, JOURNAL_DAMAGED, PLAN_STALE, ARCHIVE_DAMAGED and what the disk throws
 */
export async function bringHome(options: BringHomeOptions): Promise<BroughtHome | undefined> {
  const { disk, journalPath, clock, plan } = options;
  const ledger = new Ledger();
  const journal = await openJournal({ disk, path: journalPath, clock, visit: ledger.visit });
  ledger.use(journal);
  try {
    const { plan: ofJournal, bringing } = ledger.standing;
    if (ofJournal === undefined) return undefined;
    demandOwnJournal(plan, ofJournal);
    const kinds = new Map(options.kinds.map((kind) => [kind.id, kind]));
    const drift = await driftOf(inVersions(plan, ledger.versions), ledger, kinds);
    if (drift.length === 0 && !bringing) return undefined;
    return await new Bringing(options, ledger, drift).toEnd();
  } finally {
    await journal.close();
  }
}

class Bringing {
  readonly #options: BringHomeOptions;
  readonly #ledger: Ledger;
  readonly #drift: readonly Drift[];

  constructor(options: BringHomeOptions, ledger: Ledger, drift: readonly Drift[]) {
    this.#options = options;
    this.#ledger = ledger;
    this.#drift = drift;
  }

  async toEnd(): Promise<BroughtHome> {
    const from = await this.#begin();
    const { seen, root } = await this.#fetch();
    const archive = await this.#options.open('read');
    try {
      const verification = await Verification.of(archive, this.#options.signal && { signal: this.#options.signal });
      if (verification.damageCount > 0 || verification.seal?.root !== root) {
        throw new ArchiveError('ARCHIVE_DAMAGED', { path: archive.path });
      }
      const facts = this.#options.facts(archive, verification, root);
      const judged = await judgeVersions(this.#plan(), this.#ledger, this.#drift, seen, facts, archive);
      const allowed = await this.#asked(await this.#rehearsed(archive, judged, root));
      return await this.#conclude(allowed, { from, to: root });
    } finally {
      await archive.close();
    }
  }

  #plan(): PlanSource {
    return inVersions(this.#options.plan, this.#ledger.versions);
  }

  /** Before the seal comes off, the journal knows it. Of the planned archive only, or of one that a crash left so. */
  async #begin(): Promise<string> {
    const { bringing, sealRoot = '' } = this.#ledger.standing;
    if (bringing) return sealRoot;
    const archive = await this.#options.open('read');
    const seal = await archive.seal();
    await archive.close();
    if (seal?.root !== sealRoot) throw stalePlan(this.#options.plan.header, sealRoot, seal?.root);
    this.#ledger.note({ type: 'bringing', sealRoot, records: this.#drift.length });
    await this.#ledger.commit();
    return sealRoot;
  }

  /** Each record through the connection that its step names; what no connection shows now is not seen. */
  async #fetch(): Promise<{ readonly seen: ReadonlyMap<string, Seen>; readonly root: string }> {
    const archive = await this.#options.open('write');
    try {
      const seen = new Map<string, Seen>();
      for (const [through, steps] of this.#byConnection(archive)) {
        const keys = steps.map(({ key }) => key);
        for (const [name, what] of await this.#fetchThrough(archive, through, keys)) seen.set(name, what);
      }
      // A crash may have left open the run of a connection that is not to be reached now: an open one can't be sealed.
      if (openIn(archive) !== undefined) await this.#fetchThrough(archive, undefined, []);
      const { root } = await sealArchive(archive);
      return { seen, root };
    } catch (error) {
      await archive.writer.leaveRun().catch(() => undefined);
      await archive.close().catch(() => undefined);
      throw error;
    }
  }

  /** Whichever connection a crash interrupted comes first: its run goes on. */
  #byConnection(archive: Archive): readonly (readonly [string | undefined, readonly Step[]])[] {
    const main = archive.mainRun()?.connection ?? '';
    const open = openIn(archive);
    return [...Map.groupBy(this.#drift, ({ target }) => target.step.through)]
      .map(([through, drift]) => [through, drift.flatMap(({ steps }) => steps)] as const)
      .toSorted(([a], [b]) => Number((b ?? main) === open) - Number((a ?? main) === open));
  }

  async #fetchThrough(
    archive: Archive,
    through: string | undefined,
    keys: readonly RecordKey[],
  ): Promise<ReadonlyMap<string, Seen>> {
    const { kinds, clock, signal } = this.#options;
    const portal = await this.#portalOf(through);
    if (portal === undefined) return new Map();
    const connection = through ?? archive.mainRun()?.connection ?? '';
    const before = archive.runs().findLast((run) => run.connection === connection && run.state !== 'running');
    await archive.writer.beginRun({ connection });
    // Each run tells anew what is missing; this one asks for a few records and knows no better about the rest.
    for (const missing of before === undefined ? [] : archive.missing(before.id)) {
      archive.writer.addMissing(missing);
    }
    const by = new Map(kinds.map((kind) => [kind.id, kind]));
    const now = (): number => clock.now();
    const seen = await fetchAgain({ portal, archive, kinds: by, now, ...(signal && { signal }) }, keys);
    await archive.writer.finishRun(before?.state === 'complete' ? 'complete' : 'incomplete');
    return seen;
  }

  /** Undefined where the portal does not accept the connection now, or says neither yes nor no. */
  async #portalOf(through: string | undefined): Promise<Portal | undefined> {
    if (through === undefined) return this.#options.portal;
    try {
      const alive = await aliveThrough(this.#options.through, through);
      return 'portal' in alive ? alive.portal : undefined;
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      return undefined;
    }
  }

  /** The plan as it would be is played on a copy once more; what does not go there does not go here. */
  async #rehearsed(archive: Archive, judged: Judged, root: string): Promise<Judged> {
    if (judged.targets.length === 0) return judged;
    const { plan, disk, rehearsalPath, rehearse } = this.#options;
    const versions = new Map(this.#ledger.versions);
    for (const { steps } of judged.targets) for (const { step, now } of steps) versions.set(step.number, now);
    const meant = inVersions({ ...plan, header: { ...plan.header, sealRoot: root } }, versions);
    const { without } = await rehearse(archive, meant);
    const went = await endsWell(disk, rehearsalPath, plan.header.steps);
    return judged.keep(
      ({ drift }) => without.includes(drift.target.kind.id) || went(drift.target.step.number),
      'notRehearsed',
    );
  }

  async #asked(judged: Judged): Promise<Judged> {
    const { mayGo } = this.#options;
    if (mayGo === undefined || judged.targets.length === 0 || (await mayGo(broughtOf(judged)))) return judged;
    return judged.keep(() => false, 'declined');
  }

  /** One commit: which steps mean which version, and which seal stands for the planned one. */
  async #conclude(judged: Judged, seals: { readonly from: string; readonly to: string }): Promise<BroughtHome> {
    const records = broughtOf(judged);
    for (const { steps } of judged.targets) {
      for (const { step, now } of steps) {
        this.#ledger.note({ type: 'broughtHome', ...recordOf(step), was: step.fingerprint, fingerprint: now });
      }
    }
    for (const { step, is } of judged.looksAgain) {
      const state = is === 'absent' ? 'absent' : 'present';
      this.#ledger.note({ type: 'found', ...recordOf(step), state, by: is === 'absent' ? 'check' : 'probe' });
    }
    for (const { step, why } of judged.stays) {
      this.#ledger.note({ type: 'found', ...recordOf(step), state: 'changed', by: 'check', code: CODES[why] });
    }
    this.#ledger.note({ type: 'resealed', ...seals, records: records.length });
    await this.#ledger.commit();
    const stays = judged.stays.map(({ step: { key, name }, why }) => ({ key, name, why }));
    return { records, stays, sealRoot: seals.to };
  }
}

const CODES: Readonly<Record<WhyStays, string>> = {
  unread: 'NOT_READ_AGAIN',
  notVerified: 'NOT_VERIFIED',
  notChosen: 'NOT_CHOSEN',
  otherRecord: 'OTHER_RECORD',
  notRehearsed: 'NOT_REHEARSED',
  declined: 'DECLINED',
};

/** The connection whose run did not come to its end. */
function openIn(archive: Archive): string | undefined {
  return archive.runs().find(({ state }) => state === 'running')?.connection;
}

function broughtOf({ targets }: Judged): readonly Brought[] {
  return targets.flatMap(({ steps }) =>
    steps.map(({ step: { key, fingerprint }, now, name }) => ({ key, name, was: fingerprint, fingerprint: now })),
  );
}
