import type { Method } from '../method.ts';
import { apps } from './apps.ts';
import { bookings } from './booking.ts';
import { calendar } from './calendar.ts';
import { catalog } from './catalog/index.ts';
import { crmMore } from './crm-more.ts';
import { timelineMore } from './crm-timeline.ts';
import { chats } from './chats.ts';
import { crm } from './crm.ts';
import { documents } from './documents.ts';
import { drive } from './drive/index.ts';
import { feed } from './feed.ts';
import { landing } from './landing.ts';
import { listMethods } from './lists.ts';
import { mail } from './mail.ts';
import { note } from './note.ts';
import { office } from './office.ts';
import { openLines } from './open-lines.ts';
import { people } from './people/index.ts';
import { processes } from './processes.ts';
import { rpa } from './rpa.ts';
import { saleMethods } from './sale.ts';
import { system } from './system.ts';
import { system3 } from './system3.ts';
import { telephony } from './telephony.ts';
import { scrum } from './tasks/scrum.ts';
import { templates } from './tasks/templates.ts';
import { tasks } from './tasks/index.ts';
import { votes } from './votes.ts';

/** Every family of methods that the portal has; one file or folder each. */
export const families: readonly (readonly Method[])[] = [
  // One a line: families are added side by side.
  system,
  system3,
  crm,
  people,
  tasks,
  drive,
  processes,
  catalog,
  saleMethods,
  crmMore,
  timelineMore,
  documents,
  listMethods,
  rpa,
  calendar,
  bookings,
  chats,
  feed,
  votes,
  mail,
  telephony,
  openLines,
  templates,
  scrum,
  landing,
  note,
  office,
  apps,
];
