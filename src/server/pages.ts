import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

import type { Hono } from 'hono';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * The built app. Names under /assets/ carry a hash of what they hold, so a browser may keep them; every other path is a
 * page of the app, which finds out itself what to show.
 */
export function pageRoutes(app: Hono, folder: string): void {
  app.get('*', async (context) => {
    const { path } = context.req;
    if (path.startsWith('/api/')) return context.json({ error: { code: 'SERVER_NOT_FOUND' } }, 404);
    // A record's id may end as the name of a file does.
    const type = path.startsWith('/archive/') ? undefined : types[extname(path)];
    const file = normalize(join(folder, type === undefined ? 'index.html' : path));
    if (!file.startsWith(folder + sep)) return context.notFound();
    try {
      const body = new Uint8Array(await readFile(file));
      const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
      return context.body(body, 200, { 'content-type': type ?? 'text/html; charset=utf-8', 'cache-control': cache });
    } catch {
      return context.notFound();
    }
  });
}
