import type { LocalPortal } from '../../src/portal/portal.ts';

/** A record of the portal, by the table and the id under which its own store keeps it. */
export interface Row {
  readonly table: string;
  readonly id: string;
  readonly json: string;
}

/** A record before and after. */
export interface Changed extends Row {
  readonly after: string;
}

/** A request that reached the portal and was carried out, and what it did to the portal's own store. */
export interface Executed {
  readonly sequence: number;
  readonly atMs: number;
  readonly stage: string;
  /** Whose connection it came through. */
  readonly by: number;
  readonly path: string;
  readonly removed: readonly Row[];
  readonly changed: readonly Changed[];
  readonly appeared: readonly Row[];
  /** The journal as a power cut at this moment would leave it; only of requests that did something. */
  readonly journal: string | undefined;
  /** The seal over the archive at this moment; only of requests that did something. */
  readonly seal: string | undefined;
  /** Something that must keep the journey from writing stands in its way: a plan of others, an altered plan (I10). */
  readonly forbidden: string | undefined;
  readonly activeAdministrators: number;
}

/** What somebody else did on the portal. */
export interface Meddled {
  readonly sequence: number;
  readonly atMs: number;
  readonly what: 'edited' | 'created' | 'deleted' | 'reused' | 'moved' | 'merged' | 'restored';
  readonly table: string;
  readonly id: string;
}

/** The rows of one table, by their ids. */
type RowsOfTable = ReadonlyMap<string, Row>;

/** What a portal held at one moment. */
export class Snapshot {
  readonly tables: ReadonlyMap<string, RowsOfTable>;

  constructor(tables: ReadonlyMap<string, RowsOfTable>) {
    this.tables = tables;
  }

  get size(): number {
    return [...this.tables.values()].reduce((sum, { size }) => sum + size, 0);
  }

  row(table: string, id: string): Row | undefined {
    return this.tables.get(table)?.get(id);
  }

  *values(): Generator<Row, void, void> {
    for (const rows of this.tables.values()) yield* rows.values();
  }
}

const NOT_RECORDS = new Set(['webhooks', 'apps', 'grants', 'administrators']);

/** All records of a portal as its store holds them. A table that nobody has changed since the last look is not read again. */
export function snapshotOf({ core: { store } }: LocalPortal): Snapshot {
  const names = store.tableNames().filter((name) => !NOT_RECORDS.has(name));
  return new Snapshot(
    new Map(
      names.map((name) => {
        const readAll = (): RowsOfTable =>
          new Map(
            store
              .prepare(`SELECT id, json FROM t_${name}`)
              .all()
              .map(({ id, json }) => [String(id), { table: name, id: String(id), json: String(json) }]),
          );
        return [name, store.table({ name }).digest('snapshot', readAll)];
      }),
    ),
  );
}

/** Changes of the store so far; a number that stands still while nothing is written. */
export function changesOf({ core: { store } }: LocalPortal): number {
  return Number(store.prepare('SELECT total_changes() AS changes').get()?.['changes']);
}

/** Users who are administrators and active, by the portal's own tables. */
export function activeAdministrators({ core: { store } }: LocalPortal): number {
  const sql = `SELECT count(*) AS count FROM t_administrators a JOIN t_users u ON u.id = a.id
    WHERE json_extract(u.json, '$.ACTIVE') IN (1, 'Y')`;
  return Number(store.prepare(sql).get()?.['count']);
}

/** What tells two snapshots apart. */
export function difference(before: Snapshot, after: Snapshot): Pick<Executed, 'removed' | 'changed' | 'appeared'> {
  const removed: Row[] = [];
  const changed: Changed[] = [];
  const appeared: Row[] = [];
  for (const [name, rows] of before.tables) {
    const left = after.tables.get(name);
    if (left === rows) continue;
    for (const [id, row] of rows) {
      const now = left?.get(id);
      if (now === undefined) removed.push(row);
      else if (now.json !== row.json) changed.push({ ...row, after: now.json });
    }
  }
  for (const [name, rows] of after.tables) {
    const earlier = before.tables.get(name);
    if (earlier === rows) continue;
    for (const [id, row] of rows) if (earlier?.has(id) !== true) appeared.push(row);
  }
  return { removed, changed, appeared };
}

/** Everything that happened in one exit, in order. */
export class History {
  readonly executed: Executed[] = [];
  readonly meddled: Meddled[] = [];
  /** Addresses of all requests, whether or not they arrived. */
  readonly hosts = new Set<string>();
  /** Everything that the journey said: errors, reports, progress. Searched for secrets. */
  readonly said: string[] = [];
  #sequence = 0;

  next(): number {
    this.#sequence += 1;
    return this.#sequence;
  }
}
