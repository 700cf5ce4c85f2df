import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { integerOf, listOf } from '../params.ts';
import type { Field, Where } from '../query.ts';
import { company, contact } from './fields.ts';
import { itemsTable, linksTable } from './tables.ts';

const owner: Field = { path: 'owner', type: 'text' };
const target: Field = { path: 'target', type: 'text' };
const is = (field: Field, value: string): readonly Where[] => [{ field, is: '=', value }];

function targetsOf(item: JsonObject): readonly string[] {
  const type = integerOf(item['entityTypeId']);
  const contacts = (listOf(item['contactIds']) ?? []).map((id) => `${contact}:${integerOf(id) ?? 0}`);
  const companies = type === contact ? (listOf(item['companyIds']) ?? []) : [item['companyId'] ?? null];
  return [...contacts, ...companies.map((id) => `${company}:${integerOf(id) ?? 0}`)].filter(
    (each) => !each.endsWith(':0'),
  );
}

/** Writes down to whom an item is linked, so that a deletion finds it from the other end. */
export function linkItem(core: PortalCore, item: JsonObject): void {
  const table = core.store.table(linksTable);
  const me = `${integerOf(item['entityTypeId']) ?? 0}:${integerOf(item['id']) ?? 0}`;
  const wanted = new Set(targetsOf(item));
  for (const link of table.ids({ where: is(owner, me) })) {
    const other = String(link).slice(me.length + 1);
    if (wanted.delete(other)) continue;
    table.remove(link);
    mirror(core, me, other, false);
  }
  for (const each of wanted) {
    table.put(`${me}>${each}`, { owner: me, target: each });
    mirror(core, me, each, true);
  }
}

/** A contact's companies and a company's contacts are one relation, shown on both. */
function mirror(core: PortalCore, me: string, other: string, linked: boolean): void {
  const [myType = 0, myId = 0] = me.split(':').map(Number);
  const [otherType = 0, otherId = 0] = other.split(':').map(Number);
  if (new Set([myType, otherType]).symmetricDifference(new Set([contact, company])).size > 0) return;
  const items = core.store.table(itemsTable(otherType));
  const item = items.get(otherId);
  if (item === undefined) return;
  const many = otherType === contact ? 'companyIds' : 'contactIds';
  const rest = without(item[many], myId);
  const list = linked ? [...rest, myId] : rest;
  const one = otherType === contact ? { companyId: list[0] ?? 0 } : {};
  items.patch(otherId, { [many]: list, ...one });
  const [from, to] = [`${other}>${me}`, core.store.table(linksTable)];
  if (linked) to.put(from, { owner: other, target: me });
  else to.remove(from);
}

const without = (list: Json | undefined, id: number): readonly Json[] =>
  (listOf(list) ?? []).filter((each) => integerOf(each) !== id);

/** What is linked to a deleted contact or company loses the link, and nothing else: its dates stay. */
export function unlinkEverywhere(core: PortalCore, entityTypeId: number, id: number): void {
  const table = core.store.table(linksTable);
  const me = `${entityTypeId}:${id}`;
  const [one, many] =
    entityTypeId === contact ? (['contactId', 'contactIds'] as const) : (['companyId', 'companyIds'] as const);
  for (const link of table.select({ where: is(target, me) })) {
    const [ownerType = 0, ownerId = 0] = textOf(link['owner']).split(':').map(Number);
    const items = core.store.table(itemsTable(ownerType));
    const item = items.get(ownerId);
    if (item === undefined) continue;
    const rest = without(item[many], id);
    const changes: Record<string, Json> = {};
    if (item[many] !== undefined) changes[many] = rest;
    if (integerOf(item[one]) === id) changes[one] = rest[0] ?? 0;
    items.patch(ownerId, changes);
  }
  for (const where of [is(target, me), is(owner, me)]) for (const link of table.ids({ where })) table.remove(link);
}

/** Numbers of the items of one type that are linked to an item. */
export function linkedTo(core: PortalCore, targetType: number, targetId: number, ownerType: number): readonly number[] {
  return core.store
    .table(linksTable)
    .ids({ where: is(target, `${targetType}:${targetId}`) })
    .map((link) => String(link).split('>')[0] ?? '')
    .filter((each) => each.startsWith(`${ownerType}:`))
    .map((each) => Number(each.split(':')[1]))
    .toSorted((a, b) => a - b);
}
