import { resolve } from 'node:path';

import { nameIn } from '../archive/called.ts';
import { Bye24Error } from '../base/error.ts';
import { fingerprint } from '../base/hash.ts';
import { type Dossier, writeDossier } from '../journey/subject/dossier.ts';
import { type Found, findSubject, type Subject } from '../journey/subject/find.ts';
import { findLive, type StillThere } from '../journey/subject/live.ts';
import { startOfSubject, subjectEntries } from '../journey/subject/plan.ts';
import { readPlan } from '../journey/plan/file.ts';
import type { ProofReport } from '../journey/prove/types.ts';
import { archivedKinds } from '../kinds/index.ts';
import { papersFor } from './act.ts';
import { endedAsPlanned } from './ends.ts';
import { type ApplyResult, demandRehearsal, endingOf, guardFor } from './apply.ts';
import { type ExitFiles, exitFilesOf, findArchive, withArchive } from './archives.ts';
import { carryOut } from './carry-out.ts';
import type { Context, Done } from './context.ts';
import { stillToGo } from './left.ts';
import type { InputOf } from './parameter.ts';
import { type PlanResult, planWith } from './plan.ts';
import { proveAt } from './prove.ts';
import { reach } from './reach.ts';
import { type RehearseResult, rehearseAt } from './rehearse.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['subject']['parameters']>;

interface Facts {
  readonly type: 'subject';
  readonly archive: string;
  readonly folder: string;
}

export type SubjectResult = Facts &
  (
    | { readonly did: 'find'; readonly found: readonly Found[] }
    | { readonly did: 'export'; readonly dossier: Dossier; readonly path: string }
    | { readonly did: 'plan'; readonly plan: PlanResult }
    | { readonly did: 'rehearse'; readonly rehearsal: RehearseResult }
    | { readonly did: 'apply'; readonly applied: Omit<ApplyResult, 'type'> }
    /** `still`: what the portal itself shows of the person now, planned or not. */
    | { readonly did: 'prove'; readonly proof: ProofReport; readonly still: StillThere }
  );

type Known = Pick<Input, 'name' | 'phone' | 'email'>;

function subjectOf({ name, phone, email }: Known): Subject {
  return {
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
  };
}

/** Where the plan and the journal of one person's data lie: the folder bears no name, only a hash. */
export async function subjectFiles(context: Context, input: Known & Pick<Input, 'archive'>): Promise<ExitFiles> {
  const archive = await findArchive(context, input.archive);
  return exitFilesOf(archive, `subject-${fingerprint({ ...subjectOf(input) }).slice(0, 12)}`);
}

function find(context: Context, path: string, subject: Subject): Promise<readonly Found[]> {
  return withArchive(context, path, 'read', async (archive) =>
    findSubject(archive, subject, archivedKinds)
      .map((found) => {
        const record = archive.record(found.key);
        return record === undefined ? found : { ...found, name: nameIn(archive, record) };
      })
      .toArray(),
  );
}

async function exported(context: Context, input: Input, facts: Facts, subject: Subject): Promise<Done<SubjectResult>> {
  const { disk, folder, language } = context;
  const path = input.out === undefined ? `${facts.folder}/dossier` : resolve(folder, input.out);
  // A folder that holds something else is nobody's to empty.
  if (input.out !== undefined && (await disk.list(path)).length > 0) throw new Bye24Error('FOLDER_IN_USE', { path });
  const dossier = await withArchive(context, facts.archive, 'read', async (archive) => {
    const found = [...findSubject(archive, subject, archivedKinds)];
    return writeDossier({ archive, disk, folder: path, kinds: archivedKinds, found, language });
  });
  return { ending: 'whole', result: { ...facts, did: 'export', dossier, path } };
}

async function planned(
  context: Context,
  facts: Facts,
  files: ExitFiles,
  subject: Subject,
): Promise<Done<SubjectResult>> {
  const found = await find(context, facts.archive, subject);
  const plan = await planWith(context, facts.archive, files, (from) => ({
    start: startOfSubject(from, found),
    entries: subjectEntries(from, found),
  }));
  return { ending: 'whole', result: { ...facts, did: 'plan', plan } };
}

async function applied(context: Context, input: Input, facts: Facts, files: ExitFiles): Promise<Done<SubjectResult>> {
  const plan = await readPlan(context.disk, files.plan);
  const { portal: address } = plan.header;
  await demandRehearsal(context, files);
  return reach(context, input.portal ?? address, async (reached) => {
    const guard = await guardFor(context, input, plan, reached, await stillToGo(context, files));
    const { error, ...report } = await carryOut(context, {
      path: facts.archive,
      portal: reached.portal,
      guard,
      caps: {},
      files,
    });
    const errorCode = error instanceof Bye24Error ? { errorCode: error.code } : {};
    const result = { archive: facts.archive, portal: address, ...report, ...errorCode };
    return { ending: endingOf(report), result: { ...facts, did: 'apply', applied: result } };
  });
}

async function proved(
  context: Context,
  input: Input,
  facts: Facts,
  files: ExitFiles,
  subject: Subject,
): Promise<Done<SubjectResult>> {
  const { header } = await readPlan(context.disk, files.plan);
  const more = await papersFor(context, files, input);
  const [proof, still] = await reach(context, input.portal ?? header.portal, async ({ portal }) => [
    await proveAt(context, facts.archive, portal, files, more),
    await findLive(portal, subject, archivedKinds, context.signal),
  ]);
  const open = proof.byHand.some(({ doneBy }) => doneBy === undefined);
  const seen = still.found.length + still.unread.length > 0;
  const whole = endedAsPlanned(proof.total) === proof.total.planned && !open && !seen;
  return { ending: whole ? 'whole' : 'partial', result: { ...facts, did: 'prove', proof, still } };
}

/** One person's data: found, handed out, planned, deleted, proven. */
export async function run(context: Context, input: Input): Promise<Done<SubjectResult>> {
  const subject = subjectOf(input);
  const archive = await findArchive(context, input.archive);
  const files = await subjectFiles(context, input);
  const facts: Facts = { type: 'subject', archive, folder: files.folder };
  switch (input.do) {
    case 'find':
      return { ending: 'whole', result: { ...facts, did: 'find', found: await find(context, archive, subject) } };
    case 'export':
      return exported(context, input, facts, subject);
    case 'plan':
      return planned(context, facts, files, subject);
    case 'rehearse': {
      const rehearsal = await rehearseAt(context, archive, files);
      return { ending: rehearsal.clean ? 'whole' : 'partial', result: { ...facts, did: 'rehearse', rehearsal } };
    }
    case 'apply':
      return applied(context, input, facts, files);
    case 'prove':
      return proved(context, input, facts, files, subject);
    default:
      return input.do satisfies never;
  }
}
