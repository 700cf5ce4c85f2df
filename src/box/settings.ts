import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { BoxError } from './error.ts';
import { type PhpFile, readPhp } from './php/read.ts';
import { isArray, type PhpValue, toPlain } from './php/value.ts';

export interface Server {
  /** A host name, or the path of a socket. */
  readonly host: string;
  readonly port: number;
}

/** Where a box keeps its cache, beside the files that any box may have. */
export type CacheEngine =
  | { readonly type: 'files' | 'none' | 'apc' }
  | {
      readonly type: 'redis' | 'memcached';
      readonly servers: readonly Server[];
      /** One for each name that the web server may know the docroot by. */
      readonly sids: readonly string[];
      readonly password?: string;
    }
  | { readonly type: 'other'; readonly name: string };

export interface DatabaseSettings {
  readonly engine: 'mysql' | 'pgsql';
  readonly host: string;
  readonly database: string;
  readonly login: string;
  readonly password: string;
}

export interface BoxSettings {
  readonly files: readonly string[];
  readonly cache: CacheEngine;
  /** Folder that holds the cache folders, when it is not the docroot. */
  readonly cacheRoot?: string;
  readonly database?: DatabaseSettings;
  readonly temporaryFolder?: string;
  readonly agentsOnCron: boolean;
}

const absentAsObject = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? {} : value);
const server = z.looseObject({ host: z.string(), port: z.coerce.number().default(0) });
const engineOptions = z
  .preprocess(
    absentAsObject,
    z.looseObject({ host: z.string().optional(), port: z.coerce.number().optional(), password: z.string().nullish() }),
  )
  .optional();
const cacheSchema = z.preprocess(
  absentAsObject,
  z.looseObject({
    type: z.union([z.string(), z.looseObject({ class_name: z.string(), extension: z.string().optional() })]).nullish(),
    sid: z.string().optional(),
    servers: z.array(server).optional(),
    root_directory: z.string().optional(),
    redis: engineOptions,
    memcache: engineOptions,
    memcached: engineOptions,
  }),
);
const connectionSchema = z.looseObject({
  className: z.string(),
  host: z.string().default('localhost'),
  database: z.string(),
  login: z.string(),
  password: z.string().default(''),
});

function textIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new BoxError('BOX_CONFIG_UNREADABLE', { path, key: code }, { cause: error });
  }
}

/** Settings files of one docroot under one of its names. `local/` comes before `bitrix/`. */
class SettingsFiles {
  readonly found: string[] = [];
  readonly #root: string;
  readonly #documentRoot: string;

  constructor(root: string, documentRoot: string) {
    this.#root = root;
    this.#documentRoot = documentRoot;
  }

