import { customFieldsOf } from '../custom-values.ts';
import { hasTables, numbersIn, rowsFor, textOfCell, valueOf } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';

/** Files of the Drive that are attached to posts or comments, by the numbers of those. */
async function attached(
  reading: Reading,
  entity: 'BLOG_POST' | 'BLOG_COMMENT',
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const { sql } = reading;
  if (!(await hasTables(sql, ['b_user_field']))) return new Map();
  const field = (await customFieldsOf(reading, entity)).find(({ name }) => name === `UF_${entity}_FILE`);
  if (field === undefined) return new Map();
  const table = `b_utm_${entity.toLowerCase()}`;
  const values = await rowsFor(sql, table, 'VALUE_ID', ids, `AND FIELD_ID = ${field.id}`, 'ORDER BY ID');
  const pins = await rowsFor(sql, 'b_disk_attached_object', 'ID', numbersIn(values, 'VALUE_INT'));
  const files = new Map(pins.map((row) => [Number(row['ID']), Number(row['OBJECT_ID'])]));
  const all = Map.groupBy(values, (row) => Number(row['VALUE_ID']));
  return new Map(
    [...all].map(([id, own]) => [
      id,
      own.map((row) => files.get(Number(row['VALUE_INT']))).filter((file) => file !== undefined),
    ]),
  );
}

async function postFiles(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const files = await attached(reading, 'BLOG_POST', numbersIn(rows, 'ID'));
  return (record, row) => {
    record['FILES'] = [...(files.get(Number(row['ID'])) ?? [])];
  };
}

/** What was written: everybody's, though REST shows the text to its author alone. And under which post. */
async function comment(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = numbersIn(rows, 'SOURCE_ID');
  const found = await rowsFor(reading.sql, 'b_blog_comment', 'ID', ids);
  const comments = new Map(found.map((row) => [Number(row['ID']), row]));
  const files = await attached(reading, 'BLOG_COMMENT', ids);
  return (record, row) => {
    const id = Number(row['SOURCE_ID']);
    const own = comments.get(id);
    record['date'] = valueOf(own?.['DATE_CREATE'], 'moment', reading.zone);
    record['text'] = textOfCell(own?.['POST_TEXT']);
    record['post_id'] = Number(own?.['POST_ID'] ?? 0);
    record['attach'] = [...(files.get(id) ?? [])];
  };
}

export const feedTables: readonly TableKind[] = [
  {
    kind: 'feed-post',
    table: 'b_blog_post',
    shows: `ID BLOG_ID PUBLISH_STATUS TITLE AUTHOR_ID ENABLE_COMMENTS NUM_COMMENTS CODE MICRO DETAIL_TEXT DATE_PUBLISH CATEGORY_ID
      HAS_SOCNET_ALL HAS_TAGS HAS_IMAGES HAS_PROPS HAS_COMMENT_IMAGES`,
    spelling: 'same',
    numbers: 'text',
    add: [postFiles],
  },
  {
    // REST numbers comments by their place in the Feed's log, not by their own number.
    kind: 'feed-comment',
    table: 'b_sonet_log_comment',
    needs: ['b_blog_comment'],
    where: `EVENT_ID IN ('blog_comment', 'blog_comment_micro') AND SOURCE_ID IN (SELECT ID FROM b_blog_comment)`,
    shows: 'ID>id SOURCE_ID>comment_id LOG_ID>log_id',
    spelling: 'same',
    numbers: 'number',
    add: [comment],
    parent: (_record, row) => ({ kind: 'user', id: textOfCell(row['USER_ID']) }),
  },
];
