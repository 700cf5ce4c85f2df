import { next, type SchemaTable, texts } from './box-schema.ts';

/** A file of the Drive is pinned to a post or a comment: its custom field holds the number of the pin. */
function pins(entity: string, field: number, id: string, files: string): NonNullable<SchemaTable['more']> {
  return ({ row }) =>
    texts(row[files]).flatMap((file) => {
      const pin = 900_000 + next();
      const value = { ID: next(), VALUE_ID: row[id] ?? 0, FIELD_ID: field, VALUE_INT: pin };
      return [
        ['b_disk_attached_object', { ID: pin, OBJECT_ID: file }],
        [`b_utm_${entity}`, value],
      ] as const;
    });
}

const commentPins = pins('blog_comment', 2104, 'comment_id', 'attach');

export const feedTables: readonly SchemaTable[] = [
  {
    kind: 'feed-post',
    table: 'b_blog_post',
    columns: `
      ID int
      BLOG_ID int
      PUBLISH_STATUS char(1)
      TITLE varchar(255)
      AUTHOR_ID int
      ENABLE_COMMENTS char(1)
      NUM_COMMENTS int
      CODE varchar(255)
      MICRO char(1)
      DETAIL_TEXT text
      DATE_PUBLISH moment
      CATEGORY_ID varchar(255)
      HAS_SOCNET_ALL varchar(1)
      HAS_TAGS varchar(1)
      HAS_IMAGES varchar(1)
      HAS_PROPS varchar(1)
      HAS_COMMENT_IMAGES varchar(1)`,
    more: pins('blog_post', 2103, 'ID', 'FILES'),
  },
  {
    kind: 'feed-comment',
    table: 'b_sonet_log_comment',
    columns: `
      ID int id
      LOG_ID int log_id
      EVENT_ID varchar(50) =blog_comment
      USER_ID int ^
      SOURCE_ID int comment_id`,
    more: (record, index) => {
      const { row, parent } = record;
      const own = {
        ID: row['comment_id'] ?? 0,
        POST_ID: 211,
        AUTHOR_ID: parent?.id ?? 0,
        DATE_CREATE: row['date'] ?? '',
        POST_TEXT: row['text'] ?? '',
      };
      return [['b_blog_comment', own], ...commentPins(record, index)];
    },
  },
];
