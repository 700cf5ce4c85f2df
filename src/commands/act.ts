import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import { paperDocx } from '../formats/paper/docx.ts';
import { paperPdf } from '../formats/paper/pdf.ts';
import { type ActFacts, parseActFacts } from '../journey/prove/act-facts.ts';
import { type PackageOptions, writeEu, writeRu179 } from '../journey/prove/package.ts';
import type { ProofFile } from '../journey/prove/writing.ts';
import { kinds } from '../kinds/index.ts';
import type { ExitFiles } from './archives.ts';
import type { Context } from './context.ts';

/** For whom a proof is made. */
export type ProofProfile = 'ru-179' | 'eu';

/** What only the operator knows, to be filled in once. Empty values are refused, so a hole can't be signed. */
const EMPTY = {
  operator: { name: '', address: '' },
  processor: { name: '', address: '' },
  persons: [{ name: '', position: '' }],
  reason: '',
  archive: { holder: '', basis: '', destroyBy: '' },
} as const;

/** The facts from the operator's file; where there is none yet, one to fill in is laid down. */
async function factsFrom({ disk, folder }: Context, files: ExitFiles, named: string | undefined): Promise<ActFacts> {
  const path = named === undefined ? factsPath(files) : resolve(folder, named);
  if ((await disk.sizeBytes(path)) === undefined) {
    if (named !== undefined) throw new Bye24Error('FILE_UNREADABLE', { path });
    await disk.replace(path, `${JSON.stringify(EMPTY, undefined, 2)}\n`);
    throw new Bye24Error('ACT_FACTS_ABSENT', { path });
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(await disk.read(path)).toString('utf8'));
  } catch (error) {
    throw new Bye24Error('FILE_UNREADABLE', { path }, { cause: error });
  }
  return parseActFacts(value);
}

function factsPath(files: ExitFiles): string {
  return join(files.folder, 'act.json');
}

/** What the operator has filled in so far; undefined when nothing lies there that can be read. */
export async function actFactsAt({ disk }: Pick<Context, 'disk'>, files: ExitFiles): Promise<unknown> {
  try {
    return JSON.parse(Buffer.from(await disk.read(factsPath(files))).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Keeps what the operator filled in, so that it is asked once. Raises ACT_INCOMPLETE. */
export async function keepActFacts({ disk }: Pick<Context, 'disk'>, files: ExitFiles, value: unknown): Promise<void> {
  const facts = parseActFacts(value);
  await disk.makeFolder(files.folder);
  await disk.replace(factsPath(files), `${JSON.stringify(facts, undefined, 2)}\n`);
}

/** The key by which records can be told in a proof without ids: the operator keeps it, the proof never holds it. */
async function euKey({ disk }: Context, files: ExitFiles): Promise<string> {
  const path = join(files.folder, 'eu-key.txt');
  if ((await disk.sizeBytes(path)) === undefined) await disk.replace(path, `${randomBytes(32).toString('hex')}\n`);
  return Buffer.from(await disk.read(path))
    .toString('utf8')
    .trim();
}

const PROFILES: readonly ProofProfile[] = ['ru-179', 'eu'];
type Maker = () => Promise<readonly ProofFile[]>;

/**
 * Checks that the papers of a profile can be made, and gives back what makes them; those of another profile that lie in the
 * proof are made anew with them, or they would contradict it. Undefined where there are none.
 */
export async function papersFor(
  context: Context,
  files: ExitFiles,
  { profile, facts }: { readonly profile?: ProofProfile | undefined; readonly facts?: string | undefined },
): Promise<Maker | undefined> {
  const makers = profile === undefined ? [] : [await makerOf(context, files, profile, facts)];
  const lying = new Set(await context.disk.list(files.proof));
  for (const each of PROFILES) {
    if (each !== profile && lying.has(each)) makers.push(await makerAgain(context, files, each));
  }
  return makers.length === 0 ? undefined : async () => (await inTurn(makers)).flat();
}

async function inTurn(makers: readonly Maker[]): Promise<readonly (readonly ProofFile[])[]> {
  const made: (readonly ProofFile[])[] = [];
  for (const make of makers) made.push(await make());
  return made;
}

/** Nobody asked for these now: where they can't be made, the proof goes without them. */
async function makerAgain(context: Context, files: ExitFiles, profile: ProofProfile): Promise<Maker> {
  try {
    // The facts were given once; a file to fill in is laid down only for those who ask.
    if (profile === 'ru-179') parseActFacts(await actFactsAt(context, files));
    const make = await makerOf(context, files, profile, undefined);
    return () => make().catch(withoutNothing);
  } catch (error) {
    if (error instanceof Bye24Error) return async () => [];
    throw error;
  }
}

function withoutNothing(error: unknown): readonly ProofFile[] {
  if (error instanceof Bye24Error && error.code === 'ACT_NOTHING') return [];
  throw error;
}

async function makerOf(
  context: Context,
  files: ExitFiles,
  profile: ProofProfile,
  facts: string | undefined,
): Promise<Maker> {
  const { disk } = context;
  const printer = { pdf: paperPdf, docx: paperDocx };
  const options: PackageOptions = { disk, journalPath: files.journal, folder: files.proof, kinds, printer };
  if (profile === 'eu') {
    const key = await euKey(context, files);
    return () => writeEu(options, key);
  }
  const known = await factsFrom(context, files, facts);
  return () => writeRu179(options, known);
}
