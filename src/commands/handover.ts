import { Bye24Error } from '../base/error.ts';
import { handoverEntries, startOfHandover } from '../journey/handover/plan.ts';
import { startOfUndo, undoEntries } from '../journey/handover/undo.ts';
import { planFromFile } from '../journey/apply/source.ts';
import { readJournal } from '../journey/journal/read.ts';
import { StepStates } from '../journey/journal/ledger.ts';
import { type PlanFile, readPlan, writePlan } from '../journey/plan/file.ts';
import type { ProofReport } from '../journey/prove/types.ts';
import { type ApplyResult, demandRehearsal, endingOf, guardFor } from './apply.ts';
import { type ExitFiles, exitFilesOf, findArchive, withArchive } from './archives.ts';
import { carryOut } from './carry-out.ts';
import type { Context, Done } from './context.ts';
import { isBegun } from './exit-view.ts';
import { stillToGo } from './left.ts';
import type { InputOf } from './parameter.ts';
import { type Person, personIn } from './person.ts';
import { type PlanResult, planWith } from './plan.ts';
import { proveAt } from './prove.ts';
import { reach } from './reach.ts';
import { type RehearseResult, rehearseAt } from './rehearse.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['handover']['parameters']>;

interface Names {
  readonly type: 'handover';
  readonly archive: string;
  readonly from: Person;
  readonly to: Person;
  readonly folder: string;
}

export type HandoverResult = Names &
  (
    | { readonly did: 'plan'; readonly plan: PlanResult }
    | { readonly did: 'rehearse'; readonly rehearsal: RehearseResult }
    | { readonly did: 'apply' | 'undo'; readonly applied: Omit<ApplyResult, 'type'> }
    /** `ofUndo`: the hand-over was taken back since, and that is what was looked at. */
    | { readonly did: 'prove'; readonly proof: ProofReport; readonly ofUndo?: true }
  );

interface Work {
  readonly names: Names;
  readonly files: ExitFiles;
}

async function workOf(context: Context, input: Pick<Input, 'from' | 'to' | 'archive'>): Promise<Work> {
  const archive = await findArchive(context, input.archive);
  const [from, to] = await withArchive(context, archive, 'read', async (opened) => [
    personIn(opened, input.from),
    personIn(opened, input.to),
  ]);
  const files = exitFilesOf(archive, `handover-${from.id}-${to.id}`);
  return { names: { type: 'handover', archive, from, to, folder: files.folder }, files };
}

/** Where the plan and the journal of a hand-over lie. Raises PERSON_UNKNOWN and PERSON_UNCLEAR. */
export async function handoverFiles(
  context: Context,
  input: Pick<Input, 'from' | 'to' | 'archive'>,
): Promise<ExitFiles> {
  return (await workOf(context, input)).files;
}

/** The same folder, a plan and a journal of its own: what was handed over stays on record. */
function undoFilesOf(files: ExitFiles): ExitFiles {
  const aside = (name: string): string => `${files.folder}/undo-${name}`;
  return { ...files, plan: aside('plan.jsonl'), journal: aside('journal.jsonl'), proof: aside('proof') };
}

async function carry(
  context: Context,
  input: Input,
  { names, files }: Work,
  plan: PlanFile,
): Promise<Omit<ApplyResult, 'type'>> {
  const { portal: planned } = plan.header;
  return reach(context, input.portal ?? planned, async (reached) => {
    const guard = await guardFor(context, input, plan, reached, await stillToGo(context, files));
    const path = names.archive;
    const { error, ...report } = await carryOut(context, { path, portal: reached.portal, guard, caps: {}, files });
    const errorCode = error instanceof Bye24Error ? { errorCode: error.code } : {};
    return { archive: path, portal: planned, ...report, ...errorCode };
  });
}

/** The plan of an undo is made once, from what the journal says was carried out; later runs go on with it. */
async function undoPlan(context: Context, files: ExitFiles): Promise<PlanFile> {
  const { disk, clock } = context;
  const undo = undoFilesOf(files);
  if ((await disk.sizeBytes(undo.plan)) !== undefined) return readPlan(disk, undo.plan);
  const plan = await planFromFile(disk, files.plan);
  if ((await disk.sizeBytes(files.journal)) === undefined)
    throw new Bye24Error('JOURNAL_ABSENT', { path: files.journal });
  const states = new StepStates(plan.header.steps);
  for await (const { event } of readJournal(disk, files.journal)) states.see(event);
  const entries = undoEntries(plan.entries(), (step) => states.get(step));
  return writePlan(disk, undo.plan, startOfUndo(plan.header, clock.now()), entries);
}

async function provedPortal(context: Context, input: Input, { names, files }: Work): Promise<ProofReport> {
  const { header } = await readPlan(context.disk, files.plan);
  return reach(context, input.portal ?? header.portal, ({ portal }) => proveAt(context, names.archive, portal, files));
}

function endingOfProof({ total }: ProofReport): Done<HandoverResult>['ending'] {
  return total.handed === total.planned ? 'whole' : 'partial';
}

/** Hands everything that names one employee over to another; `undo` puts back who stood there. */
export async function run(context: Context, input: Input): Promise<Done<HandoverResult>> {
  const work = await workOf(context, input);
  const { names, files } = work;
  const did = input.do ?? 'plan';
  switch (did) {
    case 'rehearse': {
      const rehearsal = await rehearseAt(context, names.archive, files);
      return { ending: rehearsal.clean ? 'whole' : 'partial', result: { ...names, did, rehearsal } };
    }
    case 'apply': {
      const plan = await readPlan(context.disk, files.plan);
      await demandRehearsal(context, files);
      const applied = await carry(context, input, work, plan);
      return { ending: endingOf(applied), result: { ...names, did, applied } };
    }
    case 'prove': {
      // Once it was taken back, what it had changed is meant to be as it was before.
      const undo = undoFilesOf(files);
      const isUndone = await isBegun(context, undo);
      const proof = await provedPortal(context, input, isUndone ? { names, files: undo } : work);
      return { ending: endingOfProof(proof), result: { ...names, did, proof, ...(isUndone ? { ofUndo: true } : {}) } };
    }
    case 'undo': {
      const plan = await undoPlan(context, files);
      const applied = await carry(context, input, { names, files: undoFilesOf(files) }, plan);
      return { ending: endingOf(applied), result: { ...names, did, applied } };
    }
    default: {
      const handover = { from: names.from.id, to: names.to.id };
      const plan = await planWith(context, names.archive, files, (facts) => ({
        start: startOfHandover(facts, handover),
        entries: handoverEntries(facts, handover),
      }));
      context.watch({ type: 'warning', code: 'HANDOVER_ROBOTS', detail: { portal: plan.portal } });
      return { ending: 'whole', result: { ...names, did: 'plan', plan } };
    }
  }
}
