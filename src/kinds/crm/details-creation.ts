import type { Json, JsonObject } from '../../base/json.ts';
import { type Creation, noParent, only, type There, thereNumber } from '../creation.ts';
import { textAt, words } from '../fields.ts';
import { ownerThere } from './owner-there.ts';

/** Everything that begins so and is not empty, and the names given. */
function begun(row: JsonObject, start: string, names: readonly string[]): JsonObject {
  return only(row, [...Object.keys(row).filter((name) => name.startsWith(start)), ...names]);
}

export const requisitePresetCreation: Creation = {
  needs: [],
  row: ({ row }) => only(row, words('ENTITY_TYPE_ID COUNTRY_ID NAME XML_ID ACTIVE SORT')),
  call: (row) => ({ method: 'crm.requisite.preset.add', params: { fields: row }, effect: 'write' }),
  newId: [],
  match: true,
  mark: (row) => `${textAt(row, 'COUNTRY_ID')}:${textAt(row, 'NAME')}`,
};

export const requisiteCreation: Creation = {
  needs: ['company', 'contact', 'requisite-preset'],
  row: ({ row }, there) => {
    const ENTITY_ID = ownerThere(textAt(row, 'ENTITY_TYPE_ID'), textAt(row, 'ENTITY_ID'), there)?.id;
    const PRESET_ID = thereNumber(there, 'requisite-preset', textAt(row, 'PRESET_ID'));
    if (ENTITY_ID === undefined || PRESET_ID === undefined) return noParent;
    const own = begun(row, 'RQ_', words('ENTITY_TYPE_ID NAME CODE XML_ID ACTIVE SORT ADDRESS_ONLY ORIGINATOR_ID'));
    return { ...own, ENTITY_ID, PRESET_ID };
  },
  call: (row) => ({ method: 'crm.requisite.add', params: { fields: row }, effect: 'write' }),
  newId: [],
  mark: (row) =>
    words('ENTITY_TYPE_ID ENTITY_ID NAME XML_ID RQ_INN RQ_NAME')
      .map((name) => textAt(row, name))
      .join('\n'),
  loses: { ru: 'кто и когда внёс реквизиты', en: 'who entered the details and when' },
};

export const bankDetailCreation: Creation = {
  needs: ['requisite'],
  row: ({ row }, there) => {
    const ENTITY_ID = thereNumber(there, 'requisite', textAt(row, 'ENTITY_ID'));
    if (ENTITY_ID === undefined) return noParent;
    return { ...begun(row, 'RQ_', words('COUNTRY_ID NAME CODE XML_ID ACTIVE SORT COMMENTS ORIGINATOR_ID')), ENTITY_ID };
  },
  call: (row) => ({ method: 'crm.requisite.bankdetail.add', params: { fields: row }, effect: 'write' }),
  newId: [],
  mark: (row) =>
    words('ENTITY_ID NAME XML_ID RQ_ACC_NUM')
      .map((name) => textAt(row, name))
      .join('\n'),
};

export const addressCreation: Creation = {
  needs: ['requisite', 'lead'],
  row: ({ row }, there) => {
    const ENTITY_ID = ownerThere(textAt(row, 'ENTITY_TYPE_ID'), textAt(row, 'ENTITY_ID'), there)?.id;
    if (ENTITY_ID === undefined) return noParent;
    const own = words('TYPE_ID ENTITY_TYPE_ID ADDRESS_1 ADDRESS_2 CITY POSTAL_CODE REGION PROVINCE COUNTRY');
    return { ...only(row, own), ENTITY_ID };
  },
  call: (row) => ({ method: 'crm.address.add', params: { fields: row }, effect: 'write' }),
  mark: (row) =>
    words('TYPE_ID ENTITY_TYPE_ID ENTITY_ID')
      .map((name) => textAt(row, name))
      .join(':'),
};

const pairs: Readonly<Record<string, string>> = {
  REQUISITE_ID: 'requisite',
  BANK_DETAIL_ID: 'bank-detail',
  MC_REQUISITE_ID: 'requisite',
  MC_BANK_DETAIL_ID: 'bank-detail',
};

function linked(row: JsonObject, there: There): JsonObject {
  const entries = Object.entries(pairs).map(([field, kind]): readonly [string, Json] => [
    field,
    thereNumber(there, kind, textAt(row, field)) ?? 0,
  ]);
  return Object.fromEntries(entries);
}

/** Registering a link again changes nothing, so a lost answer needs no look. */
export const requisiteLinkCreation: Creation = {
  needs: ['requisite', 'bank-detail', 'deal', 'quote', 'smart-invoice', 'smart-process-item'],
  row: ({ row }, there) => {
    const type = textAt(row, 'ENTITY_TYPE_ID');
    const owner = ownerThere(type, textAt(row, 'ENTITY_ID'), there);
    if (owner === undefined) return noParent;
    return { ENTITY_TYPE_ID: owner.type, ENTITY_ID: owner.id, ...linked(row, there) };
  },
  call: (row) => ({ method: 'crm.requisite.link.register', params: { fields: row }, effect: 'write' }),
  mark: (row) => `${textAt(row, 'ENTITY_TYPE_ID')}:${textAt(row, 'ENTITY_ID')}`,
};
