// A local portal in a process of its own, so that it takes no time from the client that is measured. Told by IPC; answers
// `ready` with its addresses, and `count` with what it saw since the last.
import { writeFileSync } from 'node:fs';

import { limitsOf } from '../src/portal/limits.ts';
import { createPortal, type LocalPortal } from '../src/portal/portal.ts';
import { servePortal } from '../src/portal/serve.ts';
import { fillContacts, fillFiles } from './fill.ts';

export interface PortalWish {
  readonly contacts: number;
  /** Files of the drive: how many, and the bytes of each. */
  readonly files?: { readonly count: number; readonly sizeBytes: number };
  readonly latencyMs: number;
  readonly listCostMs: number;
  readonly limits: 'cloud' | 'none';
  /** File that the certificate authority is written to. */
  readonly ca: string;
}

export interface PortalReady {
  readonly url: string;
  readonly tlsUrl: string;
  /** Links to the files of the drive, live. */
  readonly links: readonly string[];
}

export interface PortalCount {
  readonly requests: number;
  readonly refused: number;
  /** Of all answers. */
  readonly bytes: number;
  /** When the first rows left, by the machine's clock. */
  readonly firstRowsAtMs: number;
}

/** An answer of this size holds rows. */
const rowsBytes = 20_000;
const webhook = { userId: 1, code: 'benchmark' };

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

async function start({ contacts, files, latencyMs, listCostMs, limits, ca }: PortalWish): Promise<void> {
  const portal = createPortal({ webhooks: [webhook], limits: { ...limitsOf[limits], latencyMs, listCostMs } });
  fillContacts(portal, contacts);
  let seen = { requests: 0, refused: 0, bytes: 0, firstRowsAtMs: 0 };
  const counted: LocalPortal = {
    ...portal,
    handle: async (request) => {
      const response = await portal.handle(request);
      const bytes = response.body instanceof Uint8Array ? response.body.length : 0;
      seen.requests += 1;
      seen.bytes += bytes;
      if (response.status === 503) seen.refused += 1;
      if (bytes > rowsBytes && seen.firstRowsAtMs === 0) seen.firstRowsAtMs = Date.now();
      return response;
    },
  };
  const server = await servePortal(counted, { port: 0, tlsPort: 0 });
  const links = files === undefined ? [] : fillFiles(portal, server.url, files);
  writeFileSync(ca, server.ca ?? '');
  process.on('message', () => {
    process.send?.(seen satisfies PortalCount);
    seen = { requests: 0, refused: 0, bytes: 0, firstRowsAtMs: 0 };
  });
  const path = `rest/${webhook.userId}/${webhook.code}/`;
  process.send?.({
    url: withSlash(server.url) + path,
    tlsUrl: withSlash(server.tlsUrl ?? '') + path,
    links,
  } satisfies PortalReady);
}

process.on('disconnect', () => process.exit(0));
await start(JSON.parse(process.argv[2] ?? '{}') as PortalWish);
