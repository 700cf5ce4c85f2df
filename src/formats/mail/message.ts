import MailComposer from 'nodemailer/lib/mail-composer';

import type { JsonObject } from '../../base/json.ts';
import { firstText, textAt } from '../../kinds/fields.ts';
import type { ArchivedRecord } from '../../archive/types.ts';

/** A file that goes with a mail. */
export interface MailFile {
  readonly name: string;
  readonly content: Buffer;
}

/** A mail as the archive tells it. */
export interface Mail {
  readonly id: string;
  /** What its Message-ID is made of: the same mail has the same one for ever. */
  readonly name: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly date: Date | undefined;
  readonly body: string;
  readonly seen: boolean;
  readonly files: readonly MailFile[];
  /** The portal said that it had attachments; it does not give them. */
  readonly lacksAttachments: boolean;
}

/** api-reference/mail/message/mail-message-get.md */
export function mailOf({ key, row }: Pick<ArchivedRecord, 'key' | 'row'>): Mail {
  const time = Date.parse(textAt(row, 'date'));
  return {
    id: key.id,
    name: `b24-mail-${key.id}`,
    subject: textAt(row, 'subject'),
    from: firstText(row, 'from', 'mailboxEmail'),
    to: textAt(row, 'to'),
    cc: textAt(row, 'cc'),
    date: Number.isNaN(time) ? undefined : new Date(time),
    body: textAt(row, 'body'),
    seen: isTrue(row, 'isSeen'),
    files: [],
    lacksAttachments: isTrue(row, 'hasAttachments'),
  };
}

function isTrue(row: JsonObject, field: string): boolean {
  return ['true', 'Y', '1'].includes(textAt(row, field));
}

/** What opens like a page is one. */
const isHtml = (body: string): boolean => /<(?:html|body|div|p|br|table|span|a)\b[^>]*>/iu.test(body);

/** A header holds one line. */
const oneLine = (text: string): string => text.toWellFormed().replaceAll(/[\r\n\0]+/gu, ' ');

/**
 * A mail by RFC 5322. The portal gives no source of it, so its headers are made again from what it tells, and say so.
 * The same mail gives the same bytes.
 */
export async function emlOf(mail: Mail, portal: string): Promise<Buffer> {
  const html = isHtml(mail.body);
  const composer = new MailComposer({
    messageId: `<${mail.name}@${portal.replace(/:\d+$/u, '')}>`,
    subject: oneLine(mail.subject),
    from: oneLine(mail.from),
    to: oneLine(mail.to),
    cc: oneLine(mail.cc),
    date: mail.date ?? new Date(0),
    headers: { 'X-B24-ID': mail.id, 'X-B24-Reconstructed': 'yes', ...(mail.seen ? { Status: 'RO' } : {}) },
    ...(html ? { html: mail.body } : { text: mail.body }),
    attachments: mail.files.map(({ name, content }) => ({ filename: oneLine(name), content })),
    // A boundary by chance would make other bytes of the same mail.
    baseBoundary: mail.name,
    textEncoding: 'base64',
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\n',
  });
  const node = composer.compile();
  return node.build();
}

/** A mail inside an mbox (mboxrd): a separator before it, and lines that look like one are quoted. */
export function mboxEntry(eml: Buffer, mail: Mail): Buffer {
  const address = /[^\s<>"]+@[^\s<>"]+/u.exec(mail.from)?.[0] ?? 'MAILER-DAEMON';
  const at = (mail.date ?? new Date(0)).toUTCString();
  const [, day = '', date = '', month = '', year = '', time = ''] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/u.exec(at) ?? [];
  const text = eml
    .toString('latin1')
    .replaceAll('\r\n', '\n')
    .replaceAll(/^(>*From )/gmu, '>$1');
  const from = `From ${address} ${day} ${month} ${String(Number(date)).padStart(2, ' ')} ${time} ${year}\n`;
  return Buffer.from(`${from}${text.replace(/\n*$/u, '\n\n')}`, 'latin1');
}
