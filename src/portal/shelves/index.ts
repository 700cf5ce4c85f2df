import { appShelves } from './apps.ts';
import { calendarShelves } from './calendar.ts';
import { catalogShelves } from './catalog.ts';
import { crmShelves } from './crm.ts';
import { listShelves } from './lists.ts';
import { saleShelves } from './sale.ts';
import { talkShelves } from './talk.ts';
import { workShelves } from './work.ts';

/** Every table that a few declarations are enough for, by the family of its records. */
export const shelves = {
  // One a line: families are added side by side.
  ...catalogShelves,
  ...saleShelves,
  ...crmShelves,
  ...listShelves,
  ...calendarShelves,
  ...talkShelves,
  ...workShelves,
  ...appShelves,
} as const;

export type ShelfFamily = keyof typeof shelves;
