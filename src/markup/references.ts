import type { ElementNode, MarkupNode } from './tree.ts';

/** What a text points to. `attachment` is the id of an attached object, `file` that of a file on the Drive. */
export interface MarkupReference {
  readonly to: 'user' | 'project' | 'department' | 'chat' | 'message' | 'file' | 'attachment' | 'link';
  /** An id, or the address of a link. */
  readonly id: string;
  /** A picture: the address is not only named, its content is shown in the text. */
  readonly shown?: true;
}

/** `[DISK FILE ID=n3041]`: with an `n` the id is that of the file itself, without one that of its attachment. */
function fileOf({ value, attributes }: ElementNode): MarkupReference | undefined {
  const [, drive, id] = /^(n?)(\d+)$/iu.exec(attributes['id'] ?? value) ?? [];
  return id === undefined ? undefined : { to: drive === '' ? 'attachment' : 'file', id };
}

/** `[DIALOG=chat12 MESSAGE=345]`, `[CONTEXT=chat12/345]`, and the place that a full quote names: `#chat12/345`. */
function messageOf({ value, attributes }: ElementNode): MarkupReference | undefined {
  const place = attributes['message'] ?? attributes['context'] ?? value;
  const id = /^(?:\S*\/)?(\d+)$/u.exec(place)?.[1];
  return id === undefined ? undefined : { to: 'message', id };
}

function textOf(nodes: readonly MarkupNode[]): string {
  return nodes.map((node) => (node.type === 'text' ? node.text : textOf(node.children))).join('');
}

/** What an element points to, or undefined when it points to nothing. */
export function referenceOf(node: ElementNode): MarkupReference | undefined {
  const { tag, value } = node;
  const id = /^\d+/u.exec(value)?.[0];
  switch (tag) {
    case 'user':
    case 'project':
    case 'department':
      return id === undefined ? undefined : { to: tag, id };
    case 'chat':
      return id === undefined ? undefined : { to: 'chat', id };
    case 'file':
      return fileOf(node);
    case 'message':
      return messageOf(node);
    case 'quote':
      return node.attributes['context'] === undefined ? undefined : messageOf(node);
    case 'url': {
      const address = value === '' ? textOf(node.children).trim() : value;
      return address === '' ? undefined : { to: 'link', id: address };
    }
    case 'img':
    case 'video': {
      const address = textOf(node.children).trim();
      if (address === '') return undefined;
      return tag === 'img' ? { to: 'link', id: address, shown: true } : { to: 'link', id: address };
    }
    default:
      return undefined;
  }
}

/** Everything that a text points to, each once, in the order of the text. */
export function referencesIn(nodes: readonly MarkupNode[]): readonly MarkupReference[] {
  const found = new Map<string, MarkupReference>();
  const walk = (list: readonly MarkupNode[]): void => {
    for (const node of list) {
      if (node.type === 'text') continue;
      const reference = referenceOf(node);
      if (reference !== undefined) found.set(`${reference.to}:${reference.id}`, reference);
      walk(node.children);
    }
  };
  walk(nodes);
  return [...found.values()];
}
