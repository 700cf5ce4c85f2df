import { createReadStream } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { blobPath } from '../../src/archive/layout.ts';
import type { JsonObject } from '../../src/base/json.ts';
import type { ArchivedFile } from '../../src/archive/types.ts';
import { exportPortal, type ExportReport } from '../../src/journey/export/export.ts';
import { textAt } from '../../src/kinds/fields.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import type { FileHint, KindId } from '../../src/kinds/kind.ts';
import { emptyArchive } from '../support/archive.ts';
import { reach } from './local.ts';

let archive: Archive;
let report: ExportReport;
let clean: () => Promise<void>;

beforeAll(async () => {
  const reached = reach();
  const { local, portal, clock } = reached;
  // A plain file in a field of a list: the portal shows it only to a browser.
  const { store } = local.core;
  const table = (name: string) => store.table({ name });
  table('list_fields').put('47:PROPERTY_425', {
    ...table('list_fields').get('47:PROPERTY_423'),
    FIELD_ID: 'PROPERTY_425',
    TYPE: 'F',
  });
  const element = table('list_elements').get(6990);
  table('list_elements').put(6990, { ...element, _list: 47, PROPERTY_425: { 99: '32521' } });
  const document = table('note_documents').select({ limit: 1 })[0];
  table('note_documents').put(Number(document?.['id']), { ...document, markdown: '# Схема\n\n[[image fileId=5001]]' });
  const made = await emptyArchive({ kinds });
  ({ archive } = made);
  clean = async () => {
    await archive.close();
    await made.remove();
  };
  report = await exportPortal({ portal, archive, kinds, connection: 'admin', clock });
}, 60_000);
afterAll(() => clean());

const filesIn = (kind: KindId, slot: string): readonly ArchivedFile[] =>
  [...archive.files()].filter(({ owner, slot: of }) => owner.kind === kind && of === slot);

/** Kinds and words of what is missing for one reason. */
const links = (code: string): readonly { readonly kind: KindId; readonly message: string }[] =>
  report.missing.filter((each) => each.code === code).map(({ kind, message }) => ({ kind, message }));

