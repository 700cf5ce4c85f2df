import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { Call } from '../../bitrix24/port.ts';
import { type Creation, noParent, only, type There, thereNumber } from '../creation.ts';
import { elementsOf, objectsOf, textAt, words } from '../fields.ts';
import type { KindId, RecordLike } from '../kind.ts';
import { entityTypeIds } from './entity.ts';
import { customFields, customNames, filesOf } from './item-values.ts';
import { invoiceStagesThere, smartStages, stageIn, twoNumbers } from './smart-creation.ts';

/** Fields that people fill in and that crm.item.import takes as they are. */
const plain = words(`
  title name lastName secondName honorific birthdate post address comments opened sourceId sourceDescription
  statusDescription companyTitle originatorId originId originVersion utmSource utmMedium utmCampaign utmContent utmTerm
  opportunity isManualOpportunity currencyId probability typeId taxValue additionalInfo begindate closedate
  createdTime updatedTime export industry employees revenue addressLegal bankingDetails isMyCompany
  quoteNumber content terms actualDate accountNumber xmlId
`);
const people = words('createdBy updatedBy assignedById');
const single: Readonly<Record<string, KindId>> = {
  companyId: 'company',
  contactId: 'contact',
  leadId: 'lead',
  dealId: 'deal',
  mycompanyId: 'company',
  parentId1: 'lead',
  parentId2: 'deal',
  parentId7: 'quote',
};
const several: Readonly<Record<string, KindId>> = { companyIds: 'company', contactIds: 'contact' };

/** Phones and mails without the numbers that the old portal gave them. */
export function multiFieldsOf(row: JsonObject): readonly JsonObject[] {
  return objectsOf(row['fm']).map(({ valueType = '', value = '', typeId = '' }) => ({ valueType, value, typeId }));
}

/** `C3:NEW` is a stage of the third funnel; there that funnel has another number. */
export function stageThere(stageId: string, there: There): string | undefined {
  const { funnel, code = '' } = /^C(?<funnel>\d+):(?<code>.+)$/u.exec(stageId)?.groups ?? {};
  if (funnel === undefined) return stageId;
  const id = there.id('funnel', funnel);
  return id === undefined ? undefined : `C${id}:${code}`;
}

function stages(id: KindId, row: JsonObject, there: There): JsonObject {
  const stageId = textAt(row, 'stageId');
  const category = textAt(row, 'categoryId');
  if (id === 'smart-invoice' || id === 'smart-process-item') {
    const found =
      id === 'smart-invoice'
        ? invoiceStagesThere(category, there)
        : smartStages(textAt(row, 'entityTypeId'), category, there);
    if (found === undefined) return {};
    return { categoryId: found.categoryId, ...(stageId === '' ? {} : { stageId: stageIn(found, stageId) }) };
  }
  if (id !== 'deal') return stageId === '' ? {} : { stageId };
  const categoryId = there.id('funnel', category || '0');
  const stage = stageThere(stageId, there);
  return categoryId === undefined || stage === undefined ? {} : { categoryId: Number(categoryId), stageId: stage };
}

function itemThere(id: KindId, { row }: RecordLike, there: There): JsonObject {
  const ids = (value: Json | undefined, kind: KindId): readonly number[] =>
    elementsOf(value).flatMap((each) => thereNumber(there, kind, textOf(each)) ?? []);
  const links: Record<string, Json> = {};
  // Who works in a company is told by its contacts.
  for (const [field, kind] of Object.entries(several)) {
    if (id === 'company') continue;
    const found = ids(row[field], kind);
    if (found.length > 0) links[field] = found;
  }
  for (const [field, kind] of Object.entries(single)) {
    // A contact comes before its lead.
    if ((id === 'contact' || id === 'company') && kind === 'lead') continue;
    const found = thereNumber(there, kind, textAt(row, field));
    if (found !== undefined) links[field] = found;
  }
  const observers = elementsOf(row['observers']).map((each) => Number(there.person(textOf(each))));
  const fm = multiFieldsOf(row);
  return {
    ...only(row, plain),
    ...Object.fromEntries(people.map((field) => [field, Number(there.person(textAt(row, field)))])),
    ...(observers.length === 0 ? {} : { observers: [...new Set(observers)] }),
    ...stages(id, row, there),
    ...links,
    ...(fm.length === 0 ? {} : { fm }),
    ...customFields(id, row, there),
  };
}

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
