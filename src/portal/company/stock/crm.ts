import type { Json } from '../../../base/json.ts';
import { sampleSmartFunnel, sampleSmartType } from '../../shelves/crm.ts';
import { documentFile, pictureFile } from '../contents.ts';
import { firstCommentId } from '../activities.ts';
import { firstDealId, firstLeadId } from '../crm.ts';
import { moment, past } from '../moments.ts';
import { idAt, type Plan } from '../plan.ts';
import { wordFile } from '../word.ts';
import { cities, sentences, streets } from '../words.ts';
import { firstInvoiceId, invoices, smartItems, smartStage } from './elements.ts';
import { invoiceFunnel } from './funnels.ts';
import { type Making, type Stock, stock } from './stock.ts';

type Row = Record<string, Json>;

const fixed = (rows: number) => (): number => rows;
const oldInvoices = (plan: Plan): number => Math.max(3, Math.floor(plan.counts.orders / 4));
const named = (index: number, names: readonly string[]): string => names[index] ?? '';

/** A move of every element, and of each of the same length a second one. */
function move({ chance, index }: Making, owner: number, own: Row): Row {
  return { ID: idAt(index, 35), TYPE_ID: 1, OWNER_ID: owner, CREATED_TIME: moment(past(chance, 400)), ...own };
}

const histories: readonly Stock[] = [
  stock(
    'leadHistory',
    (plan) => plan.counts.leads,
    (making) => move(making, idAt(making.index, firstLeadId), { STATUS_SEMANTIC_ID: 'P', STATUS_ID: 'NEW' }),
    'ID',
  ),
  stock(
    'dealHistory',
    (plan) => plan.counts.deals,
    (making) =>
      move(making, idAt(making.index, firstDealId), { CATEGORY_ID: 0, STAGE_SEMANTIC_ID: 'P', STAGE_ID: 'NEW' }),
    'ID',
  ),
  stock(
    'oldInvoiceHistory',
    oldInvoices,
    (making) => move(making, idAt(making.index, 2), { STATUS_SEMANTIC_ID: 'P', STATUS_ID: 'N' }),
    'ID',
  ),
  stock(
    'invoiceHistory',
    invoices,
    (making) =>
      move(making, idAt(making.index, firstInvoiceId), {
        CATEGORY_ID: invoiceFunnel,
        STAGE_SEMANTIC_ID: 'P',
        STAGE_ID: smartStage(31, invoiceFunnel, 0),
      }),
    'ID',
  ),
  stock(
    'smartItemHistory',
    smartItems,
    (making) =>
      move(making, idAt(making.index), {
        CATEGORY_ID: sampleSmartFunnel,
        STAGE_SEMANTIC_ID: 'P',
        STAGE_ID: smartStage(sampleSmartType, sampleSmartFunnel, 0),
      }),
    'ID',
  ),
];

const generator = 'Bitrix_Main_Numerator_Generator_SequentNumberGenerator';
const templates = ['Счёт', 'Акт', 'Договор'];
const documents = (plan: Plan): number => Math.max(3, Math.floor(plan.counts.orders / 2));

function template(index: number, first: number): Row {
  return {
    id: String(first + index * 2),
    name: `${named(index, templates)} (Россия)`,
    code: index === 0 ? 'INVOICE' : null,
    region: 'ru',
    active: 'Y',
    numeratorId: '2',
    withStamps: 'N',
    isDeleted: 'N',
    sort: String(500 + index),
    createTime: '2024-03-01T10:00:00+03:00',
    updateTime: '2024-03-01T10:00:00+03:00',
    users: ['UA'],
  };
}

function document({ chance, staff, index }: Making, template_: number): Row {
  const created = moment(past(chance, 300));
  return {
    id: String(idAt(index, 61)),
    title: `Счёт ${index + 1}`,
    number: String(index + 1),
    templateId: String(template_),
    fileId: String(idAt(index, 283)),
    imageId: String(idAt(index, 1283)),
    pdfId: String(idAt(index, 2283)),
    createTime: created,
    updateTime: created,
    createdBy: String(chance.pick(staff.userIds)),
  };
}

/** A template, a row with a text document behind it. A document made from one has its PDF and its picture beside. */
function filed(family: Stock['family'], count: Stock['count'], row: (making: Making) => Row): Stock {
  return {
    family,
    count,
    make: (making) => {
      const { chance } = making;
      const made = row(making);
      const more = 'pdfId' in made ? { contents: { _pdf: documentFile(chance), _image: pictureFile(chance) } } : {};
      return { key: Number(made['id']), row: made, content: wordFile(chance), ...more };
    },
  };
}

function numerator(id: number, name: string): Row {
  const settings = { start: 1, step: 1, periodicBy: null, timezone: null, isDirectNumeration: false };
  return { id: String(id), name, template: '{NUMBER}', settings: { [generator]: settings } };
}

