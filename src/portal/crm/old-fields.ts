import type { ItemType } from './fields.ts';

const addressParts = [
  '_2',
  '_CITY',
  '_POSTAL_CODE',
  '_REGION',
  '_PROVINCE',
  '_COUNTRY',
  '_COUNTRY_CODE',
  '_LOC_ADDR_ID',
];

/** Address fields that live on in the old methods: addresses moved to requisites long ago. */
export function addressFields(entityTypeId: number): readonly string[] {
  const prefixes: Readonly<Record<number, readonly string[]>> = {
    1: ['ADDRESS'],
    3: ['ADDRESS'],
    4: ['ADDRESS', 'REG_ADDRESS'],
  };
  const whole = entityTypeId === 4 ? ['REG_ADDRESS'] : [];
  return [...whole, ...(prefixes[entityTypeId] ?? []).flatMap((prefix) => addressParts.map((part) => prefix + part))];
}

/** Fields of crm.item.* that the old methods never had. */
const unseen: ReadonlySet<string> = new Set([
  'entityTypeId',
  'observers',
  'contactIds',
  'companyIds',
  'searchContent',
  'shortName',
  'webformId',
  'isConvert',
  'login',
  'phoneMobile',
  'phoneWork',
  'phoneMailing',
  'emailHome',
  'emailWork',
  'emailMailing',
  'skype',
  'icq',
  'imol',
  'email',
  'phone',
  'dateCreateShort',
  'dateModifyShort',
  'begindateShort',
  'closedateShort',
  'eventDate',
  'eventDateShort',
  'eventId',
  'eventDescription',
  'orderStage',
  'isWork',
  'isWon',
  'isLose',
  'receivedAmount',
  'lostAmount',
  'hasProducts',
  'productId',
  'fm',
]);

/** Whether the old methods leave a field out. */
export function isUnseen(type: ItemType, name: string): boolean {
  return unseen.has(name) || (name === 'categoryId' && type.entityTypeId !== 2);
}

/** Those that an item shows, always empty: contacts leave one out. */
export function emptyAddress(entityTypeId: number): readonly string[] {
  const fields = addressFields(entityTypeId);
  return entityTypeId === 3 ? fields.filter((name) => name !== 'ADDRESS_COUNTRY_CODE') : fields;
}

/** Whether `crm.*.fields` leaves a field out: it describes links that the items themselves do not show. */
export function isUndescribed(type: ItemType, name: string): boolean {
  if (name === 'faceId') return true;
  const isLink = name === 'companyIds' || (name === 'contactIds' && type.entityTypeId !== 4);
  return !isLink && isUnseen(type, name);
}
