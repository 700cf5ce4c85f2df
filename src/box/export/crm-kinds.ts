import type { JsonObject } from '../../base/json.ts';
import type { Shape } from './schema.ts';

/** How one kind of the CRM lies in the tables. */
export interface CrmTable {
  readonly kind: 'contact' | 'company' | 'lead' | 'deal' | 'quote' | 'smart-invoice' | 'smart-process-item';
  readonly table: string;
  readonly entityTypeId: number;
  /** `CONTACT` in b_crm_field_multi and, with `CRM_`, among the custom fields. */
  readonly name: string;
  /** Which rows. */
  readonly where?: string;
  /** REST's name of a column where it is not the column's own in camel case. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Columns that hold days though their type holds moments. */
  readonly days: readonly string[];
  /** Columns with a serialized list; REST shows the list. */
  readonly serialized?: readonly string[];
  /** Columns of the table that REST does not show. */
  readonly hidden: readonly string[];
  /** What REST shows though no column holds it, unless one does. */
  readonly constant: JsonObject;
  /** Numbers that REST shows as 0 where the table has none. */
  readonly zero: readonly string[];
  /** Table with the contacts, or companies, of an element; the field that shows them. */
  readonly links?: {
    readonly table: string;
    readonly own: string;
    readonly other: string;
    readonly field: string;
    readonly where?: string;
  };
  /** Its elements have parents of any type, in a table of their own: `parentId2`. */
  readonly hasParents?: true;
  readonly hasMultiFields: boolean;
  /** Fields that REST makes of phones and mails: field → type and, where it matters, kind of value. */
  readonly spread: Readonly<Record<string, readonly [type: string, valueType?: string]>>;
}

const renamed = {
  DATE_CREATE: 'createdTime',
  DATE_MODIFY: 'updatedTime',
  CREATED_BY_ID: 'createdBy',
  MODIFY_BY_ID: 'updatedBy',
  MOVED_BY_ID: 'movedBy',
};
const never = { searchContent: null, address: null } as const;
const zero = ['webformId', 'categoryId'];

/** Columns of sums in the portal's own currency, and of sorting: REST shows none of them. */
const own = [
  'SEARCH_CONTENT',
  'EXCH_RATE',
  'OPPORTUNITY_ACCOUNT',
  'TAX_VALUE_ACCOUNT',
  'ACCOUNT_CURRENCY_ID',
  'BIRTHDAY_SORT',
];