const papers: readonly Stock[] = [
  stock('numerator', fixed(2), ({ index }) => numerator(2 + index, named(index, ['Акт (Россия)', 'Счёт (Россия)']))),
  stock('generatorNumerator', fixed(2), ({ index }) => numerator(53 + index, named(index, ['Договоры', 'Письма']))),
  filed('crmTemplate', fixed(3), ({ index }) => ({
    ...template(index, 37),
    moduleId: 'crm',
    entityTypeId: ['2_category_0', '2_category_1'],
  })),
  filed('crmDocument', documents, (making) => ({
    ...document(making, 37),
    updatedBy: null,
    values: { _creationMethod: 'rest', stampsEnabled: true },
    stampsEnabled: true,
    entityId: String(idAt(making.index % making.plan.counts.deals, firstDealId)),
    entityTypeId: '2',
  })),
  filed('documentTemplate', fixed(2), ({ index }) => ({
    ...template(index, 51),
    code: 'REST_TEMPLATE',
    moduleId: 'rest',
    createdBy: '1',
    updatedBy: '1',
    fileId: String(5640 + index),
    bodyType: String.raw`Bitrix\DocumentGenerator\Body\Docx`,
    productsTableVariant: '',
    isDefault: 'N',
    providers: [String.raw`bitrix\documentgenerator\dataprovider\rest`],
  })),
  filed('generatedDocument', fixed(3), (making) => ({
    ...document(making, 51),
    provider: String.raw`bitrix\documentgenerator\dataprovider\rest`,
    value: `CONTRACT_${making.index}`,
    values: null,
    stampsEnabled: false,
  })),
];

const presetFields = ['RQ_INN', 'RQ_KPP', 'RQ_OGRN'];

const requisites: readonly Stock[] = [
  {
    family: 'address',
    count: (plan) => plan.counts.requisites,
    make: ({ chance, index }) => {
      const id = idAt(index, 5);
      const city = chance.pick(cities);
      return {
        key: `1:8:${id}`,
        row: {
          TYPE_ID: '1',
          ENTITY_TYPE_ID: '8',
          ENTITY_ID: String(id),
          ADDRESS_1: `ул. ${chance.pick(streets)}, ${chance.int(1, 90)}`,
          ADDRESS_2: '',
          CITY: city.name,
          POSTAL_CODE: city.postalCode,
          REGION: '',
          PROVINCE: '',
          COUNTRY: 'Россия',
          COUNTRY_CODE: null,
          LOC_ADDR_ID: String(1000 + index),
          ANCHOR_TYPE_ID: '4',
          ANCHOR_ID: '1',
        },
      };
    },
  },
  {
    family: 'requisiteLink',
    count: (plan) => Math.min(plan.counts.deals, plan.counts.requisites),
    make: ({ index }) => {
      const deal = idAt(index, firstDealId);
      const own = { ENTITY_TYPE_ID: '2', ENTITY_ID: String(deal) };
      const used = { REQUISITE_ID: String(idAt(index, 5)), BANK_DETAIL_ID: '0' };
      return { key: `2:${deal}`, row: { ...own, ...used, MC_REQUISITE_ID: '0', MC_BANK_DETAIL_ID: '0' } };
    },
  },
  {
    family: 'presetField',
    count: fixed(presetFields.length * 2),
    make: ({ index }) => {
      const at = index % presetFields.length;
      const preset = Math.floor(index / presetFields.length) + 1;
      const row = { ID: at + 1, FIELD_NAME: presetFields[at] ?? '', FIELD_TITLE: '', IN_SHORT_LIST: 'Y', SORT: 500 };
      return { key: `${preset}:${at + 1}`, row: { ...row, _preset: preset } };
    },
  },
];

const currencies = [
  ['RUB', 'Российский рубль', '1.0000'],
  ['EUR', 'Евро', '101.5000'],
  ['KZT', 'Тенге', '0.1800'],
] as const;

