import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { Call } from '../../bitrix24/port.ts';
import { type Creation, noParent, thereNumber } from '../creation.ts';
import { objectsOf, textAt } from '../fields.ts';
import type { KindId } from '../kind.ts';
import { entityTypeIds } from './entity.ts';
import { itemThere } from './item-there.ts';
import { customNames, filesOf } from './item-values.ts';
import { twoNumbers } from './smart-creation.ts';

const needs = {
  company: [],
  contact: ['company'],
  lead: ['company', 'contact'],
  deal: ['company', 'contact', 'lead', 'funnel'],
  quote: ['company', 'contact', 'lead', 'deal'],
  'smart-invoice': ['company', 'contact', 'lead', 'deal', 'quote'],
} as const satisfies Readonly<Record<string, readonly KindId[]>>;

const itemMark = (row: JsonObject): string =>
  [
    ...['title', 'name', 'lastName', 'quoteNumber', 'opportunity'].map((field) => textAt(row, field)),
    String(Date.parse(textAt(row, 'createdTime'))),
    ...objectsOf(row['fm']).map((each) => textAt(each, 'value')),
  ].join('\n');

const imported = (entityTypeId: Json, row: JsonObject, files: JsonObject): Call => ({
  method: 'crm.item.import',
  params: { entityTypeId, fields: { ...row, ...files } },
  effect: 'write',
});

/** Elements of the portal's own types, the same way; their numbers repeat from type to type. */
export const smartItemCreation: Creation = {
  needs: ['user', 'status', 'custom-field', 'custom-field-value', 'smart-process-funnel', ...needs.quote, 'quote'],
  row: (record, there) => {
    const entityTypeId = thereNumber(there, 'smart-process-type', textAt(record.row, 'entityTypeId'));
    if (entityTypeId === undefined) return noParent;
    return { entityTypeId, ...itemThere('smart-process-item', record, there) };
  },
  call: ({ entityTypeId = 0, ...row }, record, there) =>
    imported(entityTypeId, row, customNames(filesOf(record, there), there)),
  newId: ['item', 'id'],
  keyThere: ({ entityTypeId }, id) => `${textOf(entityTypeId)}:${id}`,
  standsAs: twoNumbers,
  mark: (row) => `${textAt(row, 'entityTypeId')}\n${itemMark(row)}`,
  loses: {
    ru: 'история изменений и переходов по стадиям, связи с элементами других смарт-процессов',
    en: 'the history of changes and stages, links to items of other smart processes',
  },
};

/**
 * An element of the CRM through crm.item.import: it keeps dates and authors and starts neither robots nor processes
 * (api-reference/crm/universal/import/crm-item-import.md).
 */
export function itemCreation(id: keyof typeof entityTypeIds): Creation | undefined {
  if (!Object.hasOwn(needs, id)) return undefined;
  const before: readonly KindId[] = needs[id as keyof typeof needs];
  const entityTypeId = entityTypeIds[id];
  return {
    needs: ['user', 'status', 'custom-field', 'custom-field-value', ...before],
    row: (record, there) => itemThere(id, record, there),
    call: (row, record, there) => imported(entityTypeId, row, filesOf(record, there)),
    newId: ['item', 'id'],
    mark: itemMark,
    loses: {
      ru: 'история изменений и переходов по стадиям, привязки к спискам и смарт-процессам',
      en: 'the history of changes and stages, links to lists and smart processes',
    },
  };
}
