import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { BoxError } from './error.ts';
import { type BoxSettings, readSettings } from './settings.ts';

/** One docroot with the vendor's system in it. */
export interface Box {
  /** As it was given, absolute. */
  readonly root: string;
  readonly realRoot: string;
  /** Folder under which the cache folders lie: `/bitrix` unless BX_PERSONAL_ROOT says otherwise. */
  readonly personalRoot: string;
  /** Where /bitrix of this docroot really lies; other docroots may share it. */
  readonly kernel: string;
  readonly version?: string;
  readonly settings: BoxSettings;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Whether a folder is a docroot of the vendor's system: the evidence is its main module. */
export function isBox(root: string): boolean {
  return isFolder(join(root, 'bitrix', 'modules', 'main'));
}

/** Version of the main module; undefined when the file does not say. */
function versionOf(root: string): string | undefined {
  try {
    const text = readFileSync(join(root, 'bitrix', 'modules', 'main', 'classes', 'general', 'version.php'), 'utf8');
    return /SM_VERSION["']\s*,\s*["']([\d.]+)/u.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

/** Reads a box. Raises BOX_ABSENT when there is none in this folder, BOX_CONFIG_UNREADABLE. */
export function openBox(folder: string, options: { readonly personalRoot?: string } = {}): Box {
  const root = resolve(folder);
  if (!isBox(root)) throw new BoxError('BOX_ABSENT', { path: root });
  const version = versionOf(root);
  return {
    root,
    realRoot: realpathSync(root),
    personalRoot: options.personalRoot ?? '/bitrix',
    kernel: realpathSync(join(root, 'bitrix')),
    ...(version === undefined ? {} : { version }),
    settings: readSettings(root),
  };
}

export function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
