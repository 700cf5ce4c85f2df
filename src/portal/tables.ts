import type { Family } from './company/made.ts';
import { usersTable } from './core.ts';
import {
  activitiesTable,
  bankDetailsTable,
  categoriesTable,
  commentsTable,
  itemsTable,
  presetsTable,
  requisitesTable,
  statusesTable,
  userFieldsTable,
} from './crm/tables.ts';
import { type ShelfFamily, shelves } from './shelves/index.ts';
import type { TableSpec } from './store.ts';

function tablesOfShelves(): Readonly<Record<ShelfFamily, TableSpec>> {
  const entries = Object.entries(shelves).map(([family, { table }]) => [family, table] as const);
  return Object.fromEntries(entries) as Record<ShelfFamily, TableSpec>;
}

/**
 * Where each family of records lives. Records are kept as the portal answers them: CRM elements as `crm.item.*` gives
 * them (with `fm`, `contactIds`, `companyIds`), tasks as REST 2.0 gives them, the rest as their own list methods do.
 */
export const tables = {
  ...tablesOfShelves(),
  user: usersTable,
  profileField: { name: 'profile_fields' },
  department: { name: 'departments', indexes: ['PARENT'] },
  group: { name: 'groups' },
  groupMember: { name: 'group_members', indexes: ['GROUP_ID'] },
  category: categoriesTable,
  status: statusesTable,
  userField: userFieldsTable,
  company: itemsTable(4),
  contact: itemsTable(3),
  lead: itemsTable(1),
  deal: itemsTable(2),
  activity: activitiesTable,
  timelineComment: commentsTable,
  preset: presetsTable,
  requisite: requisitesTable,
  bankDetail: bankDetailsTable,
  task: { name: 'tasks', indexes: ['chatId', 'parentId', 'groupId'] },
  checklistItem: { name: 'task_checklist_items', indexes: ['TASK_ID'] },
  elapsedTime: { name: 'task_elapsed_times', indexes: ['TASK_ID'] },
  taskResult: { name: 'task_results', indexes: ['taskId'] },
  taskComment: { name: 'task_comments', indexes: ['TASK_ID'] },
  chatMessage: { name: 'chat_messages', indexes: ['chat_id'] },
  storage: { name: 'disk_storages' },
  diskObject: { name: 'disk_objects', indexes: ['PARENT_ID'] },
  attachedObject: { name: 'disk_attached_objects', indexes: ['ENTITY_ID'] },
  processTemplate: { name: 'process_templates' },
  workflow: { name: 'workflows', id: 'text' },
  assignment: { name: 'process_assignments', indexes: ['WORKFLOW_ID'] },
} as const satisfies Readonly<Record<Family, TableSpec>>;

/** Versions of Drive files; `BLOB` says where their bytes are and never leaves the portal. */
export const versionsTable: TableSpec = { name: 'disk_versions', indexes: ['OBJECT_ID'] };
