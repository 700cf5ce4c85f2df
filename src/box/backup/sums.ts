import type { Sql } from '../services/sql.ts';

export interface TableSum {
  readonly table: string;
  readonly rows: number;
  /** Over every cell of every row, in no order: equal for equal content. */
  readonly sum: string;
}

async function tables(sql: Sql): Promise<readonly string[]> {
  const schema = sql.engine === 'mysql' ? 'database()' : 'current_schema()';
  const rows = await sql.rows(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ${schema} AND table_type = 'BASE TABLE'`,
  );
  return rows.map((row) => String(row['name'])).sort();
}

async function mysqlExpression(sql: Sql, table: string): Promise<string> {
  const columns = await sql.rows(
    'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = database() AND table_name = ? ORDER BY ordinal_position',
    [table],
  );
  // Each cell is hashed by itself: no value can run into its neighbour, and none is too long to be joined.
  const cells = columns.map((row) => `IFNULL(MD5(${sql.name(String(row['name']))}), '-')`);
  return `SUM(CAST(CONV(LEFT(MD5(CONCAT(${cells.join(', ')})), 15), 16, 10) AS UNSIGNED))`;
}

const pgsqlExpression = "SUM(('x' || left(md5(t::text), 15))::bit(60)::bigint::numeric)";

/** Rows and a sum of one table. */
async function sumOf(sql: Sql, table: string): Promise<TableSum> {
  const expression = sql.engine === 'mysql' ? await mysqlExpression(sql, table) : pgsqlExpression;
  const [row] = await sql.rows(`SELECT COUNT(*) AS n, COALESCE(${expression}, 0) AS s FROM ${sql.name(table)} t`);
  return { table, rows: Number(row?.['n'] ?? 0), sum: String(row?.['s'] ?? '0') };
}

/** Rows and sums of all tables, or of some. */
export async function sumsOf(sql: Sql, only?: readonly string[]): Promise<readonly TableSum[]> {
  const sums: TableSum[] = [];
  for (const table of only ?? (await tables(sql))) sums.push(await sumOf(sql, table));
  return sums;
}

/** What else a database is made of, by name: views, triggers, routines. */
export async function objectsOf(sql: Sql): Promise<readonly string[]> {
  const schema = sql.engine === 'mysql' ? 'database()' : 'current_schema()';
  const queries = [
    `SELECT concat('view ', table_name) AS name FROM information_schema.views WHERE table_schema = ${schema}`,
    `SELECT concat('trigger ', trigger_name) AS name FROM information_schema.triggers WHERE trigger_schema = ${schema}`,
    `SELECT concat('routine ', routine_name) AS name FROM information_schema.routines WHERE routine_schema = ${schema}`,
  ];
  const names: string[] = [];
  for (const query of queries) names.push(...(await sql.rows(query)).map((row) => String(row['name'])));
  return [...new Set(names)].sort();
}
