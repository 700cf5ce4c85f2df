import type { Hono } from 'hono';
import { z } from 'zod';

import { Bye24Error } from '../base/error.ts';
import { type ArchivedFile, Library, type RecordPage } from '../commands/library.ts';
import { mediaTypeOf } from '../commands/media-type.ts';
import type { Rich } from '../commands/plain-texts.ts';
import type { Link } from './contents.ts';
import type { Surroundings } from './runs.ts';

const tableQuery = z.object({
  kind: z.string().min(1),
  sort: z.string().optional(),
  descending: z.literal('true').optional(),
  /** JSON: a list of {field, is, value}. */
  filter: z.string().max(4_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
  /** JSON: a list of fields to show in place of the declared ones. */
  fields: z.string().max(8_000).optional(),
  below: z.literal('true').optional(),
});
const fieldList = z.array(z.string().min(1).max(200)).min(1).max(60);
const filters = z.array(
  z.object({
    field: z.string(),
    is: z.enum(['equals', 'contains', 'before', 'after']),
    value: z.union([z.string(), z.number(), z.boolean()]),
  }),
);
const searchQuery = z.object({
  text: z.string().max(500),
  kinds: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

const childrenMax = 500;
const zipQuery = z.object({ language: z.enum(['ru', 'en']).default('en') });

/** A file of a record; `href` is where its bytes are shown, when they are here. */
export type FileAnswer = ArchivedFile & { readonly href?: string };
export type RecordAnswer = Omit<RecordPage, 'files'> & {
  readonly files: readonly FileAnswer[];
  /** What people wrote, with its formatting. */
  readonly rich: Readonly<Record<string, readonly Rich[]>>;
  /** Its own page on the portal, while there is one. */
  readonly portalUrl?: string;
};

/** Files with the addresses of their bytes, and what they are where the portal did not say it. */
export function withHref(files: readonly ArchivedFile[], archive: string, link: Link): readonly FileAnswer[] {
  return files.map((file) => {
    if (file.blob === undefined) return file;
    const { owner, slot, fileId, name } = file;
    const contentType = mediaTypeOf(name, file.contentType);
    return { ...file, contentType, href: link({ is: 'file', archive, kind: owner.kind, id: owner.id, slot, fileId }) };
  });
}

/** The archive that the app shows: opened when it is first asked for, closed before another one is opened. */
export class Shelf {
  readonly #surroundings: () => Surroundings;
  #open: { readonly path: string; readonly library: Promise<Library> } | undefined;
  #holders = 0;

  constructor(surroundings: () => Surroundings) {
    this.#surroundings = surroundings;
  }

  /** A command that writes has the archive for itself. */
  get busy(): boolean {
    return this.#holders > 0;
  }

  /** Raises SERVER_ARCHIVE_BUSY while a command writes. */
  async library(path: string): Promise<Library> {
    if (this.busy) throw new Bye24Error('SERVER_ARCHIVE_BUSY');
    if (this.#open?.path !== path) {
      await this.close();
      this.#open = { path, library: Library.open(this.#surroundings(), path) };
    }
    try {
      return await this.#open.library;
    } catch (error) {
      this.#open = undefined;
      throw error;
    }
  }

  /** Lets go of the archive for a command that writes, until what is given back is called. */
  async hold(): Promise<() => void> {
    this.#holders++;
    await this.close();
    return () => {
      this.#holders--;
    };
  }

  /** Lets go of the file: a seal and another writer need it for themselves. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.library.then((library) => library.close()).catch(() => undefined);
  }
}

function parsedFilter(text: string | undefined): z.infer<typeof filters> {
  if (text === undefined) return [];
  try {
    return filters.parse(JSON.parse(text));
  } catch {
    throw new Bye24Error('SERVER_BAD_INPUT');
  }
}

function parsedFields(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  try {
    return fieldList.parse(JSON.parse(text));
  } catch {
    throw new Bye24Error('SERVER_BAD_INPUT', { parameter: 'fields' });
  }
}

/** Reading an archive: what is in it, tables, records, search. `find` tells which archive is shown now. */
export function archiveRoutes(app: Hono, shelf: Shelf, find: () => Promise<string>, link: Link): void {
  const library = async (): Promise<Library> => shelf.library(await find());

  app.get('/api/archive', async (context) => context.json(await (await library()).summary()));
  app.get('/api/archive/counts', async (context) => context.json((await library()).counts()));
  app.get('/api/archive/sizes', async (context) => {
    const { changed, created } = context.req.query();
    return context.json((await library()).sizesBefore({ changed, created }));
  });
  app.get('/api/archive/missing', async (context) => context.json((await library()).missing()));

  app.get('/api/archive/table', async (context) => {
    const query = tableQuery.safeParse(context.req.query());
    if (!query.success) throw new Bye24Error('SERVER_BAD_INPUT');
    const { kind, sort, descending, filter, limit, offset, fields, below } = query.data;
    const page = (await library()).table({
      kind,
      fields: parsedFields(fields),
      below: below === 'true',
      limit,
      offset,
      filter: parsedFilter(filter),
      ...(sort === undefined ? {} : { sort: { field: sort, descending: descending === 'true' } }),
    });
    return context.json(page);
  });

  app.get('/api/archive/record/:kind/:id', async (context) => {
    const { kind, id } = context.req.param();
    const open = await library();
    const page = open.record({ kind, id });
    const files = withHref(page.files, open.path, link);
    const portalUrl = open.portalUrl({ kind, id });
    const answer: RecordAnswer = {
      ...page,
      files,
      rich: open.rich({ kind, id }),
      ...(portalUrl === undefined ? {} : { portalUrl }),
    };
    return context.json(answer);
  });

  app.get('/api/archive/zip/:kind/:id', async (context) => {
    const { kind, id } = context.req.param();
    const query = zipQuery.safeParse(context.req.query());
    if (!query.success || (kind !== 'disk-folder' && kind !== 'disk-storage')) throw new Bye24Error('SERVER_BAD_INPUT');
    const open = await library();
    // Says at once when there is no such folder.
    open.record({ kind, id });
    return context.json({ href: link({ is: 'drive', archive: open.path, kind, id, ...query.data }) });
  });

  app.get('/api/archive/children/:kind/:id', async (context) => {
    const { kind, id } = context.req.param();
    const of = context.req.query('kind');
    if (of === undefined) throw new Bye24Error('SERVER_BAD_INPUT', { parameter: 'kind' });
    return context.json((await library()).children({ kind, id }, of, childrenMax));
  });

  app.get('/api/archive/search', async (context) => {
    const query = searchQuery.safeParse(context.req.query());
    if (!query.success) throw new Bye24Error('SERVER_BAD_INPUT');
    const { text, kinds, limit, offset } = query.data;
    const wanted = kinds === undefined || kinds === '' ? {} : { kinds: kinds.split(',') };
    return context.json((await library()).search({ text, limit, offset, ...wanted }));
  });
}
