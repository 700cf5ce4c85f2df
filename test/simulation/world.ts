import type { Random } from '../../src/base/random.ts';
import { type JsonObject, textOf } from '../../src/base/json.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import type { History, Meddled } from './history.ts';

/** Fields that people write into, the first of which a table has is the one that somebody edits. */
export const TEXTS = ['title', 'TITLE', 'NAME', 'name', 'SUBJECT', 'COMMENT', 'COMMENT_TEXT', 'POST_MESSAGE', 'text'];
const STAMPS = ['updatedTime', 'DATE_MODIFY', 'LAST_UPDATED', 'changedDate', 'UPDATE_TIME', 'DATE_UPDATE'];

/** Tables in which people work. Ids are numbers in all of them. */
const EDITED = [
  'crm_item_1',
  'crm_item_2',
  'crm_item_3',
  'crm_item_4',
  'crm_activities',
  'crm_comments',
  'crm_requisites',
  'crm_bank_details',
  'tasks',
  'task_checklist_items',
  'task_elapsed_times',
  'task_comments',
  'disk_objects',
  'departments',
];
const REMOVED = ['crm_activities', 'task_elapsed_times', 'task_comments', 'crm_bank_details'];
const REUSED = ['tasks', 'crm_item_1', 'crm_item_3', 'disk_objects'];
/** What people of a company with things of their own work in: there is little else. */
const OF_TEAM = ['disk_objects', 'feed_comments'];
/** Children that a colleague adds to a record that is on its way out: a copy of one, under an id of its own. */
const COPIED = ['crm_comments', 'crm_requisites', 'crm_bank_details', 'task_checklist_items', 'task_elapsed_times'];

/** Marks of the world's own edits: no two are the same, so a kept copy can be told from a later version. */
export const MARK = /⟦\d+⟧/gu;

