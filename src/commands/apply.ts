import { Bye24Error } from '../base/error.ts';
import { checkGuard, type Guard } from '../journey/apply/guard.ts';
import { liveliness } from '../journey/apply/live.ts';
import type { ApplyReport, Controls } from '../journey/apply/options.ts';
import type { BringHomeOptions, BroughtHome, WhyStays } from '../journey/drift/bring-home.ts';
import { type PlanFile, readPlan } from '../journey/plan/file.ts';
import { kinds } from '../kinds/index.ts';
import { type ExitFiles, exitFilesOf, findArchive } from './archives.ts';
import { isYes } from './ask.ts';
import { carryOut, carryOutWithChanged } from './carry-out.ts';
import type { Context, Done } from './context.ts';
import { isBegun, isRehearsed } from './exit-view.ts';
import { stillToGo } from './left.ts';
import type { InputOf } from './parameter.ts';
import { reach, type Reached } from './reach.ts';
import type { Commands } from './table.ts';
import { oneTitleIn, titlesIn } from './titles.ts';
import { whose } from './whose.ts';

type Input = InputOf<Commands['apply']['parameters']>;

export interface ApplyResult extends Omit<ApplyReport, 'error'> {
  readonly type: 'apply';
  readonly archive: string;
  readonly portal: string;
  /** Code of what the portal answered, when that ended the run. */
  readonly errorCode?: string;
  /** With --re-export-changed, where anything had changed. */
  readonly broughtHome?: BroughtResult;
}

/** What changed since the export: what came home in its new version and could go, and what stays. */
export interface BroughtResult {
  /** Of the archive as it is sealed now. */
  readonly sealRoot: string;
  readonly count: number;
  /** The first thousand, with the fingerprints of the planned version and of the one that could go. */
  readonly records: readonly (Named & { readonly was: string; readonly fingerprint: string })[];
  readonly stays: readonly (Named & { readonly why: WhyStays })[];
  readonly staysCount: number;
}

