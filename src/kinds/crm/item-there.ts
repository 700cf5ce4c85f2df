import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { only, type There, thereNumber } from '../creation.ts';
import { elementsOf, objectsOf, textAt, words } from '../fields.ts';
import type { KindId, RecordLike } from '../kind.ts';
import { customFields } from './item-values.ts';
import { invoiceStagesThere, smartStages, stageIn } from './smart-creation.ts';

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
function multiFieldsOf(row: JsonObject): readonly JsonObject[] {
  return objectsOf(row['fm']).map(({ valueType = '', value = '', typeId = '' }) => ({ valueType, value, typeId }));
}

/** `C3:NEW` is a stage of the third funnel; there that funnel has another number. */
function stageThere(stageId: string, there: There): string | undefined {
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

/** What an element of the CRM is there: what people filled in, with the people, stages and records of that portal. */
export function itemThere(id: KindId, { row }: RecordLike, there: There): JsonObject {
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
