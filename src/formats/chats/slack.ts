import { join } from 'node:path';

import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import type { JsonObject } from '../../base/json.ts';
import { textAt } from '../../kinds/fields.ts';
import { parseMarkup } from '../../markup/parse.ts';
import { toPlain } from '../../markup/plain.ts';
import { Attachments } from '../attachments.ts';
import type { Format } from '../format.ts';
import { Losses } from '../losses.ts';
import { Output, writeText } from '../output.ts';
import { printingFor } from '../people.ts';
import { messagesOf } from './messages.ts';

const system = '0';
const userId = (id: string): string => (id === system || id === '' ? 'USLACKBOT' : `U${id}`);

/** `bye24-chat12`: what readers of this layout take for the name of a folder and a channel. */
function channelName(id: string): string {
  return `b24-${id.toLowerCase().replaceAll(/[^a-z0-9-]/gu, '-')}`.slice(0, 80);
}

/** Slack marks three signs in texts; everything else is as it is. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function userOf({ key, row, name }: ArchivedRecord): JsonObject {
  const fired = ['false', 'N', '0'].includes(textAt(row, 'ACTIVE'));
  const email = textAt(row, 'EMAIL');
  return {
    id: userId(key.id),
    name: `b24.${key.id}`,
    deleted: fired,
    is_bot: false,
    profile: {
      real_name: name,
      first_name: textAt(row, 'NAME'),
      last_name: textAt(row, 'LAST_NAME'),
      title: textAt(row, 'WORK_POSITION'),
      ...(email === '' ? {} : { email }),
    },
  };
}

interface Writing {
  readonly archive: Archive;
  readonly files: Attachments;
  readonly losses: Losses;
}

/** `1772604060.000002`: seconds, and a number that no other message of the channel has. It is the message's name. */
function stamp(atMs: number, last: string): string {
  const seconds = Math.floor(atMs / 1000);
  const fraction = Math.floor(atMs % 1000) * 1000;
  const [lastSeconds = 0, lastFraction = 0] = last.split('.').map(Number);
  const isLater = seconds > lastSeconds || (seconds === lastSeconds && fraction > lastFraction);
  const [whole, part] = isLater ? [seconds, fraction] : [lastSeconds, lastFraction + 1];
  return `${whole}.${String(part).padStart(6, '0')}`;
}

async function messageOf({ archive, files, losses }: Writing, record: ArchivedRecord, ts: string): Promise<JsonObject> {
  const { key, row } = record;
  const attached = await files.of(key);
  const printing = printingFor(
    archive,
    () => undefined,
    () =>
      losses.add(
        { ru: 'Сообщение указывает на то, чего нет в архиве', en: 'A message points to what is not in the archive' },
        key,
      ),
  );
  const author = textAt(row, 'author_id');
  return {
    type: 'message',
    ...(author === system ? { subtype: 'bot_message' } : {}),
    user: userId(author),
    text: escaped(toPlain(parseMarkup(textAt(row, 'text'), 'chat'), printing)),
    ts,
    ...(attached.length === 0
      ? {}
      : {
          upload: true,
          files: attached.map(({ title, name }, index) => ({
            id: `F${key.id}-${index}`,
            name: title,
            title,
            // Where importers look for the bytes beside the messages.
            path: `__uploads/${name}`,
          })),
        }),
  };
}

/** Days of a channel, a file each: nothing but one day is kept in memory. */
class Days {
  readonly #folder: string;
  #day = '';
  #messages: JsonObject[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  async add(day: string, message: JsonObject): Promise<void> {
    if (day !== this.#day) {
      await this.flush();
      this.#day = day;
    }
    this.#messages.push(message);
  }

  async flush(): Promise<void> {
    if (this.#messages.length > 0) {
      await writeText(join(this.#folder, `${this.#day}.json`), `${JSON.stringify(this.#messages, undefined, 1)}\n`);
    }
    this.#messages = [];
  }
}

/**
 * The layout of a Slack export (users.json, channels.json, `<channel>/YYYY-MM-DD.json`), which importers of Mattermost,
 * Rocket.Chat, Zulip and Matrix read. Zip the folder first.
 */
export const slack: Format = {
  id: 'slack',
  title: { ru: 'Чаты: как выгрузка Slack', en: 'Chats: laid out as a Slack export' },
  async write(archive, folder, { tell, signal }) {
    const losses = new Losses();
    losses.note({
      ru: 'Все чаты и личные переписки становятся каналами; в канале состоят те, кто в нём писал. Оформление текста, реакции и отметки о прочтении не переданы.',
      en: 'All chats and private talks become channels; members of a channel are those who wrote in it. Formatting, reactions and marks of who read are not told.',
    });
    const files = new Attachments(archive, join(folder, '__uploads'), ['__uploads'], losses);
    const users = [...archive.records('user')].map(userOf);
    await writeText(join(folder, 'users.json'), `${JSON.stringify(users, undefined, 1)}\n`);
    const channels = await Output.create(join(folder, 'channels.json'));
    const total = archive.size('chat-message');
    let [done, before] = [0, '['];
    try {
      for (const chat of archive.records('chat')) {
        const name = channelName(chat.key.id);
        const days = new Days(join(folder, name));
        const members = new Set<string>();
        let last = '0.0';
        let created = 0;
        for (const id of messagesOf(archive, chat)) {
          signal?.throwIfAborted();
          const record = archive.record({ kind: 'chat-message', id });
          if (record === undefined) continue;
          const time = Date.parse(textAt(record.row, 'date'));
          if (Number.isNaN(time))
            losses.add({ ru: 'Сообщение без времени', en: 'A message without a time' }, record.key);
          last = stamp(Number.isNaN(time) ? 0 : time, last);
          created ||= Math.floor(Number(last));
          members.add(userId(textAt(record.row, 'author_id')));
          const day = new Date(Number(last.split('.')[0]) * 1000).toISOString().slice(0, 10);
          await days.add(day, await messageOf({ archive, files, losses }, record, last));
          tell?.('chat-message', ++done, total);
        }
        await days.flush();
        const channel = {
          id: `C${chat.key.id}`,
          name,
          created,
          is_archived: false,
          members: [...members].filter((member) => member !== 'USLACKBOT'),
          topic: { value: '' },
          purpose: { value: chat.name },
        };
        await channels.write(`${before}\n${JSON.stringify(channel)}`);
        before = ',';
      }
      await channels.write(before === '[' ? '[]\n' : '\n]\n');
    } finally {
      await channels.close();
    }
    return losses;
  },
};
