import type { Row } from '../history.ts';

/** Names of records as plans and journals give them, told from the portal's own tables. Written down by hand: a second opinion. */
type Name = (row: Row, json: Readonly<Record<string, unknown>>) => string | undefined;

const plain = (kind: string): Name => {
  return ({ id }) => `${kind} ${id}`;
};

const NAMES: Readonly<Record<string, Name>> = {
  users: plain('user'),
  departments: plain('department'),
  groups: plain('workgroup'),
  group_members: (_, json) => `group-member ${text(json['GROUP_ID'])}:${text(json['USER_ID'])}`,
  crm_categories: ({ id }, json) =>
    json['entityTypeId'] === 2 ? `funnel ${text(json['id'])}` : `smart-process-funnel ${id}`,
  crm_statuses: (_, json) => `status ${text(json['ENTITY_ID'])}:${text(json['STATUS_ID'])}`,
  crm_presets: plain('requisite-preset'),
  crm_item_1: plain('lead'),
  crm_item_2: plain('deal'),
  crm_item_3: plain('contact'),
  crm_item_4: plain('company'),
  crm_requisites: plain('requisite'),
  crm_bank_details: plain('bank-detail'),
  crm_activities: plain('activity'),
  crm_comments: plain('timeline-comment'),
  crm_addresses: plain('address'),
  crm_product_rows: plain('product-row'),
  tasks: plain('task'),
  task_checklist_items: plain('checklist-item'),
  task_elapsed_times: plain('elapsed-time'),
  task_results: plain('task-result'),
  task_comments: plain('task-comment'),
  disk_storages: plain('disk-storage'),
  disk_objects: ({ id }, json) => {
    // A storage's root is the storage itself.
    if (json['PARENT_ID'] === null) return undefined;
    return `${json['TYPE'] === 'folder' ? 'disk-folder' : 'disk-file'} ${id}`;
  },
  disk_versions: plain('disk-version'),
  feed_comments: plain('feed-comment'),
  mailboxes: plain('mailbox'),
  mail_messages: plain('mail-message'),
  process_templates: plain('bp-template'),
  workflows: plain('bp-instance'),
  process_assignments: plain('bp-assignment'),
};

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** `contact 5`; undefined for a row that is no record of its own (a link, a binding, a message of the system). */
export function nameOf(row: Row): string | undefined {
  return NAMES[row.table]?.(row, JSON.parse(row.json) as Record<string, unknown>);
}

export function kindOf(name: string): string {
  return name.slice(0, name.indexOf(' '));
}
