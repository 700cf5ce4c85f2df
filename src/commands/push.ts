import type { Loss } from '../formats/losses.ts';
import { Dav, davAddress } from '../push/dav.ts';
import { type Protocol, Push, type PushReport } from '../push/push.ts';
import { PushState } from '../push/state.ts';
import { kinds } from '../kinds/index.ts';
import { exitFilesOf, findArchive, withArchive } from './archives.ts';
import { alone } from './carry-out.ts';
import { readDescriptor } from './connect.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['push']['parameters']>;

export interface PushResult extends Omit<PushReport, 'losses'> {
  readonly type: 'push';
  readonly archive: string;
  readonly where: Protocol;
  /** Without a name or a password. */
  readonly to: string;
  readonly losses: readonly Loss[];
}

/** From a descriptor, the environment, or a person; never from the command line (I11). */
async function passwordFor(context: Context, { passwordFd, user }: Input, host: string): Promise<string> {
  if (passwordFd !== undefined) return readDescriptor(passwordFd);
  const fromEnvironment = context.environment['BYE24_PUSH_PASSWORD'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  return context.ask({ about: 'password', host, user: user ?? '' });
}

function progress({ watch }: Context): (kind: string, done: number, total: number) => void {
  return (kind, done, total) => {
    watch({ type: 'kind', stage: 'push', kind, done, total, state: done === total ? 'finished' : 'running' });
  };
}

/** Puts what an archive holds on a server that the user named, and reads it back. */
export async function run(context: Context, input: Input): Promise<Done<PushResult>> {
  const path = await findArchive(context, input.archive);
  const home = davAddress(input.url);
  const password = await passwordFor(context, input, home.host);
  const { where, user = '' } = input;
  const { disk, watch, signal, language } = context;
  const { folder } = exitFilesOf(path, `push-${where}-${home.host.replaceAll(':', '-')}`);
  await disk.makeFolder(folder);
  const report = await alone(context, path, () =>
    withArchive(context, path, 'read', async (archive) => {
      const dav = new Dav({ url: home.href, user, password }, signal);
      const state = await PushState.open(disk, `${folder}/pushed.jsonl`);
      watch({ type: 'stage', stage: 'push', state: 'started' });
      try {
        return await new Push(dav, archive, { language, kinds, signal, tell: progress(context) }, state).run(where);
      } finally {
        watch({ type: 'stage', stage: 'push', state: 'finished' });
        await state.close();
        await dav.close();
      }
    }),
  );
  const { losses, ...rest } = report;
  const wrong = report.strays.some(({ why }) => why === 'differs');
  const lost = losses.list.some(({ count }) => count > 0);
  return {
    ending: wrong ? 'bad' : report.straysCount > 0 || lost ? 'partial' : 'whole',
    result: { type: 'push', archive: path, where, to: home.href, ...rest, losses: losses.list },
  };
}
