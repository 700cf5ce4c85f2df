import type { Json } from '../../base/json.ts';
import type { Chance } from './chance.ts';
import { made, type Made } from './made.ts';
import { lastMoment, moment } from './moments.ts';

type FieldType = 'string' | 'enumeration' | 'date' | 'money' | 'boolean' | 'employee' | 'double' | 'url' | 'integer';

interface CustomField {
  readonly id: number;
  readonly entity: 'CRM_LEAD' | 'CRM_DEAL' | 'CRM_CONTACT' | 'CRM_COMPANY';
  /** Digits after `UF_CRM_`. */
  readonly code: string;
  readonly title: string;
  readonly type: FieldType;
  readonly multiple?: true;
  readonly options?: readonly string[];
}

const customFields: readonly CustomField[] = [
  { id: 701, entity: 'CRM_LEAD', code: '1720019876534', title: 'Откуда узнали о нас', type: 'string' },
  { id: 703, entity: 'CRM_LEAD', code: '1720019880001', title: 'Перезвонить до', type: 'date' },
  { id: 705, entity: 'CRM_LEAD', code: '1720019880002', title: 'Срочно', type: 'boolean' },
  { id: 707, entity: 'CRM_DEAL', code: '1721244707107', title: 'Предоплата', type: 'money' },
  {
    id: 709,
    entity: 'CRM_DEAL',
    code: '1721244707201',
    title: 'Способ доставки',
    type: 'enumeration',
    options: ['Самовывоз', 'Курьер', 'Транспортная компания'],
  },
  { id: 711, entity: 'CRM_DEAL', code: '1721244707202', title: 'Вес, кг', type: 'double' },
  { id: 713, entity: 'CRM_DEAL', code: '1721244707203', title: 'Технолог', type: 'employee' },
  { id: 715, entity: 'CRM_DEAL', code: '1721244707204', title: 'Метки', type: 'string', multiple: true },
  { id: 717, entity: 'CRM_CONTACT', code: '1720697698689', title: 'Любимый чай', type: 'string' },
  { id: 719, entity: 'CRM_CONTACT', code: '1720697698701', title: 'Дата согласия', type: 'date' },
  {
    id: 721,
    entity: 'CRM_CONTACT',
    code: '1720697698702',
    title: 'Интересы',
    type: 'enumeration',
    multiple: true,
    options: ['Скидки', 'Новинки', 'Обучение', 'Встречи'],
  },
  { id: 723, entity: 'CRM_COMPANY', code: '1687188367001', title: 'Сайт отдела закупок', type: 'url' },
  { id: 725, entity: 'CRM_COMPANY', code: '1687188367002', title: 'Отсрочка, дней', type: 'integer' },
  {
    id: 727,
    entity: 'CRM_COMPANY',
    code: '1687188367003',
    title: 'Категория',
    type: 'enumeration',
    options: ['А', 'Б', 'В'],
  },
];

const firstOptionId = 301;

function optionId(field: CustomField, at: number): number {
  return firstOptionId + (field.id - 701) * 4 + at;
}

export function* customFieldRows(): Generator<Made> {
  for (const field of customFields) {
    yield made('userField', {
      ID: String(field.id),
      ENTITY_ID: field.entity,
      FIELD_NAME: `UF_CRM_${field.code}`,
      USER_TYPE_ID: field.type,
      XML_ID: null,
      SORT: '100',
      MULTIPLE: field.multiple === true ? 'Y' : 'N',
      MANDATORY: 'N',
      SHOW_FILTER: 'E',
      SHOW_IN_LIST: 'Y',
      EDIT_IN_LIST: 'Y',
      IS_SEARCHABLE: 'N',
      SETTINGS: field.type === 'enumeration' ? listSettings : [],
      EDIT_FORM_LABEL: { ru: field.title },
      LIST_COLUMN_LABEL: { ru: field.title },
      LIST_FILTER_LABEL: { ru: field.title },
      ERROR_MESSAGE: null,
      HELP_MESSAGE: null,
      ...(field.options === undefined ? {} : { LIST: field.options.map((value, at) => optionRow(field, value, at)) }),
    });
  }
}

const listSettings = { DISPLAY: 'LIST', LIST_HEIGHT: 1, CAPTION_NO_VALUE: '', SHOW_NO_VALUE: 'Y' };

function optionRow(field: CustomField, value: string, at: number): Readonly<Record<string, Json>> {
  return {
    ID: String(optionId(field, at)),
    SORT: String((at + 1) * 100),
    VALUE: value,
    DEF: 'N',
    XML_ID: `option-${field.id}-${at}`,
  };
}

/** Values of the custom fields of one element, under the names that `crm.item.*` gives them: `ufCrm_1721244707107`. */
export function customValues(
  chance: Chance,
  entity: CustomField['entity'],
  userIds: readonly number[],
): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const field of customFields) {
    if (field.entity === entity) values[`ufCrm_${field.code}`] = valueOf(chance, field, userIds);
  }
  return values;
}

const teas = ['чёрный', 'зелёный', 'с чабрецом', 'улун', 'ройбуш', 'не пьёт чай'];

function valueOf(chance: Chance, field: CustomField, userIds: readonly number[]): Json {
  if (chance.yes(0.3)) return field.multiple === true ? [] : field.type === 'boolean' ? 'N' : null;
  switch (field.type) {
    case 'string':
      return field.multiple === true ? [chance.pick(teas), `метка ${chance.int(1, 99)}`] : chance.pick(teas);
    case 'enumeration': {
      const options = (field.options ?? []).map((_, at) => optionId(field, at));
      return field.multiple === true ? options.filter(() => chance.yes(0.5)) : chance.pick(options);
    }
    case 'date':
      return moment(lastMoment - chance.int(1, 700) * 86_400_000).replace(/T.*/u, 'T03:00:00+03:00');
    case 'money':
      return `${chance.int(1, 900) * 1000}|RUB`;
    case 'boolean':
      return chance.yes(0.5) ? 'Y' : 'N';
    case 'employee':
      return chance.pick(userIds);
    case 'double':
      return chance.int(1, 99_999) / 100;
    case 'url':
      return `https://zakupki.example.com/${chance.hex(6)}`;
    case 'integer':
      return chance.int(0, 90);
  }
}
