import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { webhook } from '../bitrix24/connection.ts';
import { saveConnection } from './connections.ts';
import type { Context } from './context.ts';
import { defaultDemoSeed, defaultDemoSize, startDemoPortal } from './demo-portal.ts';

/** A made-up company on a portal of this computer, with a folder and settings of its own: nothing real is near it. */
export interface DemoWorld {
  readonly folder: string;
  readonly settingsFolder: string;
  /** The portal's address, as its connection is known. */
  readonly portal: string;
  /** Stops the portal and removes the folder. */
  readonly close: () => Promise<void>;
}

export interface DemoWish {
  readonly size?: number | undefined;
  readonly seed?: number | undefined;
}

/** Makes the company, starts its portal and connects to it. */
export async function openDemoWorld(
  { disk, clock }: Pick<Context, 'disk' | 'clock'>,
  { size = defaultDemoSize, seed = defaultDemoSeed }: DemoWish,
): Promise<DemoWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'bye24-demo-'));
  const settingsFolder = join(folder, 'settings');
  const demo = await startDemoPortal({ disk, folder }, { from: 'seed', seed, size });
  const { address } = webhook(demo.webhook);
  await saveConnection({ disk, clock, settingsFolder }, address, demo.webhook);
  return {
    folder,
    settingsFolder,
    portal: address,
    close: async () => {
      await demo.server.close();
      demo.portal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
