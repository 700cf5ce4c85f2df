import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { objectsOf, textAt } from '../../kinds/fields.ts';
import { parseMarkup } from '../../markup/parse.ts';
import { toPlain } from '../../markup/plain.ts';
import { blobBytes } from '../blobs.ts';
import type { Losses } from '../losses.ts';
import { fileTitle, printingFor } from '../people.ts';
import type { Mail, MailFile } from './message.ts';

export const isCrmMail = ({ row }: ArchivedRecord): boolean => textAt(row, 'TYPE_ID') === '4';

const filesMax = 25_000_000;

async function filesOf(archive: Archive, { key }: ArchivedRecord, losses: Losses): Promise<readonly MailFile[]> {
  const files: MailFile[] = [];
  for (const file of archive.files(key)) {
    if (file.blob === undefined || file.blob.sizeBytes > filesMax) {
      losses.add(
        {
          ru: 'Вложения нет в архиве, или оно больше 25 МБ',
          en: 'An attachment is not in the archive, or larger than 25 MB',
        },
        key,
      );
      continue;
    }
    files.push({ name: fileTitle(file), content: Buffer.from(await blobBytes(archive, file.blob)) });
  }
  return files;
}

/** A letter of the CRM: an activity of the type "e-mail" (api-reference/crm/timeline/activities). */
export async function crmMailOf(archive: Archive, record: ArchivedRecord, losses: Losses): Promise<Mail> {
  const { key, row } = record;
  const person = archive.record({ kind: 'user', id: textAt(row, 'RESPONSIBLE_ID') });
  const own = textAt(person?.row ?? {}, 'EMAIL');
  const ours = own === '' ? '' : `${(person?.name ?? '').replaceAll(/["<>,]/gu, ' ')} <${own}>`.trim();
  const theirs = objectsOf(row['COMMUNICATIONS'])
    .map((each) => textAt(each, 'VALUE'))
    .filter((value) => value.includes('@'))
    .join(', ');
  const isOut = textAt(row, 'DIRECTION') === '2';
  const time = Date.parse(textAt(row, 'START_TIME') || textAt(row, 'CREATED'));
  const text = textAt(row, 'DESCRIPTION');
  const printing = printingFor(
    archive,
    () => undefined,
    () => undefined,
  );
  return {
    id: key.id,
    name: `b24-crm-mail-${key.id}`,
    subject: textAt(row, 'SUBJECT'),
    from: isOut ? ours : theirs,
    to: isOut ? theirs : ours,
    cc: '',
    date: Number.isNaN(time) ? undefined : new Date(time),
    // 2 is BBCode; 1 is plain text and 3 is HTML.
    body: textAt(row, 'DESCRIPTION_TYPE') === '2' ? toPlain(parseMarkup(text, 'document'), printing) : text,
    seen: true,
    files: await filesOf(archive, record, losses),
    lacksAttachments: false,
  };
}
