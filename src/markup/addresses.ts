/** What a page of the portal shows: the name of a kind and the record's id. */
export interface Shown {
  readonly kind: string;
  readonly id: string;
}

/** The path and query of an address on the portal itself; undefined when it leads elsewhere. */
export function portalPath(address: string, portal: string): string | undefined {
  const [written = ''] = address.trim().split('#', 1);
  const [, host, path = ''] = /^(?:https?:\/\/([^/?]+))?(.*)$/isu.exec(written) ?? [];
  if (host !== undefined && host.toLowerCase() !== portal.toLowerCase()) return undefined;
  return /^\/(?!\/)/u.test(path) ? path : undefined;
}

type Reader = (groups: Readonly<Record<string, string>>) => Shown;

const one =
  (kind: string): Reader =>
  ({ id = '' }) => ({ kind, id });

/** Elements of the CRM whose pages bear their type's number (api-reference/crm/data-types.md, "Object types"). */
const numbered: Readonly<Record<string, string>> = {
  1: 'lead',
  2: 'deal',
  3: 'contact',
  4: 'company',
  7: 'quote',
  31: 'smart-invoice',
};

const pages: readonly (readonly [RegExp, Reader])[] = [
  [/\/tasks\/task\/view\/(?<id>\d+)\/?(?:\?|$)/u, one('task')],
  [
    /^\/crm\/(?<kind>deal|lead|contact|company|quote)\/(?:details|show)\/(?<id>\d+)(?:[/?]|$)/u,
    ({ kind = '', id = '' }) => ({ kind, id }),
  ],
  [
    /^\/(?:crm\/type|page\/[^?]*\/type)\/(?<type>\d+)\/details\/(?<id>\d+)(?:[/?]|$)/u,
    ({ type = '', id = '' }) =>
      numbered[type] === undefined ? { kind: 'smart-process-item', id: `${type}:${id}` } : { kind: numbered[type], id },
  ],
  [/^\/crm\/type\/(?<id>\d+)\/(?:list|kanban)(?:[/?]|$)/u, one('smart-process-type')],
  [/^\/crm\/deal\/(?:kanban|list|category)\/(?:category\/)?(?<id>\d+)(?:[/?]|$)/u, one('funnel')],
  [/\/calendar\/?\?(?:[^#]*&)?EVENT_ID=(?<id>\d+)(?:&|$)/u, one('calendar-event')],
  [/^\/company\/personal\/user\/\d+\/blog\/(?<id>\d+)(?:[/?]|$)/u, one('feed-post')],
  [/^\/company\/personal\/user\/(?<id>\d+)\/?(?:\?|$)/u, one('user')],
  [/^\/workgroups\/group\/(?<id>\d+)(?:[/?]|$)/u, one('workgroup')],
  [/^\/company\/lists\/\d+\/element\/\d+\/(?<id>\d+)(?:[/?]|$)/u, one('list-element')],
  [/^\/bizproc\/processes\/?\?(?:[^#]*&)?element_id=(?<id>\d+)(?:&|$)/u, one('list-element')],
  [/^\/company\/lists\/(?<id>\d+)\/view\/\d+(?:[/?]|$)/u, ({ id = '' }) => ({ kind: 'list', id: `lists:${id}` })],
  [/^\/online\/?\?(?:[^#]*&)?IM_DIALOG=(?<id>chat\d+|\d+)(?:&|$)/u, one('chat')],
  [/^\/mail\/message\/(?<id>\d+)(?:[/?]|$)/u, one('mail-message')],
  [/^\/disk\/(?:downloadFile|showFile|showPreview)\/(?<id>\d+)(?:[/?]|$)/u, one('disk-file')],
  [/^\/bitrix\/tools\/disk\/focus\.php\?(?:[^#]*&)?objectId=(?<id>\d+)(?:&|$)/u, one('disk-file')],
];

/** The record that a path of the portal leads to (`/crm/deal/details/42/`), or undefined. */
export function recordOfPath(path: string): Shown | undefined {
  for (const [pattern, read] of pages) {
    const found = pattern.exec(path);
    if (found !== null) return read(found.groups ?? {});
  }
  return undefined;
}

/** A file behind an address that wants a browser session: by its number on the Drive, or by that of its attachment. */
export function fileOfPath(path: string): { readonly to: 'file' | 'attachment'; readonly id: string } | undefined {
  const shown = recordOfPath(path);
  if (shown?.kind === 'disk-file') return { to: 'file', id: shown.id };
  const id = /^\/bitrix\/tools\/disk\/uf\.php\?(?:[^#]*&)?attachedId=(\d+)(?:&|$)/u.exec(path)?.[1];
  return id === undefined ? undefined : { to: 'attachment', id };
}
