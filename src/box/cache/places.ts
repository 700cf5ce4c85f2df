import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Box } from '../box.ts';
import type { Base } from './choices.ts';
import type { Inner } from './servers.ts';

/** Where the cache folders of a box are, on the disk. */
export interface Places {
  readonly base: (base: Base) => string;
  readonly pages: string;
}

export function placesOf({ root, personalRoot, settings }: Box): Places {
  const cacheRoot = settings.cacheRoot ?? root;
  return {
    base: (base) => join(cacheRoot, personalRoot, base),
    pages: join(root, personalRoot, 'html_pages'),
  };
}

function names(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Folders of the menu: in the managed cache of the database's engine, and of the menu component on each site. */
export function menuFolders(box: Box): readonly Inner[] {
  const { base } = placesOf(box);
  const engine = box.settings.database?.engine;
  const types = engine === undefined ? ['MYSQL', 'PGSQL'] : [engine.toUpperCase()];
  // Sites have names of two letters or digits.
  const sites = names(base('cache')).filter((name) => /^[a-z0-9_]{2}$/iu.test(name));
  return [
    ...types.map((type): Inner => ({ base: 'managed_cache', path: `${type}/menu` })),
    ...['', ...sites.map((site) => `/${site}`)].map((site): Inner => ({ base: 'cache', path: `${site}/bitrix/menu` })),
  ];
}
