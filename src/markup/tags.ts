import type { Dialect, TagName } from './tree.ts';

export interface Tag {
  readonly name: TagName;
  /** Has no closing tag. */
  readonly empty?: true;
  /** Holds text as it stands: no tags inside. */
  readonly raw?: true;
  /** May stand without a closing tag even though it usually has one. */
  readonly value?: string;
}

const inline: Readonly<Record<string, Tag>> = {
  b: { name: 'b' },
  i: { name: 'i' },
  u: { name: 'u' },
  s: { name: 's' },
  size: { name: 'size' },
  color: { name: 'color' },
  url: { name: 'url' },
  img: { name: 'img', raw: true },
  code: { name: 'code', raw: true },
  user: { name: 'user' },
  quote: { name: 'quote' },
  attach: { name: 'file', empty: true },
};

/** api-reference: the editor of tasks, feed and CRM, and what its older versions wrote. */
const documentTags: Readonly<Record<string, Tag>> = {
  ...inline,
  p: { name: 'p' },
  font: { name: 'font' },
  left: { name: 'align', value: 'left' },
  right: { name: 'align', value: 'right' },
  center: { name: 'align', value: 'center' },
  justify: { name: 'align', value: 'justify' },
  list: { name: 'list' },
  '*': { name: 'item' },
  table: { name: 'table' },
  tr: { name: 'tr' },
  th: { name: 'th' },
  td: { name: 'td' },
  video: { name: 'video', raw: true },
  spoiler: { name: 'spoiler' },
  project: { name: 'project' },
  department: { name: 'department' },
  disk: { name: 'file', empty: true },
  file: { name: 'file', empty: true },
  document: { name: 'file', empty: true },
  attachment: { name: 'file', empty: true },
};

/** api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/message-formatting.md, and what system messages use beside it. */
const chatTags: Readonly<Record<string, Tag>> = {
  ...inline,
  br: { name: 'br', empty: true },
  chat: { name: 'chat' },
  context: { name: 'message' },
  dialog: { name: 'message' },
  put: { name: 'command' },
  send: { name: 'command' },
  call: { name: 'call' },
  icon: { name: 'icon', empty: true },
  timestamp: { name: 'timestamp', empty: true },
  disk: { name: 'file', empty: true },
  pch: { name: 'hidden' },
  rating: { name: 'hidden', empty: true },
  like: { name: 'hidden', empty: true },
  dislike: { name: 'hidden', empty: true },
};

/** The tag that `written` (in lower case) is in this dialect, or undefined: then it is text. */
export function tagOf(written: string, dialect: Dialect): Tag | undefined {
  const tags = dialect === 'chat' ? chatTags : documentTags;
  return Object.hasOwn(tags, written) ? tags[written] : undefined;
}
