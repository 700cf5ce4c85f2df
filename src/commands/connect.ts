import { createReadStream } from 'node:fs';

import { Bye24Error } from '../base/error.ts';
import { ConnectionError, webhook } from '../bitrix24/connection.ts';
import { type Inventory, takeInventory } from '../journey/export/inventory.ts';
import { kinds } from '../kinds/index.ts';
import { authorise, type Client, clientIn, defaultOAuthPort } from './connect-oauth.ts';
import { connectionsPath, type Credential, saveConnection } from './connections.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { reachBy, type Reached } from './reach.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['connect']['parameters']>;

export interface ConnectResult {
  readonly type: 'connection';
  readonly portal: string;
  readonly by: 'webhook' | 'application';
  readonly user: { readonly id: string; readonly name: string };
  readonly admin: boolean;
  readonly missingScopes: readonly string[];
  /** File that now holds the secret. */
  readonly keptIn: string;
}

/** All that a file descriptor gives; a webhook is a line. */
export async function readDescriptor(descriptor: number): Promise<string> {
  try {
    let text = '';
    const stream = createReadStream('', { fd: descriptor, encoding: 'utf8' });
    for await (const part of stream) text += part as string;
    return text.trim();
  } catch {
    throw new Bye24Error('FILE_UNREADABLE', { path: `fd ${descriptor}` });
  }
}

async function secretFrom(context: Context, webhookFd: number | undefined): Promise<string> {
  if (webhookFd !== undefined) return readDescriptor(webhookFd);
  const fromEnvironment = context.environment['BYE24_WEBHOOK'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  return context.ask({ about: 'webhook' });
}

/** The application that a person made on the portal: never from the command line. */
async function clientFrom(context: Context, oauthFd: number | undefined): Promise<Client> {
  if (oauthFd !== undefined) return clientIn(await readDescriptor(oauthFd));
  const { BYE24_CLIENT_ID: id = '', BYE24_CLIENT_SECRET: secret = '' } = context.environment;
  if (id !== '' && secret !== '') return { id, secret };
  const asked = id === '' ? await context.ask({ about: 'clientId' }) : id;
  return clientIn(`${asked}\n${await context.ask({ about: 'clientSecret' })}`);
}

/** What opens the portal, by the way that was asked for; its address with it. */
async function credentialFrom(
  context: Context,
  { portal: expected, webhookFd, oauth, oauthFd, oauthPort }: Input,
): Promise<{ readonly address: string; readonly credential: Credential }> {
  if (oauth || oauthFd !== undefined) {
    if (expected === undefined || expected.trim() === '') throw new ConnectionError('CONNECTION_PORTAL_UNNAMED');
    const client = await clientFrom(context, oauthFd);
    const credential = await authorise(context, expected.trim(), client, oauthPort ?? defaultOAuthPort);
    return { address: new URL(credential.origin).host, credential };
  }
  const credential = await secretFrom(context, webhookFd);
  const { address } = webhook(credential);
  if (expected !== undefined && expected.trim().toLowerCase() !== address) {
    throw new Bye24Error('WEBHOOK_OF_OTHER_PORTAL', { found: address, expected });
  }
  return { address, credential };
}

/** Takes a webhook or an application, tries it, keeps it. Nothing is kept that the portal did not accept. */
export async function run(context: Context, input: Input): Promise<Done<ConnectResult>> {
  const { address, credential } = await credentialFrom(context, input);
  const look = ({ portal, connection }: Reached): Promise<Inventory> =>
    takeInventory({ portal, connection, kinds, now: () => context.clock.now(), signal: context.signal });
  const { user, admin, missingScopes } = await reachBy(context, credential, look, { patience: 'short' });
  await saveConnection(context, address, credential);
  return {
    ending: 'whole',
    result: {
      type: 'connection',
      portal: address,
      by: typeof credential === 'string' ? 'webhook' : 'application',
      user,
      admin,
      missingScopes: missingScopes.map(({ scope }) => scope),
      keptIn: connectionsPath(context),
    },
  };
}
