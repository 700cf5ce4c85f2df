import { isObject, type JsonObject, textOf } from '../../../src/base/json.ts';
import { objects, type SchemaTable, type SourceRecord, texts } from './box-schema.ts';

const entityTypes: Readonly<Record<string, number>> = { lead: 1, deal: 2, contact: 3, company: 4, quote: 7 };

const requisiteFields =
  `NAME COMPANY_NAME COMPANY_FULL_NAME COMPANY_REG_DATE DIRECTOR INN KPP OGRN VAT_PAYER FIRST_NAME LAST_NAME SECOND_NAME OGRNIP`
    .split(' ')
    .map((name) => `RQ_${name} varchar(255)`);
const bankFields = 'BANK_NAME BANK_ADDR BIK ACC_NUM ACC_CURRENCY COR_ACC_NUM'
  .split(' ')
  .map((name) => `RQ_${name} varchar(255)`);
/** Columns of the vendor's that the sample company leaves empty. */
const empty = (names: string): string =>
  names
    .split(' ')
    .map((name) => `${name} varchar(255) -`)
    .join('\n');

const userField = `
  ID int id
  ENTITY_ID varchar(50) entityId
  FIELD_NAME varchar(50) fieldName
  USER_TYPE_ID varchar(50) userTypeId
  XML_ID varchar(255) xmlId
  SORT int sort
  MULTIPLE char(1) multiple
  MANDATORY char(1) mandatory
  SHOW_FILTER char(1) showFilter
  SHOW_IN_LIST char(1) showInList
  EDIT_IN_LIST char(1) editInList
  IS_SEARCHABLE char(1) isSearchable
  SETTINGS php settings`;
const oldUserField = userField
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' ').slice(0, 2).join(' '))
  .join('\n');

const dynamicItem = `
  ID int id
  XML_ID varchar(255) xmlId
  TITLE varchar(255) title
  CREATED_BY int createdBy
  UPDATED_BY int updatedBy
  MOVED_BY int movedBy
  CREATED_TIME moment createdTime
  UPDATED_TIME moment updatedTime
  MOVED_TIME moment movedTime
  CATEGORY_ID int categoryId
  OPENED char(1) opened
  STAGE_ID varchar(50) stageId
  PREVIOUS_STAGE_ID varchar(50) previousStageId
  BEGINDATE day begindate
  CLOSEDATE day closedate
  COMPANY_ID int companyId
  CONTACT_ID int contactId
  OPPORTUNITY decimal(18,2) opportunity
  IS_MANUAL_OPPORTUNITY char(1) isManualOpportunity
  TAX_VALUE decimal(18,2) taxValue
  CURRENCY_ID varchar(50) currencyId
  OPPORTUNITY_ACCOUNT decimal(18,2) opportunity
  ACCOUNT_CURRENCY_ID varchar(50) currencyId
  MYCOMPANY_ID int mycompanyId
  SOURCE_ID varchar(50) sourceId
  SOURCE_DESCRIPTION text sourceDescription
  ASSIGNED_BY_ID int assignedById
  WEBFORM_ID int webformId
  LAST_ACTIVITY_BY int lastActivityBy
  LAST_ACTIVITY_TIME moment lastActivityTime`;

/** Contacts and parents of an element that only the universal methods know. */
function links(type: number): NonNullable<SchemaTable['more']> {
  return ({ row }) => [
    ...texts(row['contactIds']).map(
      (contact) =>
        ['b_crm_entity_contact', { ENTITY_TYPE_ID: type, ENTITY_ID: row['id'] ?? null, CONTACT_ID: contact }] as const,
    ),
    ...Object.entries(row).flatMap(([field, value]) => {
      const source = /^parentId(?<type>\d+)$/u.exec(field)?.groups?.['type'];
      if (source === undefined || value === null) return [];
      const relation = {
        SRC_ENTITY_TYPE_ID: source,
        SRC_ENTITY_ID: value,
        DST_ENTITY_TYPE_ID: type,
        DST_ENTITY_ID: row['id'] ?? null,
      };
      return [['b_crm_entity_relation', relation] as const];
    }),
  ];
}

