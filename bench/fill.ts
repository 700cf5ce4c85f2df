import { administratorsTable } from '../src/portal/core.ts';
import { seedDefaults } from '../src/portal/crm/defaults.ts';
import { addItem } from '../src/portal/crm/items.ts';
import { itemsTable } from '../src/portal/crm/tables.ts';
import type { LocalPortal } from '../src/portal/portal.ts';

const surnames = ['Иванов', 'Смирнова', 'Кузнецов', 'Попова', 'Васильев', 'Петрова', 'Соколов', 'Михайлова'];
const names = ['Анна', 'Борис', 'Вера', 'Глеб', 'Дарья', 'Егор', 'Жанна', 'Захар', 'Ирина', 'Кирилл', 'Лев'];
const patronymics = ['Андреевич', 'Борисовна', 'Викторович', 'Глебовна', 'Дмитриевич', 'Егоровна'];
const posts = ['директор', 'бухгалтер', 'менеджер по закупкам', 'инженер', 'accountant', 'sales manager', ''];
const remarks = ['Перезвонить', 'Ждёт договор', 'Просил счёт', 'Wants a discount', 'Был на выставке', 'Call back'];

/** Mixes a number's bits, so that neighbours have nothing in common. */
function mixed(number: number): number {
  const one = Math.imul(number ^ (number >>> 15), 0x2c1b3c6d);
  return (Math.imul(one ^ (one >>> 12), 0x297a2d39) >>> 0) % 1_000_003;
}

function pick(list: readonly string[], number: number): string {
  return list[number % list.length] ?? '';
}

/** What people write into a contact. */
export type ContactFields = Readonly<
  Record<'name' | 'secondName' | 'lastName' | 'post' | 'comments' | 'sourceId', string>
>;

/** What makes one contact different from another: names, phones and remarks as people write them. */
export function contactFields(number: number): ContactFields {
  const chance = mixed(number);
  return {
    name: pick(names, chance),
    secondName: pick(patronymics, chance >> 3),
    lastName: `${pick(surnames, chance >> 5)} ${number.toString(36)}`,
    post: pick(posts, chance >> 4),
    comments: `${pick(remarks, chance >> 2)}, ${chance % 97} ${pick(['марта', 'июля', 'May', 'декабря'], chance)}. Реклама ${chance % 997}`,
    sourceId: pick(['CALL', 'WEB', 'EMAIL', 'PARTNER'], chance >> 6),
  };
}

/** A contact's phone number. */
export function phoneOf(number: number): string {
  return `+7495${1_000_000 + mixed(number)}`;
}

/** Fills a portal with contacts, all but the first without the checks that a request would go through. */
export function fillContacts(portal: LocalPortal, contacts: number): void {
  seedDefaults(portal.core);
  portal.core.store.table(administratorsTable).put(1, {});
  if (contacts === 0) return;
  const { store, zone } = portal.core;
  const table = store.table(itemsTable(3));
  const begunMs = Date.UTC(2019, 0, 1);
  store.transaction(() => {
    const first = addItem(
      portal.core,
      3,
      { ...contactFields(1), fm: [{ typeId: 'PHONE', value: '1' }] },
      { userId: 1 },
    );
    for (let id = 1; id <= contacts; id++) {
      const time = zone.format(begunMs + id * 211_000);
      const record = {
        ...first,
        ...contactFields(id),
        id,
        createdTime: time,
        updatedTime: time,
        lastActivityTime: time,
        assignedById: 1 + (mixed(id) % 40),
        hasEmail: 'Y',
        fm: [
          { id: id * 2 - 1, valueType: 'WORK', value: phoneOf(id), typeId: 'PHONE' },
          { id: id * 2, valueType: 'WORK', value: `contact${id}@example.com`, typeId: 'EMAIL' },
        ],
      };
      if (id === 1) table.put(id, record);
      else table.insert(id, record);
    }
  });
}

/** Puts files on the portal, made whenever they are read, and gives live links to them. */
export function fillFiles(
  portal: LocalPortal,
  origin: string,
  { count, sizeBytes }: { readonly count: number; readonly sizeBytes: number },
): readonly string[] {
  const { blobs, links } = portal.core;
  const caller = portal.access.byWebhook(1, 'benchmark');
  return Array.from({ length: count }, (_, index) => {
    const name = `file-${index + 1}.bin`;
    return links.download({ origin, caller }, { blob: blobs.addMade(sizeBytes, index + 1), name });
  });
}
