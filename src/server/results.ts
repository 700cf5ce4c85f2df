import { join } from 'node:path';

import { z } from 'zod';

import type { Context, Done } from '../commands/context.ts';
import type { CommandName } from '../commands/table.ts';

/** How a command ended when it was last run to its end, kept for the pages that show it later. */
export interface KeptResult {
  readonly atMs: number;
  readonly ending: Done<{ readonly type: string }>['ending'];
  readonly result: { readonly type: string } & Readonly<Record<string, unknown>>;
}

export type KeptResults = Readonly<Partial<Record<CommandName, KeptResult>>>;

const fileSchema = z.record(
  z.string(),
  z.object({
    atMs: z.number(),
    ending: z.enum(['whole', 'partial', 'bad']),
    result: z.looseObject({ type: z.string() }),
  }),
);

type Place = Pick<Context, 'disk' | 'settingsFolder'>;

/** Commands whose last result is worth a look after a restart. What an archive itself tells is asked of the archive. */
const kept: ReadonlySet<CommandName> = new Set(['inventory', 'export', 'verify', 'plan', 'rehearse', 'apply', 'prove']);

function pathOf({ settingsFolder }: Place, portal: string): string {
  return join(settingsFolder, 'results', `${portal.replaceAll(/[^\w.-]/gu, '-')}.json`);
}

/** What is kept of a portal; nothing when the file is not there or can't be read: it only serves to show. */
export async function resultsOf(place: Place, portal: string): Promise<KeptResults> {
  try {
    const text = Buffer.from(await place.disk.read(pathOf(place, portal))).toString();
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Keeps a result in the place of the one before. The portal is the one that the result names. */
export async function keepResult(place: Place, command: CommandName, result: KeptResult): Promise<void> {
  const { portal } = result.result;
  if (!kept.has(command) || typeof portal !== 'string') return;
  const all: KeptResults = { ...(await resultsOf(place, portal)), [command]: result };
  await place.disk.makeFolder(join(place.settingsFolder, 'results'));
  await place.disk.replace(pathOf(place, portal), JSON.stringify(all));
}
