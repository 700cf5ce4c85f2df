import type { Json, JsonObject } from '../../base/json.ts';
import type { Caller } from '../method.ts';
import type { PortalCore } from '../core.ts';
import { integerOf } from '../params.ts';
import { type Where, whereSql } from '../query.ts';
import type { TableSpec } from '../store.ts';
import { itemTypeOf } from './fields.ts';
import { maySee } from './rights.ts';
import { itemsTable } from './tables.ts';

const names: readonly (readonly [string, number])[] = [
  ['lead', 1],
  ['deal', 2],
  ['contact', 3],
  ['company', 4],
  ['quote', 7],
  ['smart_invoice', 31],
];

/** `deal` → 2, `dynamic_1038` → 1038. */
export function ownerType(name: string): number | undefined {
  const lower = name.toLowerCase();
  const known = names.find(([each]) => each === lower)?.[1];
  return known ?? integerOf(/^dynamic_(\d+)$/u.exec(lower)?.[1]);
}

/** 2 → `deal`. */
export const ownerName = (type: number): string => names.find(([, each]) => each === type)?.[0] ?? `dynamic_${type}`;

/** The item that something belongs to. */
export function ownerItem(core: PortalCore, entityTypeId: number, id: number): JsonObject | undefined {
  if (itemTypeOf(entityTypeId) === undefined) return undefined;
  return core.store.table(itemsTable(entityTypeId)).get(id);
}

/** Whether the caller may see an owner that is there. */
export function maySeeOwner(core: PortalCore, caller: Caller, entityTypeId: number, id: number): boolean {
  const item = ownerItem(core, entityTypeId, id);
  return caller.isAdmin || (item !== undefined && maySee(caller, item));
}

/** Binds a child to an item, once. */
export function bind(
  core: PortalCore,
  bindings: TableSpec,
  child: number,
  entityTypeId: number,
  entityId: number,
): void {
  const table = core.store.table(bindings);
  const owner = `${entityTypeId}:${entityId}`;
  const where = [
    { field: { path: 'child', type: 'integer' }, is: '=', value: child },
    { field: { path: 'owner', type: 'text' }, is: '=', value: owner },
  ] as const;
  if (table.count(where) === 0) table.add(() => ({ child, owner, entityTypeId, entityId }));
}

export interface Binding {
  readonly id: number;
  readonly entityTypeId: number;
  readonly entityId: number;
}

const number = (value: Json | undefined): number => integerOf(value) ?? 0;

/** All items that a child is bound to. */
export function bindingsOf(core: PortalCore, bindings: TableSpec, child: number): readonly Binding[] {
  const table = core.store.table(bindings);
  return table.ids({ where: [{ field: { path: 'child', type: 'integer' }, is: '=', value: child }] }).map((id) => {
    const row = table.get(id);
    return { id: Number(id), entityTypeId: number(row?.['entityTypeId']), entityId: number(row?.['entityId']) };
  });
}

/** Condition: the record is bound to any of these items, or (without an id) to any item of a type. */
export function childrenOf(
  core: PortalCore,
  bindings: TableSpec,
  owners: readonly { readonly entityTypeId: number; readonly entityId: number | undefined }[],
): Where {
  const any = owners.map(({ entityTypeId, entityId }): readonly Where[] => [
    entityId === undefined
      ? { field: { path: 'entityTypeId', type: 'integer' }, is: '=', value: entityTypeId }
      : { field: { path: 'owner', type: 'text' }, is: '=', value: `${entityTypeId}:${entityId}` },
  ]);
  const { sql, values } = whereSql([any.length === 0 ? { never: true } : { any }]);
  const { name } = core.store.table(bindings);
  return { idIn: { sql: `SELECT json_extract(json, '$.child') FROM ${name} WHERE ${sql}`, values } };
}
