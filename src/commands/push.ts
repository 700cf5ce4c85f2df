import { type Loss, lossesPage } from '../formats/losses.ts';
import type { ConvertOptions } from '../formats/format.ts';
import type { Archive } from '../archive/archive.ts';
import { serverAddress } from '../push/address.ts';
import { Dav } from '../push/dav.ts';
import { Push } from '../push/push.ts';
import type { PushReport } from '../push/report.ts';
import { checkAdministrator, Redmine } from '../push/redmine/client.ts';
import { findRedminePeople } from '../push/redmine/people.ts';
import { RedminePush } from '../push/redmine/push.ts';
import { PushState } from '../push/state.ts';
import { kinds } from '../kinds/index.ts';
import { exitFilesOf, findArchive, withArchive } from './archives.ts';
import { alone } from './carry-out.ts';
import { readDescriptor } from './connect.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { chosenPeople, peopleTable } from './people-table.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['push']['parameters']>;

export interface PushResult extends Omit<PushReport, 'losses'> {
  readonly type: 'push';
  readonly archive: string;
  readonly where: Input['where'];
  /** Without a name or a password. */
  readonly to: string;
  /** Who stands for whom there: to be edited. Absent where people are not mapped. */
  readonly people?: string;
  readonly lossesPage: string;
  readonly losses: readonly Loss[];
}

/** From a descriptor, the environment, or a person; never from the command line (I11). */
async function secretFor(context: Context, { passwordFd, user, where }: Input, host: string): Promise<string> {
  if (passwordFd !== undefined) return readDescriptor(passwordFd);
  const fromEnvironment = context.environment['BYE24_PUSH_PASSWORD'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  return context.ask(where === 'redmine' ? { about: 'apiKey', host } : { about: 'password', host, user: user ?? '' });
}

function progress({ watch }: Context): (kind: string, done: number, total: number) => void {
  return (kind, done, total) => {
    watch({ type: 'kind', stage: 'push', kind, done, total, state: done === total ? 'finished' : 'running' });
  };
}

interface Work {
  readonly context: Context;
  readonly archive: Archive;
  readonly home: URL;
  readonly user: string;
  readonly secret: string;
  readonly options: ConvertOptions;
  readonly state: PushState;
  readonly people: string;
}

async function toDav({ archive, home, user, secret, options, state }: Work, where: 'carddav' | 'caldav' | 'webdav') {
  const dav = new Dav({ url: home.href, user, password: secret }, options.signal);
  try {
    return await new Push(dav, archive, options, state).run(where);
  } finally {
    await dav.close();
  }
}

async function toRedmine({ context, archive, home, secret, options, state, people }: Work): Promise<PushReport> {
  const redmine = new Redmine({ url: home.href, key: secret }, options.signal);
  try {
    await checkAdministrator(redmine);
    const found = await findRedminePeople(redmine, archive, await chosenPeople(context, people));
    const table = found.map(({ id, name, email, found: user }) => ({
      id,
      name,
      email,
      there: user?.login ?? '',
      thereName: user === undefined ? '' : `${user.firstname} ${user.lastname}`.trim(),
    }));
    await context.disk.replace(people, peopleTable(table));
    return await new RedminePush(redmine, archive, options, state, found).run();
  } finally {
    await redmine.close();
  }
}

/** Puts what an archive holds on a server that the user named, and reads it back. */
export async function run(context: Context, input: Input): Promise<Done<PushResult>> {
  const path = await findArchive(context, input.archive);
  const home = serverAddress(input.url);
  const secret = await secretFor(context, input, home.host);
  const { where, user = '' } = input;
  const { disk, watch, signal, language } = context;
  const { folder } = exitFilesOf(path, `push-${where}-${home.host.replaceAll(':', '-')}`);
  await disk.makeFolder(folder);
  const people = `${folder}/people.csv`;
  const report = await alone(context, path, () =>
    withArchive(context, path, 'read', async (archive) => {
      const state = await PushState.open(disk, `${folder}/pushed.jsonl`);
      const options = { language, kinds, signal, tell: progress(context) };
      const work: Work = { context, archive, home, user, secret, options, state, people };
      watch({ type: 'stage', stage: 'push', state: 'started' });
      try {
        return await (where === 'redmine' ? toRedmine(work) : toDav(work, where));
      } finally {
        watch({ type: 'stage', stage: 'push', state: 'finished' });
        await state.close();
      }
    }),
  );
  const { losses, ...rest } = report;
  const page = `${folder}/LOSSES.md`;
  await disk.replace(page, lossesPage({ ru: `${where}, ${home.host}`, en: `${where}, ${home.host}` }, losses));
  const wrong = report.strays.some(({ why }) => why === 'differs');
  const lost = losses.list.some(({ count }) => count > 0);
  return {
    ending: wrong ? 'bad' : report.straysCount > 0 || lost ? 'partial' : 'whole',
    result: {
      type: 'push',
      archive: path,
      where,
      to: home.href,
      ...rest,
      ...(where === 'redmine' ? { people } : {}),
      lossesPage: page,
      losses: losses.list,
    },
  };
}
