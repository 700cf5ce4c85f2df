import fc from 'fast-check';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { emlOf, type Mail, mailOf, mboxEntry } from '../../../src/formats/mail/message.ts';
import { describeWith, peer } from '../../support/needs.ts';

const python = `
import sys, json, mailbox, re, email
from email.header import decode_header, make_header
out = []
box = mailbox.mbox(sys.argv[1])
for key in box.keys():
    # mboxrd: every reader takes one sign away
    m = email.message_from_bytes(re.sub(rb'(?m)^>(>*From )', rb'\\1', box.get_bytes(key)))
    body = m.get_payload(decode=True) or b''
    out.append({'subject': str(make_header(decode_header(m['subject'] or ''))), 'to': m['to'], 'id': m['message-id'],
      'body': body.decode(m.get_content_charset() or 'utf-8'), 'made': m['x-b24-reconstructed']})
print(json.dumps(out))
`;

function mail(id: number, subject: string, body: string): Mail {
  const row = {
    id,
    subject,
    from: 'Иван <ivan@romashka.example>',
    to: 'a@b.example',
    cc: null,
    date: '2026-05-25T10:00:00+03:00',
  };
  return mailOf({
    key: { kind: 'mail-message', id: String(id) },
    row: { ...row, body, isSeen: true, hasAttachments: false },
  });
}

async function mboxOf(mails: readonly Mail[]): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'bye24-mbox-')), 'box.mbox');
  const entries = await Promise.all(mails.map(async (one) => mboxEntry(await emlOf(one, 'acme.bitrix24.ru'), one)));
  writeFileSync(path, Buffer.concat(entries));
  return path;
}

const readBy = (program: string) => (path: string) =>
  JSON.parse(peer(program, ['-c', python, path])) as Record<string, string>[];
const plain = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

describeWith('python', 'mails, as Python reads them', (program) => {
  const read = readBy(program);

  it('keeps Cyrillic, emoji, lines that look like a separator, and who wrote to whom', async () => {
    const path = await mboxOf([
      mail(1, 'Счёт 🚀 за май', 'Добрый день\nFrom Москва с любовью\n>From quoted'),
      mail(2, 'Второе', '<p>Привет</p>'),
    ]);
    const [first, second] = read(path);
    expect(first).toMatchObject({
      subject: 'Счёт 🚀 за май',
      to: 'a@b.example',
      id: '<b24-mail-1@acme.bitrix24.ru>',
      made: 'yes',
    });
    expect(plain(first?.['body'] ?? '')).toBe('Добрый день From Москва с любовью >From quoted');
    expect(second?.['body']).toContain('<p>Привет</p>');
  });

  it('holds as many mails as were put in, whatever they say', async () => {
    const text = fc.array(fc.constantFrom('From x', '\n', '\r\n', '>From ', 'ё', '🚀', 'Bcc: z@z', '=', '.', 'word '), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), async (pairs) => {
        const made = pairs.map(([subject, body], index) => mail(index + 1, subject.join(''), body.join('')));
        const back = read(await mboxOf(made));
        expect(back.map(({ subject = '', body = '' }) => [plain(subject), plain(body)])).toEqual(
          made.map(({ subject, body }) => [plain(subject), plain(body)]),
        );
        expect(back.map(({ to }) => to)).toEqual(made.map(() => 'a@b.example'));
      }),
      { numRuns: 8 },
    );
  });
});
