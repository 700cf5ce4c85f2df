import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Format } from '../format.ts';
import { Losses } from '../losses.ts';
import { Names } from '../names.ts';
import { crmMailOf, isCrmMail } from './crm.ts';
import { emlOf, type Mail, mailOf, mboxEntry } from './message.ts';

const kind = 'mail-message';

const dateless = { ru: 'Письмо без даты', en: 'A mail without a date' };

/** A folder for each mailbox, made when its first mail comes. */
class Places {
  readonly #folder: string;
  readonly #names = new Names();
  readonly #byBox = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async of(box: string, title: string): Promise<string> {
    const known = this.#byBox.get(box);
    if (known !== undefined) return known;
    const place = join(this.#folder, this.#names.take(title || 'mail'));
    this.#byBox.set(box, place);
    await mkdir(place, { recursive: true });
    return place;
  }
}

async function keep(message: Mail, place: string, portal: string): Promise<void> {
  const eml = await emlOf(message, portal);
  await writeFile(join(place, `${message.id}.eml`), eml, { flag: 'wx' });
  const mbox = await open(`${place}.mbox`, 'a');
  try {
    await mbox.appendFile(mboxEntry(eml, message));
  } finally {
    await mbox.close();
  }
}

/** Mails of every mailbox and of the CRM: one .eml each, and one mbox for all of the mailbox. */
export const mail: Format = {
  id: 'mail',
  title: { ru: 'Почта: .eml и mbox', en: 'Mail: .eml and mbox' },
  async write(archive, folder, { tell, signal }) {
    const losses = new Losses();
    losses.note({
      ru: 'REST не отдаёт исходный текст писем: заголовки собраны заново (X-B24-Reconstructed), цепочки ответов не переданы.',
      en: 'REST does not give the source of mails: headers are made again (X-B24-Reconstructed), threads are not told.',
    });
    const places = new Places(folder);
    const total = archive.size(kind);
    const activities = archive.size('activity');
    let done = 0;
    for (const record of archive.records(kind)) {
      signal?.throwIfAborted();
      const message = mailOf(record);
      const box = record.parent?.id ?? '';
      const place = await places.of(box, archive.record({ kind: 'mailbox', id: box })?.name ?? box);
      await keep(message, place, archive.portal);
      if (message.lacksAttachments) {
        losses.add({ ru: 'Вложений REST не отдаёт', en: 'REST does not give attachments' }, record.key);
      }
      if (message.date === undefined) losses.add(dateless, record.key);
      done += 1;
      tell?.(kind, done, total);
    }
    let seen = 0;
    for (const record of archive.records('activity')) {
      signal?.throwIfAborted();
      seen += 1;
      tell?.('activity', seen, activities);
      if (!isCrmMail(record)) continue;
      const message = await crmMailOf(archive, record, losses);
      await keep(message, await places.of('crm', 'CRM'), archive.portal);
      if (message.date === undefined) losses.add(dateless, record.key);
    }
    return losses;
  },
};
