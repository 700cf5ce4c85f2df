import { bundleIds, type FileRule } from './rule.ts';

/** Places that the list of leftovers in the app's cask names, or that another witness has seen. */
function known(id: string): readonly FileRule[] {
  const rule = (path: string, sort: FileRule['sort']): FileRule => ({
    id: `${path.split('/').at(-2) ?? ''}:${id}`,
    path,
    sort,
    basis: 'known',
    alone: 'certain',
    scope: 'user',
  });
  return [
    rule(`~/Library/Application Scripts/${id}`, 'extension'),
    rule(`~/Library/Application Scripts/${id}.finder-ext`, 'extension'),
    rule(`~/Library/Containers/${id}.finder-ext`, 'extension'),
    rule(`~/Library/Group Containers/${id}`, 'settings'),
    rule(`~/Library/HTTPStorages/${id}`, 'cache'),
    rule(`~/Library/Preferences/${id}*`, 'settings'),
    { ...rule(`/private/var/folders/*/*/X/${id}.code_sign_clone`, 'cache'), id: `clone:${id}` },
  ];
}

const rule = (path: string, sort: FileRule['sort']): FileRule => ({
  id: `usual:${path}`,
  path,
  sort,
  basis: 'usual',
  alone: 'likely',
  scope: 'user',
});

/** Where an app with this name for itself usually leaves something. The name is its own, so the place speaks for itself. */
function usual(id: string): readonly FileRule[] {
  return [
    rule(`~/Library/Application Support/${id}`, 'profile'),
    rule(`~/Library/Caches/${id}`, 'cache'),
    rule(`~/Library/Saved Application State/${id}.savedState`, 'cache'),
    rule(`~/Library/WebKit/${id}`, 'cache'),
    rule(`~/Library/Cookies/${id}.binarycookies`, 'profile'),
    rule(`/private/var/folders/*/*/C/${id}`, 'cache'),
    rule(`/private/var/folders/*/*/T/${id}`, 'cache'),
  ];
}

/** Where the app for macOS lies, in both of the vendor's families. */
export const macosRules: readonly FileRule[] = [
  {
    id: 'app',
    path: '/Applications/*.app',
    sort: 'program',
    basis: 'known',
    proof: 'bundle',
    proven: 'certain',
    scope: 'system',
  },
  {
    id: 'app:user',
    path: '~/Applications/*.app',
    sort: 'program',
    basis: 'known',
    proof: 'bundle',
    proven: 'certain',
    scope: 'user',
  },
  { id: 'bxd', path: '~/.bxd', sort: 'settings', basis: 'known', alone: 'certain', scope: 'user' },
  ...bundleIds.flatMap(known),
  ...bundleIds.flatMap(usual),
  {
    id: 'team',
    path: '~/Library/Group Containers/5B3T3A994N.*',
    sort: 'settings',
    basis: 'usual',
    alone: 'likely',
    scope: 'user',
  },
  {
    id: 'support',
    path: '~/Library/Application Support/Bitrix24',
    sort: 'profile',
    basis: 'usual',
    alone: 'possible',
    proof: 'profile',
    proven: 'likely',
    scope: 'user',
  },
  {
    id: 'caches',
    path: '~/Library/Caches/Bitrix24',
    sort: 'cache',
    basis: 'usual',
    alone: 'possible',
    proof: 'profile',
    proven: 'likely',
    scope: 'user',
  },
  {
    id: 'logs',
    path: '~/Library/Logs/Bitrix24',
    sort: 'log',
    basis: 'usual',
    alone: 'possible',
    proof: 'profile',
    proven: 'likely',
    scope: 'user',
  },
  {
    id: 'agent:user',
    path: '~/Library/LaunchAgents/*.plist',
    sort: 'autostart',
    basis: 'usual',
    proof: 'bundlePlist',
    proven: 'certain',
    scope: 'user',
  },
  ...['/Library/LaunchAgents/*.plist', '/Library/LaunchDaemons/*.plist'].map((path): FileRule => ({
    id: `agent:${path}`,
    path,
    sort: 'autostart',
    basis: 'usual',
    proof: 'bundlePlist',
    proven: 'certain',
    scope: 'system',
  })),
];
