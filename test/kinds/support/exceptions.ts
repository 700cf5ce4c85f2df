import type { KindId } from '../../../src/kinds/kind.ts';

/** Parameters that a page uses in its examples or text but leaves out of its table. */
export const undocumentedParams: Readonly<Record<string, readonly string[]>> = {
  // The page names the member and not the object that it is in.
  'tasks.flow.Flow.delete': ['flowData.id'],
  // Its table of parameters is empty; the example asks with `select`.
  'crm.invoice.list': ['select'],
  // The page lists its parameters under three headings, one for each way to name a poll.
  'vote.AttachedVote.getWithVoted': ['moduleId', 'entityType', 'entityId', 'pageSize'],
  // Marked as required beside the number that stands for it: one of the two is enough.
  'lists.delete': ['IBLOCK_CODE'],
  'lists.field.get': ['IBLOCK_CODE'],
  'lists.section.get': ['IBLOCK_CODE'],
  'lists.section.delete': ['IBLOCK_CODE', 'SECTION_CODE'],
  'lists.element.get': ['IBLOCK_CODE'],
  'lists.element.delete': ['IBLOCK_CODE', 'ELEMENT_CODE'],
  'lists.element.get.file.url': ['IBLOCK_CODE', 'ELEMENT_CODE'],
};

/** Fields of rows that no example on the cited pages shows, with the ground for believing in them. */
export const undocumentedFields: Readonly<Record<KindId, readonly string[]>> = {
  // The page lists the fields to ask for in capitals (DATE_UPDATE) and shows rows in camelCase for those of its example.
  workgroup: ['description', 'dateUpdate', 'dateCreate', 'ownerId', 'scrumMasterId', 'numberOfMembers', 'closed'],
  // Elements under others have `parentId<type>`; examples show other types than deal (2) and quote (7).
  'smart-invoice': ['parentId2', 'parentId7'],
  'smart-process-item': ['parentId2'],
  // Elements of COMMUNICATIONS and FILES are described in words on the pages of the type, not shown in an answer.
  activity: ['VALUE', 'TYPE', 'ENTITY_TYPE_ID', 'ENTITY_ID', 'id'],
  // The page of the outdated method has no answer; these are the fields of crm.invoice.fields.
  'old-invoice': ['COMMENTS', 'USER_DESCRIPTION', 'RESPONSIBLE_ID', 'UF_DEAL_ID', 'UF_COMPANY_ID', 'UF_CONTACT_ID'],
  // The example of calendar.section.get is not JSON; the page describes these fields in a table.
  'calendar-section': ['ID', 'NAME', 'DESCRIPTION', 'CAL_TYPE', 'OWNER_ID', 'CREATED_BY'],
  // The page names them among the fields to ask for.
  'list-element': ['PREVIEW_TEXT', 'DETAIL_TEXT'],
  'company-calendar': ['ID', 'NAME'],
  // Rows hold what `select` asks for; the examples ask for less than `*`.
  site: ['DATE_MODIFY', 'DATE_CREATE', 'CREATED_BY_ID', 'MODIFIED_BY_ID'],
  page: ['DATE_CREATE', 'CREATED_BY_ID'],
  'work-time': ['userId'],
  // The examples are of deals; leads and old invoices have a status in the place of a stage.
  'lead-stage-history': ['STATUS_ID'],
  'old-invoice-stage-history': ['STATUS_ID'],
  // The example asks for two fields of a translation and not for the one that says what is translated.
  'price-type-name': ['catalogGroupId'],
};
