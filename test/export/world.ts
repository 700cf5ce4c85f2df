import type { Archive } from '../../src/archive/archive.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { textOf } from '../../src/base/json.ts';
import type { ExportOptions, ExportReport } from '../../src/journey/export/export.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { emptyArchive, tickingClock } from '../support/archive.ts';
import { kindOf, listOf } from './kinds.ts';
import { MemoryPortal, type Method, rowsOf } from './memory-portal.ts';

/** Leads with comments, a drive two folders deep, users whom leads name: one kind for each way of taking. */
export const kinds: readonly Kind[] = [
  kindOf(
    'lead',
    {
      how: 'list',
      request: listOf('lead.list', { params: { select: ['*'], filter: {} } }),
    },
    {
      changedAt: { field: 'CHANGED' },
      look: {
        by: 'ids',
        request: (ids) => listOf('lead.list', { params: { filter: { '@ID': [...ids] } }, pager: { by: 'offset' } }),
      },
    },
  ),
  kindOf('comment', {
    how: 'each',
    moves: 'nothing',
    parent: 'lead',
    request: ({ id }) => listOf('comment.list', { params: { lead: id } }),
  }),
  kindOf('storage', { how: 'list', request: listOf('storage.list') }),
  kindOf(
    'folder',
    {
      how: 'tree',
      roots: 'storage',
      request: ({ id, row }) => listOf('children', { params: { of: row['TYPE'] === 'folder' ? id : `storage${id}` } }),
    },
    { sorts: (row) => textOf(row['TYPE']) },
  ),
  kindOf(
    'file',
    { how: 'with', of: 'folder' },
    {
      files: [
        {
          slot: 'content',
          files: (row) => [{ fileId: textOf(row['ID']), name: textOf(row['NAME']), url: textOf(row['URL']) }],
        },
      ],
      // No archive keeps an address: every real kind with files has a way to ask for one again, too.
      look: { by: 'get', call: ({ id }) => ({ method: 'file.get', params: { id } }), at: [] },
    },
  ),
  kindOf('user', {
    how: 'ids',
    from: [{ kind: 'lead', field: 'BY' }],
    get: (id) => ({ method: 'user.get', params: { id } }),
    at: [],
  }),
];

export interface World {
  readonly portal: MemoryPortal;
  leads: JsonObject[];
  comments: Map<string, JsonObject[]>;
  /** Rows in a folder, by `storage1` or the folder's id. */
  drive: Map<string, JsonObject[]>;
}

function node(id: number, type: string, name: string): JsonObject {
  const address = type === 'file' ? { URL: `/rest/download.json?token=secret-token-${id}` } : {};
  return { ID: String(id), TYPE: type, NAME: name, ...address };
}

/** A small portal whose rows a test may change at any moment. */
export function worldOf(leads = 120): World {
  const world: Omit<World, 'portal'> = {
    leads: rowsOf('lead', leads, (index) => ({ BY: String((index % 3) + 1), CHANGED: '2026-01-01T00:00:00Z' })),
    comments: new Map(
      rowsOf('lead', leads).map(({ ID }, index) => [
        textOf(ID),
        rowsOf('comment', index % 4).map((row) => ({ ...row, ID: `${textOf(ID)}0${textOf(row['ID'])}` })),
      ]),
    ),
    drive: new Map([
      ['storage1', [node(10, 'folder', 'Договоры'), node(11, 'file', 'a.txt')]],
      ['storage2', [node(12, 'file', 'b.txt')]],
      ['10', [node(13, 'folder', 'Архив'), node(14, 'file', 'c.txt')]],
      ['13', [node(15, 'file', 'd.txt')]],
    ]),
  };
  const methods: Readonly<Record<string, Method>> = {
    'server.time': () => ({ value: '2026-11-23T12:00:00+03:00' }),
    'lead.list': () => world.leads,
    'comment.list': ({ lead }) => world.comments.get(textOf(lead)) ?? [],
    'storage.list': () => rowsOf('storage', 2),
    'file.get': ({ id }) => ({
      value: [...world.drive.values()].flat().find(({ ID }) => textOf(ID) === textOf(id)) ?? null,
    }),
    children: ({ of }) => world.drive.get(textOf(of)) ?? [],
    'user.get': ({ id }) => ({ value: { ID: textOf(id), NAME: `user ${textOf(id)}` } }),
  };
  const portal = new MemoryPortal(methods);
  for (const id of [11, 12, 14, 15]) {
    portal.bytes.set(`/rest/download.json?token=secret-token-${id}`, Buffer.from(`bytes of ${id}`));
  }
  return Object.assign(world, { portal });
}

/** Runs an export of the world into an archive. */
export function exportWorld(
  world: World,
  archive: Archive,
  change: Partial<ExportOptions> = {},
): Promise<ExportReport> {
  const clock = tickingClock();
  return exportPortal({ portal: world.portal, archive, kinds, connection: 'admin', clock, ...change });
}

/** An archive for the kinds above, removed after the test. */
export const archiveOfWorld = (): ReturnType<typeof emptyArchive> => emptyArchive({ kinds });

/** All that an archive holds of records and files, in one value that two archives can be compared by. */
export function contentsOf(archive: Archive): Readonly<Record<string, readonly string[]>> {
  const records = kinds.map(({ id }) => {
    const rows = [...archive.records(id)].map(({ key, row, vanishedAtMs }) =>
      JSON.stringify([key.id, row, vanishedAtMs === undefined]),
    );
    return [id, rows.toSorted()] as const;
  });
  const files = [...archive.files()].map(({ owner, name, blob }) => JSON.stringify([owner, name, blob?.sha512]));
  return { ...Object.fromEntries(records), files: files.toSorted() };
}
