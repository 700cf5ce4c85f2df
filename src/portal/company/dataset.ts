import { z } from 'zod';

import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { administratorsTable, type PortalCore } from '../core.ts';
import { addItem } from '../crm/items.ts';
import { newFields, oldType } from '../crm/old.ts';
import { categoriesTable } from '../crm/tables.ts';
import { newTask } from '../methods/tasks/task-write.ts';
import { tables } from '../tables.ts';

const id = z.string().regex(/^\d+$/u);
const json = z.json();
const row = z.object({ ID: id }).catchall(json);
const element = row.extend({ DATE_CREATE: z.string(), CREATED_BY_ID: id, ASSIGNED_BY_ID: id });

/** A company in the form in which the vendor's documentation ships its fictional one: old CRM names, tasks by new ones. */
const datasetFile = z.object({
  entities: z.object({
    users: z.array(row.extend({ ACTIVE: z.boolean(), NAME: z.string(), LAST_NAME: z.string() })).min(1),
    categories: z.array(z.object({ id: z.number(), name: z.string(), entityTypeId: z.number() }).catchall(json)),
    statuses: z.array(row.extend({ ENTITY_ID: z.string(), STATUS_ID: z.string(), NAME: z.string() })),
    companies: z.array(element.extend({ TITLE: z.string() })),
    contacts: z.array(element),
    leads: z.array(element.extend({ TITLE: z.string(), STATUS_ID: z.string() })),
    deals: z.array(element.extend({ TITLE: z.string(), STAGE_ID: z.string(), CATEGORY_ID: z.string() })),
    tasks: z.array(z.object({ id, title: z.string(), responsibleId: id, createdBy: id }).catchall(json)),
  }),
});

export type Dataset = z.infer<typeof datasetFile>;

/** Reads the text of a data file; throws an Error whose message says in one line what is wrong with it. */
export function readDataset(text: string): Dataset {
  const read = datasetFile.safeParse(JSON.parse(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new TypeError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

const elements = [
  ['companies', 4],
  ['contacts', 3],
  ['leads', 1],
  ['deals', 2],
] as const;

function putElement(core: PortalCore, entityTypeId: number, old: JsonObject): void {
  const created = textOf(old['DATE_CREATE']);
  const author = Number(textOf(old['CREATED_BY_ID']));
  const item = addItem(core, entityTypeId, newFields(oldType(entityTypeId), old), {
    userId: author,
    as: {
      id: Number(textOf(old['ID'])),
      createdTime: core.zone.normal(created) ?? created,
      updatedTime: core.zone.normal(textOf(old['DATE_MODIFY'])) ?? created,
      createdBy: author,
      updatedBy: Number(textOf(old['MODIFY_BY_ID']) || author),
    },
  });
  // Contacts of a deal come as one number; the portal shows them as a list, too.
  const contactId = Number(textOf(old['CONTACT_ID']) || 0);
  if (entityTypeId === 2 && contactId > 0 && item['contactIds'] === undefined) {
    core.store.table(tables.deal).patch(Number(item['id']), { contactIds: [contactId] });
  }
}

/** What the answers of tasks make up on the way out, and tasks do not keep. */
const derived = new Set(['group', 'responsible', 'creator', 'accomplicesData', 'auditorsData']);

function putTask(core: PortalCore, given: JsonObject): void {
  const number = Number(textOf(given['id']));
  const kept = Object.entries(given).filter(([name]) => !derived.has(name));
  const author = { core, caller: { userId: Number(textOf(given['createdBy'])) } };
  const task: Record<string, Json> = { ...newTask(author, number, {}), ...Object.fromEntries(kept) };
  core.store.table(tables.task).put(number, task);
}

/** Puts the company of a data file into a portal; its first user becomes the administrator. Returns how many records. */
export function loadDataset(core: PortalCore, { entities }: Dataset): number {
  return core.store.transaction(() => {
    let count = 0;
    const counted = <T>(rows: readonly T[], put: (row: T) => void): void => {
      rows.forEach(put);
      count += rows.length;
    };
    counted(entities.users, (user) => core.store.table(tables.user).put(Number(user.ID), user));
    counted(entities.categories, (each) =>
      core.store.table(categoriesTable).put(`${each.entityTypeId}:${each.id}`, each),
    );
    counted(entities.statuses, (status) => core.store.table(tables.status).put(Number(status.ID), status));
    for (const [family, entityTypeId] of elements) {
      counted<JsonObject>(entities[family], (old) => putElement(core, entityTypeId, old));
    }
    counted(entities.tasks, (task) => putTask(core, task));
    core.store.table(administratorsTable).put(Number(entities.users[0]?.ID), {});
    return count;
  });
}
