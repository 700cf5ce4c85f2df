import { resolve } from 'node:path';

import { administratorWebhook, createDatasetPortal, createSamplePortal } from '../portal/company/index.ts';
import type { LocalPortal } from '../portal/portal.ts';
import { type PortalServer, servePortal } from '../portal/serve.ts';
import { Bye24Error } from '../base/error.ts';
import type { Context } from './context.ts';
import { fromFile } from './from-file.ts';

export const defaultDemoSize = 1200;
export const defaultDemoSeed = 24;

export interface DemoPortal {
  readonly portal: LocalPortal;
  readonly server: PortalServer;
  /** Webhook of its administrator. */
  readonly webhook: string;
}

/** What company the demo is about: a made-up one, or one from a file. */
export type DemoCompany =
  | { readonly from: 'seed'; readonly seed: number; readonly size: number }
  | { readonly from: 'file'; readonly path: string };

/** A portal without limits on the loopback: the demo shows the way, not the waiting. */
export async function startDemoPortal(
  context: Pick<Context, 'disk' | 'folder'>,
  company: DemoCompany,
): Promise<DemoPortal> {
  const portal =
    company.from === 'seed'
      ? createSamplePortal(company)
      : await fromFile(context, company.path, (text) => createDatasetPortal(text));
  const server = await servePortal(portal);
  return { portal, server, webhook: `${server.url}/rest/${administratorWebhook.userId}/${administratorWebhook.code}/` };
}

const mark = 'bye24-demo.json';

/**
 * An empty folder for the demo's archive. One that an earlier demo left is emptied; one that holds anything else is
 * left alone: FOLDER_IN_USE.
 */
export async function emptyDemoFolder({ disk, folder }: Context, dir: string): Promise<string> {
  const path = resolve(folder, dir);
  const names = await disk.list(path);
  if (names.length > 0 && !names.includes(mark)) throw new Bye24Error('FOLDER_IN_USE', { path });
  for (const name of names) await disk.remove(resolve(path, name));
  await disk.makeFolder(path);
  await disk.replace(resolve(path, mark), `${JSON.stringify({ madeBy: 'bye24 demo' })}\n`);
  return path;
}
