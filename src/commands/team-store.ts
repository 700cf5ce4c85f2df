import { chmod } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { Bye24Error } from '../base/error.ts';
import type { Context } from './context.ts';

const memberSchema = z.object({
  name: z.string(),
  email: z.string().optional(),
  invitedAtMs: z.number().optional(),
  webhook: z.string().optional(),
  addedAtMs: z.number().optional(),
});
const fileSchema = z.object({
  version: z.literal(1),
  portals: z.record(z.string(), z.record(z.string(), memberSchema)),
});
type TeamFile = z.infer<typeof fileSchema>;

/** An employee who was invited, or whose connection is here. */
export interface Member extends z.infer<typeof memberSchema> {
  readonly userId: string;
}

type Place = Pick<Context, 'disk' | 'settingsFolder'>;

/** Where the connections of employees are kept: one file, readable by its owner alone (I11). */
export function teamPath({ settingsFolder }: Pick<Context, 'settingsFolder'>): string {
  return join(settingsFolder, 'team.json');
}

async function read(context: Place): Promise<TeamFile> {
  const path = teamPath(context);
  if ((await context.disk.sizeBytes(path)) === undefined) return { version: 1, portals: {} };
  const text = Buffer.from(await context.disk.read(path)).toString();
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    // The cause would quote the file, and the file holds secrets.
    throw new Bye24Error('CONNECTIONS_DAMAGED', { path });
  }
}

/** The members of a portal's team, by the numbers of their users. Raises CONNECTIONS_DAMAGED. */
export async function readTeam(context: Place, portal: string): Promise<readonly Member[]> {
  const members = Object.entries((await read(context)).portals[portal] ?? {});
  return members
    .map(([userId, member]) => ({ userId, ...member }))
    .toSorted((a, b) => Number(a.userId) - Number(b.userId));
}

/** Puts members in, each in the place of what was known of them. */
export async function saveMembers(context: Place, portal: string, members: readonly Member[]): Promise<void> {
  const { portals } = await read(context);
  const next = Object.fromEntries(members.map(({ userId, ...member }) => [userId, member]));
  await write(context, { version: 1, portals: { ...portals, [portal]: { ...portals[portal], ...next } } });
}

/** Forgets a member, webhook included. */
export async function forgetMember(context: Place, portal: string, userId: string): Promise<void> {
  const { portals } = await read(context);
  const { [userId]: _gone, ...rest } = portals[portal] ?? {};
  await write(context, { version: 1, portals: { ...portals, [portal]: rest } });
}

async function write(context: Place, file: TeamFile): Promise<void> {
  const path = teamPath(context);
  await context.disk.makeFolder(context.settingsFolder);
  await context.disk.replace(path, `${JSON.stringify(file, undefined, 2)}\n`);
  await chmod(path, 0o600);
}
