import type { Hono } from 'hono';
import { z } from 'zod';

import { Bye24Error } from '../base/error.ts';
import { actFactsAt, keepActFacts } from '../commands/act.ts';
import { type ExitFiles, exitFilesOf } from '../commands/archives.ts';
import { proofEntries, type ProofEntry } from '../commands/exit-files.ts';
import { exitReport, planned, planPage, workPattern, worksOf } from '../commands/exit-view.ts';
import { leftToGo, type LeftToGo } from '../commands/left.ts';
import { type Whose, whosePortal } from '../commands/whose.ts';
import type { Link } from './contents.ts';
import type { World } from './world.ts';

/** A piece of work by the name of its folder; nothing else is ever made into a path. */
const workQuery = z.object({ work: z.string().regex(workPattern).optional() });
const whoseQuery = z.object({ portal: z.string().min(1).max(400) });
const planQuery = z.object({
  ...workQuery.shape,
  type: z.enum(['step', 'kept', 'byHand']),
  kind: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

function parsed<T>(schema: z.ZodType<T>, query: Readonly<Record<string, string>>): T {
  const result = schema.safeParse(query);
  if (!result.success) throw new Bye24Error('SERVER_BAD_INPUT', { parameter: String(result.error.issues[0]?.path[0]) });
  return result.data;
}

/** A file of a proof and where it is shown. */
export interface ProofFileAnswer extends ProofEntry {
  readonly href: string;
}

/** The papers of an exit: what lies there, and what the operator has filled in for them. */
export interface PapersAnswer {
  readonly files: readonly ProofFileAnswer[];
  readonly zip?: string;
  readonly facts: unknown;
}

const languageQuery = z.object({ ...workQuery.shape, language: z.enum(['ru', 'en']).default('en') });
const factsBody = z.object({ ...workQuery.shape, facts: z.unknown() });

/** Reading an exit and the smaller pieces of work beside it: plans entry by entry, and what the journals say so far. */
export function exitRoutes(app: Hono, world: World, find: () => Promise<string>, link: Link): void {
  const filesOf = async ({ work }: z.infer<typeof workQuery>): Promise<ExitFiles> => exitFilesOf(await find(), work);

  app.get('/api/exit/works', async (context) => context.json(await worksOf(world.surroundings(), await find())));
  app.get('/api/exit/planned', async (context) => {
    const { work } = parsed(workQuery, context.req.query());
    return context.json((await planned(world.surroundings(), await find(), work)) ?? null);
  });
  app.get('/api/exit/whose', async (context) => {
    const { portal } = parsed(whoseQuery, context.req.query());
    const answer: Whose = await whosePortal(world.context(), portal);
    return context.json(answer);
  });
  app.get('/api/exit/left', async (context) => {
    const answer: LeftToGo = await leftToGo(
      world.surroundings(),
      await filesOf(parsed(workQuery, context.req.query())),
    );
    return context.json(answer);
  });
  app.get('/api/exit/plan', async (context) => {
    const query = parsed(planQuery, context.req.query());
    return context.json(await planPage(world.surroundings(), await filesOf(query), query));
  });
  app.get('/api/exit/report', async (context) => {
    const files = await filesOf(parsed(workQuery, context.req.query()));
    return context.json((await exitReport(world.surroundings(), files)) ?? null);
  });

  app.get('/api/exit/plan-xlsx', async (context) => {
    const query = parsed(languageQuery, context.req.query());
    return context.json({ href: link({ is: 'plan', archive: await find(), ...query }) });
  });
  app.get('/api/exit/papers', async (context) => {
    const query = parsed(workQuery, context.req.query());
    const archive = await find();
    const files = exitFilesOf(archive, query.work);
    const entries = await proofEntries(world.surroundings(), files);
    const portal = (await exitReport(world.surroundings(), files))?.portal ?? '';
    const answer: PapersAnswer = {
      files: entries.map((entry) => ({
        ...entry,
        href: link({ is: 'proof', archive, ...query, name: entry.name }),
      })),
      ...(entries.length === 0 ? {} : { zip: link({ is: 'proofZip', archive, ...query, portal }) }),
      facts: (await actFactsAt(world.surroundings(), files)) ?? null,
    };
    return context.json(answer);
  });
  app.post('/api/exit/act-facts', async (context) => {
    const body = factsBody.safeParse(await context.req.json().catch(() => undefined));
    if (!body.success) throw new Bye24Error('SERVER_BAD_INPUT');
    const { facts, ...of } = body.data;
    await keepActFacts(world.surroundings(), await filesOf(of), facts);
    return context.json({ kept: true });
  });
}
