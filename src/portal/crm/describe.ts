import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { integerOf } from '../params.ts';
import { camelName, company, contact, isSmartType, type ItemField, type ItemType, referenceTypes } from './fields.ts';
import { addressFields, isUndescribed } from './old-fields.ts';
import { stagesEntity } from './funnels.ts';
import { categoriesTable, userFieldsTable } from './tables.ts';

const shownTypes: Readonly<Record<ItemField['type'], string>> = {
  int: 'integer',
  double: 'double',
  flag: 'boolean',
  datetime: 'datetime',
  date: 'date',
  text: 'string',
  status: 'crm_status',
  user: 'user',
  ints: 'integer',
  file: 'file',
  fm: 'crm_multifield',
};

/** ENTITY_ID under which custom fields of a kind of item are defined. */
export function userFieldEntity(entityTypeId: number): string {
  const named: Readonly<Record<number, string>> = {
    1: 'CRM_LEAD',
    2: 'CRM_DEAL',
    3: 'CRM_CONTACT',
    4: 'CRM_COMPANY',
    7: 'CRM_QUOTE',
    8: 'CRM_REQUISITE',
    31: 'CRM_SMART_INVOICE',
  };
  return named[entityTypeId] ?? `CRM_${entityTypeId}`;
}

/** Description of one field, as all `*.fields` methods give it. */
export function description(type: string, title: string, rest: JsonObject = {}): JsonObject {
  return {
    type,
    isRequired: false,
    isReadOnly: false,
    isImmutable: false,
    isMultiple: false,
    isDynamic: false,
    title,
    ...rest,
  };
}

/** Definitions of custom fields of one ENTITY_ID. */
export function userFieldsOf(core: PortalCore, entityId: string): readonly JsonObject[] {
  return core.store.table(userFieldsTable).select({
    where: [{ field: { path: 'ENTITY_ID', type: 'text' }, is: '=', value: entityId }],
  });
}

/** Dictionary of the stages of a smart process: that of its default funnel. */
function stagesOf(core: PortalCore, { entityTypeId }: ItemType, name: string): string | undefined {
  if (!isSmartType(entityTypeId) || (name !== 'stageId' && name !== 'previousStageId')) return undefined;
  const where = [
    { field: { path: 'entityTypeId', type: 'integer' }, is: '=', value: entityTypeId },
    { field: { path: 'isDefault', type: 'flag' }, is: '=', value: 'Y' },
  ] as const;
  const [category] = core.store.table(categoriesTable).select({ where, limit: 1 });
  return stagesEntity(entityTypeId, integerOf(category?.['id']) ?? 0);
}

/** What a reference says of the item that it leads to. */
function leadsTo(type: ItemType, name: string): JsonObject {
  const isContactsCompany = type.entityTypeId === contact && name === 'companyId';
  if (name === 'contactId' || isContactsCompany) return { isDeprecated: true };
  const parent = referenceTypes[name]?.parent;
  if (parent === undefined) return {};
  const own = name === 'mycompanyId' ? { isMyCompany: true, isEmbeddedEditorEnabled: true } : {};
  return { settings: { parentEntityTypeId: parent, ...own } };
}

/** crm.item.fields and the old `crm.*.fields`: what an item is made of, with custom fields. */
export function fieldDescriptions(core: PortalCore, type: ItemType, style: 'item' | 'old'): JsonObject {
  const all: Record<string, Json> = {};
  for (const field of type.fields.values()) {
    if (field.name === 'entityTypeId' || field.name.endsWith('Short')) continue;
    if (style === 'old' && field.type !== 'fm' && isUndescribed(type, field.name)) continue;
    if (style === 'old' && field.type === 'fm') {
      for (const name of ['PHONE', 'EMAIL', 'WEB', 'IM', 'LINK']) {
        all[name] = description('crm_multifield', name, { isMultiple: true });
      }
      continue;
    }
    const reference = referenceTypes[field.name];
    const dictionary = field.dictionary ?? stagesOf(core, type, field.name);
    all[style === 'item' ? field.name : field.old] = description(reference?.type ?? shownTypes[field.type], field.old, {
      isReadOnly: field.readOnly,
      isMultiple: field.type === 'ints' || field.type === 'fm',
      ...(dictionary === undefined ? {} : { statusType: dictionary }),
      ...leadsTo(type, field.name),
      ...(style === 'item' ? { upperName: field.old } : {}),
    });
  }
  if (style === 'old') {
    for (const name of addressFields(type.entityTypeId)) {
      all[name] = description(name.endsWith('_LOC_ADDR_ID') ? 'integer' : 'string', name);
    }
    if (type.entityTypeId === company) {
      all['CONTACT_ID'] = description('crm_contact', 'CONTACT_ID', { isMultiple: true });
      all['LAST_COMMUNICATION_TIME'] = description('string', 'LAST_COMMUNICATION_TIME', { isReadOnly: true });
    }
  } else if (all['contactIds'] !== undefined) {
    all['contacts'] = description('crm_contact', 'CONTACTS', { isMultiple: true, upperName: 'CONTACTS' });
  }
  for (const definition of userFieldsOf(core, userFieldEntity(type.entityTypeId))) {
    const name = textOf(definition['FIELD_NAME']);
    all[style === 'item' ? camelName(name) : name] = description(textOf(definition['USER_TYPE_ID']), name, {
      isMultiple: definition['MULTIPLE'] === 'Y',
      isRequired: definition['MANDATORY'] === 'Y',
      isDynamic: true,
      ...(style === 'item' ? { upperName: name } : {}),
    });
  }
  return all;
}
