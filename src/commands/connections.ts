import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { Bye24Error } from '../base/error.ts';
import type { Context } from './context.ts';

const fileSchema = z.object({
  version: z.literal(1),
  connections: z.record(z.string(), z.object({ webhook: z.string(), savedAtMs: z.number() })),
});
type ConnectionsFile = z.infer<typeof fileSchema>;

/** Where connections are kept: one file, readable by its owner alone (I11). */
export function connectionsPath({ settingsFolder }: Pick<Context, 'settingsFolder'>): string {
  return join(settingsFolder, 'connections.json');
}

async function read(context: Pick<Context, 'disk' | 'settingsFolder'>): Promise<ConnectionsFile> {
  const path = connectionsPath(context);
  if ((await context.disk.sizeBytes(path)) === undefined) return { version: 1, connections: {} };
  const text = Buffer.from(await context.disk.read(path)).toString();
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    // The cause would quote the file, and the file holds secrets.
    throw new Bye24Error('CONNECTIONS_DAMAGED', { path });
  }
}

/** Keeps the webhook of a portal; an older one of the same portal is replaced. */
export async function saveConnection(
  context: Pick<Context, 'disk' | 'settingsFolder' | 'clock'>,
  address: string,
  webhook: string,
): Promise<void> {
  const { connections } = await read(context);
  const next: ConnectionsFile = {
    version: 1,
    connections: { ...connections, [address]: { webhook, savedAtMs: context.clock.now() } },
  };
  await context.disk.makeFolder(context.settingsFolder);
  const path = connectionsPath(context);
  await context.disk.replace(path, `${JSON.stringify(next, undefined, 2)}\n`);
  await chmod(path, 0o600);
}

/** Addresses of the portals that are known, sorted. */
export async function knownPortals(context: Pick<Context, 'disk' | 'settingsFolder'>): Promise<readonly string[]> {
  return Object.keys((await read(context)).connections).toSorted();
}

/**
 * The webhook of `portal`, or of the only portal there is. BYE24_WEBHOOK goes before the file.
 * Raises NO_CONNECTION, CONNECTION_UNKNOWN, CONNECTION_UNCLEAR, CONNECTIONS_DAMAGED.
 */
export async function findWebhook(context: Context, portal: string | undefined): Promise<string> {
  const fromEnvironment = context.environment['BYE24_WEBHOOK'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  const { connections } = await read(context);
  const known = Object.keys(connections).toSorted();
  if (known.length === 0) throw new Bye24Error('NO_CONNECTION');
  const asked = portal?.trim().toLowerCase();
  if (asked === undefined && known.length > 1) throw new Bye24Error('CONNECTION_UNCLEAR', { known: known.join(', ') });
  const found = connections[asked ?? known[0] ?? ''];
  if (found === undefined) throw new Bye24Error('CONNECTION_UNKNOWN', { portal: asked ?? '', known: known.join(', ') });
  return found.webhook;
}

/** Whether others on this computer could read the file with the connections. Windows keeps rights elsewhere. */
export async function isReadableByOthers(context: Pick<Context, 'settingsFolder'>): Promise<boolean> {
  if (process.platform === 'win32') return false;
  try {
    return ((await stat(connectionsPath(context))).mode & 0o077) !== 0;
  } catch {
    return false;
  }
}
