import type { JsonObject } from '../../base/json.ts';
import { type Creation, only } from '../creation.ts';
import { textAt, words } from '../fields.ts';

/** A calendar of a person or a group. The portal may have made one of the same name for them. */
export const calendarSectionCreation: Creation = {
  needs: ['user', 'workgroup'],
  row: ({ row }, there) => {
    const type = textAt(row, 'CAL_TYPE');
    const owner = there.id(type === 'group' ? 'workgroup' : 'user', textAt(row, 'OWNER_ID'));
    if (owner !== undefined) return { CAL_TYPE: type, OWNER_ID: owner, ...only(row, ['NAME']) };
    return { unable: { ru: 'хозяина календаря там нет', en: 'the owner of the calendar is not there' } };
  },
  call: (row, record) => ({
    method: 'calendar.section.add',
    params: {
      type: row['CAL_TYPE'] ?? '',
      ownerId: Number(row['OWNER_ID']),
      name: row['NAME'] ?? '',
      ...renamed(record.row, { DESCRIPTION: 'description', COLOR: 'color', TEXT_COLOR: 'text_color' }),
    },
    effect: 'write',
  }),
  newId: [],
  match: true,
  mark: (row) =>
    words('CAL_TYPE OWNER_ID NAME')
      .map((field) => textAt(row, field))
      .join('\n'),
};

/** Calendars of the company are made by people: no method for them is documented. */
export const companyCalendarCreation: Creation = {
  needs: [],
  row: ({ row }) => only(row, ['NAME']),
  match: true,
  mark: (row) => textAt(row, 'NAME'),
  absent: {
    ru: 'там нет календаря компании с таким названием: заведите его и повторите',
    en: 'the company has no calendar of this name there: make one and run the command again',
  },
};

/** Fields of a row under the names that a method gives them; without those that are empty. */
export function renamed(row: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(only(row, Object.keys(names))).map(([name, value]) => [names[name], value]));
}
