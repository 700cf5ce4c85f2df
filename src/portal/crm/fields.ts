import type { Field, FieldType } from '../query.ts';

export type ItemFieldType =
  'int' | 'double' | 'flag' | 'datetime' | 'date' | 'text' | 'status' | 'user' | 'ints' | 'file' | 'fm';

/** A field of a CRM item: its name in crm.item.*, its name in the old methods, and what it holds. */
export interface ItemField {
  readonly name: string;
  readonly old: string;
  readonly type: ItemFieldType;
  readonly readOnly: boolean;
  /** ENTITY_ID of the dictionary that a status comes from. */
  readonly dictionary?: string;
}

/** What a kind of CRM item is made of. */
export interface ItemType {
  readonly entityTypeId: number;
  readonly fields: ReadonlyMap<string, ItemField>;
  readonly byOldName: ReadonlyMap<string, ItemField>;
}

export const lead = 1;
export const deal = 2;
export const contact = 3;
export const company = 4;
export const quote = 7;
export const invoice = 31;
export const requisite = 8;

/** `assignedById` → `ASSIGNED_BY_ID`. */
export function upperName(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/gu, '_$&').toUpperCase();
}

/** `UF_CRM_7_1721` → `ufCrm7_1721`: a number at the end keeps its underscore. */
export function camelName(upper: string): string {
  const tail = /_\d+$/u.exec(upper)?.[0] ?? '';
  const head = upper.slice(0, upper.length - tail.length).toLowerCase();
  return head.replaceAll(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase()) + tail;
}

/** `ufCrm7_1721` → `UF_CRM_7_1721`. */
export function userFieldName(camel: string): string {
  return camel
    .replaceAll(/(?<=[a-z0-9])[A-Z]/gu, '_$&')
    .replaceAll(/(?<=[a-z])\d/gu, '_$&')
    .toUpperCase();
}

export const isUserField = (name: string): boolean => /^uf/iu.test(name);
/** `parentId1224`: the number of a smart-process item this one belongs to. */
export const isParentField = (name: string): boolean => /^parentId\d+$/u.test(name);

/** What a field of these names leads to. */
export const referenceTypes: Readonly<Record<string, { readonly type: string; readonly parent?: number }>> = {
  companyId: { type: 'crm_company', parent: company },
  contactId: { type: 'crm_contact' },
  contactIds: { type: 'crm_contact' },
  companyIds: { type: 'crm_company' },
  leadId: { type: 'crm_lead', parent: lead },
  quoteId: { type: 'crm_quote', parent: quote },
  mycompanyId: { type: 'crm_company', parent: company },
  categoryId: { type: 'crm_category' },
  currencyId: { type: 'crm_currency' },
  observers: { type: 'user' },
};

// One line a field: name, type (`!`: only the portal writes it), and what is special (`=OLD_NAME`, `@DICTIONARY`).
const every = `
  id int!
  createdTime datetime! =DATE_CREATE
  updatedTime datetime! =DATE_MODIFY
  createdBy user! =CREATED_BY_ID
  updatedBy user! =MODIFY_BY_ID
  assignedById user
  opened flag
  webformId int
  lastActivityBy user!
  lastActivityTime datetime!
  observers ints
  entityTypeId int!`;
const common = `${every}
  originatorId text
  originId text
  searchContent text!
  utmSource text
  utmMedium text
  utmCampaign text
  utmContent text
  utmTerm text`;
const stages = `
  stageId status
  stageSemanticId text!
  movedBy user! =MOVED_BY_ID
  movedTime datetime!`;
const money = `
  opportunity double
  currencyId text
  isManualOpportunity flag`;
const client = `
  companyId int
  contactId int
  contactIds ints`;
const communications = `
  hasPhone flag!
  hasEmail flag!
  hasImol flag!
  fm fm`;
const person = `
  honorific status @HONORIFIC
  name text
  secondName text
  lastName text
  shortName text!
  birthdate date
  post text
  address text
  comments text`;
const source = `
  sourceId status @SOURCE
  sourceDescription text`;

const leadFields = `${common}${stages.replaceAll('stageId status', 'stageId status =STATUS_ID @STATUS').replace('stageSemanticId text!', 'stageSemanticId text! =STATUS_SEMANTIC_ID')}${money}${client}${communications}${person}${source}
  title text
  dateCreateShort text!
  dateModifyShort text!
  isConvert text!
  statusDescription text
  productId int!
  companyTitle text
  dateClosed datetime!
  login text!
  isReturnCustomer flag!
  phoneMobile text!
  phoneWork text!
  phoneMailing text!
  emailHome text!
  emailWork text!
  emailMailing text!
  skype text!
  icq text!
  imol text!
  email text!
  phone text!`;
