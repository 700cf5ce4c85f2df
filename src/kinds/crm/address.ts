import type { JsonObject } from '../../base/json.ts';
import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { typedReferences } from './entity.ts';
import { addressCreation } from './details-creation.ts';

const own = (row: JsonObject) => ({
  TYPE_ID: Number(textAt(row, 'TYPE_ID')),
  ENTITY_TYPE_ID: Number(textAt(row, 'ENTITY_TYPE_ID')),
  ENTITY_ID: Number(textAt(row, 'ENTITY_ID')),
});
const keyOfAddress = (row: JsonObject): string => Object.values(own(row)).join(':');

/** An address has no number of its own: its type, and whose it is, tell it from others. */
export const address: Kind = {
  id: 'address',
  group: 'crm',
  title: { one: { ru: 'Адрес', en: 'Address' }, many: { ru: 'Адреса', en: 'Addresses' } },
  scope: 'crm',
  docs: [
    'api-reference/crm/requisites/addresses/crm-address-list.md',
    'api-reference/crm/requisites/addresses/crm-address-delete.md',
  ],
  take: {
    how: 'list',
    set: '@',
    request: {
      method: 'crm.address.list',
      params: { order: { ENTITY_TYPE_ID: 'ASC', ENTITY_ID: 'ASC', TYPE_ID: 'ASC' } },
      rows: [],
      idField: '',
      pager: { by: 'offset' },
      countable: false,
    },
  },
  key: keyOfAddress,
  name: (row) =>
    ['POSTAL_CODE', 'CITY', 'ADDRESS_1', 'ADDRESS_2']
      .map((field) => textAt(row, field))
      .filter((part) => part !== '')
      .join(', '),
  // Numbers of the location service's own record.
  volatile: ['LOC_ADDR_ID'],
  references: typedReferences('ENTITY_TYPE_ID', 'ENTITY_ID', ['lead', 'contact', 'company', 'requisite'], true),
  personal: {
    ADDRESS_1: 'address',
    ADDRESS_2: 'address',
    CITY: 'address',
    POSTAL_CODE: 'address',
    REGION: 'address',
    PROVINCE: 'address',
    COUNTRY: 'address',
  },
  people: [],
  look: {
    by: 'get',
    call: ({ row }) => ({ method: 'crm.address.list', params: { filter: own(row) } }),
    at: ['0'],
  },
  deletion: {
    how: 'call',
    call: ({ row }) => ({ method: 'crm.address.delete', params: { fields: own(row) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  creation: addressCreation,
  columns: [
    { field: 'COUNTRY', title: { ru: 'Страна', en: 'Country' }, type: 'text' },
    { field: 'CITY', title: { ru: 'Населённый пункт', en: 'City' }, type: 'text' },
    { field: 'ADDRESS_1', title: { ru: 'Улица, дом', en: 'Street address' }, type: 'text' },
    { field: 'ADDRESS_2', title: { ru: 'Квартира, офис', en: 'Suite' }, type: 'text' },
    { field: 'POSTAL_CODE', title: { ru: 'Индекс', en: 'Postal code' }, type: 'text' },
  ],
};