/** The colleagues, who go on working while a portal is left. All they do is in the history. */
export class World {
  readonly #local: LocalPortal;
  readonly #history: History;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #tables: {
    readonly edited: readonly string[];
    readonly removed: readonly string[];
    readonly reused: readonly string[];
  };
  #marks = 0;

  constructor(local: LocalPortal, history: History, random: Random, now: () => number, isTeam: boolean) {
    this.#tables = isTeam
      ? { edited: OF_TEAM, removed: ['feed_comments'], reused: OF_TEAM }
      : { edited: EDITED, removed: REMOVED, reused: REUSED };
    this.#local = local;
    this.#history = history;
    this.#random = random;
    this.#now = now;
  }

  /** Somebody does something, by chance. */
  meddle(): void {
    const roll = this.#random();
    if (roll < 0.45) this.edit();
    else if (roll < 0.6) this.create();
    else if (roll < 0.7) this.remove();
    else if (roll < 0.85) this.reuse();
    else if (roll < 0.93) this.move();
    else this.merge();
  }

  edit(): void {
    const picked = this.#pick(this.#tables.edited);
    if (picked === undefined) return;
    this.#local.core.store.table({ name: picked.table }).put(picked.id, this.#marked(picked.row));
    this.#note('edited', picked.table, picked.id);
  }

  create(): void {
    const picked = this.#pick(COPIED);
    if (picked === undefined) return;
    const { table: name, row } = picked;
    const table = this.#local.core.store.table({ name });
    const id = table.add((next) => ({ ...this.#marked(row), ID: String(next) }));
    if (name === 'crm_comments') this.#bind('crm_comment_bindings', picked.id, id);
    this.#note('created', name, id);
  }

  remove(): void {
    const picked = this.#pick(this.#tables.removed);
    if (picked === undefined) return;
    this.#local.core.store.table({ name: picked.table }).remove(picked.id);
    this.#note('deleted', picked.table, picked.id);
  }

  /** A record goes, and its number comes round again with something else: as after a restore of a database. */
  reuse(): void {
    const picked = this.#pick(this.#tables.reused);
    if (picked === undefined) return;
    const table = this.#local.core.store.table({ name: picked.table });
    const field = TEXTS.find((name) => typeof picked.row[name] === 'string') ?? 'title';
    table.remove(picked.id);
    table.put(picked.id, this.#marked({ ...picked.row, [field]: 'чужое' }));
    this.#note('reused', picked.table, picked.id);
  }

  /** A file into another folder, a deal into another stage. */
  move(): void {
    const files = this.#rows('disk_objects').filter(({ row }) => row['TYPE'] === 'file');
    const folders = this.#rows('disk_objects').filter(({ row }) => row['TYPE'] === 'folder');
    const [file, folder] = [this.#one(files), this.#one(folders)];
    if (file === undefined || folder === undefined || file.row['PARENT_ID'] === String(folder.id)) return;
    const moved = this.#marked({
      ...file.row,
      PARENT_ID: String(folder.id),
      STORAGE_ID: folder.row['STORAGE_ID'] ?? '1',
    });
    this.#local.core.store.table({ name: 'disk_objects' }).put(file.id, moved);
    this.#note('moved', 'disk_objects', file.id);
  }

  /** Two contacts become one: the second goes, and what hung on it hangs on the first. */
  merge(): void {
    const contacts = this.#rows('crm_item_3');
    const [left, right] = contacts;
    if (left === undefined || right === undefined) return;
    const { store } = this.#local.core;
    store.table({ name: 'crm_item_3' }).remove(right.id);
    store.table({ name: 'crm_item_3' }).put(left.id, this.#marked(left.row));
    for (const { id, row } of this.#rows('crm_activities')) {
      if (row['OWNER_TYPE_ID'] !== '3' || row['OWNER_ID'] !== String(right.id)) continue;
      store.table({ name: 'crm_activities' }).put(id, this.#marked({ ...row, OWNER_ID: String(left.id) }));
      this.#note('merged', 'crm_activities', id);
    }
    this.#note('merged', 'crm_item_3', right.id);
    this.#note('merged', 'crm_item_3', left.id);
  }

  /** Somebody takes what was deleted out of a bin again. */
  restore(): void {
    const { store } = this.#local.core;
    const binned = store.prepare('SELECT table_name, id FROM bin ORDER BY table_name, id').all();
    const one = this.#one(binned);
    if (one === undefined) return;
    const [table, id] = [String(one['table_name']), Number(one['id'])];
    store.fromBin({ name: table }, id, 'table');
    this.#note('restored', table, id);
  }

  #bind(table: string, from: number, to: number): void {
    const bindings = this.#local.core.store.table({ name: table });
    for (const { row } of this.#rows(table)) {
      if (row['child'] === from) bindings.put(to * 8, { ...row, child: to });
    }
  }

  #marked(row: JsonObject): JsonObject {
    const field = TEXTS.find((name) => typeof row[name] === 'string');
    this.#marks += 1;
    const stamp = this.#local.core.zone.format(this.#now());
    const stamped = Object.fromEntries(STAMPS.filter((name) => name in row).map((name) => [name, stamp]));
    const text = field === undefined ? {} : { [field]: `${textOf(row[field])} ⟦${this.#marks}⟧` };
    return { ...row, ...stamped, ...text };
  }

  #rows(table: string): readonly { readonly table: string; readonly id: number; readonly row: JsonObject }[] {
    const { store } = this.#local.core;
    // A company of a few kinds has a few tables.
    if (!store.tableNames().includes(table)) return [];
    return store
      .prepare(`SELECT id, json FROM t_${table} ORDER BY id`)
      .all()
      .map(({ id, json }) => ({ table, id: Number(id), row: JSON.parse(String(json)) as JsonObject }));
  }

  #one<Value>(values: readonly Value[]): Value | undefined {
    return values[Math.floor(this.#random() * values.length)];
  }

  #pick(
    tables: readonly string[],
  ): { readonly table: string; readonly id: number; readonly row: JsonObject } | undefined {
    const table = this.#one(tables) ?? '';
    // Root folders are the storages' own.
    return this.#one(this.#rows(table).filter(({ row }) => table !== 'disk_objects' || row['PARENT_ID'] !== null));
  }

  #note(what: Meddled['what'], table: string, id: number): void {
    this.#history.meddled.push({ sequence: this.#history.next(), atMs: this.#now(), what, table, id: String(id) });
  }
}