interface Named {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

const MOST_NAMED = 1000;
const EXAMPLES = 20;

function broughtResult(brought: readonly BroughtHome[]): BroughtResult | undefined {
  const last = brought.at(-1);
  if (last === undefined) return undefined;
  const records = brought.flatMap((each) => each.records);
  const stays = brought.flatMap((each) => each.stays);
  return {
    sealRoot: last.sealRoot,
    count: records.length,
    records: records
      .slice(0, MOST_NAMED)
      .map(({ key, name, was, fingerprint }) => ({ ...key, name, was, fingerprint })),
    stays: stays.slice(0, MOST_NAMED).map(({ key, name, why }) => ({ ...key, name, why })),
    staysCount: stays.length,
  };
}

function unattendedGuard({ portal, planSha256 }: Pick<Input, 'portal' | 'planSha256'>): Guard | undefined {
  return planSha256 === undefined ? undefined : { attended: false, portal: portal ?? '', planSha256 };
}

/**
 * There is no "yes": the portal's address is typed, or repeated with the plan's hash where nobody sits (DESIGN). `goes`: how
 * many records are still to go, a part of the plan where a run before has done the rest.
 */
export async function guardFor(
  context: Context,
  input: Pick<Input, 'portal' | 'planSha256'>,
  plan: PlanFile,
  reached: Reached,
  goes: number,
): Promise<Guard> {
  const unattended = unattendedGuard(input);
  if (unattended !== undefined) return unattended;
  const { owner, ...identity } = await whose(reached, context.signal);
  const { header, sha256 } = plan;
  const { portal } = header;
  const handsOver = header.policy.handover === undefined ? {} : ({ handsOver: true } as const);
  const typed = await context.ask({ about: 'address', portal, owner, planSha256: sha256, identity, ...handsOver });
  const guard: Guard = { attended: true, typed };
  checkGuard(guard, { portal: header.portal, sha256 });
  if (goes === 0) return guard;
  const count = await context.ask({ about: 'count', portal, count: goes, ...handsOver });
  if (count.replaceAll(/\D/gu, '') !== String(goes)) {
    // What was typed may be anything, a secret pasted by mistake among it: it goes nowhere (I11).
    throw new Bye24Error('GUARD_REFUSED', { wrong: 'count', portal: header.portal });
  }
  return guard;
}

/** Raises PLAN_NOT_REHEARSED: what nobody saw on a copy first does not start. A run that was begun may go on. */
export async function demandRehearsal(context: Context, files: ExitFiles): Promise<void> {
  if (!(await isBegun(context, files)) && !(await isRehearsed(context, files)))
    throw new Bye24Error('PLAN_NOT_REHEARSED');
}

/** Nobody deletes under the hands of those who work: a person is asked, an unattended run must say that it knows. */
async function demandQuiet(context: Context, input: Input, plan: PlanFile, reached: Reached): Promise<void> {
  if (input.portalIsLive) return;
  const { portal, userId } = reached;
  const seen = await liveliness(portal, kinds, {
    ownerId: userId,
    nowMs: context.clock.now(),
    signal: context.signal,
  });
  if (seen === undefined) return;
  const facts = { portal: plan.header.portal, ...seen, kinds: seen.kinds.map(titlesIn(context.language)) };
  if (input.planSha256 === undefined && isYes(await context.ask({ about: 'live', ...facts }))) return;
  throw new Bye24Error('PORTAL_IS_LIVE', {
    portal: facts.portal,
    records: facts.records,
    newestAtMs: facts.newestAtMs,
  });
}

/** Asks once more when the first few are gone. */
function secondQuestion(context: Context, portal: string): NonNullable<Controls['afterCanary']> {
  return async ({ kind, absent, left }) =>
    left === 0 ||
    isYes(await context.ask({ about: 'goOn', portal, kind: titlesIn(context.language)(kind), absent, left }));
}

/** Shows what came home in a new version, and asks whether that may go. */
function thirdQuestion(context: Context, portal: string): NonNullable<BringHomeOptions['mayGo']> {
  const titleOf = oneTitleIn(context.language);
  return async (records) => {
    const examples = records
      .slice(0, EXAMPLES)
      .map(({ key: { kind, id }, name }) => ({ kind: titleOf(kind), id, name }));
    return isYes(await context.ask({ about: 'changed', portal, count: records.length, examples }));
  };
}

/** What a report amounts to: whole only when every step of the plan is done. */
export function endingOf({ ended, reason, states }: ApplyReport): Done<ApplyResult>['ending'] {
  if (reason === 'portal' || reason === 'canaryFailed') return 'bad';
  const open =
    states.planned + states.intended + states.changed + states.childAppeared + states.refused + states.unknown;
  return ended === 'finished' && open === 0 ? 'whole' : 'partial';
}

/** Deletes what the plan names; the one command that changes a portal. */
export async function run(context: Context, input: Input): Promise<Done<ApplyResult>> {
  const path = await findArchive(context, input.archive);
  const files = exitFilesOf(path);
  const plan = await readPlan(context.disk, files.plan);
  const { portal: planned } = plan.header;
  const { maxDelete, maxMinutes, canary } = input;
  return reach(context, input.portal ?? planned, async (reached) => {
    const unattended = unattendedGuard(input);
    if (unattended !== undefined) checkGuard(unattended, { portal: planned, sha256: plan.sha256 });
    await demandRehearsal(context, files);
    const isFirst = !(await isBegun(context, files));
    if (isFirst) await demandQuiet(context, input, plan, reached);
    const goes = isFirst ? plan.header.steps : await stillToGo(context, files, { brings: input.reExportChanged });
    const guard = await guardFor(context, input, plan, reached, goes);
    const caps = {
      ...(maxDelete === undefined ? {} : { maxDelete }),
      ...(maxMinutes === undefined ? {} : { maxMinutes }),
      ...(canary === undefined ? {} : { canary }),
    };
    const what = {
      path,
      portal: reached.portal,
      pace: reached.pace,
      guard,
      caps,
      ...(guard.attended ? { afterCanary: secondQuestion(context, planned) } : {}),
    };
    const mayGo = guard.attended ? { mayGo: thirdQuestion(context, planned) } : {};
    const done = input.reExportChanged
      ? await carryOutWithChanged(context, { ...what, ...mayGo })
      : { report: await carryOut(context, what), broughtHome: [] };
    const { error, ...report } = done.report;
    const errorCode = error instanceof Bye24Error ? { errorCode: error.code } : {};
    const brought = broughtResult(done.broughtHome);
    const broughtHome = brought === undefined ? {} : { broughtHome: brought };
    return {
      ending: endingOf(report),
      result: { type: 'apply', archive: path, portal: planned, ...report, ...errorCode, ...broughtHome },
    };
  });
}
