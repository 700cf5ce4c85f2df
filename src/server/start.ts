import type { Clock } from '../base/clock.ts';
import { Bye24Error } from '../base/error.ts';
import { type ExitFiles, exitFilesOf } from '../commands/archives.ts';
import { isBegun, isRehearsed } from '../commands/exit-view.ts';
import { handoverFiles } from '../commands/handover.ts';
import { subjectFiles } from '../commands/subject.ts';
import type { CommandName } from '../commands/table.ts';
import { archiveRoutes, Shelf } from './archive-routes.ts';
import { findContent, type Link } from './contents.ts';
import { exitRoutes } from './exit-routes.ts';
import { keepResult } from './results.ts';
import { Runs, type Surroundings } from './runs.ts';
import { type RunningServer, serve } from './serve.ts';
import { stateRoutes } from './state-routes.ts';
import { viewRoutes } from './view-routes.ts';
import { World } from './world.ts';

export interface StartOptions {
  readonly clock: Clock;
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the built app. */
  readonly pages: string;
  readonly surroundings: Surroundings;
  /** The archive to show first. */
  readonly archive?: string;
}

type HandoverWish = Parameters<typeof handoverFiles>[1];
type SubjectWish = Parameters<typeof subjectFiles>[1];

/** Commands that write the archive itself and have it alone; beside all others the pages may go on reading. */
const writers: ReadonlySet<CommandName> = new Set(['export', 'seal', 'boxExport', 'archiveDestroy']);

/**
 * The plan that a command would carry out, when it is one that changes a portal. The commands refuse what is not sealed,
 * not verified or stale; that a plan was rehearsed first is asked here.
 */
async function planOf(world: World, command: CommandName, input: unknown): Promise<ExitFiles | undefined> {
  const wish = (input ?? {}) as { readonly do?: string } & SubjectWish & HandoverWish;
  // The archive is found as the command finds it: what is shown in the pages may be another one.
  if (command === 'apply') return exitFilesOf(await world.resolve(wish.archive));
  if (wish.do !== 'apply') return undefined;
  if (command === 'handover') return handoverFiles(world.context(), wish);
  return command === 'subject' ? subjectFiles(world.context(), wish) : undefined;
}

/** Raises SERVER_NOT_REHEARSED: a change that nobody saw on a copy first does not start from a page; one that was begun may go on. */
async function demandRehearsal(world: World, command: CommandName, input: unknown): Promise<void> {
  const files = await planOf(world, command, input);
  if (files === undefined || (await isRehearsed(world.surroundings(), files))) return;
  // Bringing changed records home rehearses anew: a crash in the middle of that must not lock out the run that mends it.
  if (await isBegun(world.surroundings(), files)) return;
  throw new Bye24Error('SERVER_NOT_REHEARSED');
}

/** Starts the whole web app: pages, API, archived content. */
export async function startApp({ clock, port, pages, surroundings, archive }: StartOptions): Promise<RunningServer> {
  const world = new World(surroundings, archive);
  const shelf = new Shelf(world.surroundings);
  const runs = new Runs({
    before: async (command, input) => {
      await demandRehearsal(world, command, input);
      return writers.has(command) ? shelf.hold() : undefined;
    },
    done: (command, result) => keepResult(world.surroundings(), command, result),
  });
  const find = async (): Promise<string> => {
    const path = await world.archive();
    if (path === undefined) throw new Bye24Error('ARCHIVE_ABSENT', { path: world.surroundings().folder });
    return path;
  };
  const server = await serve({
    port,
    clock,
    pages,
    runs,
    surroundings: world.surroundings,
    find: (key) => findContent(world, shelf, key),
    routes: (app, path) => {
      const link: Link = (key) => path(JSON.stringify(key));
      stateRoutes(app, world, shelf, runs);
      archiveRoutes(app, shelf, find, link);
      viewRoutes(app, shelf, find, link);
      exitRoutes(app, world, find, link);
    },
  });
  return {
    ...server,
    close: async () => {
      await server.close();
      await shelf.close();
      await world.leaveDemo();
    },
  };
}
