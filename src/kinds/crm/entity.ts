import type { JsonObject } from '../../base/json.ts';
import { textAt } from '../fields.ts';
import type { KindId, Reference } from '../kind.ts';

/** Numbers of the CRM's own types (https://apidocs.bitrix24.ru, "Справочник типов объектов CRM"). */
export const entityTypeIds = {
  lead: 1,
  deal: 2,
  contact: 3,
  company: 4,
  'old-invoice': 5,
  quote: 7,
  requisite: 8,
  'smart-invoice': 31,
} as const satisfies Readonly<Record<KindId, number>>;

type CrmKind = keyof typeof entityTypeIds;

/** Kinds whose elements have a timeline, and the word for them in `ENTITY_TYPE`. */
export const timelineOwners: Readonly<Record<string, string>> = {
  lead: 'lead',
  deal: 'deal',
  contact: 'contact',
  company: 'company',
  quote: 'quote',
  'smart-invoice': 'smart_invoice',
};

/** Types from 128 on are the portal's own. */
export const firstOwnTypeId = 128;

/** References of a pair of fields that names a type by number and an element by id: OWNER_TYPE_ID and OWNER_ID. */
export function typedReferences(
  typeField: string,
  idField: string,
  kinds: readonly CrmKind[],
  parent?: true,
): Reference[] {
  return kinds.map((to) => ({
    field: idField,
    to,
    ...(parent && { parent }),
    when: (row) => Number(textAt(row, typeField)) === entityTypeIds[to],
  }));
}

/** The same for elements of the portal's own types, whose ids hold their type: `1038:5`. */
export function ownTypeReference(typeField: string, idField: string, parent?: true): Reference {
  return {
    field: idField,
    to: 'smart-process-item',
    ...(parent && { parent }),
    when: (row) => Number(textAt(row, typeField)) >= firstOwnTypeId,
    id: (value, row: JsonObject) => `${textAt(row, typeField)}:${value}`,
  };
}