  read(name: string): PhpFile | undefined {
    for (const folder of ['local', 'bitrix']) {
      const path = join(this.#root, folder, name);
      const text = textIfThere(path);
      if (text === undefined) continue;
      this.found.push(path);
      return readPhp(text, path, this.#documentRoot);
    }
    return undefined;
  }
}

/** Top-level keys of `.settings_extra.php` replace those of `.settings.php`. */
function merged(files: SettingsFiles): ReadonlyMap<string | number, PhpValue> {
  const all = new Map<string | number, PhpValue>();
  for (const name of ['.settings.php', '.settings_extra.php']) {
    const returned = files.read(name)?.returned;
    if (isArray(returned)) for (const [key, value] of returned) all.set(key, value);
  }
  return all;
}

/** A top-level setting's `value`, checked; raises BOX_CONFIG_UNREADABLE with the key, never with the value (I11). */
function setting<T>(
  settings: ReadonlyMap<string | number, PhpValue>,
  key: string,
  schema: z.ZodType<T>,
  path: string,
): T | undefined {
  const entry = settings.get(key);
  if (entry === undefined) return undefined;
  const value = isArray(entry) ? entry.get('value') : entry;
  if (value === undefined || value === null) return undefined;
  const checked = schema.safeParse(toPlain(value));
  if (checked.success) return checked.data;
  const at = [key, 'value', ...(checked.error.issues[0]?.path ?? [])].map(String).join('.');
  throw new BoxError('BOX_CONFIG_UNREADABLE', { path, key: at });
}

type CacheSetting = z.infer<typeof cacheSchema>;

function serverOf({ host, port }: { readonly host: string; readonly port: number }): Server {
  return { host: host.replace(/^unix:\/\//u, ''), port };
}

function engineOf(cache: CacheSetting | undefined, sids: readonly string[]): CacheEngine {
  const type = cache?.type ?? 'files';
  const name = typeof type === 'string' ? type : (type.extension ?? type.class_name);
  if (typeof type !== 'string' && /cluster/iu.test(type.class_name)) return { type: 'other', name: type.class_name };
  switch (name) {
    case 'files':
    case 'none':
      return { type: name };
    case 'apc':
    case 'apcu':
      return { type: 'apc' };
    case 'redis':
    case 'memcache':
    case 'memcached': {
      const own = cache?.[name];
      const servers = [
        ...(own?.host === undefined || own.host === '' ? [] : [{ host: own.host, port: own.port ?? 0 }]),
        ...(cache?.servers ?? []),
      ].map(serverOf);
      const password = own?.password ?? '';
      const engine = { type: name === 'redis' ? 'redis' : 'memcached', servers, sids } as const;
      return password === '' ? engine : { ...engine, password };
    }
    default:
      return { type: 'other', name };
  }
}

/** The engine of old installs, named by constants of dbconn.php. */
function legacyEngine(dbconn: PhpFile | undefined, sid: string | undefined): CacheEngine | undefined {
  const constant = (name: string): string | undefined => {
    const value = dbconn?.constants.get(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const type = constant('BX_CACHE_TYPE');
  if (type === undefined) return undefined;
  const host = constant('BX_MEMCACHE_HOST');
  return engineOf(
    { type, servers: host === undefined ? [] : [{ host, port: Number(constant('BX_MEMCACHE_PORT') ?? 11_211) }] },
    [constant('BX_CACHE_SID') ?? sid ?? 'BX'],
  );
}

function databaseOf(
  settings: ReadonlyMap<string | number, PhpValue>,
  dbconn: PhpFile | undefined,
  path: string,
): DatabaseSettings | undefined {
  const schema = z.looseObject({ default: connectionSchema.optional() });
  const found = setting(settings, 'connections', schema, path)?.default;
  if (found !== undefined) {
    const { className, host, database, login, password } = found;
    const engine = /pgsql/iu.test(className) ? 'pgsql' : /mysql/iu.test(className) ? 'mysql' : undefined;
    if (engine === undefined) throw new BoxError('BOX_DATABASE_UNKNOWN', { name: className });
    return { engine, host, database, login, password };
  }
  const variable = (name: string): string | undefined => {
    const value = dbconn?.variables.get(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string')
      throw new BoxError('BOX_CONFIG_UNREADABLE', { path: 'php_interface/dbconn.php', key: `$${name}` });
    return value;
  };
  const database = variable('DBName');
  if (database === undefined) return undefined;
  return {
    engine: variable('DBType') === 'pgsql' ? 'pgsql' : 'mysql',
    host: variable('DBHost') ?? 'localhost',
    database,
    login: variable('DBLogin') ?? '',
    password: variable('DBPassword') ?? '',
  };
}

/** Names that the web server may know a docroot by: as it was given, and with its links resolved. */
export function documentRoots(root: string): readonly string[] {
  return [...new Set([root.replace(/(?<=.)\/+$/u, ''), realpathSync(root)])];
}

/**
 * Reads what a box says about itself in `.settings.php`, `.settings_extra.php` and `dbconn.php`, without running PHP.
 * Raises BOX_CONFIG_UNREADABLE where a value that we need can't be known by reading.
 */
export function readSettings(root: string): BoxSettings {
  const files: string[] = [];
  const sids: string[] = [];
  let cache: CacheSetting | undefined;
  let database: DatabaseSettings | undefined;
  let dbconn: PhpFile | undefined;
  for (const documentRoot of documentRoots(root)) {
    const found = new SettingsFiles(root, documentRoot);
    const settings = merged(found);
    const path = found.found[0] ?? join(root, 'bitrix', '.settings.php');
    dbconn = found.read(join('php_interface', 'dbconn.php'));
    cache = setting(settings, 'cache', cacheSchema, path);
    sids.push(cache?.sid === undefined || cache.sid === '' ? 'BX' : cache.sid);
    database = databaseOf(settings, dbconn, path);
    if (files.length === 0) files.push(...found.found);
  }
  const temporary = dbconn?.constants.get('BX_TEMPORARY_FILES_DIRECTORY');
  const legacy = cache?.type === undefined || cache.type === null ? legacyEngine(dbconn, cache?.sid) : undefined;
  return {
    files,
    cache: legacy ?? engineOf(cache, [...new Set(sids)]),
    ...(cache?.root_directory === undefined ? {} : { cacheRoot: cache.root_directory }),
    ...(database === undefined ? {} : { database }),
    ...(typeof temporary === 'string' ? { temporaryFolder: temporary } : {}),
    agentsOnCron: dbconn?.constants.get('BX_CRONTAB_SUPPORT') === true,
  };
}
