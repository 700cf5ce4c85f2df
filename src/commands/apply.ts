import { Bye24Error } from '../base/error.ts';
import { checkGuard, type Guard } from '../journey/apply/guard.ts';
import type { ApplyReport } from '../journey/apply/options.ts';
import { personName } from '../journey/person-name.ts';
import { type PlanFile, readPlan } from '../journey/plan/file.ts';
import { exitFilesOf, findArchive } from './archives.ts';
import { carryOut } from './carry-out.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { reach, type Reached } from './reach.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['apply']['parameters']>;

export interface ApplyResult extends Omit<ApplyReport, 'error'> {
  readonly type: 'apply';
  readonly archive: string;
  readonly portal: string;
  /** Code of what the portal answered, when that ended the run. */
  readonly errorCode?: string;
}

/** Who is about to delete, for the person who is about to say yes. */
async function ownerName({ portal, userId }: Reached, signal: AbortSignal): Promise<string> {
  const { result } = await portal.call({ method: 'profile' }, signal);
  return personName(result) || userId;
}

/** There is no "yes": the portal's address is typed, or repeated with the plan's hash where nobody sits (DESIGN). */
export async function guardFor(
  context: Context,
  input: Pick<Input, 'portal' | 'planSha256'>,
  plan: PlanFile,
  reached: Reached,
): Promise<Guard> {
  const { portal, planSha256 } = input;
  if (planSha256 !== undefined) return { attended: false, portal: portal ?? '', planSha256 };
  const owner = await ownerName(reached, context.signal);
  const { header, sha256 } = plan;
  const typed = await context.ask({ about: 'address', portal: header.portal, owner, planSha256: sha256 });
  const guard: Guard = { attended: true, typed };
  checkGuard(guard, { portal: header.portal, sha256 });
  const count = await context.ask({ about: 'count', portal: header.portal, count: header.steps });
  if (count.replaceAll(/\D/gu, '') !== String(header.steps)) {
    throw new Bye24Error('GUARD_REFUSED', { wrong: count, portal: header.portal });
  }
  return guard;
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
  const plan = await readPlan(context.disk, exitFilesOf(path).plan);
  const { portal: planned } = plan.header;
  const { maxDelete, maxMinutes, canary } = input;
  return reach(context, input.portal ?? planned, async (reached) => {
    const guard = await guardFor(context, input, plan, reached);
    const caps = {
      ...(maxDelete === undefined ? {} : { maxDelete }),
      ...(maxMinutes === undefined ? {} : { maxMinutes }),
      ...(canary === undefined ? {} : { canary }),
    };
    const { error, ...report } = await carryOut(context, { path, portal: reached.portal, guard, caps });
    const errorCode = error instanceof Bye24Error ? { errorCode: error.code } : {};
    return {
      ending: endingOf(report),
      result: { type: 'apply', archive: path, portal: planned, ...report, ...errorCode },
    };
  });
}
