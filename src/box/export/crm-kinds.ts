import type { JsonObject } from '../../base/json.ts';
import type { Shape } from './schema.ts';

/** How one kind of the CRM lies in the tables. */
export interface CrmTable {
  readonly kind: 'contact' | 'company' | 'lead' | 'deal';
  readonly table: string;
  readonly entityTypeId: number;
  /** `CONTACT` in b_crm_field_multi and, with `CRM_`, among the custom fields. */
  readonly name: string;
  /** REST's name of a column where it is not the column's own in camel case. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Columns that hold days though their type holds moments. */
  readonly days: readonly string[];
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
    readonly first?: string;
  };
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

/** Columns as the vendor's install scripts have them: crm/install/db/mysql/install.sql. */
export const crmTables: readonly CrmTable[] = [
  {
    kind: 'contact',
    table: 'b_crm_contact',
    entityTypeId: 3,
    name: 'CONTACT',
    renamed,
    days: ['BIRTHDATE'],
    hidden: ['FULL_NAME', 'SEARCH_CONTENT'],
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
    hidden: ['SEARCH_CONTENT'],
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
    hidden: ['FULL_NAME', 'SEARCH_CONTENT'],
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
    hidden: ['SEARCH_CONTENT'],
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
];

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
