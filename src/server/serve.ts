import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';

import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

import type { Clock } from '../base/clock.ts';
import { createApp } from './app.ts';
import { ContentLinks, createContentApp, type FindContent } from './content.ts';
import { pageRoutes } from './pages.ts';
import { runRoutes } from './run-routes.ts';
import type { Runs, Surroundings } from './runs.ts';
import { Sessions } from './session.ts';

export interface ServeOptions {
  readonly port: number;
  readonly clock: Clock;
  /** Folder of the built app. */
  readonly pages: string;
  readonly runs: Runs;
  readonly surroundings: () => Surroundings;
  readonly find: FindContent;
  /** Further routes under /api/, behind all guards. `link` makes an address of archived bytes. */
  readonly routes: (app: Hono, link: (key: string) => string) => void;
}

export interface RunningServer {
  /** Without a code: nobody can come in by it alone. */
  readonly origin: string;
  /** A fresh address that opens the app once, within a minute. */
  readonly enter: () => string;
  /** Asks running commands to stop, waits until they kept their place, closes both listeners. */
  readonly close: () => Promise<void>;
}

type Handler = ReturnType<typeof getRequestListener>;

/** Always the loopback address: there is no option for any other. */
async function listen(port: number): Promise<{ server: Server; port: number; handle: (handler: Handler) => void }> {
  let handler: Handler | undefined;
  const server = createServer((request, response) => {
    void handler?.(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const set = (wanted: Handler): void => {
    handler = wanted;
  };
  return { server, port: (server.address() as AddressInfo).port, handle: set };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}

/** Starts the app's server and, on another port, that of archived content. Rejects when the port is taken. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { clock, pages, runs, surroundings, find, routes } = options;
  const front = await listen(options.port);
  const content = await listen(0);
  const contentOrigin = `http://127.0.0.1:${content.port}`;
  const sessions = new Sessions(clock);
  const links = new ContentLinks(clock);
  const app = createApp({
    port: front.port,
    contentOrigin,
    sessions,
    routes: (behind) => {
      runRoutes(behind, runs, surroundings);
      routes(behind, (key) => contentOrigin + links.path(key));
      pageRoutes(behind, pages);
    },
  });
  const appOrigins = [`http://127.0.0.1:${front.port}`, `http://localhost:${front.port}`];
  const contentApp = createContentApp({ port: content.port, appOrigins, links, find });
  front.handle(getRequestListener((request) => app.fetch(request)));
  content.handle(getRequestListener((request) => contentApp.fetch(request)));
  const origin = `http://127.0.0.1:${front.port}`;
  return {
    origin,
    enter: () => `${origin}/#code=${sessions.issueCode()}`,
    close: async () => {
      await runs.stopAll();
      await Promise.all([close(front.server), close(content.server)]);
    },
  };
}
