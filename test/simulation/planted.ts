import type { Transport } from '../../src/bitrix24/port.ts';
import { type Journey, loadJourney } from './journey.ts';
import type { Wraps } from './outcome.ts';
import { type Patch, patchedSource } from './patched.ts';
import { tryScenario } from './run.ts';
import { type Scenario, scenarioOf } from './scenario.ts';

/** A mistake that somebody could make, the rule that it breaks, and a kind of exit in which it shows. */
export interface Planted {
  readonly rule: `I${number}`;
  readonly what: string;
  readonly patches?: readonly Patch[];
  readonly wraps?: Wraps;
  readonly scenario?: Partial<Scenario>;
  /** Where to begin to look: most mistakes show in the first exits, rare ones are known to show later. */
  readonly firstSeed?: number;
}

const busy: Partial<Scenario> = {
  area: 'filled',
  meddledBetween: 4,
  obstacle: 'none',
  lies: [],
  policy: { kinds: 'all', where: [], keep: [] },
  revokedAt: undefined,
  maxDelete: undefined,
  rehearsed: false,
  team: [],
};
const ofTeam: Partial<Scenario> = { ...busy, area: 'team', team: [2, 3], notHere: undefined, revokedMember: undefined };
const crashing: Partial<Scenario> = {
  ...busy,
  dooms: {
    home: [],
    gone: [12, 16, 20].map((nth) => ({ at: { by: 'request', nth }, how: 'power' })),
  },
};
const stormy: Partial<Scenario> = {
  ...busy,
  faultRate: 0.15,
  faults: ['cutAfter', 'hangsAfter', 'htmlAfter', 'serverErrorAfter'],
};

const patch = (file: string, find: string, replace: string): readonly Patch[] => [{ file, find, replace }];

const toStrangers = (transport: Transport): Transport => {
  return async (request) => {
    await transport({ ...request, url: 'https://telemetry.example/count' }).catch(() => undefined);
    return transport(request);
  };
};

const talkative = (transport: Transport): Transport => {
  return async (request) => {
    try {
      return await transport(request);
    } catch (error) {
      throw Object.assign(new Error('failed'), { code: `${String((error as { code?: string }).code)} ${request.url}` });
    }
  };
};

