import type { Archive } from '../archive/archive.ts';
import type { ArchivedFile, ArchivedRecord, RecordKey } from '../archive/types.ts';
import { isObject, textOf } from '../base/json.ts';
import { type Occurrence, occurrencesOf } from '../formats/calendar/occurrences.ts';
import { messagesOf } from '../formats/chats/messages.ts';
import { textAt } from '../kinds/fields.ts';
import type { Rich } from '../markup/rich.ts';
import { richTexts } from './plain-texts.ts';

/** A message of a chat as people see it. */
export interface ChatLine {
  readonly id: string;
  /** undefined: the portal itself said it. */
  readonly author?: { readonly id: string; readonly name: string };
  /** As the portal wrote it. */
  readonly at: string;
  readonly text: readonly Rich[];
  readonly files: readonly ArchivedFile[];
}

export interface ChatPage {
  readonly name: string;
  readonly total: number;
  /** How many older ones there are. */
  readonly older: number;
  readonly lines: readonly ChatLine[];
}

function lineOf(archive: Archive, record: ArchivedRecord): ChatLine {
  const { row, key } = record;
  const id = textAt(row, 'author_id');
  const author = id === '' || id === '0' ? undefined : { id, name: archive.record({ kind: 'user', id })?.name || id };
  const parameters = row['params'];
  const ids = isObject(parameters) && Array.isArray(parameters['FILE_ID']) ? parameters['FILE_ID'].map(textOf) : [];
  const own = [...archive.files(key)];
  const shared = ids
    .filter((file) => own.every(({ fileId }) => fileId !== file))
    .flatMap((file) => [...archive.files({ kind: 'disk-file', id: file })]);
  return {
    id: key.id,
    ...(author === undefined ? {} : { author }),
    at: textAt(row, 'date'),
    text: richTexts(archive, record)['text'] ?? [],
    files: [...own, ...shared],
  };
}

/** The newest messages of a chat, or those before `skip` of the newest, oldest first; undefined when there is no such chat. */
export function chatPage(archive: Archive, id: string, skip: number, limit: number): ChatPage | undefined {
  const chat = archive.record({ kind: 'chat', id });
  if (chat === undefined) return undefined;
  const ids = messagesOf(archive, chat);
  const end = Math.max(0, ids.length - skip);
  const start = Math.max(0, end - limit);
  const lines = ids.slice(start, end).flatMap((message) => {
    const record = archive.record({ kind: 'chat-message', id: message });
    return record === undefined ? [] : [lineOf(archive, record)];
  });
  return { name: chat.name || id, total: ids.length, older: start, lines };
}

export interface CalendarEntry extends Occurrence {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly section?: string;
}

/** So many entries say more than a month can show. */
const entriesMax = 5_000;

/** What takes place between two moments by the clock of each event, series unfolded, in order. */
export function calendarEntries(archive: Archive, fromWallMs: number, toWallMs: number): readonly CalendarEntry[] {
  const found: CalendarEntry[] = [];
  for (const record of archive.records('calendar-event')) {
    const { row, key } = record;
    const section = archive.record({ kind: 'calendar-section', id: textAt(row, 'SECTION_ID') })?.name;
    for (const occurrence of occurrencesOf(record, fromWallMs, toWallMs)) {
      found.push({
        ...occurrence,
        id: key.id,
        name: record.name,
        place: textAt(row, 'LOCATION'),
        ...(section === undefined || section === '' ? {} : { section }),
      });
    }
    if (found.length > entriesMax) break;
  }
  return found.toSorted((a, b) => a.fromWallMs - b.fromWallMs || a.name.localeCompare(b.name));
}

/** A moment at which something takes place, to begin a calendar with: the last one that is known. */
export function lastMoment(archive: Archive): number | undefined {
  let last: number | undefined;
  for (const { row } of archive.records('calendar-event')) {
    const ms = Number(textAt(row, 'DATE_FROM_TS_UTC')) * 1000;
    if (ms > 0 && ms > (last ?? 0)) last = ms;
  }
  return last;
}

/** A document of a knowledge base and those below it. */
export interface NoteNode {
  readonly id: string;
  readonly title: string;
  readonly below: readonly NoteNode[];
}

export interface NoteShelf {
  readonly id: string;
  readonly name: string;
  readonly documents: readonly NoteNode[];
}

/** Knowledge bases with their documents, each below the one that it belongs to. */
export function noteShelves(archive: Archive): readonly NoteShelf[] {
  const documents = [...archive.records('note-document')].map(({ key, name, row }) => ({
    id: key.id,
    title: name || key.id,
    shelf: textAt(row, 'collectionId'),
    parent: textAt(row, 'parentId'),
  }));
  const known = new Set(documents.map(({ id }) => id));
  const below = (shelf: string, parent: string | undefined, above: readonly string[]): readonly NoteNode[] =>
    documents
      .filter((one) => one.shelf === shelf && !above.includes(one.id))
      .filter((one) => (parent === undefined ? !known.has(one.parent) : one.parent === parent))
      .map(({ id, title }) => ({ id, title, below: below(shelf, id, [...above, id]) }));
  return [...archive.records('note-collection')].map(({ key, name }) => ({
    id: key.id,
    name: name || key.id,
    documents: below(key.id, undefined, []),
  }));
}

/** Sites, shops and knowledge bases of the old kind with their pages. */
export function siteShelves(archive: Archive): readonly NoteShelf[] {
  return [...archive.records('site')].map(({ key, name }) => ({
    id: key.id,
    name: name || key.id,
    documents: [...archive.children(key, 'page')].map((page) => ({
      id: page.key.id,
      title: page.name || page.key.id,
      below: [],
    })),
  }));
}

/** A page of a site as people read it. */
export interface SitePage {
  readonly name: string;
  readonly changedAtMs?: number;
  /** Its blocks that are shown, from top to bottom. */
  readonly blocks: readonly { readonly id: string; readonly text: readonly Rich[] }[];
}

/** The words of a page, block by block; undefined when there is no such page. */
export function sitePage(archive: Archive, id: string): SitePage | undefined {
  const page = archive.record({ kind: 'page', id });
  if (page === undefined) return undefined;
  const { name, changedAtMs } = page;
  return {
    name: name || id,
    ...(changedAtMs === undefined ? {} : { changedAtMs }),
    blocks: [...archive.children(page.key, 'page-block')]
      .filter(({ row }) => !/^(?:N|false)$/u.test(textAt(row, 'active')))
      .map((block) => ({ id: block.key.id, text: richTexts(archive, block)['content'] ?? [] })),
  };
}

/** How many records of each kind belong to a record; of check lists also how many are ticked. */
export interface Below {
  readonly counts: Readonly<Record<string, number>>;
  readonly ticked: number;
}

export function belowOf(archive: Archive, key: RecordKey): Below {
  const counts: Record<string, number> = {};
  let ticked = 0;
  for (const child of archive.childKeys(key)) {
    counts[child.kind] = (counts[child.kind] ?? 0) + 1;
    if (child.kind !== 'checklist-item') continue;
    const row = archive.record(child)?.row;
    if (row !== undefined && /^(?:Y|1|true)$/u.test(textOf(row['IS_COMPLETE']))) ticked++;
  }
  return { counts, ticked };
}
