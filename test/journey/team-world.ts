import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { archivedIn } from '../../src/archive/archived.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import type { HttpRequest, Portal } from '../../src/bitrix24/port.ts';
import type { Through } from '../../src/journey/apply/alive.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import type { ApplyReport } from '../../src/journey/apply/options.ts';
import { planFromFile, type PlanSource } from '../../src/journey/apply/source.ts';
import { type AppliedWithChanged, applyWithChanged } from '../../src/journey/drift/apply-with-changed.ts';
import { bringHome } from '../../src/journey/drift/bring-home.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { readJournal } from '../../src/journey/journal/read.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import { writePlan } from '../../src/journey/plan/file.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import type { ProofReport } from '../../src/journey/prove/types.ts';
import { type Rehearsal, rehearse } from '../../src/journey/rehearse/rehearse.ts';
import type { Step } from '../../src/journey/types.ts';
import { kinds } from '../../src/kinds/index.ts';
import { loadArchive } from '../../src/portal/load/load.ts';
import { createPortal } from '../../src/portal/portal.ts';
import { connectTo, host, type Reached, reach } from '../export/local.ts';
import { emptyArchive } from '../support/archive.ts';
import { sealedAndVerified } from '../support/taken-home.ts';

export const people = [
  { userId: 1, code: 'administrator1' },
  { userId: 2, code: 'employee2' },
  { userId: 3, code: 'third3' },
] as const;
const personOf = (connection: string): (typeof people)[number] =>
  people.find(({ userId }) => connection === `user-${userId}`) ?? people[0];

/** A company that was taken home through the connections of its administrator and of two employees, and planned. */
export interface TeamWorld {
  readonly reached: Reached;
  readonly plan: PlanSource;
  readonly steps: readonly Step[];
  readonly archive: Archive;
  readonly journalPath: string;
  /** Requests since the plan was made, by whose connection. */
  readonly asked: Map<number, string[]>;
  readonly through: Through;
  readonly portalOf: (connection: string) => Portal;
  readonly run: (through?: Through) => Promise<ApplyReport>;
  /** The same with what had changed brought home on the way. */
  readonly runWithChanged: (through?: Through) => Promise<AppliedWithChanged>;
  readonly proof: (through?: Through) => Promise<ProofReport>;
  /** The plan, played on a copy that is made of the archive. */
  readonly rehearsal: () => Promise<Rehearsal>;
}

export interface TeamWorldOptions {
  readonly chosen: readonly string[];
  /** Connections of employees that are kept on this computer when the plan is made. */
  readonly here?: readonly string[];
  /** Connections that fill the archive. */
  readonly from?: readonly string[];
  /** What employees do before anything is taken home. */
  readonly before?: (world: Pick<TeamWorld, 'reached' | 'portalOf'>) => Promise<void> | void;
  readonly size?: number;
}

