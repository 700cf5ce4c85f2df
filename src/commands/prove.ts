import { archivedIn } from '../archive/archived.ts';
import { Bye24Error } from '../base/error.ts';
import type { Portal } from '../bitrix24/port.ts';
import { paperPdf } from '../formats/paper/pdf.ts';
import { prove, reportOf } from '../journey/prove/prove.ts';
import type { ProofReport } from '../journey/prove/types.ts';
import { writeProof } from '../journey/prove/write.ts';
import type { ProofFile } from '../journey/prove/writing.ts';
import { kinds } from '../kinds/index.ts';
import { papersFor } from './act.ts';
import { endedAsPlanned } from './ends.ts';
import { type ExitFiles, exitFilesOf, findArchive, withArchive } from './archives.ts';
import { alone } from './carry-out.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { reach } from './reach.ts';
import type { Commands } from './table.ts';
import { withTeam } from './through-team.ts';

type Input = InputOf<Commands['prove']['parameters']>;

export interface ProveResult extends ProofReport {
  readonly type: 'proof';
  readonly archive: string;
  /** Folder with the report to print, the journal and their hashes. */
  readonly folder: string;
}

/** Reads the portal again for everything that should be gone, and writes the proof beside the archive. */
export async function proveAt(
  context: Context,
  path: string,
  portal: Portal,
  files: ExitFiles = exitFilesOf(path),
  more?: () => Promise<readonly ProofFile[]>,
): Promise<ProofReport> {
  const { disk, clock, signal, watch } = context;
  const { journal: journalPath, proof: folder } = files;
  return alone(context, path, () =>
    withArchive(context, path, 'read', async (archive) => {
      const archived = archivedIn(archive);
      await withTeam(context, portal.address, (through) =>
        prove({ disk, journalPath, portal, through, kinds, archived, clock, signal, watch }),
      );
      const { report } = await writeProof({
        disk,
        journalPath,
        folder,
        kinds,
        pdf: paperPdf,
        ...(more === undefined ? {} : { more }),
      });
      return report;
    }),
  );
}

/** A proof again is compared with an earlier one, so there must be one. Raises PROOF_ABSENT. */
async function hasEarlier({ disk }: Context, { journal }: ExitFiles): Promise<void> {
  const { proofs } = await reportOf(disk, journal);
  if (proofs.length === 0) throw new Bye24Error('PROOF_ABSENT');
}

/** Proves what is gone. Whole when every planned record ended as planned and nothing is left to do by hand. */
export async function run(context: Context, input: Input): Promise<Done<ProveResult>> {
  const path = await findArchive(context, input.archive);
  const asked = input.portal ?? (await withArchive(context, path, 'read', async ({ portal }) => portal));
  const files = exitFilesOf(path);
  if (input.again) await hasEarlier(context, files);
  // What the papers lack is told before the portal is read again.
  const more = await papersFor(context, files, input);
  const report = await reach(context, asked, ({ portal }) => proveAt(context, path, portal, files, more));
  const open = report.byHand.some(({ doneBy }) => doneBy === undefined);
  return {
    ending: endedAsPlanned(report.total) === report.total.planned && !open ? 'whole' : 'partial',
    result: { type: 'proof', archive: path, folder: exitFilesOf(path).proof, ...report },
  };
}
