import type { Clock } from '../base/clock.ts';
import { Bye24Error } from '../base/error.ts';
import { isRehearsed } from '../commands/exit-view.ts';
import { archiveRoutes, Shelf } from './archive-routes.ts';
import { exitRoutes } from './exit-routes.ts';
import { keepResult } from './results.ts';
import { Runs, type Surroundings } from './runs.ts';
import { type RunningServer, serve } from './serve.ts';
import { stateRoutes } from './state-routes.ts';
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

/** Commands that only read the archive, or do not touch it: the pages may go on reading beside them. */
const readers: ReadonlySet<string> = new Set([
  'connect',
  'doctor',
  'inventory',
  'verify',
  'open',
  'search',
  'plan',
  'rehearse',
  'apply',
  'prove',
  'status',
]);

/** Raises SERVER_NOT_REHEARSED: a deletion that nobody saw on a copy first does not start from a page. */
async function demandRehearsal(world: World): Promise<void> {
  const path = await world.archive();
  if (path === undefined || (await isRehearsed(world.surroundings(), path))) return;
  throw new Bye24Error('SERVER_NOT_REHEARSED');
}

/** Starts the whole web app: pages, API, archived content. */
export async function startApp({ clock, port, pages, surroundings, archive }: StartOptions): Promise<RunningServer> {
  const world = new World(surroundings, archive);
  const shelf = new Shelf(world.surroundings);
  const runs = new Runs({
    before: async (command) => {
      // The commands refuse what is not sealed, not verified or stale; that a plan was rehearsed first is asked here.
      if (command === 'apply') await demandRehearsal(world);
      return readers.has(command) ? undefined : shelf.hold();
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
    find: (key) => shelf.content(key),
    routes: (app, link) => {
      stateRoutes(app, world, shelf, runs);
      archiveRoutes(app, shelf, find, link);
      exitRoutes(app, world, find);
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
