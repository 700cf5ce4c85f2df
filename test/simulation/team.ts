import type { ExportReport } from '../../src/journey/export/export.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import { TEAM, WEBHOOK } from './company.ts';
import type { Scenario } from './scenario.ts';

type Member = (typeof TEAM)[number];

/** An employee's own connection, by its name; undefined where there is none, or it is kept no more. */
export function memberOf(
  { team, notHere }: Pick<Scenario, 'team' | 'notHere'>,
  connection: string,
): Member | undefined {
  const who = TEAM.find(({ userId }) => connection === `user-${userId}` && team.includes(userId));
  return who?.userId === notHere ? undefined : who;
}

/** What a plan is told of the connections that filled the archive. */
export function othersIn({
  team,
  notHere,
}: Pick<Scenario, 'team' | 'notHere'>): Pick<PlanFacts, 'connection' | 'others'> {
  if (team.length === 0) return {};
  const others = team.map((userId) => ({
    connection: `user-${userId}`,
    userId: String(userId),
    name: `Person ${userId}`,
    isHere: userId !== notHere,
  }));
  return { connection: `user-${WEBHOOK.userId}`, others };
}

/** What the exports through all connections say together. */
export function together(main: ExportReport, reports: readonly ExportReport[]): ExportReport {
  return {
    ...main,
    state: reports.every(({ state }) => state === 'complete') ? 'complete' : 'incomplete',
    missing: reports.flatMap(({ missing }) => missing),
    kinds: reports.flatMap(({ kinds }) => kinds),
  };
}
