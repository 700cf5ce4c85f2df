import type { Json, JsonObject } from '../../../base/json.ts';
import { rowsFor, textOfCell } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';
import { namesOf } from './people.ts';

/** Letters of types of chats, as REST calls them. */
const types: Readonly<Record<string, string>> = { P: 'private', C: 'chat', O: 'open', L: 'lines' };

/** What a chat is called and whose it is. A private one has no name of its own: it is called after its two people. */
async function chats(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const relations = await rowsFor(reading.sql, 'b_im_relation', 'CHAT_ID', ids, '', 'ORDER BY USER_ID');
  const byChat = Map.groupBy(relations, (row) => Number(row['CHAT_ID']));
  const names = await namesOf(
    reading,
    relations.map((row) => Number(row['USER_ID'])),
  );
  return (record, row) => {
    const id = Number(row['ID']);
    const letter = textOfCell(row['TYPE']).trim();
    record['id'] = `chat${id}`;
    record['type'] = types[letter] ?? letter;
    const people = (byChat.get(id) ?? []).map((each) => names.get(Number(each['USER_ID'])));
    const called = people
      .map((who) => `${who?.name ?? ''} ${who?.lastName ?? ''}`.trim())
      .filter((name) => name !== '');
    record['title'] = textOfCell(row['TITLE']) || called.join(' — ');
    const text = (column: string): Json => (row[column] === undefined ? null : textOfCell(row[column]));
    record['chat'] = {
      owner: Number(row['AUTHOR_ID']),
      type: record['type'],
      entity_type: text('ENTITY_TYPE'),
      entity_id: text('ENTITY_ID'),
    };
  };
}

/** A message's parameters: files always as a list, the others as they are. */
async function parameters({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const found = await rowsFor(sql, 'b_im_message_param', 'MESSAGE_ID', ids, '', 'ORDER BY PARAM_NAME, ID');
  const byMessage = Map.groupBy(found, (row) => Number(row['MESSAGE_ID']));
  return (record, row) => {
    const own = Map.groupBy(byMessage.get(Number(row['ID'])) ?? [], (each) => textOfCell(each['PARAM_NAME']));
    const params: Record<string, Json> = {};
    for (const [name, values] of own) {
      const read = values.map((each) => valueOf(each));
      params[name] = name === 'FILE_ID' ? read.map(Number) : read.length === 1 ? (read[0] ?? null) : read;
    }
    record['params'] = own.size === 0 ? [] : params;
  };
}

function valueOf(row: Raw): Json {
  const json = textOfCell(row['PARAM_JSON']);
  if (json === '') return textOfCell(row['PARAM_VALUE']);
  try {
    return JSON.parse(json) as Json;
  } catch {
    return json;
  }
}

/** The name that the writer's own client gave a message. */
async function uuids({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const found = await rowsFor(sql, 'b_im_message_uuid', 'MESSAGE_ID', ids);
  const byMessage = new Map(found.map((row) => [Number(row['MESSAGE_ID']), textOfCell(row['UUID'])]));
  return (record, row) => {
    record['uuid'] = byMessage.get(Number(row['ID'])) ?? null;
  };
}

const chatOf: NonNullable<TableKind['parent']> = (_record, row) => ({
  kind: 'chat',
  id: `chat${textOfCell(row['CHAT_ID'])}`,
});
const constants: JsonObject = { replaces: [], disappearing_date: null };

/** Everybody's chats, not only those of the owner of a connection. S is what the system itself tells one person. */
export const talkTables: readonly TableKind[] = [
  {
    kind: 'chat',
    table: 'b_im_chat',
    needs: ['b_im_relation'],
    where: `TYPE <> 'S'`,
    shows: 'ID>chat_id',
    spelling: 'same',
    numbers: 'number',
    add: [chats],
  },
  {
    kind: 'chat-member',
    table: 'b_im_relation',
    needs: ['b_im_chat'],
    where: `CHAT_ID IN (SELECT ID FROM b_im_chat WHERE TYPE <> 'S')`,
    shows: 'ID>id CHAT_ID>chatId USER_ID>userId',
    spelling: 'same',
    numbers: 'number',
    parent: chatOf,
  },
  {
    kind: 'chat-message',
    table: 'b_im_message',
    needs: ['b_im_chat', 'b_im_message_param'],
    where: `CHAT_ID IN (SELECT ID FROM b_im_chat WHERE TYPE <> 'S')`,
    shows: 'ID>id CHAT_ID>chat_id AUTHOR_ID>author_id DATE_CREATE>date MESSAGE>text~',
    spelling: 'same',
    numbers: 'number',
    constant: constants,
    add: [parameters, uuids],
    parent: chatOf,
  },
];
