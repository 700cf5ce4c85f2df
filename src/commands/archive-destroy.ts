import { basename, dirname, join, resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import { paperDocx } from '../formats/paper/docx.ts';
import { paperPdf } from '../formats/paper/pdf.ts';
import { plainAddress } from '../journey/apply/guard.ts';
import { destroyArchive, destructionPaper, type Destruction } from '../journey/destroy/destroy.ts';
import { readJournal } from '../journey/journal/read.ts';
import { findArchive, withArchive } from './archives.ts';
import { alone } from './carry-out.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['archiveDestroy']['parameters']>;

export interface DestroyResult extends Destruction {
  readonly type: 'destroyed';
  readonly archive: string;
  /** Where the act, its journal and the proof of the portal's deletion are now. */
  readonly folder: string;
}

/** An archive that is to end, and where its act goes. */
interface Meant {
  readonly archive: string;
  readonly beside: string;
  readonly portal: string;
  readonly sealRoot: string;
  /** Unknown of one that is gone in part. */
  readonly records?: number;
}

const besideName = /\.bye24-destroyed(?:-\d+)?$/u;

/** The folder beside an archive for the act of its end; that of an earlier one of the same name, which has its act, is left alone. */
async function besideOf({ disk }: Context, archive: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = `${archive}-destroyed${number === 1 ? '' : `-${number}`}`;
    if (!(await disk.list(folder)).includes('act.json')) return folder;
  }
}

/** A destruction that was begun and never came to its act: the archive may be gone in part, or whole. */
async function begunAt({ disk }: Context, archive: string, beside: string): Promise<Meant | undefined> {
  const path = join(beside, 'journal.jsonl');
  if (((await disk.sizeBytes(path)) ?? 0) === 0) return undefined;
  for await (const { event } of readJournal(disk, path)) {
    if (event.type === 'erasing') return { archive, beside, portal: event.portal, sealRoot: event.sealRoot };
  }
  return undefined;
}

/** What lies here of destructions that were begun, by the archives that they are of. */
async function begunIn(context: Context): Promise<readonly Meant[]> {
  const { disk, folder } = context;
  const names = (await disk.list(folder)).filter((name) => besideName.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const beside = join(folder, name);
      if ((await disk.list(beside)).includes('act.json')) return undefined;
      return begunAt(context, join(folder, name.replace(/-destroyed(?:-\d+)?$/u, '')), beside);
    }),
  );
  return found.filter((each) => each !== undefined);
}

/** The archive that is meant: one whose end was begun goes on to it. Raises ARCHIVE_ABSENT and ARCHIVE_UNCLEAR. */
async function meantBy(context: Context, named: string | undefined): Promise<Meant> {
  const begun = named === undefined ? await begunIn(context) : [];
  if (begun.length === 1 && begun[0] !== undefined) return begun[0];
  if (begun.length > 1)
    throw new Bye24Error('ARCHIVE_UNCLEAR', { known: begun.map(({ archive }) => basename(archive)).join(', ') });
  if (named !== undefined) {
    const archive = resolve(context.folder, named);
    const there = (await context.disk.list(dirname(archive))).some((name) => name.startsWith(basename(archive)));
    const unended = there ? await begunAt(context, archive, await besideOf(context, archive)) : undefined;
    if (unended !== undefined) return unended;
  }
  const archive = await findArchive(context, named);
  // Nothing is taken from under a deletion that goes on.
  await alone(context, archive, async () => undefined);
  const beside = await besideOf(context, archive);
  return withArchive(context, archive, 'read', async (opened) => ({
    archive,
    beside,
    portal: opened.portal,
    sealRoot: (await opened.seal())?.root ?? '',
    records: opened.kinds().reduce((sum, kind) => sum + opened.size(kind), 0),
  }));
}

/**
 * Ends an archive's life with an act of its own. The portal's address is typed; unattended, the seal is repeated, too. One
 * that was cut short goes on, to its act.
 */
export async function run(context: Context, input: Input): Promise<Done<DestroyResult>> {
  const { disk, clock } = context;
  const { archive, beside: folder, portal, sealRoot, records } = await meantBy(context, input.archive);
  const refuse = (wrong: string): Bye24Error => new Bye24Error('GUARD_REFUSED', { wrong, portal });
  if (input.seal === undefined) {
    const count = records === undefined ? {} : { records };
    const typed = await context.ask({ about: 'archive', portal, path: archive, ...count });
    if (plainAddress(typed) !== plainAddress(portal)) throw refuse('portal');
  } else {
    if (plainAddress(input.portal ?? '') !== plainAddress(portal)) throw refuse('portal');
    if (input.seal.length < 12 || !sealRoot.startsWith(input.seal.toLowerCase())) throw refuse('seal');
  }
  const destruction = await destroyArchive({ disk, clock, archive, beside: folder, portal, sealRoot });
  const paper = destructionPaper(destruction);
  const madeAt = new Date(destruction.toMs);
  await disk.replace(`${folder}/act.ru.pdf`, await paperPdf(paper, madeAt));
  await disk.replace(`${folder}/act.ru.docx`, await paperDocx(paper, madeAt));
  // Last: what has this has its act.
  await disk.replace(`${folder}/act.json`, `${JSON.stringify(destruction, undefined, 2)}\n`);
  return { ending: 'whole', result: { type: 'destroyed', archive, folder, ...destruction } };
}
