import type { Text } from '../../base/text.ts';
import type { PersonalCategory } from '../../kinds/kind.ts';
import { words } from './words.ts';

/** Categories of personal data as a paper names them. */
export const categoryWords: Readonly<Record<PersonalCategory, Text>> = {
  name: { ru: 'фамилия, имя, отчество', en: 'names' },
  phone: { ru: 'номера телефонов', en: 'phone numbers' },
  email: { ru: 'адреса электронной почты', en: 'e-mail addresses' },
  address: { ru: 'почтовые адреса', en: 'postal addresses' },
  birthday: { ru: 'даты рождения', en: 'dates of birth' },
  photo: { ru: 'фотографии', en: 'photos' },
  position: { ru: 'должности', en: 'positions' },
  messenger: { ru: 'идентификаторы в мессенджерах', en: 'messenger accounts' },
  requisites: { ru: 'реквизиты', en: 'requisites' },
  correspondence: { ru: 'переписка', en: 'correspondence' },
  other: { ru: 'иные сведения о субъекте', en: 'other data about a person' },
};

/** A time with its zone, so that a date on paper is beyond doubt. */
export function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Until when records lie in a bin. */
export function binTime(untilMs: number | undefined): Text {
  if (untilMs === undefined) return words.untilUnknown;
  const at = stamp(untilMs);
  return { ru: `${words.until.ru} ${at}`, en: `${words.until.en} ${at}` };
}
