import type { Hono } from 'hono';
import { z } from 'zod';

import { Bye24Error } from '../base/error.ts';
import type { Library } from '../commands/library.ts';
import type { ChatLine, ChatPage } from '../commands/views.ts';
import { type FileAnswer, type Shelf, withHref } from './archive-routes.ts';
import type { Link } from './contents.ts';

const chatQuery = z.object({
  skip: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const calendarQuery = z.object({ from: z.coerce.number().int(), to: z.coerce.number().int() });
/** No view shows more than a few weeks at once. */
const longestMs = 100 * 86_400_000;

export type ChatLineAnswer = Omit<ChatLine, 'files'> & { readonly files: readonly FileAnswer[] };
export type ChatAnswer = Omit<ChatPage, 'lines'> & { readonly lines: readonly ChatLineAnswer[] };

/** Kinds that are more than rows: chats, calendars, knowledge bases. */
export function viewRoutes(app: Hono, shelf: Shelf, find: () => Promise<string>, link: Link): void {
  const library = async (): Promise<Library> => shelf.library(await find());

  app.get('/api/archive/fields/:kind', async (context) =>
    context.json((await library()).otherFields(context.req.param('kind'))),
  );
  app.get('/api/archive/chat/:id', async (context) => {
    const query = chatQuery.safeParse(context.req.query());
    if (!query.success) throw new Bye24Error('SERVER_BAD_INPUT');
    const open = await library();
    const page = open.chat(context.req.param('id'), query.data.skip, query.data.limit);
    const lines = page.lines.map((line) => ({ ...line, files: withHref(line.files, open.path, link) }));
    return context.json({ ...page, lines } satisfies ChatAnswer);
  });
  app.get('/api/archive/calendar', async (context) => {
    const query = calendarQuery.safeParse(context.req.query());
    if (!query.success || query.data.to - query.data.from > longestMs) throw new Bye24Error('SERVER_BAD_INPUT');
    return context.json((await library()).calendar(query.data.from, query.data.to));
  });
  app.get('/api/archive/calendar/last', async (context) =>
    context.json({ atMs: (await library()).lastMoment() ?? null }),
  );
  app.get('/api/archive/notes', async (context) => context.json((await library()).notes()));
  app.get('/api/archive/sites', async (context) => context.json((await library()).sites()));
  app.get('/api/archive/site-page/:id', async (context) =>
    context.json((await library()).sitePage(context.req.param('id'))),
  );
}
