import { chatsHtml } from './chats/html.ts';
import { mattermost } from './chats/mattermost.ts';
import { csvExcel } from './csv-excel.ts';
import { csv } from './csv.ts';
import { drive } from './drive.ts';
import { espocrm } from './espocrm.ts';
import type { Format } from './format.ts';
import { hubspot } from './hubspot.ts';
import { vevent, vtodo } from './ical.ts';
import { jsonl } from './jsonl.ts';
import { kaiten } from './kaiten.ts';
import { kommo } from './kommo.ts';
import { mail } from './mail/index.ts';
import { odoo } from './odoo.ts';
import { pages } from './pages/pages.ts';
import { pipedrive } from './pipedrive.ts';
import { planfix } from './planfix.ts';
import { processes } from './processes/index.ts';
import { parquet } from './parquet.ts';
import { slack } from './chats/slack.ts';
import { tracker, yandexTracker } from './tracker.ts';
import { twenty } from './twenty.ts';
import { vcard3, vcard4 } from './vcard.ts';
import { xlsx } from './xlsx.ts';

/** All that `bye24 convert` can write, in the order in which people look for it. */
export const formats: readonly Format[] = [
  xlsx,
  csvExcel,
  csv,
  jsonl,
  parquet,
  drive,
  vcard3,
  vcard4,
  vevent,
  vtodo,
  chatsHtml,
  mattermost,
  slack,
  mail,
  pages,
  processes,
  espocrm,
  kommo,
  odoo,
  planfix,
  twenty,
  hubspot,
  pipedrive,
  kaiten,
  yandexTracker,
  tracker,
];

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
