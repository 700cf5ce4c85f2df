import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { Bye24Error } from '../base/error.ts';
import { isLoopback } from '../bitrix24/addresses.ts';
import { type Connection, oauth, type OAuthTokens, webhook } from '../bitrix24/connection.ts';
import type { Context } from './context.ts';

const applicationSchema = z.object({
  /** `https://acme.bitrix24.ru` */
  origin: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  userId: z.string(),
});
const savedSchema = z.union([
  z.object({ webhook: z.string(), savedAtMs: z.number() }),
  z.object({ application: applicationSchema, savedAtMs: z.number() }),
]);
const fileSchema = z.object({ version: z.literal(1), connections: z.record(z.string(), savedSchema) });
type ConnectionsFile = z.infer<typeof fileSchema>;

/** An OAuth application and its tokens, as they are kept. */
export type SavedApplication = z.infer<typeof applicationSchema>;

/** What opens a portal: the address of a webhook, or an application with its tokens. Secret, both. */
export type Credential = string | SavedApplication;

type Place = Pick<Context, 'disk' | 'settingsFolder'>;

/** The address of a portal as it is kept, whether or not it was typed with `https://`. */
function hostIn(portal: string): string {
  return portal
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//u, '')
    .replace(/\/.*$/u, '');
}

/** Where connections are kept: one file, readable by its owner alone (I11). */
export function connectionsPath({ settingsFolder }: Pick<Context, 'settingsFolder'>): string {
  return join(settingsFolder, 'connections.json');
}

async function read(context: Place): Promise<ConnectionsFile> {
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

/** Keeps what opens a portal; an older connection to the same portal is replaced. */
export async function saveConnection(
  context: Place & Pick<Context, 'clock'>,
  address: string,
  credential: Credential,
): Promise<void> {
  const { connections } = await read(context);
  const savedAtMs = context.clock.now();
  const saved =
    typeof credential === 'string' ? { webhook: credential, savedAtMs } : { application: credential, savedAtMs };
  const next: ConnectionsFile = { version: 1, connections: { ...connections, [address]: saved } };
  await context.disk.makeFolder(context.settingsFolder);
  const path = connectionsPath(context);
  await context.disk.replace(path, `${JSON.stringify(next, undefined, 2)}\n`);
  await chmod(path, 0o600);
}

/** Addresses of the portals that are known, sorted. */
export async function knownPortals(context: Place): Promise<readonly string[]> {
  return Object.keys((await read(context)).connections).toSorted();
}

/**
 * What opens `portal`, or the only portal there is. BYE24_WEBHOOK goes before the file.
 * Raises NO_CONNECTION, CONNECTION_UNKNOWN, CONNECTION_UNCLEAR, CONNECTIONS_DAMAGED.
 */
export async function findCredential(context: Context, portal: string | undefined): Promise<Credential> {
  const fromEnvironment = context.environment['BYE24_WEBHOOK'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  const { connections } = await read(context);
  const known = Object.keys(connections).toSorted();
  if (known.length === 0) throw new Bye24Error('NO_CONNECTION');
  const asked = portal === undefined ? undefined : hostIn(portal);
  if (asked === undefined && known.length > 1) throw new Bye24Error('CONNECTION_UNCLEAR', { known: known.join(', ') });
  const found = connections[asked ?? known[0] ?? ''];
  if (found === undefined) throw new Bye24Error('CONNECTION_UNKNOWN', { portal: asked ?? '', known: known.join(', ') });
  return 'webhook' in found ? found.webhook : found.application;
}

/** The server that gives tokens: the vendor's, or a portal on this computer itself. */
export function tokenServerOf(origin: string): string | undefined {
  return isLoopback(new URL(origin).hostname) ? origin : undefined;
}

/**
 * The connection of a credential. New tokens of an application are kept before anything is asked with them: the portal
 * takes each refresh token once. Rejects with ConnectionError when it is none.
 */
export function connectionOf(context: Place & Pick<Context, 'clock'>, credential: Credential): Connection {
  if (typeof credential === 'string') return webhook(credential);
  const { origin, clientId, clientSecret, userId } = credential;
  const { host } = new URL(origin);
  const server = tokenServerOf(origin);
  return oauth({
    ...credential,
    portal: origin,
    ...(server === undefined ? {} : { server }),
    latest: async (): Promise<OAuthTokens | undefined> => {
      const kept = (await read(context)).connections[host];
      const isSame =
        kept !== undefined &&
        'application' in kept &&
        kept.application.clientId === clientId &&
        kept.application.userId === userId;
      return isSame ? kept.application : undefined;
    },
    onTokens: ({ accessToken, refreshToken }) =>
      saveConnection(context, host, { origin, clientId, clientSecret, userId, accessToken, refreshToken }),
  });
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
