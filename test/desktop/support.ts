import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { type Disk, nodeDisk } from '../../src/base/disk.ts';
import type { Computer } from '../../src/desktop/computer.ts';
import type { RemovalPlan } from '../../src/desktop/plan.ts';
import { remove, type Removal } from '../../src/desktop/remove.ts';
import { restore, type Restoration } from '../../src/desktop/restore.ts';

export const nothing = { also: [], moveDrive: [] };

export const clock = { now: () => Date.parse('2026-11-28T00:00:00Z'), sleep: () => Promise.resolve() };

export function emptyFolder(under = tmpdir()): string {
  const folder = mkdtempSync(join(under, 'bye24-desktop-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function removeOn(computer: Computer, run: string, plan: RemovalPlan, disk: Disk = nodeDisk): Promise<Removal> {
  const ports = { computer, disk, clock, before: () => {}, after: () => {} };
  return remove({ ...ports, signal: new AbortController().signal }, run, plan);
}

export function restoreOn(computer: Computer, run: string, disk: Disk = nodeDisk): Promise<Restoration | undefined> {
  return restore({ computer, disk, clock, after: () => {} }, run);
}
