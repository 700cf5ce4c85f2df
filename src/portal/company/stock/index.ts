import { appStock } from './apps.ts';
import { calendarStock } from './calendar.ts';
import { catalogStock } from './catalog.ts';
import { crmStock } from './crm.ts';
import { elementStock } from './elements.ts';
import { listStock } from './lists.ts';
import { saleStock } from './sale.ts';
import { talkStock } from './talk.ts';
import { workStock } from './work.ts';
import type { Stock } from './stock.ts';

/** Every family that is made a record at a time from its own index alone. */
export const stocks: readonly Stock[] = [
  // One a line: families are added side by side.
  ...catalogStock,
  ...saleStock,
  ...elementStock,
  ...crmStock,
  ...listStock,
  ...calendarStock,
  ...talkStock,
  ...workStock,
  ...appStock,
];