/** Smaller tables of the CRM, and what is printed from it. */
export const crmStock: readonly Stock[] = [
  stock(
    'currency',
    fixed(currencies.length),
    ({ index }) => {
      const [code = '', name = '', amount = ''] = currencies[index] ?? [];
      return {
        CURRENCY: code,
        AMOUNT_CNT: '1',
        AMOUNT: amount,
        SORT: String(100 * (index + 1)),
        BASE: index === 0 ? 'Y' : 'N',
        FULL_NAME: name,
        LID: 'ru',
        FORMAT_STRING: '# &#8381;',
        DEC_POINT: '.',
        THOUSANDS_SEP: '&nbsp;',
        DECIMALS: '2',
        DATE_UPDATE: '2024-01-29T12:28:40+03:00',
      };
    },
    'CURRENCY',
  ),
  stock('automatedSolution', fixed(2), ({ index }) => ({ id: 2 + index, title: named(index, ['Сервис', 'Кадры']) })),
  stock(
    'callList',
    fixed(3),
    ({ chance, staff, index }) => ({
      ID: String(13 + index),
      CREATED_BY_ID: String(chance.pick(staff.userIds)),
      DATE_CREATE: moment(past(chance, 200)),
      ENTITY_TYPE_ID: '3',
      FILTERED: 'N',
      FILTER_PARAMS: null,
      WEBFORM_ID: '0',
    }),
    'ID',
  ),
  {
    family: 'callListItem',
    count: fixed(6),
    make: ({ plan, index }) => {
      const [list, contact] = [13 + (index % 3), idAt(Math.floor(index / 3) % plan.counts.contacts)];
      const STATUS = ['IN_WORK', 'SUCCESS', 'WRONG_NUMBER'][index % 3] ?? '';
      return { key: `${list}:3:${contact}`, row: { ID: contact, STATUS, ENTITY_TYPE: 3, _list: list } };
    },
  },
  {
    family: 'currencyName',
    count: fixed(currencies.length),
    make: ({ index }) => {
      const [code = '', name = ''] = currencies[index] ?? [];
      const format = { FORMAT_STRING: '# &#8381;', DEC_POINT: '.', THOUSANDS_SEP: '&nbsp;', DECIMALS: '2' };
      const ru = { ...format, FULL_NAME: name, THOUSANDS_VARIANT: 'B', HIDE_ZERO: 'Y' };
      return { key: code, row: { en: { ...ru, FULL_NAME: code, THOUSANDS_VARIANT: 'C' }, ru } };
    },
  },
  stock('dealRecurrence', fixed(3), ({ plan, chance, index }) => ({
    id: String(index * 4 + 1),
    deal_id: String(idAt(index % plan.counts.deals, firstDealId)),
    based_id: String(idAt((index + 1) % plan.counts.deals, firstDealId)),
    ACTIVE: index === 0 ? 'N' : 'Y',
    category_id: '0',
    IS_LIMIT: 'N',
    COUNTER_REPEAT: String(chance.int(0, 40)),
    LIMIT_REPEAT: null,
    LIMIT_DATE: '',
    START_DATE: moment(past(chance, 400)),
    NEXT_EXECUTION: index === 0 ? '' : '2026-12-01T01:00:00+03:00',
    LAST_EXECUTION: moment(past(chance, 100)),
    PARAMS: {
      MODE: 'multiple',
      SINGLE_BEFORE_START_DATE_TYPE: 'day',
      SINGLE_BEFORE_START_DATE_VALUE: 0,
      MULTIPLE_TYPE: 'month',
      MULTIPLE_INTERVAL: 1,
      OFFSET_BEGINDATE_TYPE: 'day',
      OFFSET_BEGINDATE_VALUE: 1,
      OFFSET_CLOSEDATE_TYPE: 'day',
      OFFSET_CLOSEDATE_VALUE: 1,
    },
  })),
  stock(
    'logMessage',
    (plan) => Math.max(12, plan.counts.orders),
    ({ plan, chance, staff, index }) => ({
      id: idAt(index, 42_073),
      created: moment(past(chance, 200)),
      authorId: chance.pick(staff.userIds),
      title: named(index % 3, ['Заявка с сайта', 'Заказ собран', 'Звонок робота']),
      text: chance.pick(sentences),
      iconCode: 'info',
      // The first deal has more than a page of them.
      _owner: index < 11 ? `2:${idAt(0, firstDealId)}` : `1:${idAt(index % plan.counts.leads, firstLeadId)}`,
    }),
  ),
  {
    family: 'timelineNote',
    count: fixed(2),
    make: ({ chance, staff, index }) => {
      const created = moment(past(chance, 100));
      const author = chance.pick(staff.userIds);
      return {
        key: index % 2 === 0 ? `2:${idAt(index)}` : `1:${idAt(index, firstCommentId)}`,
        row: {
          text: chance.pick(sentences),
          createdById: author,
          createdTime: created,
          updatedById: author,
          updatedTime: created,
        },
      };
    },
  },
  stock(
    'oldInvoice',
    oldInvoices,
    ({ chance, staff, plan, index }) => ({
      ID: String(idAt(index, 2)),
      ACCOUNT_NUMBER: String(idAt(index, 2)),
      ORDER_TOPIC: `Счёт за ${index + 1}-й месяц`,
      DATE_INSERT: moment(past(chance, 900)),
      DATE_UPDATE: moment(past(chance, 300)),
      STATUS_ID: 'N',
      PRICE: `${chance.int(1, 90) * 1000}.00`,
      CURRENCY: 'RUB',
      RESPONSIBLE_ID: String(chance.pick(staff.userIds)),
      UF_DEAL_ID: String(idAt(index % plan.counts.deals, firstDealId)),
      UF_COMPANY_ID: '0',
      UF_CONTACT_ID: '0',
      COMMENTS: '',
      USER_DESCRIPTION: '',
    }),
    'ID',
  ),
  ...requisites,
  ...histories,
  ...papers,
];
