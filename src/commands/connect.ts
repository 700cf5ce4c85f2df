import { createReadStream } from 'node:fs';

import { Bye24Error } from '../base/error.ts';
import { webhook } from '../bitrix24/connection.ts';
import { type Inventory, takeInventory } from '../journey/export/inventory.ts';
import { kinds } from '../kinds/index.ts';
import { connectionsPath, saveConnection } from './connections.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { reachBy, type Reached } from './reach.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['connect']['parameters']>;

export interface ConnectResult {
  readonly type: 'connection';
  readonly portal: string;
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

/** Takes a webhook, tries it, keeps it. Nothing is kept that the portal did not accept. */
export async function run(context: Context, { portal: expected, webhookFd }: Input): Promise<Done<ConnectResult>> {
  const text = await secretFrom(context, webhookFd);
  const { address } = webhook(text);
  if (expected !== undefined && expected.trim().toLowerCase() !== address) {
    throw new Bye24Error('WEBHOOK_OF_OTHER_PORTAL', { found: address, expected });
  }
  const look = ({ portal, connection }: Reached): Promise<Inventory> =>
    takeInventory({ portal, connection, kinds, now: () => context.clock.now(), signal: context.signal });
  const { user, admin, missingScopes } = await reachBy(context, text, look, { patience: 'short' });
  await saveConnection(context, address, text);
  return {
    ending: 'whole',
    result: {
      type: 'connection',
      portal: address,
      user,
      admin,
      missingScopes: missingScopes.map(({ scope }) => scope),
      keptIn: connectionsPath(context),
    },
  };
}