export async function teamWorld({
  chosen,
  here = ['user-2', 'user-3'],
  from = people.map(({ userId }) => `user-${userId}`),
  before = () => {},
  size = 60,
}: TeamWorldOptions): Promise<TeamWorld> {
  const reached = reach({ size, bigFileBytes: 1000, webhooks: [people[2]] });
  const { local, clock } = reached;
  const asked = new Map<number, string[]>();
  const heard = (userId: number) => (request: HttpRequest) => {
    asked.set(userId, [...(asked.get(userId) ?? []), `${request.url} ${String(request.body)}`]);
  };
  const portals = new Map(people.map((who) => [`user-${who.userId}`, connectTo(local, clock, who, heard(who.userId))]));
  const portalOf = (connection: string): Portal => portals.get(connection) ?? reached.portal;
  await before({ reached, portalOf });
  const made = await emptyArchive({ kinds });
  onTestFinished(() => made.remove());
  for (const connection of from) {
    const own = connection === 'user-1' ? {} : { ownOf: connection.replace('user-', '') };
    const portal = portalOf(connection);
    await exportPortal({ portal, archive: made.archive, kinds, chosen, connection, clock, ...own });
  }
  const { archive, facts: alone } = await sealedAndVerified(made, clock);
  const factsOf = (facts: PlanFacts): PlanFacts => ({
    ...facts,
    connection: 'user-1',
    others: from
      .filter((connection) => connection !== 'user-1')
      .map((connection) => ({
        connection,
        userId: connection.replace('user-', ''),
        name: `Person ${connection.replace('user-', '')}`,
        isHere: here.includes(connection),
      })),
  });
  const facts = factsOf(alone);
  const policy = { kinds: 'all', where: [], keep: [] } as const;
  const path = join(made.path, 'plan.jsonl');
  await writePlan(nodeDisk, path, startOf(facts, policy), planEntries(facts, policy));
  const plan = await planFromFile(nodeDisk, path);
  const steps: Step[] = [];
  for await (const entry of plan.entries()) if (entry.type === 'step') steps.push(entry.step);
  asked.clear();
  const archived = archivedIn(archive);
  const journalPath = join(made.path, 'journal.jsonl');
  const shared = { disk: nodeDisk, journalPath, portal: portalOf('user-1'), kinds, clock };
  const rehearsalPath = `${journalPath}.rehearsal`;
  const through: Through = async (connection) => portals.get(connection);
  const run = async (by = through, waitsForChanged = false): Promise<ApplyReport> =>
    apply({
      ...shared,
      plan,
      through: by,
      archive: { sealRoot: (await archive.seal())?.root, fingerprint: fingerprintOf, archived },
      guard: { attended: true, typed: host },
      waitsForChanged,
    });
  const onCopy = async (from: Archive, meant: PlanSource): Promise<Rehearsal> => {
    const copy = createPortal({ clock, webhooks: people });
    const { without } = loadArchive(copy.core, from, { administrators: [1] });
    const on = (connection: string): Portal => connectTo(copy, clock, personOf(connection));
    return rehearse({
      plan: meant,
      disk: nodeDisk,
      journalPath: rehearsalPath,
      portal: on('user-1'),
      through: async (connection) => on(connection),
      archive: { sealRoot: (await from.seal())?.root, fingerprint: fingerprintOf, archived: archivedIn(from) },
      kinds,
      without,
      clock,
    }).finally(() => copy.close());
  };
  return {
    reached,
    plan,
    steps,
    archive,
    journalPath,
    asked,
    through,
    portalOf,
    run: (by) => run(by),
    runWithChanged: (by = through) =>
      applyWithChanged({
        disk: nodeDisk,
        journalPath,
        apply: ({ waitsForChanged }) => run(by, waitsForChanged),
        bringHome: () =>
          bringHome({
            ...shared,
            plan,
            through: by,
            open: (mode) => Archive.open(made.path, { mode, kinds, clock }),
            facts: (now, verification, sealRoot) =>
              factsOf({
                ...alone,
                sealRoot,
                records: (kind) => verification.records(kind),
                record: (key) => verification.record(key),
                children: (key) => now.childKeys(key),
              }),
            rehearse: onCopy,
            rehearsalPath,
          }),
      }),
    proof: (by = through) => prove({ ...shared, through: by, archived }),
    rehearsal: () => onCopy(archive, plan),
  };
}

export const namesOf = (steps: readonly Step[]): readonly string[] => steps.map(({ key }) => `${key.kind}:${key.id}`);

/** How each step ended, or `planned`. */
export async function statesOf({ journalPath, steps }: TeamWorld): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>();
  for await (const { event } of readJournal(nodeDisk, journalPath)) {
    if (event.type === 'outcome') states.set(`${event.kind}:${event.id}`, `${event.is} ${event.code ?? ''}`.trim());
    if (event.type === 'found') states.set(`${event.kind}:${event.id}`, `${event.state} ${event.code ?? ''}`.trim());
  }
  return new Map(namesOf(steps).map((name) => [name, states.get(name) ?? 'planned']));
}
