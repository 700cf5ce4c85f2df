import { join } from 'node:path';

import type { Disk } from '../base/disk.ts';
import { type Layout, SEAL_FILES } from './layout.ts';

/** Whether anything of a seal lies in the folder, whole or not. */
export async function isSealed(disk: Disk, layout: Layout): Promise<boolean> {
  const names = await disk.list(layout.folder);
  return SEAL_FILES.some((name) => names.includes(name));
}

/** Takes a seal away, manifests first: at no moment does one stand over content that may change. */
export async function unseal(disk: Disk, layout: Layout): Promise<void> {
  for (const name of SEAL_FILES) await disk.remove(join(layout.folder, name));
}
