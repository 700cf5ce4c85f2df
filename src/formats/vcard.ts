import { join } from 'node:path';

import { cardOf, cardUid, type CardVersion } from './cards/card.ts';
import type { Archive } from '../archive/archive.ts';
import type { ConvertOptions, Format } from './format.ts';
import { World } from './importers/world.ts';
import { Losses } from './losses.ts';
import { safeName } from './names.ts';
import { Output, writeText } from './output.ts';
import { walk } from './tables/walk.ts';

/** Kinds that are people and organisations. */
export const cardKinds = ['contact', 'company', 'user'] as const;

/** Each card as an object of its own, under a name that stays the same. */
export async function* cardItems(
  archive: Archive,
  version: CardVersion,
  options: ConvertOptions,
  losses: Losses,
): AsyncGenerator<{ readonly name: string; readonly text: string }, void, void> {
  const world = new World(archive, options.kinds, options.mapping);
  for (const kind of cardKinds) {
    for (const record of walk(archive, kind, options)) {
      yield { name: safeName(`${cardUid(archive, record)}.vcf`), text: await cardOf(record, version, world, losses) };
    }
  }
}

function vcard(id: string, version: CardVersion): Format {
  return {
    id,
    title: { ru: `Адресная книга (vCard ${version})`, en: `Address book (vCard ${version})` },
    async write(archive, folder, options) {
      const losses = new Losses();
      losses.note({
        ru: 'Карточка хранит имя, связь, место работы, адреса, фото и примечание. Остальные поля, сделки, дела и файлы — в csv, jsonl и drive.',
        en: 'A card holds the name, ways to reach, place of work, addresses, photo and note. Other fields, deals, activities and files are in csv, jsonl and drive.',
      });
      const world = new World(archive, options.kinds, options.mapping);
      for (const kind of cardKinds) {
        if (archive.size(kind) === 0) continue;
        const output = await Output.create(join(folder, `${kind}.vcf`));
        try {
          for (const record of walk(archive, kind, options)) {
            const card = await cardOf(record, version, world, losses);
            await output.write(card);
            await writeText(join(folder, 'cards', kind, safeName(`${cardUid(archive, record)}.vcf`)), card);
          }
        } finally {
          await output.close();
        }
      }
      return losses;
    },
  };
}

/** What Outlook, Google, phones and 1C take; and the newer version, which says what is an organisation. */
export const vcard3 = vcard('vcard', '3.0');
export const vcard4 = vcard('vcard4', '4.0');
