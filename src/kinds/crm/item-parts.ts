import type { Json } from '../../base/json.ts';
import { textOf } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import type { Call } from '../../bitrix24/port.ts';
import { elementsOf, textAt } from '../fields.ts';
import type { Column, PersonalCategory, PersonField, RecordLike, Reference } from '../kind.ts';

/** By what the universal methods know an element. */
export interface ItemAddress {
  readonly [name: string]: number;
  readonly entityTypeId: number;
  readonly id: number;
}

/** Pages that hold for every element of the universal methods. */
export const itemDocs = [
  'api-reference/crm/universal/crm-item-list.md',
  'api-reference/crm/universal/crm-item-get.md',
  'api-reference/crm/universal/crm-item-delete.md',
  'api-reference/crm/universal/object-fields.md',
] as const;

/** The portal changes these without anybody editing the element, or makes them from other fields. */
export const itemVolatile = ['lastActivityTime', 'lastActivityBy', 'lastCommunicationTime', 'searchContent'];

export const itemReferences: readonly Reference[] = [
  { field: 'assignedById', to: 'user' },
  { field: 'observers[]', to: 'user' },
  { field: 'createdBy', to: 'user' },
  { field: 'updatedBy', to: 'user' },
];

export const itemLimits = {
  ru: 'Видны только те элементы, на чтение которых есть право у владельца подключения.',
  en: 'Only elements that the owner of the connection may read are shown.',
};

/** Who is behind an element. The portal lets only the responsible person and the observers change. */
export function itemPeople(address: (record: RecordLike) => ItemAddress): readonly PersonField[] {
  const update = (record: RecordLike, fields: { readonly [field: string]: Json }): Call => ({
    method: 'crm.item.update',
    params: { ...address(record), fields },
    effect: 'write',
  });
  return [
    {
      field: 'assignedById',
      title: { ru: 'Ответственный', en: 'Responsible' },
      set: (record, to) => update(record, { assignedById: Number(to) }),
    },
    {
      field: 'observers[]',
      title: { ru: 'Наблюдатели', en: 'Observers' },
      set: (record, to, from) => update(record, { observers: inPlaceOf(record.row['observers'], to, from) }),
    },
    { field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } },
    { field: 'updatedBy', title: { ru: 'Кто изменил', en: 'Changed by' } },
  ];
}

/** A custom field of an element that holds people. */
export function itemCustomPerson(
  address: (record: RecordLike) => ItemAddress,
): (field: string, title: Text) => PersonField {
  return (field, title) => {
    const name = field.replace(/\[\]$/u, '');
    return {
      field,
      title,
      set: (record, to, from) => ({
        method: 'crm.item.update',
        params: {
          ...address(record),
          fields: { [name]: name === field ? Number(to) : inPlaceOf(record.row[name], to, from) },
        },
        effect: 'write',
      }),
    };
  };
}

/** Ids of a list with `to` in the place of `from`, nobody twice. */
export function inPlaceOf(list: Json | undefined, to: string, from: string): readonly number[] {
  const ids = elementsOf(list).map(textOf);
  return [...new Set(ids.map((id) => Number(id === from ? to : id)))];
}

/** Columns that people look for first in any list of elements. */
export const commonColumns: readonly Column[] = [
  { field: 'assignedById', title: { ru: 'Ответственный', en: 'Responsible' }, type: 'user' },
  { field: 'createdTime', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
  { field: 'updatedTime', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' },
];

/** A person's phones, mails and messengers among the multi-fields. */
export const multiFields: Readonly<Record<string, PersonalCategory>> = {
  'fm[typeId=PHONE].value': 'phone',
  'fm[typeId=EMAIL].value': 'email',
  'fm[typeId=IM].value': 'messenger',
  'fm[typeId=WEB].value': 'other',
};

export const phoneColumn: Column = {
  field: 'fm[typeId=PHONE].value',
  title: { ru: 'Телефон', en: 'Phone' },
  type: 'phone',
};
export const emailColumn: Column = {
  field: 'fm[typeId=EMAIL].value',
  title: { ru: 'E-mail', en: 'E-mail' },
  type: 'email',
};

/** The list of a funnel's stages. */
export function dealStages(categoryId: string): string {
  return categoryId === '' || categoryId === '0' ? 'DEAL_STAGE' : `DEAL_STAGE_${categoryId}`;
}

/** Where an element stands: the key of its stage among the statuses (`DEAL_STAGE:NEW`). */
export function stageReference(directory: (categoryId: string) => string): Reference {
  return {
    field: 'stageId',
    to: 'status',
    id: (value, row) => `${directory(textAt(row, 'categoryId'))}:${value}`,
  };
}
