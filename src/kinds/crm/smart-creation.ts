import { type JsonObject, textOf } from '../../base/json.ts';
import { type Creation, noParent, only, type There, thereNumber } from '../creation.ts';
import { textAt, words } from '../fields.ts';
import type { KindId } from '../kind.ts';

/** Types have a second number, by which their custom fields are named: `CRM_7`, `UF_CRM_7_1721`. */
export const typeNumber: KindId = 'smart-process-number';

const settings = words(`
  isCategoriesEnabled isStagesEnabled isBeginCloseDatesEnabled isClientEnabled isUseInUserfieldEnabled
  isLinkWithProductsEnabled isMycompanyEnabled isDocumentsEnabled isSourceEnabled isObserversEnabled
  isRecyclebinEnabled isAutomationEnabled isBizProcEnabled isSetOpenPermissions
`);
/** Elements of the CRM that an item of any type may hang on: lead, deal, quote. */
const parents = [1, 2, 7];

/** The portal's own types. They get numbers of that portal; nothing of them is there before. */
export const smartTypeCreation: Creation = {
  needs: ['user'],
  row: ({ row }) => only(row, ['title', ...settings]),
  call: (row) => ({
    method: 'crm.type.add',
    params: {
      fields: {
        ...row,
        relations: { parent: parents.map((entityTypeId) => ({ entityTypeId, isChildrenListEnabled: 'N' })) },
      },
    },
    effect: 'write',
  }),
  newId: ['type', 'entityTypeId'],
  also: (row) => [{ kind: typeNumber, id: textAt(row, 'id') }],
  standsAs: (id) => ({ entityTypeId: Number(id) }),
  mark: (row) => textAt(row, 'title'),
  loses: {
    ru: 'цифровое рабочее место, роботы, права и настройки связей типа; новый тип получает другой номер',
    en: 'the workplace, robots, rights and relations of the type; it gets another number',
  },
};

/** `1038:5` by its parts. */
export function twoNumbers(id: string): { readonly entityTypeId: number; readonly id: number } {
  const [entityTypeId, own] = id.split(':').map(Number);
  return { entityTypeId: entityTypeId ?? 0, id: own ?? 0 };
}

const isDefault = (row: JsonObject): boolean => textAt(row, 'isDefault') === 'Y';

/** Funnels of the portal's own types. Each type comes with one. */
export const smartFunnelCreation: Creation = {
  needs: ['smart-process-type'],
  row: ({ row }, there) => {
    const entityTypeId = thereNumber(there, 'smart-process-type', textAt(row, 'entityTypeId'));
    if (entityTypeId === undefined) return noParent;
    const sort = Number(textAt(row, 'sort') || 0);
    return { entityTypeId, name: textAt(row, 'name'), sort, isDefault: isDefault(row) ? 'Y' : 'N' };
  },
  call: ({ entityTypeId = 0, ...fields }) => ({
    method: 'crm.category.add',
    params: { entityTypeId, fields },
    effect: 'write',
  }),
  newId: ['category', 'id'],
  keyThere: ({ entityTypeId }, id) => `${textOf(entityTypeId)}:${id}`,
  standsAs: twoNumbers,
  match: true,
  mark: (row) => `${textAt(row, 'entityTypeId')}:${isDefault(row) ? 'default' : textAt(row, 'name')}`,
  settle: (found, { entityTypeId = 0, name = '', sort = 0 }) =>
    found['name'] === name && found['sort'] === sort
      ? undefined
      : {
          method: 'crm.category.update',
          params: { entityTypeId, id: Number(textAt(found, 'id')), fields: { name, sort } },
          effect: 'write',
        },
};

/** Where a stage of a type or of invoices stands, there. */
interface StagesThere {
  readonly entityId: string;
  readonly categoryId: number;
  /** `DT1038_5:` before the code of each stage. */
  readonly prefix: string;
}

/** A funnel of a type by its numbers in the archive. */
export function smartStages(entityTypeId: string, categoryId: string, there: There): StagesThere | undefined {
  const found = there.id('smart-process-funnel', `${entityTypeId}:${categoryId}`);
  if (found === undefined) return undefined;
  const { entityTypeId: type, id } = twoNumbers(found);
  return { entityId: `DYNAMIC_${type}_STAGE_${id}`, categoryId: id, prefix: `DT${type}_${id}:` };
}

const invoiceStages = ['NEW', 'N', 'SUCCESS', 'P'];

/** Invoices have one funnel on every portal; REST shows its number in the names of its stages alone. */
export function invoiceStagesThere(categoryId: string, there: There): StagesThere | undefined {
  for (const code of invoiceStages) {
    const found = there.maybe('status', `SMART_INVOICE_STAGE_${categoryId}:DT31_${categoryId}:${code}`);
    const number = /^SMART_INVOICE_STAGE_(\d+):/u.exec(found ?? '')?.[1];
    if (number === undefined) continue;
    return { entityId: `SMART_INVOICE_STAGE_${number}`, categoryId: Number(number), prefix: `DT31_${number}:` };
  }
  return undefined;
}

/** A stage by its code in the funnel that it stands in there. */
export const stageIn = ({ prefix }: StagesThere, stageId: string): string => stageId.replace(/^DT\d+_\d+:/u, prefix);
