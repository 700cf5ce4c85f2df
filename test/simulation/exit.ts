import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Archive } from '../../src/archive/archive.ts';
import { archivedIn } from '../../src/archive/archived.ts';
import type { Verification } from '../../src/archive/verify/verify.ts';
import { type ConnectedPortal, connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import type { ApplyReport } from '../../src/journey/apply/options.ts';
import type { PlanSource } from '../../src/journey/apply/source.ts';
import type { BroughtHome } from '../../src/journey/drift/bring-home.ts';
import type { ExportReport } from '../../src/journey/export/export.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import type { Rehearsal } from '../../src/journey/rehearse/rehearse.ts';
import type { ProofReport } from '../../src/journey/prove/types.ts';
import type { Through } from '../../src/journey/apply/alive.ts';
import type { Fault } from '../../src/portal/faults.ts';
import { loadArchive } from '../../src/portal/load/load.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { transportTo } from '../export/local.ts';
import { SimClock } from '../wire/sim-clock.ts';
import { faultyView, HOST, openCompany, openEmpty, TEAM, WEBHOOK } from './company.ts';
import { History, snapshotOf } from './history.ts';
import type { Journey } from './journey.ts';
import { kindsOf } from './kinds.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { type Doom, type Ended, Machine } from './machine.ts';
import { Network, type NetworkFault } from './network.ts';
import type { Milestone, Outcome, Wraps } from './outcome.ts';
import { Dice, type Scenario } from './scenario.ts';
import { sealRootOf } from './seal-root.ts';
import { spoil } from './spoiled-plan.ts';
import { memberOf, othersIn, together } from './team.ts';
import { World } from './world.ts';

const START = Date.parse('2026-03-02T09:00:00+03:00');
const HOUR_MS = 3_600_000;
/** In memory where the system has such a place: nothing of a simulation has to outlive it. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** Processes that one part of an exit may need; the last of them meet nothing. */
const MOST_PROCESSES = 9;

type Whose = (typeof TEAM)[number] | typeof WEBHOOK;

/** One exit from beginning to end, whatever befalls it. */
export class Exit {
  readonly #scenario: Scenario;
  readonly #journey: Journey;
  readonly #wraps: Wraps;
  readonly #kinds: readonly Kind[];
  readonly #dice: Dice;
  readonly #folder = mkdtempSync(join(FOLDER, 'bye24-simulation-'));
  readonly #clock = new SimClock(START);
  readonly #history = new History();
  readonly #machine: Machine;
  readonly #network: Network;
  readonly #world: World;
  readonly #milestones: Milestone[] = [];
  readonly #broken: string[] = [];
  #view: LocalPortal;
  readonly #local: LocalPortal;
  #stage = 'export';
  #isCalm = false;
  #forbidden: string | undefined;
  #revokeIn: number | undefined;
  #diesAfter = false;
  readonly #sizes: Outcome['sizes'][number][] = [];
  #processes = 0;
  #deaths = 0;
  #exported: Outcome['exported'];
  #rehearsal: Rehearsal | undefined;
  #proof: ProofReport | undefined;
  #applied: ApplyReport | undefined;
  #brought = 0;

  constructor(scenario: Scenario, journey: Journey, wraps: Wraps = {}) {
    this.#scenario = scenario;
    this.#journey = journey;
    this.#wraps = wraps;
    this.#kinds = kindsOf(scenario.area);
    this.#dice = new Dice(scenario.seed ^ 0x5bd1e995);
    this.#machine = new Machine(this.#folder, this.#dice.roll);
    const isTeam = scenario.team.length > 0;
    this.#local = openCompany(scenario.company, this.#clock, isTeam);
    if (scenario.secondAdministrator) this.#local.core.store.table({ name: 'administrators' }).put(2, {});
    this.#view = this.#local;
    this.#world = new World(this.#local, this.#history, this.#dice.roll, () => this.#clock.now(), isTeam);
    this.#network = new Network({
      local: () => this.#view,
      history: this.#history,
      now: () => this.#clock.now(),
      stage: () => this.#stage,
      seal: () => sealRootOf(this.#machine.archive),
      journal: () => this.#machine.disk.durable(this.#file('journal.jsonl')).toString('utf8'),
      forbidden: () => this.#forbidden,
      fault: (path) => (this.#scenario.lostFiles && path.includes('download') ? 'html' : this.#fault()),
      arrived: () => {
        if (this.#diesAfter) this.#machine.die();
        this.#diesAfter = false;
      },
      meddle: () => this.#maybeMeddle(),
      isDead: () => this.#machine.isDead,
      random: this.#dice.roll,
    });
  }

  async toEnd(): Promise<Outcome> {
    const before = snapshotOf(this.#local);
    try {
      if (await this.#home()) {
        this.#between();
        if (await this.#planned()) {
          if (this.#scenario.rehearsed) await this.#rehearse();
          await this.#away();
        }
      }
    } catch (error) {
      this.#broken.push(`the simulation itself failed: ${(error as Error).stack ?? String(error)}`);
    }
    return {
      scenario: this.#scenario,
      folder: this.#folder,
      archive: this.#machine.archive,
      history: this.#history,
      local: this.#local,
      before,
      milestones: this.#milestones,
      ...(this.#exported === undefined ? {} : { exported: this.#exported }),
      ...(this.#rehearsal === undefined ? {} : { rehearsal: this.#rehearsal }),
      ...(this.#proof === undefined ? {} : { proof: this.#proof }),
      ...(this.#applied === undefined ? {} : { applied: this.#applied }),
      broken: this.#broken,
      brought: this.#brought,
      requests: this.#history.executed.length,
      processes: this.#processes,
      deaths: this.#deaths,
      sizes: this.#sizes,
      close: () => {
        this.#local.close();
        rmSync(this.#folder, { recursive: true, force: true });
      },
    };
  }

  #file(name: string): string {
    return join(this.#machine.archive, 'exit', name);
  }

  #fault(): NetworkFault | undefined {
    if (this.#revokeIn !== undefined) {
      this.#revokeIn -= 1;
      if (this.#revokeIn === 0) this.#local.access.revokeWebhook(WEBHOOK.userId, WEBHOOK.code);
    }
    const dies = this.#machine.onRequest();
    if (dies) {
      // Dead before it is sent, or after the portal has carried it out: nobody hears the answer.
      if (this.#dice.is(0.5)) this.#machine.die();
      else this.#diesAfter = true;
      return undefined;
    }
    const { faultRate, faults } = this.#scenario;
    if (this.#isCalm || faultRate === 0 || !this.#dice.is(faultRate)) return undefined;
    return faults[this.#dice.below(faults.length)];
  }

  #maybeMeddle(): void {
    if (this.#isCalm || this.#stage === 'prove' || !this.#dice.is(this.#scenario.meddleRate)) return;
    this.#world.meddle();
    this.#network.forget();
  }

  /** Hours pass, and others work. */
  #between(): void {
    void this.#clock.sleep(HOUR_MS);
    for (let times = 0; times < this.#scenario.meddledBetween; times++) this.#world.meddle();
    this.#network.forget();
  }

  readonly #through: Through = async (connection) => {
    const who = memberOf(this.#scenario, connection);
    return who === undefined ? undefined : this.#connect(who);
  };

  #connect({ userId, code }: Whose = WEBHOOK): ConnectedPortal {
    const { transport } = this.#network;
    return connect({
      connection: webhook(`https://${HOST}/rest/${userId}/${code}/`),
      transport: this.#wraps.transport?.(transport) ?? transport,
      clock: this.#clock,
      random: this.#dice.roll,
      bucket: 'none',
    });
  }

  async #process<Result>(doom: Doom | undefined, work: () => Promise<Result>): Promise<Ended<Result>> {
    this.#processes += 1;
    const ended = await this.#machine.run(doom, work);
    this.#sizes.push({ stage: this.#stage, ...this.#machine.counts });
    if (ended.is === 'failed') this.#hear(ended.error);
    if (ended.is === 'died') this.#deaths += 1;
    return ended;
  }

  #hear(error: Error): void {
    const seen: unknown[] = [];
    for (let here: unknown = error; here instanceof Error && !seen.includes(here); here = here.cause) {
      seen.push(here);
      this.#history.said.push(
        `${here.name} ${here.message} ${here.stack ?? ''} ${JSON.stringify(Object.entries(here))}`,
      );
    }
  }

  readonly #watch = (progress: object): void => void this.#history.said.push(JSON.stringify(progress));

  async #open(mode: 'read' | 'write'): Promise<Archive> {
    const { Archive } = this.#journey;
    const options = { kinds: this.#kinds, disk: this.#machine.disk, clock: this.#clock };
    const { archive } = this.#machine;
    const raw = join(archive, 'data/raw');
    const exists = existsSync(join(archive, 'data/archive.sqlite')) || (existsSync(raw) && readdirSync(raw).length > 0);
    if (mode === 'read' || exists) return Archive.open(archive, { ...options, mode });
    return Archive.create(archive, { ...options, portal: HOST });
  }

  async #with<Result>(mode: 'read' | 'write', use: (archive: Archive) => Promise<Result>): Promise<Result> {
    const archive = await this.#open(mode);
    try {
      return await use(archive);
    } finally {
      await archive.close().catch(() => undefined);
    }
  }

  /** Everything through the main connection, then what each employee alone is shown; verify and seal. */
  async #home(): Promise<boolean> {
    const { lies, team } = this.#scenario;
    const before = snapshotOf(this.#local);
    if (lies.length > 0) this.#view = faultyView(this.#local.core.store, this.#clock, lies);
    const main = await this.#export(WEBHOOK);
    this.#view = this.#local;
    this.#network.forget();
    if (main === undefined) return false;
    const reports = [main];
    for (const who of TEAM.filter(({ userId }) => team.includes(userId))) {
      const report = await this.#export(who, String(who.userId));
      if (report === undefined) return false;
      reports.push(report);
    }
    this.#network.forget();
    this.#exported = { report: together(main, reports), before, after: snapshotOf(this.#local) };
    this.#history.said.push(...reports.map((each) => JSON.stringify(each)));
    this.#mark('export');
    return this.#seal();
  }

  /** Exports through one connection until it is complete, or has been tried often enough. */
  async #export(who: Whose, ownOf?: string): Promise<ExportReport | undefined> {
    const { dooms } = this.#scenario;
    this.#stage = 'export';
    this.#isCalm = false;
    let report: ExportReport | undefined;
    for (let turn = 0; turn < MOST_PROCESSES && report?.state !== 'complete'; turn++) {
      this.#isCalm = turn >= MOST_PROCESSES - 2;
      const ended = await this.#process(dooms.home[turn], () =>
        this.#with('write', (archive) =>
          this.#journey.exportPortal({
            portal: this.#connect(who),
            archive,
            kinds: this.#kinds,
            connection: `user-${who.userId}`,
            ...(ownOf === undefined ? {} : { ownOf }),
            clock: this.#clock,
            watch: this.#watch,
          }),
        ),
      );
      if (ended.is !== 'done') continue;
      report = ended.result;
      // An export that names what is missing is an end, too.
      if (turn > dooms.home.length) break;
    }
    if (report === undefined) this.#broken.push('I9 an export never came to an end');
    return report;
  }

  async #seal(): Promise<boolean> {
    for (let turn = 0; turn < 4; turn++) {
      const doom = turn < 2 ? this.#scenario.dooms.home[turn] : undefined;
      const ended = await this.#process(doom, async () => {
        this.#stage = 'seal';
        await this.#journey.sealArchive(await this.#open('write'));
      });
      if (ended.is === 'done') return true;
      // A seal that failed on the way closed its archive, or its process is dead.
      rmSync(join(this.#machine.archive, 'lock'), { force: true });
    }
    this.#broken.push('I1 an archive could not be sealed');
    return false;
  }

  async #planned(): Promise<boolean> {
    this.#stage = 'plan';
    const { disk } = this.#machine;
    for (let turn = 0; turn < 3; turn++) {
      const ended = await this.#process(turn === 0 ? this.#scenario.dooms.home[1] : undefined, () =>
        this.#with('read', async (archive) => {
          const verification = await this.#journey.Verification.of(archive);
          if (verification.damageCount > 0) {
            // A disk that could not be read just then: another look tells.
            if (this.#machine.hasFailed) throw new Error('the disk failed while the archive was verified');
            this.#broken.push(`I1 an exit damaged its own archive: ${JSON.stringify(verification.damage.slice(0, 3))}`);
            return 'damaged';
          }
          const facts = this.#facts(archive, verification, verification.seal?.root ?? '');
          const { policy } = this.#scenario;
          const { planEntries, startOf, writePlan } = this.#journey;
          await disk.makeFolder(this.#file(''));
          await writePlan(disk, this.#file('plan.jsonl'), startOf(facts, policy), planEntries(facts, policy));
          return 'planned';
        }),
      );
      if (ended.is === 'done') {
        if (ended.result === 'planned') this.#mark('plan');
        return ended.result === 'planned';
      }
      // Nothing that the policy chose came home: an exit without a plan.
      if (ended.is === 'failed' && 'code' in ended.error && ended.error.code === 'POLICY_MATCHES_NOTHING') return false;
    }
    this.#broken.push('I2 a plan could not be made');
    return false;
  }

  #facts(archive: Archive, verification: Verification, sealRoot: string): PlanFacts {
    return {
      portal: HOST,
      sealRoot,
      madeAtMs: this.#clock.now(),
      kinds: this.#kinds,
      ownerId: String(WEBHOOK.userId),
      administrators: this.#scenario.secondAdministrator ? ['1', '2'] : ['1'],
      records: (kind) => verification.records(kind),
      record: (key) => verification.record(key),
      children: (key) => [...archive.children(key)].map((child) => child.key),
      ...othersIn(this.#scenario),
    };
  }

  /** Plays the plan on a copy that is made of the archive alone. Whatever befalls it, nobody outside may notice (I12). */
  async #rehearse(): Promise<void> {
    this.#stage = 'rehearse';
    for (let turn = 0; turn < 3; turn++) {
      const heard = this.#network.heard;
      const ended = await this.#process(turn === 0 ? this.#scenario.dooms.gone[0] : undefined, () =>
        this.#with('read', async (archive) =>
          this.#onCopy(archive, await this.#journey.planFromFile(this.#machine.disk, this.#file('plan.jsonl'))),
        ),
      );
      if (this.#network.heard !== heard) this.#broken.push('I12 a rehearsal asked the portal for something');
      if (ended.is !== 'done') continue;
      this.#rehearsal = ended.result;
      return;
    }
    this.#broken.push('I2 a plan could not be rehearsed');
  }

  async #onCopy(archive: Archive, plan: PlanSource): Promise<Rehearsal> {
    const copy = openEmpty(this.#clock);
    const on = ({ userId, code }: Whose): ConnectedPortal =>
      connect({
        connection: webhook(`https://${HOST}/rest/${userId}/${code}/`),
        transport: transportTo(copy),
        clock: this.#clock,
        random: this.#dice.roll,
        bucket: 'none',
      });
    try {
      const administrators = this.#scenario.secondAdministrator ? [1, 2] : [1];
      const { without } = loadArchive(copy.core, archive, { administrators });
      return await this.#journey.rehearse({
        plan,
        disk: this.#machine.disk,
        journalPath: this.#file('rehearsal.jsonl'),
        portal: on(WEBHOOK),
        through: async (connection) => {
          const who = memberOf(this.#scenario, connection);
          return who === undefined ? undefined : on(who);
        },
        archive: {
          sealRoot: (await archive.seal())?.root,
          fingerprint: this.#journey.fingerprintOf,
          archived: archivedIn(archive),
        },
        kinds: this.#kinds,
        without,
        clock: this.#clock,
        watch: this.#watch,
      });
    } finally {
      copy.close();
    }
  }

  /** Nothing may be deleted while changed records come home: it is a stage of its own. */
  async #bringHome(plan: PlanSource): Promise<BroughtHome | undefined> {
    const { disk } = this.#machine;
    this.#stage = 'bring';
    try {
      const brought = await this.#journey.bringHome({
        plan,
        disk,
        journalPath: this.#file('journal.jsonl'),
        clock: this.#clock,
        portal: this.#connect(),
        through: this.#through,
        kinds: this.#kinds,
        open: (mode) => this.#open(mode),
        facts: (archive, verification, sealRoot) => this.#facts(archive, verification, sealRoot),
        rehearse: (archive, meant) => this.#onCopy(archive, meant),
        rehearsalPath: this.#file('rehearsal.jsonl'),
        watch: this.#watch,
      });
      this.#brought += brought?.records.length ?? 0;
      return brought;
    } finally {
      this.#stage = 'apply';
    }
  }

  async #applyOnce(doom: Doom | undefined): Promise<Ended<ApplyReport>> {
    const { disk } = this.#machine;
    const pid = this.#processes + 1;
    return this.#process(doom, async () => {
      const plan = await this.#journey.planFromFile(disk, this.#file('plan.jsonl'));
      const self = { pid, host: 'here', startedAtMs: pid, isAlive: (other: number) => other === pid };
      const lock = await this.#journey.takeLock(disk, this.#file('locks'), self);
      const tookOver = lock.tookOver === undefined ? undefined : JSON.stringify(lock.tookOver);
      try {
        if (!this.#scenario.bringsHome) return await this.#apply(plan, { tookOver });
        const { report } = await this.#journey.applyWithChanged({
          disk,
          journalPath: this.#file('journal.jsonl'),
          apply: ({ waitsForChanged }) => this.#apply(plan, { tookOver, waitsForChanged }),
          bringHome: () => this.#bringHome(plan),
        });
        return report;
      } finally {
        await lock.release().catch(() => undefined);
      }
    });
  }

  #apply(
    plan: PlanSource,
    {
      tookOver,
      waitsForChanged = false,
    }: { readonly tookOver: string | undefined; readonly waitsForChanged?: boolean },
  ): Promise<ApplyReport> {
    return this.#with('read', async (archive) => {
      const seal = await archive.seal();
      const { canary, maxDelete } = this.#scenario;
      return this.#journey.apply({
        plan,
        disk: this.#machine.disk,
        journalPath: this.#file('journal.jsonl'),
        ...(tookOver === undefined ? {} : { tookOver }),
        portal: this.#connect(),
        through: this.#through,
        archive: {
          sealRoot: seal?.root,
          fingerprint: this.#journey.fingerprintOf,
          archived: archivedIn(archive),
        },
        kinds: this.#kinds,
        clock: this.#clock,
        guard: { attended: true, typed: HOST },
        caps: {
          ...(canary === undefined ? {} : { canary }),
          ...(maxDelete === undefined || this.#isCalm ? {} : { maxDelete }),
        },
        watch: this.#watch,
        waitsForChanged,
      });
    });
  }

  async #away(): Promise<void> {
    const { dooms, revokedAt, revokedMember } = this.#scenario;
    const member = TEAM.find(({ userId }) => userId === revokedMember);
    this.#isCalm = false;
    this.#stage = 'apply';
    if (!(await this.#pastObstacle())) return;
    for (let turn = 0; turn < MOST_PROCESSES; turn++) {
      this.#isCalm = turn >= MOST_PROCESSES - 3;
      this.#revokeIn = turn === 0 ? revokedAt : undefined;
      if (turn === 0 && member !== undefined) this.#local.access.revokeWebhook(member.userId, member.code);
      const ended = await this.#applyOnce(dooms.gone[turn]);
      this.#revokeIn = undefined;
      if (turn === 0 && member !== undefined) this.#local.access.addWebhook(member);
      if (revokedAt !== undefined && turn === 0) this.#local.access.addWebhook(WEBHOOK);
      if (ended.is === 'done') {
        this.#history.said.push(JSON.stringify(ended.result));
        this.#applied = ended.result;
        // What could not go through a connection that was not accepted is tried again.
        if (ended.result.ended === 'finished' && !(turn === 0 && member !== undefined)) break;
        if (ended.result.error !== undefined) this.#hear(ended.result.error);
      } else if (ended.is === 'failed' && turn >= MOST_PROCESSES - 2) {
        this.#broken.push(`I3 an apply could not be taken up again: ${ended.error.stack ?? ended.error.message}`);
      }
      if (turn < MOST_PROCESSES - 4) this.#between();
    }
    this.#mark('apply');
    await this.#proved();
  }

  /** Puts something in the way; the journey must see it and send nothing. Then takes it away again. */
  async #pastObstacle(): Promise<boolean> {
    const { obstacle } = this.#scenario;
    const plan = this.#file('plan.jsonl');
    const journal = this.#file('journal.jsonl');
    if (obstacle === 'none') return true;
    const kept = readFileSync(plan);
    if (obstacle === 'otherPlan' || obstacle === 'damagedJournal') {
      this.#isCalm = true;
      await this.#applyOnce(obstacle === 'otherPlan' ? { at: { by: 'request', nth: 6 }, how: 'process' } : undefined);
      this.#isCalm = false;
      if (!existsSync(journal) || readFileSync(journal).length === 0) return true;
    }
    const whole = existsSync(journal) ? readFileSync(journal) : Buffer.alloc(0);
    const spoiled = spoil(obstacle, { plan: kept, journal: whole }, this.#dice);
    if (spoiled.plan !== undefined) writeFileSync(plan, spoiled.plan);
    if (spoiled.journal !== undefined) writeFileSync(journal, spoiled.journal);
    this.#forbidden = obstacle;
    const ended = await this.#applyOnce(undefined);
    this.#forbidden = undefined;
    if (ended.is === 'done') this.#broken.push(`I10 an apply went on past an obstacle: ${obstacle}`);
    writeFileSync(plan, kept);
    if (obstacle === 'damagedJournal') writeFileSync(journal, whole);
    return true;
  }

  async #proved(): Promise<void> {
    this.#stage = 'prove';
    const { disk } = this.#machine;
    const { deafTo, restored } = this.#scenario;
    for (let times = 0; times < restored; times++) this.#world.restore();
    this.#network.forget();
    for (let turn = 0; turn < 5; turn++) {
      this.#isCalm = turn >= 3;
      const refusals = deafTo.map((method): Fault => ({ method, what: { do: 'refuse', code: 'ACCESS_DENIED' } }));
      this.#view = turn > 0 ? this.#local : faultyView(this.#local.core.store, this.#clock, refusals);
      const ended = await this.#process(turn < 2 ? this.#scenario.dooms.gone[turn] : undefined, () =>
        this.#with('read', async (archive) => {
          const report = await this.#journey.prove({
            disk,
            journalPath: this.#file('journal.jsonl'),
            portal: this.#connect(),
            through: this.#through,
            kinds: this.#kinds,
            archived: archivedIn(archive),
            clock: this.#clock,
            watch: this.#watch,
          });
          await this.#journey.writeProof({
            disk,
            journalPath: this.#file('journal.jsonl'),
            folder: this.#file('proof'),
            kinds: this.#kinds,
          });
          return report;
        }),
      );
      if (ended.is === 'done') {
        this.#proof = ended.result;
        this.#mark('prove');
        return;
      }
      if (ended.is === 'failed' && 'code' in ended.error && ended.error.code === 'JOURNAL_ABSENT') return;
    }
    this.#broken.push('I6 an exit could not be proved');
  }

  #mark(stage: Milestone['stage']): void {
    const { store } = this.#local.core;
    const bin = store.prepare('SELECT table_name, id FROM bin').all();
    this.#milestones.push({
      stage,
      sequence: this.#history.next(),
      truth: snapshotOf(this.#local),
      bin: new Set(bin.map((row) => `${String(row['table_name'])} ${String(row['id'])}`)),
    });
  }
}
