import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Clock } from '../../src/base/clock.ts';
import type { Disk } from '../../src/base/disk.ts';
import type { Json, JsonObject } from '../../src/base/json.ts';
import type { RawAnswer } from '../../src/bitrix24/port.ts';
import { Archive } from '../../src/archive/archive.ts';
import type { PageOfRecords, RecordKey } from '../../src/archive/types.ts';
import { textAt } from '../../src/kinds/fields.ts';
import { type Kind, keyOf } from '../../src/kinds/kind.ts';

export const PORTAL = 'acme.bitrix24.ru';

/** A clock that moves one second with every look. */
export function tickingClock(startMs = Date.parse('2026-11-23T10:00:00Z')): Clock {
  let now = startMs;
  return { now: () => (now += 1000), sleep: () => Promise.resolve() };
}

/** A kind for tests: a contact-like list, with whatever the test wants to be different. */
export function kindOf(id: string, changes: Partial<Kind> = {}): Kind {
  return {
    id,
    group: 'crm',
    title: { one: { ru: id, en: id }, many: { ru: id, en: id } },
    scope: 'crm',
    docs: [],
    take: { how: 'list', request: { method: `crm.${id}.list`, rows: [], idField: 'ID', pager: { by: 'id' } } },
    key: 'ID',
    name: (row) => textAt(row, 'NAME') || textAt(row, 'TITLE'),
    changedAt: { field: 'DATE_MODIFY' },
    createdAt: 'DATE_CREATE',
    references: [],
    personal: {},
    people: [],
    deletion: { how: 'never', why: { ru: 'нет', en: 'no' } },
    columns: [{ field: 'NAME', title: { ru: 'Имя', en: 'Name' }, type: 'text' }],
    ...changes,
  };
}

