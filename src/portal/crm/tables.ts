import type { TableSpec } from '../store.ts';

/** Items of one kind, as crm.item.* shows them. */
export function itemsTable(entityTypeId: number): TableSpec {
  const more: Readonly<Record<number, readonly string[]>> = {
    2: ['companyId', 'contactId', 'categoryId'],
    3: ['companyId'],
  };
  return { name: `crm_item_${entityTypeId}`, indexes: ['assignedById', 'updatedTime', ...(more[entityTypeId] ?? [])] };
}

/** Links between items: `{owner: "2:15", target: "3:77", sort, primary}`. Found from either end. */
export const linksTable: TableSpec = { name: 'crm_links', id: 'text', indexes: ['owner', 'target'] };
/** Files of items' fields: `{blob, name, owner: "3:77"}`. */
export const itemFilesTable: TableSpec = { name: 'crm_item_files', indexes: ['owner'] };
export const typesTable: TableSpec = { name: 'crm_types' };
/** Funnels, by `entityTypeId:id`. */
export const categoriesTable: TableSpec = { name: 'crm_categories', id: 'text' };
export const statusesTable: TableSpec = { name: 'crm_statuses', indexes: ['ENTITY_ID', 'STATUS_ID'] };

/** Activities, as crm.activity.list shows them with `*`. */
export const activitiesTable: TableSpec = {
  name: 'crm_activities',
  indexes: ['LAST_UPDATED', 'RESPONSIBLE_ID', 'OWNER_ID'],
};
/** What an activity shows only when asked: `{COMMUNICATIONS, FILES}`, by the activity's number. */
export const activityExtrasTable: TableSpec = { name: 'crm_activity_extras' };
/** `{child, owner: "2:15", entityTypeId, entityId}`: to which items an activity belongs. */
export const activityBindingsTable: TableSpec = {
  name: 'crm_activity_bindings',
  indexes: ['child', 'owner', 'entityTypeId'],
};

export const commentsTable: TableSpec = { name: 'crm_comments' };
export const commentBindingsTable: TableSpec = { name: 'crm_comment_bindings', indexes: ['child', 'owner'] };

export const productRowsTable: TableSpec = { name: 'crm_product_rows', indexes: ['owner'] };

export const requisitesTable: TableSpec = { name: 'crm_requisites', indexes: ['ENTITY_ID'] };
export const bankDetailsTable: TableSpec = { name: 'crm_bank_details', indexes: ['ENTITY_ID'] };
/** Addresses, by `TYPE_ID:ENTITY_TYPE_ID:ENTITY_ID`. */
export const addressesTable: TableSpec = { name: 'crm_addresses', id: 'text', indexes: ['ENTITY_ID'] };
export const presetsTable: TableSpec = { name: 'crm_presets' };

/** Definitions of custom fields, as crm.deal.userfield.get shows them. */
export const userFieldsTable: TableSpec = { name: 'userfields', indexes: ['ENTITY_ID'] };
