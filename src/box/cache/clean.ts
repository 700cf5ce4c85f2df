import { dirname, join } from 'node:path';

import { Bye24Error } from '../../base/error.ts';
import type { Box } from '../box.ts';
import { Folder } from '../disk/folder.ts';
import { mountPoints } from '../disk/mounts.ts';
import { type MovedAside, moveAside, type Picks, type Sweep, sweepAside, sweepFiles } from '../disk/sweep.ts';
import { Tally } from '../disk/tally.ts';
import { mayFollow } from '../disk/trust.ts';
import type { Machine } from '../machine.ts';
import { withSql } from '../services/sql.ts';
import { type Base, type Choice, type Effect, effects, type Extra } from './choices.ts';
import { type Composite, compositeKept, readComposite, writeSize } from './composite.ts';
import { expiryOf } from './expiry.ts';
import { runsDeletedFiles } from './opcache.ts';
import { menuFolders, placesOf } from './places.ts';
import type { CleanReport, Remark } from './report.ts';
import { clearKeys, type Inner, type KeyCount } from './servers.ts';
import { emptyTables, forgetTags, type RowCount, taggedPaths } from './tags.ts';

export interface CleanOptions {
  readonly what: Choice;
  /** Default true. */
  readonly database?: boolean;
  readonly dryRun?: boolean;
  readonly extras?: readonly Extra[];
  readonly nowMs: number;
  /** The server whose PHP runs the box; undefined: nothing is known of it. */
  readonly machine?: Machine;
  readonly signal?: AbortSignal;
}

/** One cleaning: its places are opened first and moved aside in an instant; the slow part comes last. */
class Cleaning {
  readonly #box: Box;
  readonly #options: CleanOptions;
  readonly #effect: Effect;
  readonly #mounts = mountPoints();
  readonly #open: Folder[] = [];
  readonly #places: { readonly path: string; readonly sweep: Sweep; readonly moved: MovedAside[] }[] = [];
  readonly #rows: RowCount[] = [];
  readonly #keys: KeyCount[] = [];
  readonly #remarks: { remark: Remark; code?: string }[] = [];
  #inner: Inner[] = [];
  #tagged: readonly string[] = [];

  constructor(box: Box, options: CleanOptions) {
    this.#box = box;
    this.#options = options;
    this.#effect = effects[options.what];
  }

