import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { removeRequisite } from '../crm/cascade.ts';
import { description } from '../crm/describe.ts';
import { maySeeOwner, ownerItem } from '../crm/owners.ts';
import { addressesTable, bankDetailsTable, presetsTable, requisitesTable } from '../crm/tables.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf } from '../params.ts';
import { blankRow, idParam, type PlainFields, plainFields, plainList, plainValues } from '../plain.ts';
import { refuse } from '../refusal.ts';
import { removeChildren } from '../shelf.ts';
import { crmShelves } from '../shelves/crm.ts';
import type { TableSpec } from '../store.ts';

const record =
  'ID id DATE_CREATE datetime DATE_MODIFY datetime CREATED_BY_ID int MODIFY_BY_ID int NAME text XML_ID text ACTIVE flag SORT int';
const texts = (names: string): string =>
  names
    .trim()
    .split(/\s+/u)
    .map((name) => `${name} text`)
    .join(' ');

const requisiteFields = plainFields(`${record} ENTITY_TYPE_ID int ENTITY_ID int PRESET_ID int CODE text
  ORIGINATOR_ID text ADDRESS_ONLY flag RQ_VAT_PAYER flag ${texts(`
  RQ_NAME RQ_FIRST_NAME RQ_LAST_NAME RQ_SECOND_NAME RQ_COMPANY_ID RQ_COMPANY_NAME RQ_COMPANY_FULL_NAME
  RQ_COMPANY_REG_DATE RQ_DIRECTOR RQ_ACCOUNTANT RQ_CEO_NAME RQ_CEO_WORK_POS RQ_CONTACT RQ_EMAIL RQ_PHONE RQ_FAX
  RQ_IDENT_TYPE RQ_IDENT_DOC RQ_IDENT_DOC_SER RQ_IDENT_DOC_NUM RQ_IDENT_DOC_PERS_NUM RQ_IDENT_DOC_DATE
  RQ_IDENT_DOC_ISSUED_BY RQ_IDENT_DOC_DEP_CODE RQ_INN RQ_KPP RQ_USRLE RQ_IFNS RQ_OGRN RQ_OGRNIP RQ_OKPO RQ_OKTMO
  RQ_OKVED RQ_EDRPOU RQ_DRFO RQ_KBE RQ_IIN RQ_BIN RQ_ST_CERT_SER RQ_ST_CERT_NUM RQ_ST_CERT_DATE RQ_VAT_ID
  RQ_VAT_CERT_SER RQ_VAT_CERT_NUM RQ_VAT_CERT_DATE RQ_RESIDENCE_COUNTRY RQ_BASE_DOC RQ_REGON RQ_KRS RQ_PESEL
  RQ_LEGAL_FORM RQ_SIRET RQ_SIREN RQ_CAPITAL RQ_RCS RQ_CNPJ RQ_STATE_REG RQ_MNPL_REG RQ_CPF`)}`);
const bankFields = plainFields(
  `${record} ENTITY_ID int COUNTRY_ID int CODE text ORIGINATOR_ID text COMMENTS text ${texts(`
  RQ_BANK_NAME RQ_BANK_CODE RQ_BANK_ADDR RQ_BANK_ROUTE_NUM RQ_BIK RQ_MFO RQ_ACC_NAME RQ_ACC_NUM RQ_ACC_TYPE RQ_IIK
  RQ_ACC_CURRENCY RQ_COR_ACC_NUM RQ_IBAN RQ_SWIFT RQ_BIC RQ_CODEB RQ_CODEG RQ_RIB RQ_AGENCY_NAME`)}`,
);
const presetFields = plainFields(`${record} ENTITY_TYPE_ID int COUNTRY_ID int`);
const addressFields = plainFields(`TYPE_ID int ENTITY_TYPE_ID int ENTITY_ID int ADDRESS_1 text ADDRESS_2 text CITY text
  POSTAL_CODE text REGION text PROVINCE text COUNTRY text COUNTRY_CODE text LOC_ADDR_ID int ANCHOR_TYPE_ID int
  ANCHOR_ID int`);

