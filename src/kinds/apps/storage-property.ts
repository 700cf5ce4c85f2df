import type { ListRequest } from '../../bitrix24/port.ts';
import { firstText, textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { absent, storageOf } from './in-storage.ts';

/** api-reference/entity/items/properties/entity-item-property-add.md. */
const types: Codes = {
  S: { ru: 'Строка', en: 'String' },
  N: { ru: 'Число', en: 'Number' },
  F: { ru: 'Файл', en: 'File' },
};

const properties = ({ id }: { readonly id: string }): ListRequest => ({
  method: 'entity.item.property.get',
  params: { ENTITY: id },
  rows: [],
  idField: '',
  pager: { by: 'none' },
});

export const appStorageProperty: Kind = {
  id: 'app-storage-property',
  group: 'other',
  title: {
    one: { ru: 'Свойство хранилища', en: 'Property of a storage' },
    many: { ru: 'Свойства хранилищ', en: 'Properties of storages' },
  },
  scope: 'entity',
  byApplication: true,
  docs: ['api-reference/entity/items/properties/entity-item-property-get.md'],
  take: { how: 'each', moves: 'nothing', parent: 'app-storage', request: properties },
  key: (row, parent) => (parent === undefined ? '' : `${parent.id}:${textAt(row, 'PROPERTY')}`),
  name: (row) => firstText(row, 'NAME', 'PROPERTY'),
  references: [],
  personal: {},
  people: [],
  look: { by: 'siblings', request: (record) => properties(storageOf(record)), absent },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'TYPE', title: { ru: 'Тип', en: 'Type' }, type: 'text', codes: types },
  ],
};
