import type { Json } from '../../base/json.ts';
import { Chance } from './chance.ts';
import { type Staff } from './crm.ts';
import { accountNumber, firmAt, personalInn, registrationNumber } from './firms.ts';
import { made, type Made } from './made.ts';
import { moment, past } from './moments.ts';
import { fullName, personName } from './names.ts';
import { idAt, type Plan } from './plan.ts';
import { streets } from './words.ts';

/** Fields of other countries' requisites that the portal answers as null. */
const emptyFields = [
  'RQ_COMPANY_ID',
  'RQ_ACCOUNTANT',
  'RQ_CEO_NAME',
  'RQ_CEO_WORK_POS',
  'RQ_CONTACT',
  'RQ_EMAIL',
  'RQ_PHONE',
  'RQ_FAX',
  'RQ_IDENT_TYPE',
  'RQ_IDENT_DOC',
  'RQ_IDENT_DOC_SER',
  'RQ_IDENT_DOC_NUM',
  'RQ_IDENT_DOC_PERS_NUM',
  'RQ_IDENT_DOC_DATE',
  'RQ_IDENT_DOC_ISSUED_BY',
  'RQ_IDENT_DOC_DEP_CODE',
  'RQ_USRLE',
  'RQ_IFNS',
  'RQ_OKPO',
  'RQ_OKTMO',
  'RQ_OKVED',
  'RQ_EDRPOU',
  'RQ_DRFO',
  'RQ_KBE',
  'RQ_IIN',
  'RQ_BIN',
  'RQ_ST_CERT_SER',
  'RQ_ST_CERT_NUM',
  'RQ_ST_CERT_DATE',
  'RQ_VAT_ID',
  'RQ_VAT_CERT_SER',
  'RQ_VAT_CERT_NUM',
  'RQ_VAT_CERT_DATE',
  'RQ_RESIDENCE_COUNTRY',
  'RQ_BASE_DOC',
  'RQ_REGON',
  'RQ_KRS',
  'RQ_PESEL',
  'RQ_LEGAL_FORM',
  'RQ_SIRET',
  'RQ_SIREN',
  'RQ_CAPITAL',
  'RQ_RCS',
  'RQ_CNPJ',
  'RQ_STATE_REG',
  'RQ_MNPL_REG',
  'RQ_CPF',
];

/** A company's requisites; an entrepreneur's carry a person's names and the twelve-digit INN. */
export function requisiteRow(plan: Plan, staff: Staff, index: number): Made {
  const firm = firmAt(plan, index % plan.counts.companies);
  const chance = new Chance(plan.seed, 'requisite', index);
  const alone = firm.form === 'ИП';
  const director = personName(chance);
  const created = past(chance, 900);
  const row: Record<string, Json> = {
    ID: String(idAt(index, 5)),
    ENTITY_TYPE_ID: '4',
    ENTITY_ID: String(firm.id),
    PRESET_ID: alone ? '2' : '1',
    DATE_CREATE: moment(created),
    DATE_MODIFY: '',
    CREATED_BY_ID: String(chance.pick(staff.userIds)),
    MODIFY_BY_ID: null,
    NAME: alone ? 'ИП' : 'Организация',
    CODE: null,
    XML_ID: `${chance.hex(8)}-${chance.hex(4)}-${chance.hex(12)}`,
    ORIGINATOR_ID: null,
    ACTIVE: 'Y',
    ADDRESS_ONLY: 'N',
    SORT: '500',
    RQ_NAME: alone ? fullName(director) : null,
    RQ_FIRST_NAME: alone ? director.first : null,
    RQ_LAST_NAME: alone ? director.last : null,
    RQ_SECOND_NAME: alone ? director.patronymic : null,
    RQ_COMPANY_NAME: alone ? null : firm.title,
    RQ_COMPANY_FULL_NAME: alone
      ? null
      : `${firm.title}, ${firm.city.postalCode}, г. ${firm.city.name}, ул. ${chance.pick(streets)}, ${chance.int(1, 150)}`,
    RQ_COMPANY_REG_DATE: `0${chance.int(1, 9)}.0${chance.int(1, 9)}.${chance.int(1998, 2023)}`,
    RQ_DIRECTOR: alone ? null : fullName(director),
    RQ_INN: alone ? personalInn(chance, firm.city.taxRegion) : firm.inn,
    RQ_KPP: alone ? null : `${firm.inn.slice(0, 4)}01001`,
    RQ_OGRN: alone ? null : registrationNumber(chance, false),
    RQ_OGRNIP: alone ? registrationNumber(chance, true) : null,
    RQ_VAT_PAYER: 'N',
  };
  for (const field of emptyFields) row[field] = null;
  return made('requisite', row);
}

/** Kinds of requisites: of an organisation and of an entrepreneur. */
export function* presetRows(): Generator<Made> {
  for (const [at, name] of ['Организация', 'ИП'].entries()) {
    yield made('preset', {
      ID: String(at + 1),
      ENTITY_TYPE_ID: '8',
      COUNTRY_ID: '1',
      DATE_CREATE: '2023-02-01T09:00:00+03:00',
      DATE_MODIFY: '',
      CREATED_BY_ID: '1',
      MODIFY_BY_ID: null,
      NAME: name,
      XML_ID: `#CRM_REQUISITE_PRESET_DEF_RU_${at}#`,
      ACTIVE: 'Y',
      SORT: String((at + 1) * 100),
    });
  }
}

const banks = [
  ['Банк «Примерный»', '044525999'],
  ['АО «Образец-Банк»', '044030998'],
  ['ПАО «Учебный банк»', '049205997'],
] as const;

export function bankDetailRow(plan: Plan, staff: Staff, index: number): Made {
  const chance = new Chance(plan.seed, 'bank', index);
  const [bank, bik] = chance.pick(banks);
  return made('bankDetail', {
    ID: String(idAt(index, 5)),
    ENTITY_ID: String(idAt(index % plan.counts.requisites, 5)),
    COUNTRY_ID: '1',
    DATE_CREATE: moment(past(chance, 800)),
    DATE_MODIFY: '',
    CREATED_BY_ID: String(chance.pick(staff.userIds)),
    MODIFY_BY_ID: null,
    NAME: bank,
    CODE: null,
    XML_ID: `${chance.hex(8)}-${chance.hex(4)}-${chance.hex(12)}`,
    ORIGINATOR_ID: null,
    ACTIVE: 'Y',
    SORT: '600',
    RQ_BANK_NAME: bank,
    RQ_BANK_CODE: null,
    RQ_BANK_ADDR: `г. Москва, ул. ${chance.pick(streets)}, ${chance.int(1, 99)}`,
    RQ_BANK_ROUTE_NUM: null,
    RQ_BIK: bik,
    RQ_MFO: null,
    RQ_ACC_NAME: null,
    RQ_ACC_NUM: accountNumber(chance, bik),
    RQ_ACC_TYPE: null,
    RQ_IIK: null,
    RQ_ACC_CURRENCY: 'RUR',
    RQ_COR_ACC_NUM: `301018104000000${bik.slice(-5)}`,
    RQ_IBAN: null,
    RQ_SWIFT: null,
    RQ_BIC: null,
    RQ_CODEB: null,
    RQ_CODEG: null,
    RQ_RIB: null,
    RQ_AGENCY_NAME: null,
    COMMENTS: null,
  });
}
