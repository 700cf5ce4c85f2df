import type { FileRule } from './rule.ts';

const menu = String.raw`Microsoft\Windows\Start Menu\Programs`;

const inMenu = (folder: string, name: string): string => [folder, menu, name].join('\\');

const shortcuts: readonly (readonly [string, FileRule['scope']])[] = [
  [String.raw`~\Desktop\*.lnk`, 'user'],
  [String.raw`%PUBLIC%\Desktop\*.lnk`, 'system'],
  [inMenu('%APPDATA%', String.raw`*.lnk`), 'user'],
  [inMenu('%APPDATA%', String.raw`*itrix24*\*.lnk`), 'user'],
  [inMenu('%ProgramData%', String.raw`*.lnk`), 'system'],
  [inMenu('%ProgramData%', String.raw`*itrix24*\*.lnk`), 'system'],
  [inMenu('%APPDATA%', String.raw`Startup\*.lnk`), 'user'],
];

const programs: readonly (readonly [string, FileRule['scope'], FileRule['basis']])[] = [
  [String.raw`%ProgramFiles(x86)%\Bitrix24`, 'system', 'known'],
  [String.raw`%ProgramFiles%\Bitrix24`, 'system', 'usual'],
  [String.raw`%LOCALAPPDATA%\Programs\Bitrix24`, 'user', 'usual'],
  [String.raw`%LOCALAPPDATA%\Bitrix24`, 'user', 'usual'],
  [String.raw`%APPDATA%\Bitrix24`, 'user', 'known'],
];

/** Where the app for Windows lies. The registry has rules of its own: registry.ts. */
export const windowsRules: readonly FileRule[] = [
  ...programs.map(([path, scope, basis]): FileRule => ({
    id: `program:${path}`,
    path,
    sort: 'program',
    basis,
    proof: 'appFolder',
    proven: 'certain',
    scope,
  })),
  {
    id: 'messenger',
    path: String.raw`%APPDATA%\Bitrix\Desktop`,
    sort: 'profile',
    basis: 'known',
    alone: 'likely',
    proof: 'profile',
    proven: 'certain',
    scope: 'user',
  },
  {
    id: 'browser',
    path: String.raw`%LOCALAPPDATA%\Bitrix24\User Data`,
    sort: 'profile',
    basis: 'known',
    alone: 'likely',
    proof: 'profile',
    proven: 'certain',
    scope: 'user',
  },
  {
    id: 'roaming',
    path: String.raw`%APPDATA%\Bitrix24`,
    sort: 'settings',
    basis: 'known',
    alone: 'likely',
    proof: 'profile',
    proven: 'certain',
    scope: 'user',
  },
  ...shortcuts.map(([path, scope]): FileRule => ({
    id: `shortcut:${path}`,
    path,
    sort: path.includes('Startup') ? 'autostart' : 'shortcut',
    basis: 'known',
    proof: 'shortcut',
    proven: 'certain',
    scope,
  })),
  {
    id: 'prefetch',
    path: String.raw`%SystemRoot%\Prefetch\BITRIX24*.pf`,
    sort: 'cache',
    basis: 'usual',
    alone: 'likely',
    scope: 'system',
  },
  {
    id: 'pena',
    path: String.raw`%LOCALAPPDATA%\PENA Agency`,
    sort: 'stranger',
    basis: 'known',
    alone: 'likely',
    scope: 'user',
  },
];
