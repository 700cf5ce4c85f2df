import { planFromFile } from '../journey/apply/source.ts';
import { leftOf } from '../journey/drift/left.ts';
import { Ledger } from '../journey/journal/ledger.ts';
import { readJournal } from '../journey/journal/read.ts';
import type { PlanHeader, Step } from '../journey/types.ts';
import { kinds } from '../kinds/index.ts';
import type { ExitFiles } from './archives.ts';
import type { Context } from './context.ts';
import { isBegun } from './exit-view.ts';
import { type PlannedKind, PlanSummary } from './plan.ts';

export interface Left {
  readonly steps: number;
  readonly kinds: readonly PlannedKind[];
}

/** What another run of apply may still carry out. */
export interface LeftToGo {
  /** As the plan says. */
  readonly asPlanned: Left;
  /** What had changed and stayed; it goes only with `--re-export-changed`. */
  readonly changed: Left;
}

/** Counts what is left of the plan of an exit, or of a smaller piece of work; all of it where its journal says nothing. Raises PLAN_ABSENT and PLAN_ALTERED. */
export async function leftToGo({ disk }: Pick<Context, 'disk'>, files: ExitFiles): Promise<LeftToGo> {
  const source = await planFromFile(disk, files.plan);
  const ledger = new Ledger();
  if (await isBegun({ disk }, files)) {
    for await (const line of readJournal(disk, files.journal)) ledger.visit(line);
  }
  const isOfPlan = ledger.standing.plan === source.sha256;
  const sums = { asPlanned: new LeftSum(source.header), changed: new LeftSum(source.header) };
  const left = leftOf(source, isOfPlan ? ledger : new Ledger(), new Map(kinds.map((kind) => [kind.id, kind])));
  for await (const { step, isChanged } of left) sums[isChanged ? 'changed' : 'asPlanned'].see(step);
  return { asPlanned: sums.asPlanned.left, changed: sums.changed.left };
}

/** How many records a run may take: one that goes on asks about the rest, not about what went before. */
export async function stillToGo(
  context: Pick<Context, 'disk'>,
  files: ExitFiles,
  { brings = false }: { readonly brings?: boolean } = {},
): Promise<number> {
  const { asPlanned, changed } = await leftToGo(context, files);
  return asPlanned.steps + (brings ? changed.steps : 0);
}

class LeftSum {
  readonly #summary: PlanSummary;
  #steps = 0;

  constructor(header: Pick<PlanHeader, 'through'>) {
    this.#summary = new PlanSummary(header);
  }

  see(step: Step): void {
    this.#summary.see({ type: 'step', step });
    this.#steps += 1;
  }

  get left(): Left {
    return { steps: this.#steps, kinds: this.#summary.kinds };
  }
}
