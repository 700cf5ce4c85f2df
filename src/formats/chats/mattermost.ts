import { join } from 'node:path';

import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import type { JsonObject } from '../../base/json.ts';
import { textAt } from '../../kinds/fields.ts';
import { toMarkdown } from '../../markup/markdown.ts';
import { parseMarkup } from '../../markup/parse.ts';
import { Attachments } from '../attachments.ts';
import type { Format } from '../format.ts';
import { Losses } from '../losses.ts';
import { Output } from '../output.ts';
import { printingFor } from '../people.ts';
import { messagesOf } from './messages.ts';

/** What the server takes in one message, and in a name that is shown. */
const messageMax = 16_383;
const titleMax = 64;
const system = '0';

const letters = (text: string, max: number): string => Array.from(text.toWellFormed()).slice(0, max).join('');
const username = (id: string): string => (id === system ? 'b24.system' : `b24.${id}`);
const channelName = (id: string): string => `b24-${id.toLowerCase().replaceAll(/[^a-z0-9-]/gu, '-')}`;

/** A message in pieces that the server takes; what follows the first comes as replies. */
function piecesOf(text: string): readonly string[] {
  const all = Array.from(text.toWellFormed());
  const pieces: string[] = [];
  for (let from = 0; from < all.length; from += messageMax) pieces.push(all.slice(from, from + messageMax).join(''));
  return pieces.length === 0 ? [''] : pieces;
}

function userLine(archive: Archive, id: string, team: string, channels: readonly string[]): JsonObject {
  const row = archive.record({ kind: 'user', id })?.row ?? {};
  const known = textAt(row, 'EMAIL');
  const fired = ['false', 'N', '0'].includes(textAt(row, 'ACTIVE'));
  return {
    type: 'user',
    user: {
      username: username(id),
      // The server asks for an address; `.invalid` is no one's.
      email: known === '' || known.length > 128 ? `b24-${id}@bitrix24.invalid` : known,
      first_name: letters(textAt(row, 'NAME'), titleMax),
      last_name: letters(textAt(row, 'LAST_NAME'), titleMax),
      position: letters(textAt(row, 'WORK_POSITION'), 128),
      ...(fired ? { delete_at: 1 } : {}),
      teams: [{ name: team, roles: 'team_user', channels: channels.map((name) => ({ name, roles: 'channel_user' })) }],
    },
  };
}

interface Writing {
  readonly archive: Archive;
  readonly team: string;
  readonly files: Attachments;
  readonly losses: Losses;
}

async function postLine(writing: Writing, record: ArchivedRecord, channel: string, at: number): Promise<JsonObject> {
  const { archive, team, files, losses } = writing;
  const { key, row } = record;
  const attached = await files.of(key);
  const printing = printingFor(
    archive,
    () => undefined,
    () => {},
  );
  const [message = '', ...more] = piecesOf(toMarkdown(parseMarkup(textAt(row, 'text'), 'chat'), printing));
  if (more.length > 0) {
    losses.add({ ru: 'Длинное сообщение разрезано на ответы', en: 'A long message is cut into replies' }, key);
  }
  const user = username(textAt(row, 'author_id') || system);
  const replies = more.map((text, index): JsonObject => ({ user, message: text, create_at: at + index + 1 }));
  return {
    type: 'post',
    post: {
      team,
      channel,
      user,
      message,
      create_at: at,
      ...(attached.length === 0 ? {} : { attachments: attached.map(({ name }) => ({ path: name })) }),
      ...(replies.length === 0 ? {} : { replies }),
    },
  };
}

/** Chats and their people, the channels that each wrote in. Only ids are kept in memory. */
function peopleOf(archive: Archive): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, Set<string>>([[system, new Set()]]);
  for (const { key } of archive.records('user')) people.set(key.id, new Set());
  for (const chat of archive.records('chat')) {
    for (const id of messagesOf(archive, chat)) {
      const author = textAt(archive.record({ kind: 'chat-message', id })?.row ?? {}, 'author_id') || system;
      people.set(author, (people.get(author) ?? new Set()).add(channelName(chat.key.id)));
    }
  }
  return people;
}

/**
 * A bulk import of Mattermost (docs: bulk-loading-data-format): zip `import.jsonl` and `data`, then
 * `mmctl import upload` and `process`. Importing again changes nothing; authors and times are kept.
 */
export const mattermost: Format = {
  id: 'mattermost',
  title: { ru: 'Чаты: импорт в Mattermost', en: 'Chats: Mattermost bulk import' },
  async write(archive, folder, { tell, signal }) {
    const losses = new Losses();
    losses.note({
      ru: 'Все чаты и личные переписки становятся закрытыми каналами; в канале состоят те, кто в нём писал.',
      en: 'All chats and private talks become private channels; members of a channel are those who wrote in it.',
    });
    losses.note({
      ru: 'Реакции и отметки о прочтении не переданы.',
      en: 'Reactions and marks of who read are not told.',
    });
    const team = `b24-${archive.portal.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')}`.slice(0, titleMax);
    const files = new Attachments(archive, join(folder, 'data'), ['data'], losses);
    const output = await Output.create(join(folder, 'import.jsonl'));
    const write = (line: JsonObject): Promise<void> => output.write(`${JSON.stringify(line)}\n`);
    const total = archive.size('chat-message');
    let done = 0;
    try {
      await write({ type: 'version', version: 1 });
      await write({ type: 'team', team: { name: team, display_name: letters(archive.portal, titleMax), type: 'I' } });
      for (const { key, name } of archive.records('chat')) {
        const display_name = letters(name || key.id, titleMax);
        await write({ type: 'channel', channel: { team, name: channelName(key.id), display_name, type: 'P' } });
      }
      for (const [id, channels] of peopleOf(archive)) await write(userLine(archive, id, team, [...channels]));
      for (const chat of archive.records('chat')) {
        let last = 0;
        for (const id of messagesOf(archive, chat)) {
          signal?.throwIfAborted();
          const record = archive.record({ kind: 'chat-message', id });
          if (record === undefined) continue;
          const time = Date.parse(textAt(record.row, 'date'));
          if (Number.isNaN(time))
            losses.add({ ru: 'Сообщение без времени', en: 'A message without a time' }, record.key);
          // The server takes two messages of one moment for one.
          last = Math.max(Number.isNaN(time) ? 1 : time, last + 1);
          await write(await postLine({ archive, team, files, losses }, record, channelName(chat.key.id), last));
          tell?.('chat-message', ++done, total);
        }
      }
    } finally {
      await output.close();
    }
    return losses;
  },
};