function stageHistory(kind: string, table: string, more: string): SchemaTable {
  return {
    kind: `${kind}-stage-history`,
    table,
    columns: `ID int\nTYPE_ID int\nOWNER_ID int\nCREATED_TIME moment\n${more}`,
  };
}

export const crmTables: readonly SchemaTable[] = [
  {
    kind: 'custom-field',
    table: 'b_user_field',
    columns: userField,
    more: ({ row }) => [
      [
        'b_user_field_lang',
        {
          USER_FIELD_ID: row['id'] ?? 0,
          LANGUAGE_ID: 'ru',
          EDIT_FORM_LABEL: (isObject(row['editFormLabel']) ? row['editFormLabel']['ru'] : null) ?? null,
          LIST_COLUMN_LABEL: (isObject(row['listColumnLabel']) ? row['listColumnLabel']['ru'] : null) ?? null,
          LIST_FILTER_LABEL: (isObject(row['listFilterLabel']) ? row['listFilterLabel']['ru'] : null) ?? null,
        },
      ],
    ],
  },
  { kind: 'user-field', table: 'b_user_field', columns: oldUserField, more: enumeration },
  { kind: 'task-field', table: 'b_user_field', columns: oldUserField },
  {
    kind: 'custom-field-value',
    table: 'b_user_field_enum',
    columns:
      'ID int id\nUSER_FIELD_ID int userFieldId\nVALUE varchar(255) value\nDEF char(1) def\nSORT int sort\nXML_ID varchar(255) xmlId',
  },
  {
    kind: 'smart-process-type',
    table: 'b_crm_dynamic_type',
    columns: `
      ID int id
      TITLE varchar(255) title
      CODE varchar(255) -
      TABLE_NAME varchar(64) =b_crm_dynamic_items_1040
      CREATED_BY int createdBy
      ENTITY_TYPE_ID int entityTypeId
      CUSTOM_SECTION_ID int customSectionId
      ${'IsCategoriesEnabled IsStagesEnabled IsBeginCloseDatesEnabled IsClientEnabled IsUseInUserfieldEnabled IsLinkWithProductsEnabled IsMycompanyEnabled IsDocumentsEnabled IsSourceEnabled IsObserversEnabled IsRecyclebinEnabled IsAutomationEnabled IsBizProcEnabled IsSetOpenPermissions IsPaymentsEnabled IsCountersEnabled'
        .split(' ')
        .map(
          (name) =>
            `${name.replaceAll(/(?<=.)([A-Z])/gu, '_$1').toUpperCase()} char(1) ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
        )
        .join('\n')}
      CREATED_TIME moment createdTime
      UPDATED_TIME moment updatedTime
      UPDATED_BY int updatedBy`,
  },
  { kind: 'smart-process-item', table: 'b_crm_dynamic_items_1040', columns: dynamicItem, more: links(1040) },
  {
    kind: 'smart-invoice',
    table: 'b_crm_dynamic_items_31',
    columns: `${dynamicItem}
      ACCOUNT_NUMBER varchar(100) accountNumber
      LOCATION_ID varchar(100) locationId
      COMMENTS text comments
      PAY_SYSTEM_ID int paySystemId
      PERSON_TYPE_ID int personTypeId`,
    more: links(31),
  },
  {
    kind: 'smart-process-funnel',
    table: 'b_crm_item_category',
    columns:
      'ID int id\nENTITY_TYPE_ID int entityTypeId\nNAME varchar(255) name\nSORT int sort\nIS_DEFAULT char(1) isDefault',
  },
  {
    kind: 'quote',
    table: 'b_crm_quote',
    columns: `
      ID int id
      DATE_CREATE moment createdTime
      DATE_MODIFY moment updatedTime
      CREATED_BY_ID int createdBy
      MODIFY_BY_ID int updatedBy
      ASSIGNED_BY_ID int assignedById
      OPENED char(1) opened
      LEAD_ID int leadId
      DEAL_ID int dealId
      COMPANY_ID int companyId
      CONTACT_ID int contactId
      PERSON_TYPE_ID int =1
      MYCOMPANY_ID int mycompanyId
      TITLE varchar(255) title
      STATUS_ID varchar(50) stageId
      CLOSED char(1) closed
      OPPORTUNITY decimal(18,2) opportunity
      IS_MANUAL_OPPORTUNITY char(1) isManualOpportunity
      TAX_VALUE decimal(18,2) taxValue
      CURRENCY_ID varchar(50) currencyId
      OPPORTUNITY_ACCOUNT decimal(18,2) opportunity
      COMMENTS text comments
      BEGINDATE moment begindate
      CLOSEDATE moment closedate
      ACTUAL_DATE day actualDate
      QUOTE_NUMBER varchar(100) quoteNumber
      CONTENT text content
      TERMS text terms
      STORAGE_TYPE_ID int storageTypeId
      STORAGE_ELEMENT_IDS php storageElementIds
      LOCATION_ID varchar(100) locationId
      WEBFORM_ID int webformId
      MOVED_BY_ID int movedBy
      MOVED_TIME moment movedTime
      LAST_ACTIVITY_BY int lastActivityBy
      LAST_ACTIVITY_TIME moment lastActivityTime`,
    more: ({ row }) =>
      texts(row['contactIds']).map(
        (contact) => ['b_crm_quote_contact', { QUOTE_ID: row['id'] ?? 0, CONTACT_ID: contact }] as const,
      ),
  },
  {
    kind: 'activity',
    table: 'b_crm_act',
    columns: `
      ID int
      OWNER_ID int
      OWNER_TYPE_ID int
      PROVIDER_GROUP_ID varchar(100)
      ASSOCIATED_ENTITY_ID int
      TYPE_ID int
      PROVIDER_ID varchar(100)
      PROVIDER_TYPE_ID varchar(100)
      DIRECTION int
      LOCATION varchar(256)
      SUBJECT varchar(512)
      DESCRIPTION text
      DESCRIPTION_TYPE int
      CREATED moment
      LAST_UPDATED moment
      START_TIME moment
      END_TIME moment
      DEADLINE moment
      COMPLETED char(1)
      STATUS int
      RESPONSIBLE_ID int
      PRIORITY int
      NOTIFY_TYPE int
      NOTIFY_VALUE int
      SETTINGS php
      ORIGINATOR_ID varchar(255)
      ORIGIN_ID varchar(255)
      AUTHOR_ID int
      EDITOR_ID int
      PROVIDER_PARAMS php
      PROVIDER_DATA text
      RESULT_MARK int
      RESULT_VALUE decimal(18,4)
      RESULT_SUM decimal(18,4)
      RESULT_CURRENCY_ID char(3)
      RESULT_STATUS int
      RESULT_STREAM int
      RESULT_SOURCE_ID varchar(255)
      AUTOCOMPLETE_RULE int`,
    more: ({ row }) =>
      objects(row['COMMUNICATIONS']).map(
        (each) => ['b_crm_act_comm', { ...each, ACTIVITY_ID: row['ID'] ?? 0 }] as const,
      ),
  },
  {
    kind: 'timeline-comment',
    table: 'b_crm_timeline',
    columns: 'ID int\nTYPE_ID int =7\nCREATED moment\nAUTHOR_ID int\nCOMMENT text',
    more: ({ row }) => [
      [
        'b_crm_timeline_bind',
        {
          OWNER_ID: row['ID'] ?? 0,
          ENTITY_ID: row['ENTITY_ID'] ?? 0,
          ENTITY_TYPE_ID: entityTypes[textOf(row['ENTITY_TYPE'])] ?? 0,
        },
      ],
    ],
  },
  {
    kind: 'requisite',
    table: 'b_crm_requisite',
    columns: `
      ID int
      ENTITY_TYPE_ID int
      ENTITY_ID int
      PRESET_ID int
      DATE_CREATE moment
      DATE_MODIFY moment
      CREATED_BY_ID int
      MODIFY_BY_ID int
      NAME varchar(255)
      CODE varchar(45)
      XML_ID varchar(45)
      ORIGINATOR_ID varchar(255)
      ACTIVE char(1)
      ADDRESS_ONLY char(1)
      SORT int
      ${requisiteFields.join('\n')}
      ${empty('RQ_COMPANY_ID RQ_ACCOUNTANT RQ_CEO_NAME RQ_CEO_WORK_POS RQ_CONTACT RQ_EMAIL RQ_PHONE RQ_FAX RQ_IDENT_TYPE RQ_IDENT_DOC RQ_IDENT_DOC_SER RQ_IDENT_DOC_NUM RQ_IDENT_DOC_PERS_NUM RQ_IDENT_DOC_DATE RQ_IDENT_DOC_ISSUED_BY RQ_IDENT_DOC_DEP_CODE RQ_USRLE RQ_IFNS RQ_OKPO RQ_OKTMO RQ_OKVED RQ_EDRPOU RQ_DRFO RQ_KBE RQ_IIN RQ_BIN RQ_ST_CERT_SER RQ_ST_CERT_NUM RQ_ST_CERT_DATE RQ_VAT_ID RQ_VAT_CERT_SER RQ_VAT_CERT_NUM RQ_VAT_CERT_DATE RQ_RESIDENCE_COUNTRY RQ_BASE_DOC RQ_REGON RQ_KRS RQ_PESEL RQ_LEGAL_FORM RQ_SIRET RQ_SIREN RQ_CAPITAL RQ_RCS RQ_CNPJ RQ_STATE_REG RQ_MNPL_REG RQ_CPF')}`,
  },
  {
    kind: 'bank-detail',
    table: 'b_crm_bank_detail',
    columns: `
      ID int
      ENTITY_TYPE_ID int =8
      ENTITY_ID int
      COUNTRY_ID int
      DATE_CREATE moment
      DATE_MODIFY moment
      CREATED_BY_ID int
      MODIFY_BY_ID int
      NAME varchar(255)
      CODE varchar(45)
      XML_ID varchar(45)
      ORIGINATOR_ID varchar(255)
      ACTIVE char(1)
      SORT int
      ${bankFields.join('\n')}
      ${empty('RQ_BANK_CODE RQ_BANK_ROUTE_NUM RQ_MFO RQ_ACC_NAME RQ_ACC_TYPE RQ_IIK RQ_IBAN RQ_SWIFT RQ_BIC RQ_CODEB RQ_CODEG RQ_RIB RQ_AGENCY_NAME COMMENTS')}`,
  },
  {
    kind: 'address',
    table: 'b_crm_addr',
    columns: `
      TYPE_ID int
      ENTITY_TYPE_ID int
      ENTITY_ID int
      ANCHOR_TYPE_ID int
      ANCHOR_ID int
      ADDRESS_1 varchar(255)
      ADDRESS_2 varchar(255)
      CITY varchar(128)
      POSTAL_CODE varchar(16)
      REGION varchar(128)
      PROVINCE varchar(128)
      COUNTRY varchar(128)
      COUNTRY_CODE varchar(100)
      LOC_ADDR_ID int`,
  },
  {
    kind: 'requisite-link',
    table: 'b_crm_requisite_link',
    columns: `
      ENTITY_TYPE_ID int
      ENTITY_ID int
      REQUISITE_ID int
      BANK_DETAIL_ID int
      MC_REQUISITE_ID int
      MC_BANK_DETAIL_ID int`,
  },
  {
    kind: 'funnel',
    table: 'b_crm_deal_category',
    columns:
      'ID int id\nNAME varchar(255) name\nSORT int sort\nIS_LOCKED char(1) =N\nORIGIN_ID varchar(255) -\nORIGINATOR_ID varchar(255) -',
    only: ({ row }) => row['id'] !== 0,
  },
  {
    kind: 'status',
    table: 'b_crm_status',
    columns: `
      ID int
      ENTITY_ID varchar(50)
      STATUS_ID varchar(50)
      NAME varchar(100)
      NAME_INIT varchar(100)
      SORT int
      SYSTEM char(1)
      COLOR char(10)
      SEMANTICS char(1)
      CATEGORY_ID int`,
  },
  {
    kind: 'product-row',
    table: 'b_crm_product_row',
    columns: `
      ID int id
      OWNER_ID int ownerId
      OWNER_TYPE varchar(11) ownerType
      PRODUCT_ID int productId
      PRODUCT_NAME varchar(256) productName
      PRICE decimal(18,2) price
      PRICE_ACCOUNT decimal(18,2) priceAccount
      PRICE_EXCLUSIVE decimal(18,2) priceExclusive
      PRICE_NETTO decimal(18,2) priceNetto
      PRICE_BRUTTO decimal(18,2) priceBrutto
      QUANTITY decimal(18,4) quantity
      DISCOUNT_TYPE_ID int discountTypeId
      DISCOUNT_RATE decimal(18,2) discountRate
      DISCOUNT_SUM decimal(18,2) discountSum
      TAX_RATE decimal(18,2) taxRate
      TAX_INCLUDED char(1) taxIncluded
      CUSTOMIZED char(1) customized
      MEASURE_CODE int measureCode
      MEASURE_NAME varchar(50) measureName
      SORT int sort
      XML_ID varchar(255) xmlId
      TYPE int type`,
    more: ({ row }) => [
      ['b_crm_product_row_reservation', { ROW_ID: row['id'] ?? 0, STORE_ID: row['storeId'] ?? null }],
    ],
  },
  {
    kind: 'old-invoice',
    table: 'b_crm_invoice',
    columns: `
      ID int
      ACCOUNT_NUMBER varchar(100)
      ORDER_TOPIC varchar(255)
      DATE_INSERT moment
      DATE_UPDATE moment
      STATUS_ID varchar(2)
      PRICE decimal(18,2)
      CURRENCY char(3)
      RESPONSIBLE_ID int
      COMMENTS text
      USER_DESCRIPTION varchar(2000)`,
    more: ({ row }) => [
      [
        'b_uts_crm_invoice',
        {
          VALUE_ID: row['ID'] ?? 0,
          UF_DEAL_ID: row['UF_DEAL_ID'] ?? null,
          UF_COMPANY_ID: row['UF_COMPANY_ID'] ?? null,
          UF_CONTACT_ID: row['UF_CONTACT_ID'] ?? null,
        },
      ],
    ],
  },
  stageHistory('lead', 'b_crm_lead_status_history', 'STATUS_SEMANTIC_ID varchar(3)\nSTATUS_ID varchar(50)'),
  stageHistory(
    'deal',
    'b_crm_deal_stage_history',
    'CATEGORY_ID int\nSTAGE_SEMANTIC_ID varchar(3)\nSTAGE_ID varchar(50)',
  ),
  stageHistory(
    'smart-invoice',
    'b_crm_item_stage_history',
    'OWNER_TYPE_ID int =31\nCATEGORY_ID int\nSTAGE_SEMANTIC_ID varchar(3)\nSTAGE_ID varchar(50)',
  ),
];

function enumeration({ row }: SourceRecord): readonly (readonly [string, JsonObject])[] {
  return objects(row['LIST']).map((each) => ['b_user_field_enum', { ...each, USER_FIELD_ID: row['ID'] ?? 0 }] as const);
}
