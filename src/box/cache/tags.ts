import { type Sql, tablesAmong } from '../services/sql.ts';

export interface RowCount {
  readonly table: string;
  readonly rows: number;
}

async function empty(sql: Sql, table: string, dryRun: boolean, fast: boolean): Promise<RowCount> {
  const [first] = await sql.rows(`SELECT count(*) AS n FROM ${table}`);
  const rows = Number(first?.['n'] ?? 0);
  if (dryRun || rows === 0) return { table, rows };
  if (!fast) return { table, rows: await sql.run(`DELETE FROM ${table}`) };
  try {
    await sql.run(`TRUNCATE TABLE ${table}`);
  } catch {
    // The login may delete rows but not truncate.
    await sql.run(`DELETE FROM ${table}`);
  }
  return { table, rows };
}

/** Empties those of the given cache tables that there are. `b_cache_tag` as fast as the vendor does. */
export async function emptyTables(sql: Sql, tables: readonly string[], dryRun: boolean): Promise<readonly RowCount[]> {
  const present = await tablesAmong(sql, tables);
  const counts: RowCount[] = [];
  for (const table of tables) {
    if (present.has(table)) counts.push(await empty(sql, table, dryRun, table === 'b_cache_tag'));
  }
  return counts;
}

function isInside(path: string): boolean {
  return path.startsWith('/') && path.length > 1 && !path.split('/').includes('..');
}

/** Folders of the cache that hold what is tagged so, relative to `/bitrix/cache`. */
export async function taggedPaths(sql: Sql, tag: string): Promise<readonly string[]> {
  if (!(await tablesAmong(sql, ['b_cache_tag'])).has('b_cache_tag')) return [];
  const rows = await sql.rows('SELECT DISTINCT RELATIVE_PATH AS path FROM b_cache_tag WHERE TAG = ?', [tag]);
  return rows.map((row) => String(row['path'] ?? '')).filter(isInside);
}

/** Forgets all tags of these folders. */
export async function forgetTags(sql: Sql, paths: readonly string[], dryRun: boolean): Promise<RowCount> {
  let rows = 0;
  for (const path of paths) {
    const where = 'FROM b_cache_tag WHERE RELATIVE_PATH = ?';
    const [count] = dryRun ? await sql.rows(`SELECT count(*) AS n ${where}`, [path]) : [];
    rows += dryRun ? Number(count?.['n'] ?? 0) : await sql.run(`DELETE ${where}`, [path]);
  }
  return { table: 'b_cache_tag', rows };
}