  #folder(path: string): Folder | undefined {
    const { root, settings } = this.#box;
    if (!mayFollow(settings.cacheRoot ?? root, path) || !mayFollow(root, path)) {
      this.#place(path).sweep.tally.leave(path, 'link');
      return undefined;
    }
    const folder = Folder.openIfThere(path);
    if (folder !== undefined) this.#open.push(folder);
    return folder;
  }

  #place(path: string): { readonly sweep: Sweep; readonly moved: MovedAside[] } {
    const { dryRun = false, signal } = this.#options;
    const sweep = { tally: new Tally(), dryRun, mounts: this.#mounts, ...(signal === undefined ? {} : { signal }) };
    const place = { path, sweep, moved: [] };
    this.#places.push(place);
    return place;
  }

  /** Empties a folder but for what `keep` names; `.htaccess` guards a folder from the web and always stays. */
  async #empty(path: string, keep: (name: string) => boolean = () => false): Promise<void> {
    const folder = this.#folder(path);
    if (folder === undefined) return;
    const { sweep, moved } = this.#place(path);
    const goes = (name: Buffer): boolean => {
      const text = name.toString('latin1');
      return text !== '.htaccess' && !keep(text);
    };
    moved.push(...(await moveAside(folder, goes, sweep)));
  }

  /** Takes one folder away whole. */
  async #whole(path: string): Promise<void> {
    const parent = this.#folder(dirname(path));
    if (parent === undefined) return;
    const { sweep, moved } = this.#place(path);
    const wanted = Buffer.from(path.slice(dirname(path).length + 1));
    moved.push(...(await moveAside(parent, (name) => name.equals(wanted), sweep)));
  }

  async #pick(path: string, picks: Picks): Promise<void> {
    const folder = this.#folder(path);
    if (folder !== undefined) await sweepFiles(folder, picks, this.#place(path).sweep);
  }

  async #outdated(bases: readonly Base[]): Promise<void> {
    const { cache } = this.#box.settings;
    if (bases.length === 0) return;
    if (cache.type === 'files') for (const each of bases) await this.#outdatedIn(each);
    else this.#remarks.push({ remark: 'outdatedOnlyInFiles', code: cache.type === 'other' ? cache.name : cache.type });
  }

  async #outdatedIn(base: Base): Promise<void> {
    const nowS = Math.floor(this.#options.nowMs / 1000);
    await this.#pick(placesOf(this.#box).base(base), (folder, name) => {
      const expiry = expiryOf(folder, name, 'cache');
      return expiry !== undefined && expiry < nowS;
    });
  }

  /** The pages of the composite site. Where it is off, only what the first pass of the vendor's cleaner takes. */
  async #pages({ storage }: Composite): Promise<void> {
    const { pages } = placesOf(this.#box);
    if (storage === 'files') return this.#empty(pages, (name) => compositeKept.has(name));
    if (storage === 'memcached') this.#remarks.push({ remark: 'compositeMemcached' });
    const settings = /(?:\.enabled|\.size|.config\.php)$/u;
    return this.#pick(pages, (folder, name) => {
      const text = name.toString('latin1');
      if (folder.path === pages && compositeKept.has(text)) return false;
      return this.#options.what === 'html' ? !settings.test(text) : expiryOf(folder, name, 'html_pages') !== undefined;
    });
  }

  #size(composite: Composite, freed: number): void {
    const { pages } = placesOf(this.#box);
    const { sweep } = this.#place(join(pages, '.size'));
    sweep.tally.attempt(join(pages, '.size'), () => {
      if (composite.storage !== 'files') {
        if (this.#options.what === 'html') writeSize(pages, (before) => Math.max(0, before - freed));
      } else if (composite.statistics) writeSize(pages, () => 0);
    });
  }

  async #extras(): Promise<void> {
    const { root, personalRoot } = this.#box;
    const places: Readonly<Partial<Record<Extra, string>>> = {
      'resize-cache': join(root, 'upload', 'resize_cache'),
      'upload-tmp': join(root, 'upload', 'tmp'),
      tmp: join(root, personalRoot, 'tmp'),
      'cache-image': join(root, personalRoot, 'cache_image'),
      'managed-flags': join(root, personalRoot, 'managed_flags'),
    };
    for (const extra of this.#options.extras ?? []) {
      const place = places[extra];
      if (place !== undefined) await this.#empty(place);
    }
  }

  async #landing(tag: string): Promise<void> {
    const { database } = this.#box.settings;
    if (this.#options.database === false || database === undefined) {
      this.#remarks.push({ remark: 'landingNeedsDatabase' });
      return;
    }
    await this.#trySql(async () => {
      this.#tagged = await withSql(database, (sql) => taggedPaths(sql, tag));
    });
    this.#inner = this.#tagged.map((path) => ({ base: 'cache', path }));
  }

  async #trySql(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Bye24Error)) throw error;
      this.#remarks.push({ remark: 'databaseFailed', code: String(error.detail['reason'] ?? error.code) });
    }
  }

  async #forget(): Promise<void> {
    const { database } = this.#box.settings;
    if (this.#options.database === false || database === undefined) return;
    const { tags, composite } = this.#effect;
    const cache = placesOf(this.#box).base('cache');
    const stuck = this.#places.some(({ path, sweep }) => path.startsWith(cache) && sweep.tally.leftCount > 0);
    if (tags && stuck) this.#remarks.push({ remark: 'tagsKept' });
    const tables = [
      ...(tags && !stuck ? ['b_cache_tag', 'b_cache_clean_path'] : []),
      ...(composite ? ['b_composite_page'] : []),
    ];
    const { dryRun = false } = this.#options;
    await this.#trySql(async () => {
      await withSql(database, async (sql) => {
        if (tables.length > 0) this.#rows.push(...(await emptyTables(sql, tables, dryRun)));
        if (this.#tagged.length > 0 && !stuck) this.#rows.push(await forgetTags(sql, this.#tagged, dryRun));
      });
    });
  }

  async #servers(): Promise<void> {
    const { cache } = this.#box.settings;
    const { emptied } = this.#effect;
    if (emptied.length === 0 && this.#inner.length === 0) return;
    if (cache.type === 'apc') this.#remarks.push({ remark: 'apcRestart' });
    if (cache.type === 'other') this.#remarks.push({ remark: 'clusterEngine', code: cache.name });
    if (cache.type !== 'redis' && cache.type !== 'memcached') return;
    const { dryRun = false, extras = [] } = this.#options;
    const { personalRoot } = this.#box;
    // Keys of all three folders look alike: they can be told apart only when all three go.
    const everything = extras.includes('keys') && emptied.length === 3;
    try {
      this.#keys.push(...(await clearKeys(cache, { personalRoot, emptied, inner: this.#inner, everything, dryRun })));
    } catch (error) {
      if (!(error instanceof Bye24Error)) throw error;
      const code = [error.detail['address'], error.detail['reason']].filter((part) => part !== undefined).join(' ');
      this.#remarks.push({ remark: 'serverFailed', code });
    }
  }

  async run(): Promise<CleanReport> {
    const { outdated, emptied, menu, composite, tag } = this.#effect;
    const { base, pages } = placesOf(this.#box);
    try {
      await this.#outdated(outdated);
      for (const each of emptied) await this.#empty(base(each));
      if (menu) this.#inner = [...menuFolders(this.#box)];
      if (tag !== undefined) await this.#landing(tag);
      for (const inner of this.#inner) await this.#whole(join(base(inner.base), inner.path));
      const site = composite ? readComposite(pages, this.#box.root) : undefined;
      if (site !== undefined) await this.#pages(site);
      await this.#extras();
      await this.#servers();
      for (const { moved, sweep } of this.#places) await sweepAside(moved, sweep);
      await this.#forget();
      const freed = this.#places.find(({ path }) => path === pages)?.sweep.tally.bytes ?? 0;
      if (site !== undefined && this.#options.dryRun !== true) this.#size(site, freed);
      this.#opcache();
      return this.#report();
    } finally {
      for (const folder of this.#open) folder.close();
    }
  }

  /** Files of the cache are programs to PHP: it may go on with what it has compiled of them. */
  #opcache(): void {
    const { machine } = this.#options;
    const isGone = this.#places.some(({ sweep }) => sweep.tally.files > 0);
    if (isGone && machine !== undefined && this.#box.settings.cache.type === 'files' && runsDeletedFiles(machine))
      this.#remarks.push({ remark: 'opcacheReload' });
  }

  #report(): CleanReport {
    const tallies = this.#places.map(({ sweep }) => sweep.tally);
    const sum = (what: 'files' | 'bytes' | 'leftCount'): number => tallies.reduce((all, tally) => all + tally[what], 0);
    return {
      root: this.#box.root,
      what: this.#options.what,
      dryRun: this.#options.dryRun ?? false,
      files: sum('files'),
      bytes: sum('bytes'),
      places: this.#places
        .map(({ path, sweep: { tally } }) => ({ path, files: tally.files, folders: tally.folders, bytes: tally.bytes }))
        .filter(({ files, folders }) => files + folders > 0),
      rows: this.#rows.filter(({ rows }) => rows > 0),
      keys: this.#keys,
      left: tallies.flatMap(({ left }) => left),
      leftCount: sum('leftCount'),
      remarks: this.#remarks,
    };
  }
}

/**
 * Clears the cache of a box as the vendor's page «Автокеширование» does, without PHP: files, the cache's tables, and the
 * keys in Redis or memcached. Never flushes a server, never follows a link, never enters a mount. Interrupted at any
 * moment, the next run finishes. Raises BOX_CONFIG_UNREADABLE; what only one place refuses is in the report.
 */
export function cleanCache(box: Box, options: CleanOptions): Promise<CleanReport> {
  return new Cleaning(box, options).run();
}
