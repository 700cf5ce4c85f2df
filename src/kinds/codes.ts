import type { JsonObject } from '../base/json.ts';
import type { Language } from '../base/text.ts';
import { textAt } from './fields.ts';
import type { Codes, Column } from './kind.ts';

type Coded = Pick<Column, 'codes' | 'codesBy'>;

function own<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** What a row says of the codes in a column of it; undefined where they mean the same in every row. */
export function sayerIn({ codesBy }: Coded, row: JsonObject): string | undefined {
  return codesBy === undefined ? undefined : textAt(row, codesBy.field);
}

/**
 * A column's value in words, where the vendor's documentation says what it means; any other value as it is. `sayer`: what the
 * row says of its codes.
 */
export function wordsFor({ codes, codesBy }: Coded, value: string, language: Language, sayer?: string): string {
  const meant = sayer === undefined ? codes : own(codesBy?.of, sayer);
  return own(meant, value)?.[language] ?? value;
}

/** A property of an order: api-reference/sale/data-types.md. */
export const propertyTypes: Codes = {
  STRING: { ru: 'Строка', en: 'String' },
  'Y/N': { ru: 'Да/нет', en: 'Yes/no' },
  NUMBER: { ru: 'Число', en: 'Number' },
  ENUM: { ru: 'Список', en: 'List' },
  FILE: { ru: 'Файл', en: 'File' },
  DATE: { ru: 'Дата', en: 'Date' },
  LOCATION: { ru: 'Местоположение', en: 'Location' },
  ADDRESS: { ru: 'Адрес', en: 'Address' },
};

/** Records of the CRM by the names that bizproc.workflow.template.list and bookings call them by. */
export const crmObjects: Codes = {
  LEAD: { ru: 'Лид', en: 'Lead' },
  CONTACT: { ru: 'Контакт', en: 'Contact' },
  COMPANY: { ru: 'Компания', en: 'Company' },
  DEAL: { ru: 'Сделка', en: 'Deal' },
  QUOTE: { ru: 'Коммерческое предложение', en: 'Quote' },
  SMART_INVOICE: { ru: 'Счёт', en: 'Invoice' },
};

/** Types of custom fields: user.userfield.add, crm.company.userfield.add. */
export const fieldTypes: Codes = {
  string: { ru: 'Строка', en: 'String' },
  integer: { ru: 'Целое число', en: 'Integer' },
  double: { ru: 'Число', en: 'Number' },
  boolean: { ru: 'Да/нет', en: 'Yes/no' },
  datetime: { ru: 'Дата и время', en: 'Date and time' },
  date: { ru: 'Дата', en: 'Date' },
  money: { ru: 'Деньги', en: 'Money' },
  url: { ru: 'Ссылка', en: 'Link' },
  address: { ru: 'Адрес', en: 'Address' },
  enumeration: { ru: 'Список', en: 'List' },
  file: { ru: 'Файл', en: 'File' },
  employee: { ru: 'Сотрудник', en: 'Employee' },
  crm_status: { ru: 'Справочник CRM', en: 'CRM dictionary' },
  iblock_section: { ru: 'Раздел инфоблока', en: 'Section of an information block' },
  iblock_element: { ru: 'Элемент инфоблока', en: 'Element of an information block' },
  crm: { ru: 'Элемент CRM', en: 'CRM element' },
};

/** How a person answered an invitation: api-reference/calendar/_includes/calendar_event_fields.md. */
export const meetingAnswers: Codes = {
  Y: { ru: 'Согласие', en: 'Accepted' },
  N: { ru: 'Отказ', en: 'Declined' },
  Q: { ru: 'Без ответа', en: 'Not answered' },
  H: { ru: 'Организатор', en: 'Organizer' },
};
