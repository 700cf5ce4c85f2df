import { Bye24Error } from '../base/error.ts';
import { paperDocx } from '../formats/paper/docx.ts';
import { paperPdf } from '../formats/paper/pdf.ts';
import { plainAddress } from '../journey/apply/guard.ts';
import { destroyArchive, destructionPaper, type Destruction } from '../journey/destroy/destroy.ts';
import { findArchive, withArchive } from './archives.ts';
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

/** Ends an archive's life with an act of its own. The portal's address is typed; unattended, the seal is repeated, too. */
export async function run(context: Context, input: Input): Promise<Done<DestroyResult>> {
  const { disk, clock } = context;
  const archive = await findArchive(context, input.archive);
  const { portal, seal, records } = await withArchive(context, archive, 'read', async (opened) => ({
    portal: opened.portal,
    seal: await opened.seal(),
    records: opened.kinds().reduce((sum, kind) => sum + opened.size(kind), 0),
  }));
  const sealRoot = seal?.root ?? '';
  const refuse = (wrong: string): Bye24Error => new Bye24Error('GUARD_REFUSED', { wrong, portal });
  if (input.seal === undefined) {
    const typed = await context.ask({ about: 'archive', portal, path: archive, records });
    if (plainAddress(typed) !== plainAddress(portal)) throw refuse('portal');
  } else {
    if (plainAddress(input.portal ?? '') !== plainAddress(portal)) throw refuse('portal');
    if (input.seal.length < 12 || !sealRoot.startsWith(input.seal.toLowerCase())) throw refuse('seal');
  }
  const folder = `${archive}-destroyed`;
  const destruction = await destroyArchive({ disk, clock, archive, beside: folder, portal, sealRoot });
  const paper = destructionPaper(destruction);
  const madeAt = new Date(destruction.toMs);
  await disk.replace(`${folder}/act.ru.pdf`, await paperPdf(paper, madeAt));
  await disk.replace(`${folder}/act.ru.docx`, await paperDocx(paper, madeAt));
  await disk.replace(`${folder}/act.json`, `${JSON.stringify(destruction, undefined, 2)}\n`);
  return { ending: 'whole', result: { type: 'destroyed', archive, folder, ...destruction } };
}