const dealFields = `${common}${stages.replace('stageId status', 'stageId status @DEAL_STAGE')}${money}${client}${source}
  title text
  dateCreateShort text!
  dateModifyShort text!
  leadId int
  quoteId int
  productId int!
  categoryId int
  isNew flag!
  isRecurring flag
  isReturnCustomer flag
  isRepeatedApproach flag
  closed flag
  typeId status @DEAL_TYPE
  taxValue double
  probability int
  comments text
  begindate date
  begindateShort text!
  closedate date
  closedateShort text!
  eventDate datetime!
  eventDateShort text!
  eventId text!
  eventDescription text!
  locationId text
  additionalInfo text
  orderStage text!
  isWork text!
  isWon text!
  isLose text!
  receivedAmount text!
  lostAmount text!
  hasProducts text!`;
const contactFields = `${common}${communications}${person}${source}
  photo file
  leadId int
  typeId status @CONTACT_TYPE
  companyId int
  companyIds ints
  categoryId int
  export flag
  originVersion text
  faceId int!`;
const companyFields = `${common}${communications}
  title text
  logo file
  leadId int
  typeId status =COMPANY_TYPE @COMPANY_TYPE
  contactIds ints
  categoryId int
  industry status @INDUSTRY
  employees status @EMPLOYEES
  currencyId text
  revenue double
  address text
  addressLegal text
  bankingDetails text
  comments text
  isMyCompany flag
  originVersion text`;
const quoteFields = `${common}${stages.replace('stageId status', 'stageId status =STATUS_ID @QUOTE_STATUS')}${money}${client}
  title text
  quoteNumber text
  dealId int
  leadId int
  mycompanyId int
  closed flag
  taxValue double
  content text
  terms text
  comments text
  begindate date
  closedate date
  actualDate date
  locationId text
  storageTypeId int
  storageElementIds ints`;
const smartFields = `${every.replaceAll(/ =\w+/gu, '')}
  stageId status
  movedBy user!
  movedTime datetime!${money}${client}${source}
  title text
  xmlId text
  begindate date
  closedate date
  categoryId int
  previousStageId status!
  taxValue double
  mycompanyId int`;
const invoiceFields = `${smartFields}
  accountNumber text
  locationId text
  comments text
  paySystemId int
  personTypeId int`;

function parseField(line: string): ItemField {
  const [name = '', type = '', ...marks] = line.trim().split(' ');
  const dictionary = marks.find((mark) => mark.startsWith('@'))?.slice(1);
  return {
    name,
    old: marks.find((mark) => mark.startsWith('='))?.slice(1) ?? upperName(name),
    type: type.replace('!', '') as ItemFieldType,
    readOnly: type.endsWith('!'),
    ...(dictionary === undefined ? {} : { dictionary }),
  };
}

function itemType(entityTypeId: number, text: string): ItemType {
  const fields = text.trim().split('\n').map(parseField);
  return {
    entityTypeId,
    fields: new Map(fields.map((field) => [field.name, field])),
    byOldName: new Map(fields.map((field) => [field.old, field])),
  };
}

const smart = itemType(0, smartFields);
const known: ReadonlyMap<number, ItemType> = new Map(
  [
    itemType(lead, leadFields),
    itemType(deal, dealFields),
    itemType(contact, contactFields),
    itemType(company, companyFields),
    itemType(quote, quoteFields),
    itemType(invoice, invoiceFields),
  ].map((type) => [type.entityTypeId, type]),
);

export const isSmartType = (entityTypeId: number): boolean => entityTypeId >= 128;

/** The fields of a kind of item; smart processes share one set. Undefined for what crm.item.* does not serve. */
export function itemTypeOf(entityTypeId: number): ItemType | undefined {
  if (isSmartType(entityTypeId)) return { ...smart, entityTypeId };
  return known.get(entityTypeId);
}

const compared: Readonly<Record<ItemFieldType, FieldType>> = {
  int: 'integer',
  double: 'number',
  flag: 'flag',
  datetime: 'datetime',
  date: 'datetime',
  text: 'text',
  status: 'text',
  user: 'integer',
  ints: 'list',
  file: 'text',
  fm: 'text',
};

/** How a field is filtered and sorted. */
export function storedField(field: ItemField): Field {
  return field.name === 'id' ? { path: 'id', type: 'id' } : { path: field.name, type: compared[field.type] };
}
