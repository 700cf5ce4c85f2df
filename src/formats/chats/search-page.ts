import { createHash } from 'node:crypto';

import type { Language } from '../../base/text.ts';
import { escapeHtml } from '../../markup/html.ts';

/** Runs in the page. Reads the list that stands in it, and shows where all the words are. It makes text, never HTML. */
const script = `
'use strict';
const plain = (text) => text.toLowerCase().replaceAll('ё', 'е');
const all = JSON.parse(document.getElementById('data').textContent);
const texts = all.map(([, , , text, author]) => plain(text + ' ' + author));
const list = document.getElementById('found');
const count = document.getElementById('count');
const most = 300;
function show() {
  const words = plain(document.getElementById('words').value).split(/\\s+/u).filter((word) => word !== '');
  list.replaceChildren();
  count.textContent = '';
  if (words.length === 0) return;
  let found = 0;
  for (let at = 0; at < all.length; at += 1) {
    if (!words.every((word) => texts[at].includes(word))) continue;
    found += 1;
    if (found > most) continue;
    const [page, id, date, text, author, chat] = all[at];
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = page + '#m' + encodeURIComponent(id);
    link.textContent = chat + ' · ' + author + ' · ' + date;
    const where = Math.max(0, texts[at].indexOf(words[0]) - 80);
    const quote = document.createElement('p');
    quote.textContent = (where > 0 ? '…' : '') + text.slice(where, where + 240);
    item.append(link, quote);
    list.append(item);
  }
  count.textContent = found > most ? found + ' (' + most + ')' : String(found);
}
document.getElementById('words').addEventListener('input', show);
`;

const hash = createHash('sha256').update(script).digest('base64');

const words = {
  ru: {
    title: 'Поиск по чатам',
    hint: 'Слова, части слов, имя',
    back: 'Все чаты',
    off: 'Для поиска нужен JavaScript.',
  },
  en: {
    title: 'Search the chats',
    hint: 'Words, parts of words, a name',
    back: 'All chats',
    off: 'Searching needs JavaScript.',
  },
} as const;

/** The beginning of the page that searches all chats in any browser, with no network. Nothing else than its own script runs. */
export function searchHead(language: Language, style: string): string {
  const say = words[language];
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${say.title}</title><style>${style}
input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem}li{margin:.75rem 0;overflow-wrap:anywhere}li p{margin:.25rem 0}</style></head>
<body><h1>${say.title}</h1><p><a href="./index.html">${say.back}</a></p>
<p><label for="words">${say.hint}</label><br><input id="words" type="search" autofocus></p><p id="count" role="status"></p><ul id="found"></ul>
<noscript>${say.off}</noscript>
<script type="application/json" id="data">[`;
}

/** One message in the list; \`<\` is written so that no text can end the list. */
export function searchLine(cells: readonly string[], isFirst: boolean): string {
  return `${isFirst ? '' : ','}\n${JSON.stringify(cells).replaceAll('<', String.raw`\u003c`)}`;
}

export const searchTail = `\n]</script>\n<script>${script}</script></body></html>\n`;

export const searchLink = (language: Language): string =>
  `<p><a href="./search.html">${escapeHtml(words[language].title)}</a></p>`;