/** Columns as the vendor's install scripts have them: crm/install/db/mysql/install.sql. */
export const crmTables: readonly CrmTable[] = [
  {
    kind: 'contact',
    table: 'b_crm_contact',
    entityTypeId: 3,
    name: 'CONTACT',
    renamed,
    days: ['BIRTHDATE'],
    hidden: ['FULL_NAME', ...own],
    constant: { ...never, shortName: null },
    zero: [...zero, 'companyId'],
    links: { table: 'b_crm_contact_company', own: 'CONTACT_ID', other: 'COMPANY_ID', field: 'companyIds' },
    hasMultiFields: true,
    spread: {},
  },
  {
    kind: 'company',
    table: 'b_crm_company',
    entityTypeId: 4,
    name: 'COMPANY',
    renamed: { ...renamed, COMPANY_TYPE: 'typeId' },
    days: [],
    hidden: own,
    constant: { ...never, addressLegal: null },
    zero,
    links: { table: 'b_crm_contact_company', own: 'COMPANY_ID', other: 'CONTACT_ID', field: 'contactIds' },
    hasMultiFields: true,
    spread: {},
  },
  {
    kind: 'lead',
    table: 'b_crm_lead',
    entityTypeId: 1,
    name: 'LEAD',
    renamed: { ...renamed, STATUS_ID: 'stageId', STATUS_SEMANTIC_ID: 'stageSemanticId' },
    days: ['BIRTHDATE'],
    hidden: ['FULL_NAME', ...own],
    constant: {
      ...never,
      ...Object.fromEntries(
        ['shortName', 'isConvert', 'productId', 'login', 'skype', 'icq', 'dateCreateShort', 'dateModifyShort'].map(
          (name) => [name, null],
        ),
      ),
    },
    zero: ['webformId', 'companyId', 'contactId'],
    links: { table: 'b_crm_lead_contact', own: 'LEAD_ID', other: 'CONTACT_ID', field: 'contactIds' },
    hasMultiFields: true,
    spread: {
      phoneMobile: ['PHONE', 'MOBILE'],
      phoneWork: ['PHONE', 'WORK'],
      phoneMailing: ['PHONE', 'MAILING'],
      emailHome: ['EMAIL', 'HOME'],
      emailWork: ['EMAIL', 'WORK'],
      emailMailing: ['EMAIL', 'MAILING'],
      imol: ['IM', 'OPENLINE'],
      email: ['EMAIL'],
      phone: ['PHONE'],
    },
  },
  {
    kind: 'deal',
    table: 'b_crm_deal',
    entityTypeId: 2,
    name: 'DEAL',
    renamed,
    days: ['BEGINDATE', 'CLOSEDATE'],
    hidden: own,
    constant: {
      searchContent: null,
      ...Object.fromEntries(
        [
          'productId',
          'begindateShort',
          'closedateShort',
          'eventDate',
          'eventDateShort',
          'eventId',
          'eventDescription',
          'locationId',
          'orderStage',
          'isWork',
          'isWon',
          'isLose',
          'receivedAmount',
          'lostAmount',
          'hasProducts',
          'dateCreateShort',
          'dateModifyShort',
        ].map((name) => [name, null]),
      ),
    },
    zero: ['webformId', 'categoryId', 'companyId', 'contactId'],
    links: { table: 'b_crm_deal_contact', own: 'DEAL_ID', other: 'CONTACT_ID', field: 'contactIds' },
    hasMultiFields: false,
    spread: {},
  },
  {
    kind: 'quote',
    table: 'b_crm_quote',
    entityTypeId: 7,
    name: 'QUOTE',
    renamed: { ...renamed, STATUS_ID: 'stageId', MYCOMPANY_ID: 'mycompanyId' },
    days: ['BEGINDATE', 'CLOSEDATE', 'ACTUAL_DATE'],
    hidden: [...own, 'PERSON_TYPE_ID', 'COMMENTS_TYPE', 'CONTENT_TYPE', 'TERMS_TYPE'],
    serialized: ['STORAGE_ELEMENT_IDS'],
    constant: { originatorId: null, originId: null, searchContent: null },
    zero: ['webformId', 'companyId', 'contactId'],
    links: { table: 'b_crm_quote_contact', own: 'QUOTE_ID', other: 'CONTACT_ID', field: 'contactIds' },
    hasMultiFields: false,
    spread: {},
  },
];

/** Elements of a type that the universal methods alone know: smart processes, and smart invoices among them. */
function dynamicTable(kind: 'smart-invoice' | 'smart-process-item', facts: DynamicType): CrmTable {
  const { entityTypeId, table, name } = facts;
  return {
    kind,
    table,
    entityTypeId,
    name,
    renamed: { ASSIGNED_BY_ID: 'assignedById', MYCOMPANY_ID: 'mycompanyId' },
    days: ['BEGINDATE', 'CLOSEDATE'],
    hidden: own,
    constant: {},
    zero: ['webformId', 'companyId', 'contactId'],
    links: {
      table: 'b_crm_entity_contact',
      own: 'ENTITY_ID',
      other: 'CONTACT_ID',
      field: 'contactIds',
      where: `ENTITY_TYPE_ID = ${entityTypeId}`,
    },
    hasParents: true,
    hasMultiFields: false,
    spread: {},
  };
}

/** A row of b_crm_dynamic_type, as far as its elements need it. */
export interface DynamicType {
  readonly entityTypeId: number;
  readonly table: string;
  readonly name: string;
}

export const smartInvoiceTable = dynamicTable('smart-invoice', {
  entityTypeId: 31,
  table: 'b_crm_dynamic_items_31',
  name: 'SMART_INVOICE',
});

export function smartProcessTable(type: DynamicType): CrmTable {
  return dynamicTable('smart-process-item', type);
}

/** `STAGE_SEMANTIC_ID` → `stageSemanticId`. */
export function camel(column: string): string {
  return column.toLowerCase().replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

/** `UF_CRM_1720697698689` → `ufCrm_1720697698689`, as REST writes names of custom fields. */
export function customName(field: string): string {
  return field.toLowerCase().replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

export function shapeOf({ days }: CrmTable, column: string, shape: Shape): Shape {
  return days.includes(column) ? 'day' : shape;
}
