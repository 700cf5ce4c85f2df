import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';

import { runs as commandRuns } from '../commands/runs.ts';
import type { Parameters } from '../commands/parameter.ts';
import { schemaOf } from '../commands/schema.ts';
import { type CommandName, commands, everyCommand } from '../commands/table.ts';
import type { Runs, Surroundings } from './runs.ts';

const startBody = z.object({
  command: z.string(),
  input: z.record(z.string(), z.unknown()).default({}),
  language: z.enum(['ru', 'en']).optional(),
});
const answerBody = z.object({ question: z.string(), answer: z.string().max(10_000) });

/** Commands that a page can't start: they are about the terminal, or are the server itself. */
const terminalOnly: ReadonlySet<string> = new Set(['completion', 'demo', 'portalServe', 'ui']);

/** Numbers of file descriptors only mean something in a terminal: a page must not make this process read its own. */
function isForTerminal(parameter: string): boolean {
  return parameter.endsWith('Fd');
}

function forPages(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !isForTerminal(name)));
}

function isCommand(name: string): name is CommandName & keyof typeof commandRuns {
  return Object.hasOwn(commands, name) && Object.hasOwn(commandRuns, name) && !terminalOnly.has(name);
}

/**
 * The web's way to the command table: the same commands, the same checks of their input, the same order enforced by the
 * commands themselves. A browser is never a file descriptor and never sees the environment.
 */
export function runRoutes(app: Hono, runs: Runs, surroundings: () => Surroundings): void {
  app.get('/api/commands', (context) =>
    context.json(
      everyCommand
        .filter(([name]) => isCommand(name))
        .map(([name, { words, group, parameters }]) => ({ name, words, group, parameters: forPages(parameters) })),
    ),
  );
  app.get('/api/runs', (context) => context.json(runs.list()));

  app.post('/api/runs', async (context) => {
    const body = startBody.safeParse(await context.req.json().catch(() => undefined));
    if (!body.success || !isCommand(body.data.command))
      return context.json({ error: { code: 'SERVER_BAD_INPUT' } }, 400);
    const { command, language } = body.data;
    const input = schemaOf(forPages(commands[command].parameters)).safeParse(body.data.input);
    if (!input.success) {
      const parameter = String(input.error.issues[0]?.path[0] ?? '');
      return context.json({ error: { code: 'SERVER_BAD_INPUT', detail: { command, parameter } } }, 400);
    }
    const { run: start } = await commandRuns[command as 'completion']();
    const run = runs.start(
      { command, input: input.data, start: (world) => start(world, input.data as never) },
      { ...surroundings(), ...(language === undefined ? {} : { language }) },
    );
    return context.json(run.summary, 202);
  });

  app.get('/api/runs/:id/events', (context) => {
    const run = runs.get(context.req.param('id'));
    if (run === undefined) return context.json({ error: { code: 'SERVER_NOT_FOUND' } }, 404);
    const after = Number(context.req.header('last-event-id') ?? context.req.query('after') ?? 0);
    return streamSSE(context, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      for await (const { number, event } of run.events(Number.isFinite(after) ? after : 0, gone.signal)) {
        await stream.writeSSE({ id: String(number), data: JSON.stringify(event) });
      }
    });
  });

  app.post('/api/runs/:id/stop', (context) => {
    const run = runs.get(context.req.param('id'));
    if (run === undefined) return context.json({ error: { code: 'SERVER_NOT_FOUND' } }, 404);
    run.stop();
    return context.json(run.summary);
  });

  app.post('/api/runs/:id/answer', async (context) => {
    const run = runs.get(context.req.param('id'));
    const body = answerBody.safeParse(await context.req.json().catch(() => undefined));
    if (run === undefined) return context.json({ error: { code: 'SERVER_NOT_FOUND' } }, 404);
    if (!body.success || !run.answer(body.data.question, body.data.answer)) {
      return context.json({ error: { code: 'SERVER_BAD_INPUT' } }, 400);
    }
    return context.json(run.summary);
  });
}