/** Companies, contacts of companies, and files on a drive: enough kinds for a small archive. */
export const sampleKinds: readonly Kind[] = [
  kindOf('company', {
    columns: [
      { field: 'TITLE', title: { ru: 'Название', en: 'Title' }, type: 'text' },
      { field: 'REVENUE', title: { ru: 'Оборот', en: 'Revenue' }, type: 'money' },
    ],
  }),
  kindOf('contact', {
    volatile: ['PHOTO_URL'],
    personal: { NAME: 'name', 'PHONE[].VALUE': 'phone', 'EMAIL[].VALUE': 'email' },
    references: [
      { field: 'COMPANY_ID', to: 'company' },
      { field: 'ASSIGNED_BY_ID', to: 'user' },
    ],
    columns: [
      { field: 'NAME', title: { ru: 'Имя', en: 'Name' }, type: 'text' },
      { field: 'DATE_MODIFY', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' },
      { field: 'ASSIGNED_BY_ID', title: { ru: 'Ответственный', en: 'Responsible' }, type: 'user', to: 'user' },
    ],
  }),
  kindOf('disk-file', { references: [{ field: 'FOLDER_ID', to: 'disk-folder', parent: true }] }),
];

export function rawOf(body: Json, method = 'crm.contact.list', atMs = Date.parse('2026-11-23T10:00:00Z')): RawAnswer {
  return { atMs, method, api: 'v2', params: { start: -1 }, body: Buffer.from(JSON.stringify(body)) };
}

/** One page of rows of a kind, as a plain list answers it. */
export function pageOf(
  kind: Kind,
  rows: readonly JsonObject[],
  options: { readonly parent?: RecordKey; readonly raw?: RawAnswer } = {},
): PageOfRecords {
  return {
    kind: kind.id,
    raw: options.raw ?? rawOf({ result: [...rows], total: rows.length }),
    pointer: ['result'],
    rows: rows.map((row, index) => ({
      index,
      key: { kind: kind.id, id: keyOf(kind, row, options.parent) },
      row,
      ...(options.parent === undefined ? {} : { parent: options.parent }),
    })),
  };
}

export function contactRow(id: number, changes: JsonObject = {}): JsonObject {
  return {
    ID: String(id),
    NAME: `Контакт ${id}`,
    DATE_CREATE: '2026-01-02T03:04:05+03:00',
    DATE_MODIFY: '2026-02-03T04:05:06+03:00',
    ASSIGNED_BY_ID: '1',
    COMPANY_ID: String((id % 3) + 1),
    PHONE: [{ ID: String(id), VALUE: `+7 916 ${String(1_000_000 + id)}`, VALUE_TYPE: 'WORK' }],
    ...changes,
  };
}

export function companyRow(id: number, changes: JsonObject = {}): JsonObject {
  return { ID: String(id), TITLE: `Компания ${id}`, REVENUE: String(id * 1000), ...changes };
}

export interface SampleOptions {
  readonly kinds?: readonly Kind[];
  readonly disk?: Disk;
  readonly clock?: Clock;
}

/** An empty archive in a temporary folder, open for writing. */
export async function emptyArchive(
  options: SampleOptions = {},
): Promise<{ readonly archive: Archive; readonly path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bye24-archive-'));
  const path = join(folder, PORTAL);
  const archive = await Archive.create(path, {
    portal: PORTAL,
    kinds: options.kinds ?? sampleKinds,
    clock: options.clock ?? tickingClock(),
    ...(options.disk === undefined ? {} : { disk: options.disk }),
  });
  return { archive, path, remove: () => rm(folder, { recursive: true, force: true }) };
}

export function sampleKind(id: string): Kind {
  const kind = sampleKinds.find((each) => each.id === id);
  if (kind === undefined) throw new Error(`no sample kind ${id}`);
  return kind;
}

/**
 * A small archive of synthetic rows: three companies, `contacts` contacts that belong to them, two files with bytes and
 * one without. The run is finished; the archive is open for writing.
 */
export async function smallArchive(
  options: SampleOptions & { readonly contacts?: number } = {},
): Promise<{ readonly archive: Archive; readonly path: string; remove(): Promise<void> }> {
  const made = await emptyArchive(options);
  const { writer } = made.archive;
  const contacts = options.contacts ?? 20;
  await writer.beginRun({ connection: 'admin' });
  await writer.addPage(
    pageOf(
      sampleKind('company'),
      [1, 2, 3].map((id) => companyRow(id)),
    ),
  );
  for (let first = 1; first <= contacts; first += 50) {
    const ids = Array.from({ length: Math.min(50, contacts - first + 1) }, (_, index) => first + index);
    await writer.addPage(
      pageOf(
        sampleKind('contact'),
        ids.map((id) => contactRow(id)),
      ),
    );
  }
  const drive = sampleKind('disk-file');
  const files = ['Договор.docx', 'пустой.txt', 'потерян.bin'];
  await writer.addPage(
    pageOf(
      drive,
      files.map((name, index) => ({ ID: String(index + 1), NAME: name, FOLDER_ID: '7' })),
    ),
  );
  for (const [index, name] of files.entries()) {
    const owner = { kind: drive.id, id: String(index + 1) };
    const file = { owner, slot: 'content', fileId: owner.id, name };
    if (index === 2) await writer.addFile({ ...file, missing: { code: 'PORTAL_NOT_FOUND', message: 'gone' } });
    else await writer.addFile({ ...file, blob: await writer.putBlob([Buffer.from(index === 0 ? 'договор' : '')]) });
  }
  writer.setCount({ kind: 'company', portal: 3, seen: 3, kept: 3, state: 'complete' });
  writer.setCount({ kind: 'contact', portal: contacts, seen: contacts, kept: contacts, state: 'complete' });
  writer.setCount({ kind: 'disk-file', seen: 3, kept: 3, state: 'complete' });
  writer.addMissing({ kind: 'disk-file', id: '3', what: 'file', code: 'PORTAL_NOT_FOUND', message: 'gone' });
  await writer.finishRun('incomplete');
  return made;
}
