import { join } from 'node:path';

import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import type { Language } from '../../base/text.ts';
import { textAt } from '../../kinds/fields.ts';
import { escapeHtml, toHtml } from '../../markup/html.ts';
import { parseMarkup } from '../../markup/parse.ts';
import { toPlain } from '../../markup/plain.ts';
import { Attachments } from '../attachments.ts';
import type { Format } from '../format.ts';
import { Losses } from '../losses.ts';
import { Names } from '../names.ts';
import { Output } from '../output.ts';
import { messagesOf } from './messages.ts';
import { searchHead, searchLine, searchLink, searchTail } from './search-page.ts';
import { linkTo, personName, printingFor } from '../people.ts';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:0 auto;padding:1rem;color:#1b1f24;background:#fff}
article{padding:.5rem 0;border-bottom:1px solid #e3e6ea;overflow-wrap:anywhere}header b{margin-right:.5rem}time{color:#57606a;font-size:.85em}
img{max-width:100%;height:auto}blockquote{margin:.25rem 0;padding-left:.75rem;border-left:3px solid #9aa4af}pre{white-space:pre-wrap}
@media(prefers-color-scheme:dark){body{color:#e6e8eb;background:#15181c}article{border-color:#2d333b}time{color:#9aa4af}a{color:#7cb7ff}}`;

const words = {
  ru: { title: 'Чаты', system: 'Система', messages: 'сообщений', back: 'Все чаты' },
  en: { title: 'Chats', system: 'System', messages: 'messages', back: 'All chats' },
} as const;

/** Nothing in a page may run or be fetched from elsewhere, whatever a message says. */
function head(title: string, language: Language): string {
  const policy = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><h1>${escapeHtml(title)}</h1>
`;
}

interface Page {
  readonly archive: Archive;
  readonly language: Language;
  readonly files: Attachments;
  readonly losses: Losses;
}

/** A message as its page shows it, and as the search knows it: time, words, author. */
interface Shown {
  readonly html: string;
  readonly cells: readonly [date: string, text: string, author: string];
}

async function message({ archive, language, files, losses }: Page, record: ArchivedRecord): Promise<Shown> {
  const { key, row } = record;
  const attached = await files.of(key);
  const printing = printingFor(
    archive,
    (id) => files.hrefOf(id),
    () =>
      losses.add(
        { ru: 'Сообщение указывает на то, чего нет в архиве', en: 'A message points to what is not in the archive' },
        key,
      ),
  );
  const authorId = textAt(row, 'author_id');
  const author = authorId === '0' ? words[language].system : personName(archive, authorId);
  const date = textAt(row, 'date');
  const parsed = parseMarkup(textAt(row, 'text'), 'chat');
  const text = toHtml(parsed, printing);
  const media = attached.map(({ title, href, isImage }) =>
    isImage
      ? `<p><a href="${href}"><img src="${href}" alt="${escapeHtml(title)}" loading="lazy"></a></p>`
      : `<p><a href="${href}">${escapeHtml(title)}</a></p>`,
  );
  const time = `<time datetime="${escapeHtml(date)}">${escapeHtml(date.replace('T', ' ').slice(0, 16))}</time>`;
  const names = attached.map(({ title }) => title).join(' ');
  return {
    html: `<article id="m${escapeHtml(key.id)}"><header><b>${escapeHtml(author)}</b>${time}</header>${text}${media.join('')}</article>\n`,
    cells: [date.replace('T', ' ').slice(0, 16), `${toPlain(parsed, printing)} ${names}`.trim(), author],
  };
}

/** Chats to read in any browser: a page each, files beside it, an index, and a page that searches all of them offline. */
export const chatsHtml: Format = {
  id: 'chats-html',
  title: { ru: 'Чаты: страницы HTML', en: 'Chats: HTML pages' },
  async write(archive, folder, { language, tell, signal }) {
    const losses = new Losses();
    losses.note({
      ru: 'Отметки о прочтении и реакции не показаны: они в формате jsonl.',
      en: 'Marks of who read and who liked are not shown: they are in the format jsonl.',
    });
    const names = new Names(['index.html', 'search.html']);
    const say = words[language];
    const index = await Output.create(join(folder, 'index.html'));
    const search = await Output.create(join(folder, 'search.html'));
    const total = archive.size('chat-message');
    let done = 0;
    let isFirst = true;
    try {
      await index.write(`${head(`${say.title} · ${archive.portal}`, language)}${searchLink(language)}<ul>\n`);
      await search.write(searchHead(language, style));
      for (const chat of archive.records('chat')) {
        const ids = messagesOf(archive, chat);
        const name = names.take(`${chat.name || chat.key.id} [${chat.key.id}]`);
        const files = new Attachments(archive, join(folder, name), [name], losses);
        const page = await Output.create(join(folder, `${name}.html`));
        try {
          await page.write(
            `${head(chat.name || chat.key.id, language)}<p><a href="./index.html">${say.back}</a></p>\n`,
          );
          for (const id of ids) {
            signal?.throwIfAborted();
            const record = archive.record({ kind: 'chat-message', id });
            if (record === undefined) continue;
            const { html, cells } = await message({ archive, language, files, losses }, record);
            await page.write(html);
            const at = linkTo(`${name}.html`);
            await search.write(searchLine([at, id, ...cells, chat.name || chat.key.id], isFirst));
            isFirst = false;
            tell?.('chat-message', ++done, total);
          }
          await page.write('</body></html>\n');
        } finally {
          await page.close();
        }
        const link = `<a href="${linkTo(`${name}.html`)}">${escapeHtml(chat.name || chat.key.id)}</a>`;
        await index.write(`<li>${link} — ${ids.length} ${say.messages}</li>\n`);
      }
      await index.write('</ul></body></html>\n');
      await search.write(searchTail);
    } finally {
      await index.close();
      await search.close();
    }
    return losses;
  },
};
