import { firstText, textAt } from '../fields.ts';
import type { Kind, RecordLike } from '../kind.ts';
import { crmBin } from './bin.ts';
import { itemFiles } from './files.ts';
import { smartItemCreation } from './item-creation.ts';
import {
  commonColumns,
  type ItemAddress,
  itemDocs,
  itemCustomPerson,
  itemPeople,
  itemReferences,
  itemVolatile,
} from './item-parts.ts';

const select = ['*'];
const address = ({ row }: RecordLike): ItemAddress => ({
  entityTypeId: Number(textAt(row, 'entityTypeId')),
  id: Number(textAt(row, 'id')),
});

/** Elements of all the portal's own types. Numbers repeat from type to type, so the key holds both: `1038:5`. */
export const smartProcessItem: Kind = {
  id: 'smart-process-item',
  group: 'crm',
  title: {
    one: { ru: 'Элемент смарт-процесса', en: 'Smart process item' },
    many: { ru: 'Элементы смарт-процессов', en: 'Smart process items' },
  },
  scope: 'crm',
  docs: itemDocs,
  take: {
    how: 'each',
    moves: 'nothing',
    long: { idOf: (id, { row }) => `${textAt(row, 'entityTypeId')}:${id}` },
    parent: 'smart-process-type',
    request: ({ row }) => ({
      method: 'crm.item.list',
      params: { entityTypeId: Number(textAt(row, 'entityTypeId')), select },
      rows: ['items'],
      idField: 'id',
      pager: { by: 'id' },
    }),
  },
  key: (row) => `${textAt(row, 'entityTypeId')}:${textAt(row, 'id')}`,
  name: (row) => firstText(row, 'title', 'id'),
  changedAt: { field: 'updatedTime' },
  createdAt: 'createdTime',
  volatile: itemVolatile,
  references: [
    ...itemReferences,
    { field: 'entityTypeId', to: 'smart-process-type' },
    { field: 'companyId', to: 'company' },
    { field: 'contactIds[]', to: 'contact' },
    { field: 'parentId2', to: 'deal' },
    {
      field: 'stageId',
      to: 'status',
      id: (value, row) => `DYNAMIC_${textAt(row, 'entityTypeId')}_STAGE_${textAt(row, 'categoryId')}:${value}`,
    },
  ],
  texts: [{ field: 'comments', form: 'document' }],
  personal: {},
  people: itemPeople(address),
  customPerson: itemCustomPerson(address),
  files: [itemFiles(address)],
  look: {
    by: 'get',
    call: ({ row }) => ({
      method: 'crm.item.list',
      params: {
        entityTypeId: Number(textAt(row, 'entityTypeId')),
        select,
        filter: { id: Number(textAt(row, 'id')) },
      },
    }),
    at: ['items', '0'],
    absent: [{ code: 'NOT_FOUND' }],
  },
  deletion: {
    how: 'call',
    call: (record) => ({ method: 'crm.item.delete', params: address(record), effect: 'write' }),
    fate: crmBin,
  },
  creation: smartItemCreation,
  after: ['bp-instance'],
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'entityTypeId', title: { ru: 'Тип', en: 'Type' }, type: 'reference', to: 'smart-process-type' },
    { field: 'stageId', title: { ru: 'Стадия', en: 'Stage' }, type: 'reference', to: 'status' },
    { field: 'opportunity', title: { ru: 'Сумма', en: 'Amount' }, type: 'money' },
    ...commonColumns,
  ],
  path: ({ row }) => `/crm/type/${textAt(row, 'entityTypeId')}/details/${textAt(row, 'id')}/`,
  limits: {
    ru: 'В корзину попадают элементы тех типов, у которых она включена; у остальных удаление сразу окончательное.',
    en: 'Items go to the recycle bin where their type has it switched on; elsewhere deletion is for good at once.',
  },
};