/** A table whose records the methods list, get, add, update and delete in one way. */
interface Family {
  readonly prefix: string;
  readonly table: TableSpec;
  readonly fields: PlainFields;
  /** The name that refusals use. */
  readonly noun: string;
  readonly check: (context: Context, given: JsonObject) => void;
  readonly remove: (context: Context, id: number) => boolean;
  /** Names that an update may not change. */
  readonly fixed: readonly string[];
}

function existing(context: Context, { table, noun }: Family): number {
  const id = idParam(context);
  if (!context.core.store.table(table).has(id)) throw refuse(`The ${noun} with ID '${id}' is not found`);
  return id;
}

function add(context: Context, family: Family): Reply {
  const { core, caller, params } = context;
  const given = params.map('fields');
  family.check(context, given);
  const id = core.store.table(family.table).add((number) => ({
    ...blankRow(family.fields),
    ACTIVE: 'Y',
    SORT: '500',
    ...plainValues(context, family.fields, given),
    ID: String(number),
    DATE_CREATE: core.zone.format(core.clock.now()),
    DATE_MODIFY: '',
    CREATED_BY_ID: String(caller.userId),
    MODIFY_BY_ID: null,
  }));
  return { result: id };
}

function update(context: Context, family: Family): Reply {
  const { core, caller, params } = context;
  const id = existing(context, family);
  const changes = Object.entries(plainValues(context, family.fields, params.map('fields')));
  core.store.table(family.table).patch(id, {
    ...Object.fromEntries(changes.filter(([name]) => name !== 'ID' && !family.fixed.includes(name))),
    DATE_MODIFY: core.zone.format(core.clock.now()),
    MODIFY_BY_ID: String(caller.userId),
  });
  return { result: true };
}

export function described(fields: PlainFields): Json {
  const shown = { id: 'integer', int: 'integer', text: 'string', flag: 'char', datetime: 'datetime' } as const;
  const readOnly = ['ID', 'DATE_CREATE', 'DATE_MODIFY', 'CREATED_BY_ID', 'MODIFY_BY_ID', 'ANCHOR_TYPE_ID', 'ANCHOR_ID'];
  return Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [
      name,
      name === 'RQ_IDENT_TYPE'
        ? description('crm_status', name, { statusType: ['RQ_IDENT_TYPE'] })
        : description(shown[type], name, { isReadOnly: readOnly.includes(name) }),
    ]),
  );
}

function methodsOf(family: Family): readonly Method[] {
  const { prefix, table, fields } = family;
  return [
    read(`${prefix}.list`, 'crm', (context) => plainList(context, { table, fields })),
    read(`${prefix}.get`, 'crm', (context) => {
      return { result: context.core.store.table(table).get(existing(context, family)) ?? null };
    }),
    write(`${prefix}.add`, 'crm', (context) => add(context, family)),
    write(`${prefix}.update`, 'crm', (context) => update(context, family)),
    write(`${prefix}.delete`, 'crm', (context) => {
      return { result: family.remove(context, existing(context, family)) };
    }),
    read(`${prefix}.fields`, 'crm', () => ({ result: described(fields) })),
  ];
}

function positive(given: JsonObject, names: readonly string[]): void {
  for (const name of names) if ((integerOf(given[name]) ?? 0) <= 0) throw refuse(`${name} is not defined or invalid.`);
}

const requisites: Family = {
  prefix: 'crm.requisite',
  table: requisitesTable,
  fields: requisiteFields,
  noun: 'Requisite',
  fixed: ['ENTITY_TYPE_ID', 'ENTITY_ID', 'PRESET_ID'],
  check: ({ core, caller }, given) => {
    positive(given, ['ENTITY_TYPE_ID', 'ENTITY_ID', 'PRESET_ID']);
    const [type, id] = [integerOf(given['ENTITY_TYPE_ID']) ?? 0, integerOf(given['ENTITY_ID']) ?? 0];
    if (ownerItem(core, type, id) === undefined) throw refuse('Entity not found.');
    if (!maySeeOwner(core, caller, type, id)) throw refuse('Access denied.');
  },
  remove: ({ core }, id) => removeRequisite(core, id),
};

