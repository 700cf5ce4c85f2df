import type { Hono } from 'hono';
import { z } from 'zod';

import { Bye24Error } from '../base/error.ts';
import { exitReport, planPage } from '../commands/exit-view.ts';
import type { World } from './world.ts';

const planQuery = z.object({
  type: z.enum(['step', 'kept', 'byHand']),
  kind: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

/** Reading an exit: the plan entry by entry, and what the journal says of it so far. */
export function exitRoutes(app: Hono, world: World, find: () => Promise<string>): void {
  app.get('/api/exit/plan', async (context) => {
    const query = planQuery.safeParse(context.req.query());
    if (!query.success) throw new Bye24Error('SERVER_BAD_INPUT');
    return context.json(await planPage(world.surroundings(), await find(), query.data));
  });
  app.get('/api/exit/report', async (context) => {
    const report = await exitReport(world.surroundings(), await find());
    return context.json(report ?? null);
  });
}
