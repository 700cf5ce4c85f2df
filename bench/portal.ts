// A local portal with a given number of contacts, in a process of its own so that it takes no time from the client that
// is measured. Told by IPC; answers `ready` with its addresses, and `count` with the requests and refusals since the last.
import { writeFileSync } from 'node:fs';

import { limitsOf } from '../src/portal/limits.ts';
import { createPortal, type LocalPortal } from '../src/portal/portal.ts';
import { servePortal } from '../src/portal/serve.ts';
import { fillContacts } from './fill.ts';

export interface PortalWish {
  readonly contacts: number;
  readonly latencyMs: number;
  readonly listCostMs: number;
  readonly limits: 'cloud' | 'none';
  /** File that the certificate authority is written to. */
  readonly ca: string;
}

export interface PortalReady {
  readonly url: string;
  readonly tlsUrl: string;
}

export interface PortalCount {
  readonly requests: number;
  readonly refused: number;
}

const webhook = { userId: 1, code: 'benchmark' };

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

async function start({ contacts, latencyMs, listCostMs, limits, ca }: PortalWish): Promise<void> {
  const portal = createPortal({ webhooks: [webhook], limits: { ...limitsOf[limits], latencyMs, listCostMs } });
  fillContacts(portal, contacts);
  let requests = 0;
  let refused = 0;
  const counted: LocalPortal = {
    ...portal,
    handle: async (request) => {
      const response = await portal.handle(request);
      requests++;
      if (response.status === 503) refused++;
      return response;
    },
  };
  const server = await servePortal(counted, { port: 0, tlsPort: 0 });
  writeFileSync(ca, server.ca ?? '');
  process.on('message', () => {
    process.send?.({ requests, refused } satisfies PortalCount);
    requests = 0;
    refused = 0;
  });
  const path = `rest/${webhook.userId}/${webhook.code}/`;
  process.send?.({
    url: withSlash(server.url) + path,
    tlsUrl: withSlash(server.tlsUrl ?? '') + path,
  } satisfies PortalReady);
}

await start(JSON.parse(process.argv[2] ?? '{}') as PortalWish);