/** Rule by rule, what the checker must notice. */
export const planted: readonly Planted[] = [
  {
    rule: 'I1',
    what: 'a record is planned though a file of it did not come home',
    patches: patch(
      'journey/plan/plan.ts',
      "if ('unverified' in held) {\n      const",
      'if (Number.isNaN(0)) {\n      const',
    ).concat(
      patch(
        'archive/verify/verify.ts',
        'if (missing !== undefined || blob === undefined) return WHY.noBytes;',
        'if (missing !== undefined || blob === undefined) return undefined;',
      ),
    ),
    scenario: { ...busy, lostFiles: true },
  },
  {
    rule: 'I1',
    what: 'a comment goes whose text nobody was shown',
    patches: patch(
      'journey/plan/verdict.ts',
      'return whole?.isPart(record.row) === true && this.#wholeTo(record) === undefined;',
      'return whole?.isPart(record.row) === true && Number.isNaN(0);',
    ),
    scenario: { ...ofTeam, team: [2] },
  },
  {
    rule: 'I2',
    what: 'what is the main connection’s goes through another person’s',
    patches: patch(
      'journey/apply/runners.ts',
      'if (through === undefined) return work(this.#main);',
      'if (through === undefined) return work([...this.#others.values()][0] ?? this.#main);',
    ),
    scenario: { ...ofTeam, secondAdministrator: true },
  },
  {
    rule: 'I2',
    what: 'a proof deletes what it finds still there',
    patches: patch(
      'journey/prove/prove.ts',
      "await portal.call({ method: 'profile' });",
      "await portal.call({ method: 'profile' });\n      await portal.call({ method: 'crm.item.delete', params: { entityTypeId: 4, id: 1 }, effect: 'write' }).catch(() => {});",
    ),
    scenario: { ...busy, policy: { kinds: ['task'], where: [], keep: [] } },
  },
  {
    rule: 'I3',
    what: 'requests leave before their intents are durable',
    patches: patch(
      'journey/apply/runner.ts',
      "this.#notes.intend(target, calls[index]?.method ?? ''));\n    await this.#ledger.commit();",
      "this.#notes.intend(target, calls[index]?.method ?? ''));",
    ),
    scenario: busy,
  },
  {
    rule: 'I3',
    what: 'what is unknown is left unknown while the rest goes on',
    patches: patch(
      'journey/apply/apply.ts',
      '      await this.#resolveUnknown();\n      await this.#pace',
      '      await this.#pace',
    ),
    scenario: crashing,
  },
  {
    rule: 'I4',
    what: 'any version of a record will do',
    patches: patch('journey/apply/finding.ts', 'row) === step.fingerprint;', "row) !== '';"),
    scenario: busy,
  },
  {
    rule: 'I4',
    what: 'a child that goes along is not compared',
    firstSeed: 7,
    patches: patch(
      'journey/apply/check.ts',
      'planned?.step.fingerprint === this.#eyes.fingerprint(kind, row)',
      'planned !== undefined',
    ),
    scenario: { ...busy, policy: { kinds: ['lead', 'deal', 'contact', 'company', 'task'], where: [], keep: [] } },
  },
  {
    rule: 'I5',
    what: 'nobody looks below a record',
    patches: patch('journey/apply/check.ts', 'this.#askBelow();', ''),
    scenario: busy,
  },
  {
    rule: 'I6',
    what: 'a proof takes a refusal for absence',
    patches: patch(
      'journey/prove/look.ts',
      "if (typeof rows === 'string') sights.set(id, { is: 'unreadable', code: rows });",
      "if (typeof rows === 'string') sights.set(id, { is: 'absent' });",
    ),
    scenario: { ...busy, restored: 3, deafTo: ['crm.item.list', 'tasks.task.list'] },
  },
  {
    rule: 'I6',
    what: 'what lies in a bin is called gone',
    patches: patch(
      'journey/prove/report.ts',
      "this.#isBinned(step) ? 'inBin' : 'gone'",
      "this.#isBinned(step) ? 'gone' : 'gone'",
    ),
    scenario: busy,
  },
  {
    rule: 'I6',
    what: 'what was acknowledged is called gone',
    patches: patch(
      'journey/prove/report.ts',
      "      case 'acknowledged':\n      case 'changed':",
      "      case 'changed':\n        return 'gone';\n      case 'acknowledged':",
    ),
    scenario: busy,
  },
  {
    rule: 'I7',
    what: 'the owner of the connection does not come last',
    patches: patch(
      'journey/plan/plan.ts',
      '} else if (record.key.id === this.#facts.ownerId) {\n      this.#owner = record;',
      '} else if (Number.isNaN(0)) {\n      this.#owner = record;',
    ).concat(
      patch(
        'journey/plan/order.ts',
        'return [...order, ...kinds.filter',
        'return [...kinds.filter(({ id }) => people.has(id)), ...order, ...[].filter',
      ),
    ),
    scenario: { ...busy, secondAdministrator: true },
  },
  {
    rule: 'I7',
    what: 'the last administrator goes, too',
    patches: patch(
      'journey/plan/plan.ts',
      'if (others) yield this.#step(owner',
      'if (others || !others) yield this.#step(owner',
    ),
    scenario: { ...busy, secondAdministrator: false },
  },
  {
    rule: 'I7',
    what: 'an employee goes whose connection something still needs',
    patches: patch(
      'journey/apply/apply.ts',
      'if (targets.some((target) => OPEN.has(this.#state(target)))) this.#needed.add(connection);',
      'void connection;',
    ),
    scenario: { ...ofTeam, revokedMember: 3 },
  },
  {
    rule: 'I8',
    what: 'a journal is begun anew by every run',
    patches: patch(
      'base/journal/journal.ts',
      'await disk.append(path, { from: goodBytes })',
      'await disk.append(path, { from: 0 })',
    ),
    scenario: crashing,
  },
  {
    rule: 'I9',
    what: 'a kind of which the counts differ is called complete',
    patches: patch(
      'journey/export/conclude.ts',
      'if (differs() || kept !== tally.seen) {',
      'if (Number.isNaN(0)) {',
    ).concat(
      patch(
        'journey/export/conclude.ts',
        'if (differs() && tally.isWhole && canScan(kind)) await reconcile(context, kind);',
        '',
      ),
    ),
    scenario: {
      ...busy,
      meddledBetween: 0,
      meddleRate: 0,
      lies: [{ method: 'crm.item.list', nth: 1, what: { do: 'skipPage' } }],
    },
  },
  {
    rule: 'I10',
    what: 'an archive that is not the planned one will do',
    patches: patch(
      'journey/apply/begin.ts',
      'if (sealOfPlan(plan, standing) !== facts.sealRoot) {',
      'if (Number.isNaN(0)) {',
    ),
    scenario: { ...busy, obstacle: 'resealed' },
  },
  {
    rule: 'I10',
    what: 'an altered plan will do',
    firstSeed: 4,
    patches: patch(
      'journey/plan/file.ts',
      'if (!same || end.sha256 !== hash.copy().digest',
      'if (!same && end.sha256 !== hash.copy().digest',
    ),
    scenario: { ...busy, obstacle: 'alteredPlan' },
  },
  {
    rule: 'I10',
    what: 'an archive whose seal is off will do, while changed records come home',
    firstSeed: 24,
    patches: patch(
      'journey/apply/begin.ts',
      'if (sealOfPlan(plan, standing) !== facts.sealRoot) {',
      'if (sealOfPlan(plan, standing) !== facts.sealRoot && !standing.bringing) {',
    ).concat(
      patch('journey/drift/apply-with-changed.ts', 'if (await isBringing(disk, journalPath)) await bring();', ''),
    ),
    scenario: { ...crashing, bringsHome: true },
  },
  {
    rule: 'I11',
    what: 'an address with its secret gets into a code',
    wraps: { transport: talkative },
    scenario: { ...stormy, faults: ['cutBefore', 'cutAfter'] },
  },
  { rule: 'I12', what: 'somebody is told how many they are', wraps: { transport: toStrangers }, scenario: busy },
];

/**
 * The first seed whose exit showed the mistake, and as what; undefined when none of `most` did. The honest journey must
 * come through the same exit, or nothing was noticed.
 */
export async function catchPlanted(
  bug: Planted,
  most: number,
): Promise<{ readonly seed: number; readonly as: string } | undefined> {
  const copy = bug.patches === undefined ? undefined : patchedSource(bug.patches);
  try {
    const journey: Journey = await loadJourney(copy?.source);
    const first = bug.firstSeed ?? 1;
    for (let seed = first; seed < first + most; seed++) {
      const scenario = { ...scenarioOf(seed), ...bug.scenario };
      const { violations } = await tryScenario(scenario, journey, bug.wraps);
      const as = violations.find((violation) => violation.startsWith(`${bug.rule} `));
      if (as === undefined) continue;
      const { violations: honest } = await tryScenario(scenario, await loadJourney());
      return honest.length === 0 ? { seed, as } : undefined;
    }
    return undefined;
  } finally {
    copy?.remove();
  }
}