const bankDetails: Family = {
  prefix: 'crm.requisite.bankdetail',
  table: bankDetailsTable,
  fields: bankFields,
  noun: 'RequisiteBankDetail',
  fixed: ['ENTITY_ID'],
  check: (_, given) => {
    positive(given, ['ENTITY_ID']);
  },
  remove: ({ core }, id) => core.store.table(bankDetailsTable).remove(id),
};

const presets: Family = {
  prefix: 'crm.requisite.preset',
  table: presetsTable,
  fields: presetFields,
  noun: 'Preset',
  fixed: ['ENTITY_TYPE_ID'],
  check: (_, given) => {
    if (textOf(given['NAME']) === '') throw refuse('NAME is not defined or invalid.');
  },
  remove: ({ core }, id) => {
    const field = { path: 'PRESET_ID', type: 'digits' } as const;
    const used = core.store.table(requisitesTable).count([{ field, is: '=', value: String(id) }]);
    if (used > 0) throw refuse('The preset is used by requisites');
    removeChildren(core, id, [[crmShelves.presetField, '_preset']]);
    return core.store.table(presetsTable).remove(id);
  },
};

function addressKey(given: JsonObject): string {
  positive(given, ['TYPE_ID', 'ENTITY_TYPE_ID', 'ENTITY_ID']);
  return ['TYPE_ID', 'ENTITY_TYPE_ID', 'ENTITY_ID'].map((name) => integerOf(given[name]) ?? 0).join(':');
}

/** Whose address it is in the end: the contact or company behind a requisite. */
function anchor({ core }: Context, given: JsonObject): JsonObject {
  if (integerOf(given['ENTITY_TYPE_ID']) !== 8) {
    return { ANCHOR_TYPE_ID: textOf(given['ENTITY_TYPE_ID']), ANCHOR_ID: textOf(given['ENTITY_ID']) };
  }
  const owner = core.store.table(requisitesTable).get(integerOf(given['ENTITY_ID']) ?? 0);
  return { ANCHOR_TYPE_ID: owner?.['ENTITY_TYPE_ID'] ?? '0', ANCHOR_ID: owner?.['ENTITY_ID'] ?? '0' };
}

const addresses: readonly Method[] = [
  read('crm.address.list', 'crm', (context) => plainList(context, { table: addressesTable, fields: addressFields })),
  write('crm.address.add', 'crm', (context) => {
    const given = context.params.map('fields');
    const [key, table] = [addressKey(given), context.core.store.table(addressesTable)];
    if (table.has(key)) throw refuse('TypeAddress exists.');
    table.insert(key, {
      ...blankRow(addressFields),
      ...plainValues(context, addressFields, given),
      ...anchor(context, given),
    });
    return { result: true };
  }),
  write('crm.address.update', 'crm', (context) => {
    const given = context.params.map('fields');
    const changes = plainValues(context, addressFields, given);
    if (!context.core.store.table(addressesTable).patch(addressKey(given), changes))
      throw refuse('TypeAddress not found.');
    return { result: true };
  }),
  write('crm.address.delete', 'crm', ({ core, params }) => {
    if (!core.store.table(addressesTable).remove(addressKey(params.map('fields'))))
      throw refuse('TypeAddress not found.');
    return { result: true };
  }),
  read('crm.address.fields', 'crm', () => ({ result: described(addressFields) })),
];

/** https://apidocs.bitrix24.ru/api-reference/crm/requisites/ */
export const crmRequisite: readonly Method[] = [
  ...methodsOf(requisites),
  ...methodsOf(bankDetails),
  ...methodsOf(presets),
  ...addresses,
];