async function bytesOf({ blob }: ArchivedFile): Promise<Buffer> {
  const parts: Buffer[] = [];
  const path = blobPath(archive.place.layout, blob?.sha512 ?? '');
  for await (const part of createReadStream(path)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Every kind of download that the portal has, and the kinds that take it. */
const downloads: readonly (readonly [what: string, kind: KindId, slot: string])[] = [
  ['a file of the Drive', 'disk-file', 'content'],
  ['an earlier version of it', 'disk-version', 'content'],
  ['a file in a field of the CRM', 'contact', 'fields'],
  ['a picture of a product', 'product', 'fields'],
  ['a picture of its gallery', 'product-image', 'image'],
  ['a document of the CRM', 'crm-document', 'docx'],
  ['its PDF', 'crm-document', 'pdf'],
  ['its picture', 'crm-document', 'image'],
  ['a template of the CRM', 'crm-document-template', 'file'],
  ['a document of the common generator', 'generated-document', 'docx'],
  ['its PDF, too', 'generated-document', 'pdf'],
  ['a template of the common generator', 'document-template', 'file'],
  ['a file pinned to a task', 'task', 'attachments'],
  ['a file pinned to a template of tasks', 'task-template', 'attachments'],
  ['a file of a timeline comment', 'timeline-comment', 'files'],
  ['a file of an activity', 'activity', 'files'],
  ['a file in a chat', 'chat-message', 'files'],
  ['a recorded call', 'call', 'recording'],
  ['a file of the Drive in a list', 'list-element', 'fields'],
  ['a file of a feed post', 'feed-post', 'files'],
  ['a file of a feed comment', 'feed-comment', 'files'],
  ['a file of a calendar event', 'calendar-event', 'attachments'],
  ['a photo of an employee', 'user', 'photo'],
  ['a picture of a group', 'workgroup', 'avatar'],
];

/** Files that the company of the tests has none of: a row as the vendor shows it, and the address or number read from it. */
const shown: Readonly<Record<string, readonly [row: JsonObject, found: Partial<FileHint>]>> = {
  'calendar-event attachments': [{ UF_WEBDAV_CAL_EVENT: [7] }, { fileId: '7' }],
  'user photo': [
    { ID: '1', PERSONAL_PHOTO: 'https://cdn-ru.bitrix24.ru/b1/main/a.png' },
    { url: 'https://cdn-ru.bitrix24.ru/b1/main/a.png' },
  ],
  'workgroup avatar': [
    { id: '1', avatar: 'https://cdn-ru.bitrix24.ru/b1/socialnetwork/a.png' },
    { url: 'https://cdn-ru.bitrix24.ru/b1/socialnetwork/a.png' },
  ],
  'contact fields': [
    {
      id: 1,
      photo: {
        id: 9,
        url: '/bitrix/components/x.php',
        urlMachine: '/rest/crm.controller.item.getFile.json?token=crm%7Cx',
      },
    },
    { url: '/rest/crm.controller.item.getFile.json?token=crm%7Cx' },
  ],
  'timeline-comment files': [{ FILES: { '5': { id: 5, name: 'a.png', size: 3 } } }, { fileId: '5', sizeBytes: 3 }],
  'activity files': [{ FILES: [{ id: 5, url: '/bitrix/tools/crm_show_file.php?fileId=5' }] }, { fileId: '5' }],
};

describe('every kind of download', () => {
  it.each(downloads)('%s: %s %s', (_what, kind, slot) => {
    const example = shown[`${kind} ${slot}`];
    if (example === undefined) {
      expect(filesIn(kind, slot).some(({ blob }) => blob !== undefined)).toBe(true);
      return;
    }
    const source = kindById(kind)?.files?.find((each) => each.slot === slot);
    expect(source?.files(example[0])).toMatchObject([example[1]]);
  });

  it('is of the form that its name says: a text document is none of the PDF, nor the other way round', async () => {
    for (const kind of ['crm-document', 'generated-document']) {
      const [docx, pdf, image] = [filesIn(kind, 'docx'), filesIn(kind, 'pdf'), filesIn(kind, 'image')];
      expect((await bytesOf(docx[0] as ArchivedFile)).subarray(0, 2).toString()).toBe('PK');
      expect((await bytesOf(pdf[0] as ArchivedFile)).subarray(0, 5).toString()).toBe('%PDF-');
      expect((await bytesOf(image[0] as ArchivedFile)).subarray(1, 4).toString()).toBe('PNG');
      expect(docx.map(({ name }) => name.endsWith('.docx'))).not.toContain(false);
    }
  });

  it('that only a browser gets is named, with the link to click', () => {
    expect(links('EXPORT_FILE_SESSION_ONLY')).toMatchObject([{ kind: 'list-element' }]);
    const [file] = links('EXPORT_FILE_SESSION_ONLY');
    expect(file?.message).toContain(' https://acme.bitrix24.test/company/lists/47/file/0/6990/PROPERTY_425/32521/');
    const byHand = new Map(links('EXPORT_FILE_BY_HAND').map(({ kind, message }) => [kind, message]));
    expect(new Set(byHand.keys())).toEqual(new Set(['mail-message', 'note-document']));
    expect(byHand.get('mail-message')).toMatch(/\/mail\/message\/\d+$/u);
  });

  it('that is missing by nature leaves the export complete, and its record out of every plan (I1)', () => {
    const mails = report.kinds.find(({ kind }) => kind === 'mail-message');
    expect(mails?.state).toBe('complete');
    // The list's plain file is another matter: a person may fetch it, a later version of the portal may give it.
    expect(report.state).toBe('incomplete');
  });

  it('is told with the words of an agreement: the list gives only its name', () => {
    const texts = [...archive.records('agreement-text')];
    expect(texts).toHaveLength(archive.size('agreement'));
    expect(
      texts.every(({ row, parent }) => textAt(row, 'TEXT').includes('согласие') && parent?.kind === 'agreement'),
    ).toBe(true);
  });
});
