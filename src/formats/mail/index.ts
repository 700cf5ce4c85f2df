import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Format } from '../format.ts';
import { Losses } from '../losses.ts';
import { Names } from '../names.ts';
import { emlOf, mailOf, mboxEntry } from './message.ts';

const kind = 'mail-message';

/** Mails of every mailbox: one .eml each, and one mbox for all of the mailbox. */
export const mail: Format = {
  id: 'mail',
  title: { ru: 'Почта: .eml и mbox', en: 'Mail: .eml and mbox' },
  async write(archive, folder, { tell, signal }) {
    const losses = new Losses();
    losses.note({
      ru: 'REST не отдаёт исходный текст писем: заголовки собраны заново (X-B24-Reconstructed), цепочки ответов не переданы.',
      en: 'REST does not give the source of mails: headers are made again (X-B24-Reconstructed), threads are not told.',
    });
    const names = new Names();
    const folders = new Map<string, string>();
    const total = archive.size(kind);
    let done = 0;
    for (const record of archive.records(kind)) {
      signal?.throwIfAborted();
      const message = mailOf(record);
      const box = record.parent?.id ?? '';
      const title = archive.record({ kind: 'mailbox', id: box })?.name ?? box;
      const known = folders.get(box);
      const place = known ?? join(folder, names.take(title || 'mail'));
      folders.set(box, place);
      if (known === undefined) await mkdir(place, { recursive: true });
      const eml = await emlOf(message, archive.portal);
      await writeFile(join(place, `${message.id}.eml`), eml, { flag: 'wx' });
      const mbox = await open(`${place}.mbox`, 'a');
      try {
        await mbox.appendFile(mboxEntry(eml, message));
      } finally {
        await mbox.close();
      }
      if (message.lacksAttachments) {
        losses.add({ ru: 'Вложений REST не отдаёт', en: 'REST does not give attachments' }, record.key);
      }
      if (message.date === undefined) losses.add({ ru: 'Письмо без даты', en: 'A mail without a date' }, record.key);
      tell?.(kind, ++done, total);
    }
    return losses;
  },
};
