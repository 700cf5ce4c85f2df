import type { Base } from './choices.ts';
import { isInnerVersionKey, prefixes, versionKeys } from './keys.ts';
import { Memcached } from '../services/memcached.ts';
import { literally, Redis } from '../services/redis.ts';
import type { CacheEngine } from '../settings.ts';

/** A folder inside a base folder: `MYSQL/menu` of `managed_cache`. */
export interface Inner {
  readonly base: Base;
  readonly path: string;
}

export interface KeyWork {
  readonly personalRoot: string;
  readonly emptied: readonly Base[];
  readonly inner: readonly Inner[];
  /** All keys of this box's cache, to free the memory at once. */
  readonly everything: boolean;
  readonly dryRun: boolean;
}

export interface KeyCount {
  readonly server: string;
  readonly keys: number;
}

type KeyValueEngine = Extract<CacheEngine, { readonly type: 'redis' | 'memcached' }>;

function certainKeys(sids: readonly string[], { emptied, personalRoot }: KeyWork): readonly string[] {
  return sids.flatMap((sid) => emptied.flatMap((base) => versionKeys(sid, personalRoot, base)));
}

/** Keys that must be searched for: their names hold what only the running system knows. */
function isWanted(key: string, sids: readonly string[], { inner, everything, personalRoot }: KeyWork): boolean {
  return sids.some(
    (sid) =>
      (everything && prefixes(sid).some((prefix) => key.startsWith(prefix))) ||
      inner.some(({ base, path }) => isInnerVersionKey(key, sid, personalRoot, base, path)),
  );
}

async function inRedis(redis: Redis, sids: readonly string[], work: KeyWork): Promise<number> {
  const certain = certainKeys(sids, work);
  let keys = await (work.dryRun ? redis.count(certain) : redis.remove(certain));
  if (!work.everything && work.inner.length === 0) return keys;
  const counted = new Set(certain);
  for (const sid of sids) {
    for (const prefix of prefixes(sid)) {
      for await (const found of redis.matching(`${literally(prefix)}*`)) {
        const wanted = found.filter((key) => {
          const text = key.toString();
          return !counted.has(text) && isWanted(text, sids, work);
        });
        // SCAN may show a key twice.
        for (const key of wanted) counted.add(key.toString());
        keys += work.dryRun ? wanted.length : await redis.remove(wanted);
      }
    }
  }
  return keys;
}

async function inMemcached(memcached: Memcached, sids: readonly string[], work: KeyWork): Promise<number> {
  const certain = new Set(certainKeys(sids, work));
  let keys = await (work.dryRun ? memcached.count([...certain]) : memcached.remove([...certain]));
  if (!work.everything && work.inner.length === 0) return keys;
  const wanted = await memcached.keys((key) => !certain.has(key) && isWanted(key, sids, work));
  keys += work.dryRun ? wanted.length : await memcached.remove(wanted);
  return keys;
}

/**
 * Makes the entries of a cache unreachable in Redis or memcached, by the same keys that the vendor deletes; a server is
 * never flushed, for others (sessions, the push server, other sites) may live in it.
 * Raises BOX_SERVER_UNREACHABLE, BOX_SERVER_REFUSED.
 */
export async function clearKeys(engine: KeyValueEngine, work: KeyWork): Promise<readonly KeyCount[]> {
  const counts: KeyCount[] = [];
  for (const server of engine.servers) {
    if (engine.type === 'redis') {
      const redis = await Redis.connect(server, engine.password);
      try {
        counts.push({ server: redis.address, keys: await inRedis(redis, engine.sids, work) });
      } finally {
        redis.close();
      }
    } else {
      const memcached = await Memcached.connect(server);
      try {
        counts.push({ server: memcached.address, keys: await inMemcached(memcached, engine.sids, work) });
      } finally {
        memcached.close();
      }
    }
  }
  return counts;
}
