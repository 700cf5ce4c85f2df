import type { Disk } from '../../base/disk.ts';
import type { ApplyReport } from '../apply/options.ts';
import { Ledger } from '../journal/ledger.ts';
import { readJournal } from '../journal/read.ts';
import type { BroughtHome } from './bring-home.ts';

export interface WithChanged {
  readonly disk: Disk;
  readonly journalPath: string;
  /** One run of apply. `acknowledged`: deletions of the run before it, which count against the same cap. */
  readonly apply: (run: { readonly waitsForChanged: boolean; readonly acknowledged: number }) => Promise<ApplyReport>;
  readonly bringHome: () => Promise<BroughtHome | undefined>;
}

export interface AppliedWithChanged {
  readonly report: ApplyReport;
  readonly broughtHome: readonly BroughtHome[];
}

/**
 * Applies a plan, brings home what had changed, and applies it again. Once: what changes again meanwhile stays, and is
 * told. What a crash left half done comes first, for the archive may be without its seal.
 */
export async function applyWithChanged({
  disk,
  journalPath,
  apply,
  bringHome,
}: WithChanged): Promise<AppliedWithChanged> {
  const broughtHome: BroughtHome[] = [];
  const bring = async (): Promise<boolean> => {
    const brought = await bringHome();
    if (brought !== undefined) broughtHome.push(brought);
    return brought !== undefined;
  };
  if (await isBringing(disk, journalPath)) await bring();
  const first = await apply({ waitsForChanged: true, acknowledged: 0 });
  const hadItsTurn = first.ended === 'finished' || first.reason === 'changed';
  if (!hadItsTurn) return { report: first, broughtHome };
  // Where nothing could be brought home, those who waited for it have their turn all the same.
  if (!(await bring()) && first.ended === 'finished') return { report: first, broughtHome };
  const second = await apply({ waitsForChanged: false, acknowledged: first.acknowledgedNow });
  return { report: { ...second, acknowledgedNow: first.acknowledgedNow + second.acknowledgedNow }, broughtHome };
}

/** Whether a process ended while it brought changed records home. */
async function isBringing(disk: Disk, path: string): Promise<boolean> {
  if (((await disk.sizeBytes(path)) ?? 0) === 0) return false;
  const ledger = new Ledger();
  for await (const line of readJournal(disk, path)) ledger.visit(line);
  return ledger.standing.bringing;
}
