import type { Hono } from 'hono';
import { z } from 'zod';

import { Bye24Error } from '../base/error.ts';
import { type KindFacts, kindFacts } from '../commands/kind-facts.ts';
import { exitFilesOf } from '../commands/archives.ts';
import { runs as commandRuns } from '../commands/runs.ts';
import type { CommandName } from '../commands/table.ts';
import type { Shelf } from './archive-routes.ts';
import { type KeptResults, resultsOf } from './results.ts';
import type { Runs } from './runs.ts';
import type { FoundArchive, World } from './world.ts';
import { run as statusRun, type StatusResult } from '../commands/status.ts';
import { stampOf } from './stamp.ts';

export type { KindFacts } from '../commands/kind-facts.ts';

/** What an archive and the files of an exit beside it tell of the way that was gone. */
export interface ArchiveState {
  readonly path: string;
  readonly portal: string;
  readonly records: number;
  readonly missing: number;
  readonly exported: 'complete' | 'incomplete' | 'running' | 'none';
  readonly takenAtMs?: number;
  readonly sealedAtMs?: number;
  readonly sealRoot?: string;
}

/** Where a person stands: what is known, what lies here, what was done. */
export interface State {
  readonly folder: string;
  readonly demo: boolean;
  readonly portals: readonly string[];
  readonly portal?: string;
  readonly archives: readonly FoundArchive[];
  readonly archive?: ArchiveState;
  /** A command writes the archive just now; it is read again when that has ended. */
  readonly busy: boolean;
  readonly results: KeptResults;
  /** The plan that lies here was played on a copy of the portal. */
  readonly rehearsed: boolean;
  /** What `bye24 status` says. */
  readonly status?: StatusResult;
  readonly commands: readonly CommandName[];
}

const archiveBody = z.object({ path: z.string().min(1).max(4_000) });
const portalBody = z.object({ portal: z.string().min(1).max(400) });
const demoBody = z.object({
  size: z.number().int().min(1).max(1_000_000).optional(),
  seed: z.number().int().min(0).optional(),
});

async function parsed<T>(schema: z.ZodType<T>, request: { json: () => Promise<unknown> }): Promise<T> {
  const body = schema.safeParse(await request.json().catch(() => undefined));
  if (!body.success) throw new Bye24Error('SERVER_BAD_INPUT');
  return body.data;
}

async function archiveState(shelf: Shelf, path: string): Promise<ArchiveState> {
  const summary = await (await shelf.library(path)).summary();
  const { portal, records, missing, lastRun, seal } = summary;
  const takenAtMs = lastRun?.finishedAtMs ?? lastRun?.startedAtMs;
  return {
    path,
    portal,
    records,
    missing,
    exported: lastRun?.state ?? 'none',
    ...(takenAtMs === undefined ? {} : { takenAtMs }),
    ...(seal === undefined ? {} : { sealedAtMs: seal.sealedAtMs, sealRoot: seal.root }),
  };
}

/** Where one stands, and the few things that can be chosen: the archive, the portal, the demo. */
export function stateRoutes(app: Hono, world: World, shelf: Shelf, runs: Runs): void {
  let lastSeen: ArchiveState | undefined;
  let lastStatus: StatusResult | undefined;
  /** Of what the last status was made. */
  let lastStamp: string | undefined;

  async function state(): Promise<State> {
    const surroundings = world.surroundings();
    const path = await world.archive();
    if (path === undefined || lastSeen?.path !== path) {
      lastSeen = undefined;
      lastStatus = undefined;
    }
    if (path !== undefined && !shelf.busy) {
      lastSeen = await archiveState(shelf, path);
      const files = await stampOf(surroundings, exitFilesOf(path));
      const stamp = JSON.stringify([lastSeen, await world.portals(), files]);
      if (lastStatus === undefined || stamp !== lastStamp) {
        lastStatus = (await statusRun(world.context(), { archive: path })).result;
        lastStamp = stamp;
      }
    }
    const portal = (await world.portal()) ?? lastSeen?.portal;
    return {
      folder: surroundings.folder,
      demo: world.isDemo,
      portals: await world.portals(),
      ...(portal === undefined ? {} : { portal }),
      archives: await world.archives(),
      ...(lastSeen === undefined ? {} : { archive: lastSeen }),
      ...(lastStatus === undefined ? {} : { status: lastStatus }),
      busy: shelf.busy,
      rehearsed: lastStatus?.plan?.rehearsed === true,
      results: portal === undefined ? {} : await resultsOf(surroundings, portal),
      commands: Object.keys(commandRuns) as CommandName[],
    };
  }

  app.get('/api/state', async (context) => context.json(await state()));
  app.get('/api/kinds', (context) => context.json(kindFacts() satisfies readonly KindFacts[]));

  app.post('/api/state/archive', async (context) => {
    const { path } = await parsed(archiveBody, context.req);
    await shelf.close();
    await world.chooseArchive(path);
    return context.json(await state());
  });
  app.post('/api/state/portal', async (context) => {
    const { portal } = await parsed(portalBody, context.req);
    await shelf.close();
    world.choosePortal(portal);
    return context.json(await state());
  });
  app.post('/api/state/demo', async (context) => {
    const wish = await parsed(demoBody, context.req);
    await shelf.close();
    await world.startDemo(wish);
    return context.json(await state());
  });
  app.post('/api/state/leave-demo', async (context) => {
    await parsed(z.object({}), context.req);
    await runs.stopAll();
    await shelf.close();
    await world.leaveDemo();
    return context.json(await state());
  });
}
