import { join } from 'node:path';

import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { textAt } from '../../kinds/fields.ts';
import { htmlToMarkdown } from '../../markup/html-markdown.ts';
import { escapeMarkdown, toMarkdown } from '../../markup/markdown.ts';
import { parseMarkup } from '../../markup/parse.ts';
import { Attachments } from '../attachments.ts';
import type { ConvertOptions, Format } from '../format.ts';
import { Losses } from '../losses.ts';
import { Names } from '../names.ts';
import { writeText } from '../output.ts';
import { personName, printingFor } from '../people.ts';

const oneLine = (text: string): string => escapeMarkdown(text.replaceAll(/\s+/gu, ' ').trim());

/** Posts of the Feed, one file each, by year. */
async function writeFeed(
  archive: Archive,
  folder: string,
  losses: Losses,
  { tell, signal }: ConvertOptions,
): Promise<void> {
  const kind = 'feed-post';
  const total = archive.size(kind);
  let done = 0;
  const years = new Map<string, { readonly names: Names; readonly files: Attachments }>();
  for (const record of archive.records(kind)) {
    signal?.throwIfAborted();
    const published = textAt(record.row, 'DATE_PUBLISH');
    const year = /^\d{4}/u.exec(published)?.[0] ?? '0000';
    const place = join(folder, 'feed', year);
    const made = years.get(year) ?? {
      names: new Names(['files']),
      files: new Attachments(archive, join(place, 'files'), ['files'], losses),
    };
    years.set(year, made);
    const day = published.slice(0, 10);
    const name = made.names.take(`${day} ${record.name || record.key.id} [${record.key.id}].md`);
    await writeText(join(place, name), await post(archive, record, made.files, losses));
    tell?.(kind, ++done, total);
  }
}

async function post(archive: Archive, record: ArchivedRecord, files: Attachments, losses: Losses): Promise<string> {
  const { key, row } = record;
  const attached = await files.of(key);
  const printing = printingFor(
    archive,
    (id) => files.hrefOf(id),
    () =>
      losses.add(
        { ru: 'Текст указывает на то, чего нет в архиве', en: 'A text points to what is not in the archive' },
        key,
      ),
  );
  const author = personName(archive, textAt(row, 'AUTHOR_ID'));
  return [
    `# ${oneLine(textAt(row, 'TITLE') || record.name)}`,
    `${oneLine(author)} · ${textAt(row, 'DATE_PUBLISH')}`,
    toMarkdown(parseMarkup(textAt(row, 'DETAIL_TEXT'), 'document'), printing),
    attached.map(({ title, href }) => `- [${oneLine(title)}](${href})`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** Documents of knowledge bases: a document's children lie in the folder of its name. The portal's text is Markdown. */
async function writeNotes(
  archive: Archive,
  folder: string,
  losses: Losses,
  { tell, signal }: ConvertOptions,
): Promise<void> {
  const kind = 'note-document';
  const total = archive.size(kind);
  let done = 0;
  const names = new Map<string, Names>();
  const places = new Map<string, string>();
  const take = (place: string, name: string): string => {
    const taken = names.get(place) ?? new Names();
    names.set(place, taken);
    return taken.take(name);
  };
  /** Where a document's file lies, without its ending. */
  const placeOf = (record: ArchivedRecord, above: readonly string[]): string => {
    const known = places.get(record.key.id);
    if (known !== undefined) return known;
    const parentId = textAt(record.row, 'parentId');
    const parent = above.includes(parentId) ? undefined : archive.record({ kind, id: parentId });
    const base = textAt(record.row, 'collectionId');
    const shelf = archive.record({ kind: 'note-collection', id: base })?.name || base || 'notes';
    const shelfKey = `collection:${base}`;
    const root = places.get(shelfKey) ?? join(folder, 'notes', take('', shelf));
    places.set(shelfKey, root);
    const place = parent === undefined ? root : placeOf(parent, [...above, record.key.id]);
    const made = join(place, take(place, record.name || record.key.id));
    places.set(record.key.id, made);
    return made;
  };
  for (const record of archive.records(kind)) {
    signal?.throwIfAborted();
    const text = textAt(record.row, 'markdown');
    if (/!\[[^\]]*\]\(|assetMarkdown/u.test(text)) {
      losses.add(
        { ru: 'Картинок и файлов документа REST не отдаёт', en: 'REST does not give a document’s images and files' },
        record.key,
      );
    }
    await writeText(`${placeOf(record, [])}.md`, `# ${oneLine(record.name)}\n\n${text}\n`);
    tell?.(kind, ++done, total);
  }
}

/** Pages of sites and of knowledge bases of the old kind: the words of their blocks, a folder for each site. */
async function writeSites(archive: Archive, folder: string, { tell, signal }: ConvertOptions): Promise<void> {
  const total = archive.size('page');
  let done = 0;
  const siteNames = new Names();
  for (const site of archive.records('site')) {
    const pageNames = new Names();
    const place = join(folder, 'sites', siteNames.take(site.name || site.key.id));
    for (const page of archive.children(site.key, 'page')) {
      signal?.throwIfAborted();
      const blocks = [...archive.children(page.key, 'page-block')].filter(({ row }) => textAt(row, 'active') !== 'N');
      const texts = blocks.map(({ row }) => htmlToMarkdown(textAt(row, 'content'))).filter((text) => text !== '');
      const name = pageNames.take(`${page.name || page.key.id}.md`);
      await writeText(join(place, name), `${[`# ${oneLine(page.name)}`, ...texts].join('\n\n')}\n`);
      tell?.('page', ++done, total);
    }
  }
}

/** The Feed and the knowledge bases as a tree of Markdown files. */
export const pages: Format = {
  id: 'markdown',
  title: { ru: 'Лента и базы знаний: Markdown', en: 'Feed and knowledge bases: Markdown' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'Комментарии Ленты REST отдаёт по авторам, без ссылки на сообщение: они в формате jsonl.',
      en: 'REST gives comments of the Feed by author, without the post: they are in the format jsonl.',
    });
    if (archive.size('page-block') > 0) {
      losses.note({
        ru: 'Страницы сайтов и баз знаний старого вида — это HTML: вёрстка, формы и картинки остаются на портале, их адреса и HTML — в формате jsonl.',
        en: 'Pages of sites and of knowledge bases of the old kind are HTML: layout, forms and pictures stay on the portal; their addresses and the HTML are in the format jsonl.',
      });
    }
    await writeFeed(archive, folder, losses, options);
    await writeNotes(archive, folder, losses, options);
    await writeSites(archive, folder, options);
    return losses;
  },
};
