import { join } from 'node:path';

import { z } from 'zod';

import type { RecordKey } from '../archive/types.ts';
import { Bye24Error } from '../base/error.ts';
import type { PlanSource } from '../journey/apply/source.ts';
import type { Context } from './context.ts';
import { nameOf } from '../archive/key-name.ts';

type Settings = Pick<Context, 'disk' | 'settingsFolder'>;

const fileSchema = z.object({ version: z.literal(1), portals: z.record(z.string(), z.array(z.string())) });

/** Where the lists are kept of what must never go, by portal. A person may edit it. */
export function protectedPath({ settingsFolder }: Pick<Context, 'settingsFolder'>): string {
  return join(settingsFolder, 'protected.json');
}

async function read(context: Settings): Promise<z.infer<typeof fileSchema>> {
  const path = protectedPath(context);
  if ((await context.disk.sizeBytes(path)) === undefined) return { version: 1, portals: {} };
  try {
    return fileSchema.parse(JSON.parse(Buffer.from(await context.disk.read(path)).toString()));
  } catch (error) {
    // A list that can't be read protects nothing: better to stop.
    throw new Bye24Error('PROTECTED_DAMAGED', { path }, { cause: error });
  }
}

/**
 * Names of the records of a portal that must never go (`deal:42`). The owner of the connection needs no place on the
 * list: planning keeps the last administrator that it knows of.
 */
export async function protectedRecords(context: Settings, portal: string): Promise<ReadonlySet<string>> {
  const { portals } = await read(context);
  return new Set(portals[portal]);
}

/** Puts records on the list of a portal, for this plan and every later one. Only a person takes them off, in the file. */
export async function protect(context: Settings, portal: string, keys: readonly RecordKey[]): Promise<void> {
  if (keys.length === 0) return;
  const { portals } = await read(context);
  const list = [...new Set([...(portals[portal] ?? []), ...keys.map(nameOf)])].toSorted();
  await context.disk.makeFolder(context.settingsFolder);
  const next = { version: 1, portals: { ...portals, [portal]: list } };
  await context.disk.replace(protectedPath(context), `${JSON.stringify(next, undefined, 2)}\n`);
}

/**
 * Looks through a plan once more before anything is sent: what was put on the list since it was made must not go either.
 * @throws Bye24Error PLAN_PROTECTED
 */
export async function demandUnprotected(plan: PlanSource, names: ReadonlySet<string>): Promise<void> {
  for await (const entry of plan.entries()) {
    if (entry.type !== 'step') continue;
    const { key, action } = entry.step;
    const goes = action.do === 'delete' || action.do === 'cascade' || action.do === 'deactivate';
    if (goes && names.has(nameOf(key))) {
      throw new Bye24Error('PLAN_PROTECTED', { record: nameOf(key), portal: plan.header.portal });
    }
  }
}
