/** Which of the two tag tables a text follows: tasks, feed, CRM and calendars, or chats. */
export type Dialect = 'document' | 'chat';

/** A tag's one name, whatever it was written as: `disk`, `file`, `attach` and `attachment` are all `file`. */
export type TagName =
  | 'b'
  | 'i'
  | 'u'
  | 's'
  | 'size'
  | 'font'
  | 'color'
  | 'align'
  | 'p'
  | 'br'
  | 'url'
  | 'img'
  | 'video'
  | 'icon'
  | 'list'
  | 'item'
  | 'table'
  | 'tr'
  | 'th'
  | 'td'
  | 'quote'
  | 'code'
  | 'spoiler'
  | 'user'
  | 'project'
  | 'department'
  | 'chat'
  | 'message'
  | 'file'
  | 'command'
  | 'call'
  | 'timestamp'
  | 'hidden';

export interface TextNode {
  readonly type: 'text';
  readonly text: string;
}

export interface ElementNode {
  readonly type: 'element';
  readonly tag: TagName;
  /** What stands after `=` in the opening tag, without quotes; '' when nothing does. */
  readonly value: string;
  /** Further `name=value` pairs, names in lower case. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly MarkupNode[];
}

export type MarkupNode = TextNode | ElementNode;
