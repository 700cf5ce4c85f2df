import type { Left } from '../disk/tally.ts';
import type { Choice } from './choices.ts';
import type { KeyCount } from './servers.ts';
import type { RowCount } from './tags.ts';

/** What is left to do for a person: no program outside can do it, or not safely. */
export type Remark =
  /** APC lives in the memory of the web server: only a graceful restart of it clears it. */
  | 'apcRestart'
  /** PHP holds on to the code of files that are gone: only a reload of it clears it. */
  | 'opcacheReload'
  /** The vendor looks for outdated files only where files are the cache: Redis, memcached and APC let them go themselves. */
  | 'outdatedOnlyInFiles'
  /** A cluster's own engine: its other groups have caches of their own. */
  | 'clusterEngine'
  /** The composite site keeps its pages in a memcached that others may share: only a flush would clear it. */
  | 'compositeMemcached'
  /** Files of the cache stayed, so that their tags stayed, too: nothing else can make those files go stale. */
  | 'tagsKept'
  /** Landing blocks are found by their tags in the database, and it was not to be asked. */
  | 'landingNeedsDatabase'
  /** The database, Redis or memcached did not answer; the code says why. */
  | 'databaseFailed'
  | 'serverFailed';

export interface PlaceCount {
  readonly path: string;
  readonly files: number;
  readonly folders: number;
  readonly bytes: number;
}

export interface CleanReport {
  readonly root: string;
  readonly what: Choice;
  readonly dryRun: boolean;
  readonly files: number;
  readonly bytes: number;
  readonly places: readonly PlaceCount[];
  readonly rows: readonly RowCount[];
  readonly keys: readonly KeyCount[];
  /** What was to go and stays, by name (the first hundred of each place). */
  readonly left: readonly Left[];
  readonly leftCount: number;
  readonly remarks: readonly { readonly remark: Remark; readonly code?: string }[];
}
