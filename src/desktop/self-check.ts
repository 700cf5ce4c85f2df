import { readdir } from 'node:fs/promises';

import { type Computer, real } from './computer.ts';
import { lookAt } from './look.ts';
import { rulesOf, scan } from './scan.ts';
import type { LeftAlone, Sureness, System, Trace } from './types.ts';

/** A trace as a stranger may see it: which rule found it, not where it lies in whose folder. */
export interface AnonymousTrace {
  readonly rule: string;
  readonly sort: Trace['sort'];
  readonly sure: Sureness;
  readonly because: readonly string[];
  readonly leftAlone?: LeftAlone;
  readonly files?: number;
  /** Rounded up to a power of two: enough to tell a cache from a note. */
  readonly sizeUpToBytes?: number;
  /** Names inside that every copy of the app has; all others are only counted, by their endings. */
  readonly inside?: readonly string[];
  readonly othersInside?: Readonly<Record<string, number>>;
}

export interface SelfCheck {
  readonly system: System;
  readonly administrator: boolean;
  readonly traces: readonly AnonymousTrace[];
  /** Rules that found nothing. */
  readonly nothingBy: readonly string[];
  readonly drive: readonly { readonly sure: Sureness; readonly files: number; readonly placeholders: number }[];
  readonly unseen: number;
}

/** Names that come from the app or from the browser inside it, and say nothing about who uses it. */
const ownNames = new Set(
  [
    'Bitrix24', 'Bitrix24.exe', 'Bitrix24-web', 'Bitrix24-web.exe', 'BDisk', 'BDisk.exe', 'bxmp.so', 'libbxmp.so',
    'Desktop', '3.0', 'User Data', 'Default', 'Crashpad', 'Local State', 'cef_cache', 'Cache', 'Code Cache', 'GPUCache',
    'Service Worker', 'Cookies', 'Preferences', 'Contents', 'Info.plist', 'MacOS', 'Frameworks', 'Resources', 'PlugIns',
    '_CodeSignature', 'Data', 'Library', 'locales', 'uninstall.exe', 'resources.pak', 'icudtl.dat', 'snapshot_blob.bin',
  ],
); // prettier-ignore
const ownEndings = new Set([
  '.log',
  '.db',
  '.sqlite',
  '.json',
  '.plist',
  '.ini',
  '.dat',
  '.pak',
  '.so',
  '.dll',
  '.exe',
  '.bin',
  '.xml',
  '.txt',
  '.lock',
]);

function roundedUp(bytes: number): number {
  return bytes <= 1 ? bytes : 2 ** Math.ceil(Math.log2(bytes));
}

async function insideOf(computer: Computer, path: string): Promise<Pick<AnonymousTrace, 'inside' | 'othersInside'>> {
  const place = real(computer, path);
  if ((await lookAt(place))?.isDirectory() !== true) return {};
  const found: readonly string[] = await readdir(place).catch(() => []);
  const names = found.toSorted((one, other) => (one < other ? -1 : 1));
  const others = new Map<string, number>();
  for (const name of names.filter((one) => !ownNames.has(one))) {
    const ending = /\.[a-z]{1,6}$/iu.exec(name)?.[0].toLowerCase() ?? '';
    const shown = ownEndings.has(ending) ? ending : 'other';
    others.set(shown, (others.get(shown) ?? 0) + 1);
  }
  return { inside: names.filter((one) => ownNames.has(one)), othersInside: Object.fromEntries(others) };
}

/**
 * Looks at this computer as a scan does and tells it without any name of a person, a portal, a computer or a file of
 * theirs: for people who want to help make the scan right on systems that its makers don't have. Changes nothing.
 */
export async function selfCheck(computer: Computer): Promise<SelfCheck> {
  const { traces, drive, unseen } = await scan(computer);
  const anonymous: AnonymousTrace[] = [];
  for (const { rule, sort, sure, why, leftAlone, files, sizeBytes, place } of traces) {
    anonymous.push({
      rule,
      sort,
      sure,
      because: why.map(({ because }) => because),
      ...(leftAlone === undefined ? {} : { leftAlone }),
      ...(files === undefined ? {} : { files }),
      ...(sizeBytes === undefined ? {} : { sizeUpToBytes: roundedUp(sizeBytes) }),
      ...(place.in === 'files' ? await insideOf(computer, place.path) : {}),
    });
  }
  const found = new Set(traces.map(({ rule }) => rule));
  return {
    system: computer.system,
    administrator: computer.administrator,
    traces: anonymous,
    nothingBy: rulesOf[computer.system].map(({ id }) => id).filter((id) => !found.has(id)),
    drive: drive.map(({ sure, files, placeholders }) => ({ sure, files, placeholders })),
    unseen: unseen.length,
  };
}
