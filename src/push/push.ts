import { createHash, hash } from 'node:crypto';

import { Bye24Error } from '../base/error.ts';
import type { Archive } from '../archive/archive.ts';
import type { Blob } from '../archive/types.ts';
import { blobChunks } from '../formats/blobs.ts';
import type { ConvertOptions } from '../formats/format.ts';
import { walkDrive } from '../formats/drive.ts';
import { type BookItem, eventItems, taskItems } from '../formats/ical.ts';
import { Losses } from '../formats/losses.ts';
import { cardItems } from '../formats/vcard.ts';
import type { Dav, DavAnswer } from './dav.ts';
import { sameObject } from './same.ts';
import { type PushReport, type Stray, Strays } from './report.ts';
import type { PushState } from './state.ts';

export const protocols = ['carddav', 'caldav', 'webdav'] as const;
export type Protocol = (typeof protocols)[number];

interface Item {
  readonly path: readonly string[];
  readonly type: string;
  /** Hash of what is sent. */
  readonly sent: string;
  readonly sizeBytes?: number;
  readonly changedAtMs?: number;
  readonly body: () => string | AsyncIterable<Uint8Array>;
  /** Whether what the server gives is what was sent. */
  readonly same: (there: AsyncIterable<Uint8Array>) => Promise<boolean>;
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

function bookItem(path: readonly string[], { text }: BookItem, type: string): Item {
  return {
    path,
    type,
    sent: hash('sha256', text),
    body: () => text,
    same: async (there) => sameObject(text, await textOf(there)),
  };
}

function fileItem(archive: Archive, path: readonly string[], blob: Blob, changedAtMs: number | undefined): Item {
  return {
    path,
    type: 'application/octet-stream',
    sent: blob.sha512,
    sizeBytes: blob.sizeBytes,
    ...(changedAtMs === undefined ? {} : { changedAtMs }),
    body: () => blobChunks(archive, blob),
    async same(there) {
      const sum = createHash('sha512');
      for await (const chunk of there) sum.update(chunk);
      return sum.digest('hex') === blob.sha512;
    },
  };
}

const escaped = (text: string): string =>
  text.replaceAll(/[<>&"]/gu, (sign) => `&#${sign.codePointAt(0)};`).replaceAll(/\p{Cc}/gu, ' ');

const bookXml = (title: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop>` +
  `<resourcetype><collection/><C:addressbook/></resourcetype><displayname>${escaped(title)}</displayname></prop></set></mkcol>`;

const calendarXml = (title: string, component: 'VTODO' | 'VEVENT'): string =>
  `<?xml version="1.0" encoding="utf-8"?><C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>` +
  `<displayname>${escaped(title)}</displayname><C:supported-calendar-component-set><C:comp name="${component}"/>` +
  `</C:supported-calendar-component-set></prop></set></C:mkcalendar>`;

/**
 * Puts address books, calendars and tasks, or the Drive on a server and reads each object back. What was put before and
 * stands unchanged is not sent again; what somebody changed there since is left alone and told.
 */
export class Push {
  readonly #dav: Dav;
  readonly #archive: Archive;
  readonly #options: ConvertOptions;
  readonly #state: PushState;
  readonly #losses = new Losses();
  readonly #strays = new Strays();
  /** Folders that were empty when this run began: nothing in them needs a look before it is put. */
  readonly #fresh = new Set<string>();
  readonly #counts = { written: 0, equal: 0, folders: 0 };

  constructor(dav: Dav, archive: Archive, options: ConvertOptions, state: PushState) {
    this.#dav = dav;
    this.#archive = archive;
    this.#options = options;
    this.#state = state;
  }

  async run(protocol: Protocol): Promise<PushReport> {
    if (protocol === 'carddav') await this.#cards();
    else if (protocol === 'caldav') await this.#calendars();
    else await this.#drive();
    const { list: strays, count: straysCount } = this.#strays;
    return { ...this.#counts, strays, straysCount, losses: this.#losses };
  }

  #name(part: string): string {
    return `bye24-${this.#archive.portal.replaceAll(/[^a-z0-9.-]/giu, '-')}-${part}`;
  }

  async #make(path: readonly string[], body?: Parameters<Dav['make']>[1]): Promise<void> {
    if (!(await this.#dav.make(path, body))) return;
    this.#counts.folders += 1;
    this.#fresh.add(path.join('/'));
  }

  async #cards(): Promise<void> {
    const book = this.#name('contacts');
    const ru = this.#options.language === 'ru';
    const xml = bookXml(`${ru ? 'Контакты' : 'Contacts'} ${this.#archive.portal}`);
    await this.#make([book], { method: 'MKCOL', xml });
    for await (const item of cardItems(this.#archive, '3.0', this.#options, this.#losses)) {
      await this.#put(bookItem([book, item.name], item, 'text/vcard; charset=utf-8'));
    }
  }

  async #calendars(): Promise<void> {
    const ru = this.#options.language === 'ru';
    const type = 'text/calendar; charset=utf-8';
    const tasks = this.#name('tasks');
    if (this.#archive.size('task') > 0) {
      await this.#calendar(tasks, `${ru ? 'Задачи' : 'Tasks'} ${this.#archive.portal}`, 'VTODO');
      for (const item of taskItems(this.#archive, this.#options, this.#losses)) {
        await this.#put(bookItem([tasks, item.name], item, type));
      }
    }
    for (const { calendar, items } of eventItems(this.#archive, this.#options, this.#losses)) {
      // The name stays the same from run to run, whatever other calendars come.
      const name = this.#name(`events-${hash('sha256', calendar).slice(0, 12)}`);
      await this.#calendar(name, calendar, 'VEVENT');
      for (const item of items) await this.#put(bookItem([name, item.name], item, type));
    }
  }

  async #calendar(name: string, title: string, component: 'VTODO' | 'VEVENT'): Promise<void> {
    const xml = calendarXml(title, component);
    await this.#make([name], { method: 'MKCALENDAR', xml });
  }

  async #drive(): Promise<void> {
    const top = this.#name('drive');
    const made = new Set<string>();
    const folder = async (path: readonly string[]): Promise<void> => {
      if (made.has(path.join('/'))) return;
      made.add(path.join('/'));
      await this.#make(path);
    };
    await folder([top]);
    await walkDrive(this.#archive, this.#losses, this.#options, {
      folder: (path) => folder([top, ...path]),
      file: async (path, blob, changedAtMs) => {
        for (let depth = 1; depth < path.length; depth++) await folder([top, ...path.slice(0, depth)]);
        await this.#put(fileItem(this.#archive, [top, ...path], blob, changedAtMs));
      },
    });
  }

  async #put(item: Item): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const path = item.path.join('/');
    const known = this.#state.get(path);
    // Not every server minds "only if it is not there": a look is what tells.
    const found = this.#fresh.has(item.path.slice(0, -1).join('/')) ? undefined : await this.#look(item);
    if (found?.same === true) {
      this.#counts.equal += 1;
      if (known?.etag !== found.etag) await this.#remember(item, found.etag);
      return;
    }
    if (found === undefined) return this.#written(item, await this.#send(item, 'absent'));
    // It is not what we put there last: it is somebody's work.
    if (known?.etag === undefined || found.etag !== known.etag) return this.#stray(path, 'changedThere');
    return this.#written(item, await this.#send(item, { etag: known.etag }));
  }

  async #written(item: Item, { status }: DavAnswer): Promise<void> {
    const path = item.path.join('/');
    if (status === 412) return this.#stray(path, 'changedThere');
    if (status < 200 || status >= 300) return this.#stray(path, 'refused', status);
    const found = await this.#look(item);
    if (found === undefined) return this.#stray(path, 'refused', 404);
    await this.#remember(item, found.etag);
    if (found.same) this.#counts.written += 1;
    else this.#stray(path, 'differs');
  }

  #send(item: Item, onlyIf: 'absent' | { readonly etag: string }): Promise<DavAnswer> {
    const { type, sizeBytes, changedAtMs } = item;
    return this.#dav.put(item.path, item.body(), {
      type,
      onlyIf,
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      ...(changedAtMs === undefined ? {} : { changedAtMs }),
    });
  }

  async #look(item: Item): Promise<{ readonly same: boolean; readonly etag: string | undefined } | undefined> {
    const { status, etag, body } = await this.#dav.get(item.path);
    if (status === 200) return { same: await item.same(body), etag };
    for await (const _chunk of body);
    if (status === 404 || status === 410) return undefined;
    throw new Bye24Error('PUSH_REFUSED', { method: 'GET', status });
  }

  async #remember({ path, sent }: Item, etag: string | undefined): Promise<void> {
    await this.#state.set({ path: path.join('/'), sent, ...(etag === undefined ? {} : { etag }) });
  }

  #stray(path: string, why: Stray['why'], status?: number): void {
    this.#strays.add({ path, why, ...(status === undefined ? {} : { status }) });
  }
}
