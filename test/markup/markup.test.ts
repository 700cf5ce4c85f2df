import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeEmoji } from '../../src/markup/emoji.ts';
import { toHtml } from '../../src/markup/html.ts';
import { htmlToMarkdown } from '../../src/markup/html-markdown.ts';
import { richText } from '../../src/markup/rich.ts';
import { toMarkdown } from '../../src/markup/markdown.ts';
import { parseMarkup } from '../../src/markup/parse.ts';
import { toPlain } from '../../src/markup/plain.ts';
import type { MarkupNode } from '../../src/markup/tree.ts';
import type { Printing } from '../../src/markup/printing.ts';
import { fileOfPath, portalPath, recordOfPath } from '../../src/markup/addresses.ts';
import { referencesIn } from '../../src/markup/references.ts';
import { plainText, referencesOfText, type TextForm } from '../../src/markup/text.ts';

const html = (text: string, printing?: Printing): string => toHtml(parseMarkup(text), printing);
const chat = (text: string): string => toHtml(parseMarkup(text, 'chat'));
const markdown = (text: string): string => toMarkdown(parseMarkup(text));
const plain = (text: string): string => toPlain(parseMarkup(text));
const none = (): undefined => undefined;
const timed = (run: () => unknown): number => {
  const from = performance.now();
  run();
  return performance.now() - from;
};

describe('what is no tag stays text', () => {
  it.each([
    '[ООО Ромашка]',
    'a[1]',
    '[b]не закрыт',
    'закрыт[/b]',
    '[unknown=5]x[/unknown]',
    '[',
    ']',
    '[[',
    '[/]',
    '[b2]x[/b2]',
    '[url=без конца',
  ])('%j', (text) => {
    expect(plain(text)).toBe(text);
  });

  it('an unclosed tag inside a closed one', () => {
    expect(html('[b][i]x[/b]')).toBe('<b>[i]x</b>');
  });
});

describe('the tags of documents', () => {
  it('formats, in either case', () => {
    expect(html('[B]ж[/B] [i]к[/i] [U]п[/u] [s]з[/s]')).toBe('<b>ж</b> <i>к</i> <u>п</u> <s>з</s>');
    expect(markdown('[B]ж [/B]и [i]к[/i]')).toBe('**ж** и *к*');
  });

  it('links, with brackets in the address', () => {
    expect(html('[url=https://a.example/?x[0]=1&y="2"]т[/url]')).toBe(
      '<a href="https://a.example/?x[0]=1&amp;y=&quot;2&quot;" rel="noopener noreferrer">т</a>',
    );
    expect(plain('[URL]https://a.example[/URL]')).toBe('https://a.example');
    expect(plain('[url=https://a.example]сюда[/url]')).toBe('сюда (https://a.example)');
  });

  it('nested lists whose items have no closing tags', () => {
    const text = '[LIST][*]раз[*]два [b]![/b][LIST=1][*]внутри[/LIST][*]три[/LIST]';
    expect(html(text)).toBe('<ul><li>раз</li><li>два <b>!</b><ol><li>внутри</li></ol></li><li>три</li></ul>');
    expect(markdown(text)).toBe('- раз\n- два **!**\n\n  1. внутри\n- три');
  });

  it('tables: pipes where cells are lines, HTML where they hold blocks', () => {
    expect(markdown('[table][tr][th]А[/th][th]Б[/th][/tr][tr][td]1|2[/td][td]3[/td][/tr][/table]')).toBe(
      '| А | Б |\n| --- | --- |\n| 1\\|2 | 3 |',
    );
    expect(markdown('[table][tr][td][list][*]x[/list][/td][/tr][/table]')).toContain('<ul><li>x</li></ul>');
  });

  it('code, verbatim', () => {
    expect(html('[code][b]<script>[/b][/code]')).toBe('<pre><code>[b]&lt;script&gt;[/b]</code></pre>');
    expect(markdown('[code]a\n```\nb[/code]')).toBe('````\na\n```\nb\n````');
  });

  it('mentions and files, resolved or not', () => {
    const printing: Printing = {
      resolve: ({ to, id }) =>
        to === 'file' && id === '3041' ? { href: 'files/3041', title: 'Смета.xlsx' } : undefined,
    };
    expect(toPlain(parseMarkup('[USER=12]Анна[/USER]: [DISK FILE ID=n3041]'), printing)).toBe('Анна: [Смета.xlsx]');
    expect(html('[DISK FILE ID=n3041]', printing)).toBe('<img src="files/3041" alt="Смета.xlsx" />');
    expect(html('[DISK FILE ID=55 width=300]', printing)).toBe('55');
  });
});

describe('the tags of chats', () => {
  it('quotes between rulers and after >>', () => {
    const ruler = '-'.repeat(54);
    expect(chat(`${ruler}\nАнна [сегодня, 12:30] #chat12/345\nда?\n${ruler}\nда`)).toBe(
      '<blockquote><cite>Анна</cite><br />да?</blockquote>да',
    );
    expect(chat('>>раз\n>>два\nответ')).toBe('<blockquote>раз<br />два</blockquote>ответ');
    expect(chat('-----\nне цитата')).toBe('-----<br />не цитата');
  });

  it('system mentions, buttons and breaks', () => {
    expect(chat('[USER=503 REPLACE]Иван[/USER] вышел[br]! [send=да]Да[/send]')).toBe('Иван вышел<br />! Да');
  });
});

describe('emoji in hex', () => {
  it('are decoded where they are valid, kept where not', () => {
    expect(decodeEmoji('старт :f09f9a80: :ffffffff: 10:f0000000:')).toBe('старт 🚀 :ffffffff: 10:f0000000:');
  });
});

describe('references', () => {
  it('are told apart, each once', () => {
    const nodes = parseMarkup(
      '[user=1]А[/user][user=1]А[/user][disk file id=n7][disk file id=8][url]/crm/deal/details/42/[/url][project=3]П[/project]',
    );
    expect(referencesIn(nodes)).toEqual([
      { to: 'user', id: '1' },
      { to: 'file', id: '7' },
      { to: 'attachment', id: '8' },
      { to: 'link', id: '/crm/deal/details/42/' },
      { to: 'project', id: '3' },
    ]);
  });

  it.each([
    ['/crm/deal/details/42/', 'deal', '42'],
    ['https://acme.bitrix24.ru/company/personal/user/1/tasks/task/view/101/?x=1', 'task', '101'],
    ['https://ACME.bitrix24.ru/workgroups/group/5/tasks/', 'workgroup', '5'],
    ['/workgroups/group/5/tasks/task/view/7/', 'task', '7'],
    ['/crm/type/31/details/9/', 'smart-invoice', '9'],
    ['/crm/type/1038/details/9/', 'smart-process-item', '1038:9'],
    ['/company/personal/user/3/blog/216/', 'feed-post', '216'],
    ['/company/personal/user/3/calendar/?EVENT_ID=1265&EVENT_DATE=12.11.2024', 'calendar-event', '1265'],
    ['/online/?IM_DIALOG=chat12', 'chat', 'chat12'],
    ['/bizproc/processes/?livefeed=y&list_id=37&element_id=6651', 'list-element', '6651'],
    ['/mail/message/15', 'mail-message', '15'],
    ['/disk/showFile/77/?&ncc=1', 'disk-file', '77'],
    ['/company/personal/user/12/#top', 'user', '12'],
  ])('%s leads to %s %s', (address, kind, id) => {
    expect(recordOfPath(portalPath(address, 'acme.bitrix24.ru') ?? '')).toEqual({ kind, id });
  });

  it('elsewhere leads to no record: another portal has deals of the same numbers', () => {
    expect(portalPath('https://other.bitrix24.ru/crm/deal/details/42/', 'acme.bitrix24.ru')).toBeUndefined();
    expect(portalPath('//other.example/crm/deal/details/42/', 'acme.bitrix24.ru')).toBeUndefined();
    expect(portalPath('mailto:a@example.org', 'acme.bitrix24.ru')).toBeUndefined();
    expect(recordOfPath('/about/')).toBeUndefined();
  });

  it('a file behind a link that wants a session is told by its number or its attachment', () => {
    expect(fileOfPath('/disk/downloadFile/55/?filename=a.gif')).toEqual({ to: 'file', id: '55' });
    expect(fileOfPath('/bitrix/tools/disk/uf.php?attachedId=103&action=show')).toEqual({ to: 'attachment', id: '103' });
    expect(fileOfPath('/crm/deal/details/42/')).toBeUndefined();
  });

  it.each<[string, TextForm, readonly string[]]>([
    ['[img]/disk/showFile/5/[/img]', 'document', ['link:/disk/showFile/5/ shown']],
    [
      'см. https://a.example/x, и (http://b.example/y).',
      'plain',
      ['link:https://a.example/x', 'link:http://b.example/y'],
    ],
    [
      '[url=/crm/lead/details/4/]лид[/url] https://a.example',
      'document',
      ['link:/crm/lead/details/4/', 'link:https://a.example'],
    ],
    [
      '<p><a HREF="/crm/lead/details/4/?a=1&amp;b=2">x</a><img src=\'/disk/showFile/5/\'>',
      'document',
      ['link:/crm/lead/details/4/?a=1&b=2', 'link:/disk/showFile/5/ shown'],
    ],
    ['<div>[user=5]Анна[/user] <img src=y></div>', 'html', ['user:5', 'link:y shown']],
    [
      '[т](/a) ![к](<https://x.example/b>) [[image fileId=5001]]',
      'markdown',
      ['link:/a', 'link:https://x.example/b shown'],
    ],
    ['[dialog=chat12 message=345]x[/dialog] [context=chat12/346]y[/context]', 'chat', ['message:345', 'message:346']],
    [`${'-'.repeat(54)}\nАнна [сегодня, 12:30] #1:5/345\nда?\n${'-'.repeat(54)}\nда`, 'chat', ['message:345']],
    ['[code]https://a.example [user=1]x[/user][/code]', 'document', []],
  ])('%j as %s points to %j', (text, form, expected) => {
    const found = referencesOfText(text, form).map(
      ({ to, id, shown }) => `${to}:${id}${shown === true ? ' shown' : ''}`,
    );
    expect(found.toSorted()).toEqual([...expected].toSorted());
  });
});

describe('plain text', () => {
  it.each<[string, TextForm, string]>([
    ['[b]Созвон[/b] &amp; отчёт', 'document', 'Созвон &amp; отчёт'],
    ['<p>Раз&nbsp;два &#91;x&#93;</p><script>alert(1)</script><p>три</p>', 'document', 'Раз\u00A0два [x]\nтри'],
    ['[ООО Ромашка] a[1]', 'document', '[ООО Ромашка] a[1]'],
    ['5 < 6, 7 > 3', 'plain', '5 < 6, 7 > 3'],
    ['старт :f09f9a80:', 'plain', 'старт 🚀'],
    ['[USER=503 REPLACE]Иван[/USER] вышел[br]![send=да]Да[/send]', 'chat', 'Иван вышел\n!Да'],
    ['>>раз\n>>два\nответ', 'chat', '> раз\n> два\nответ'],
  ])('%j as %s', (text, form, expected) => {
    expect(plainText(text, form)).toBe(expected);
  });
});

describe('hostile text', () => {
  it.each([
    '[url=javascript:alert(1)]x[/url]',
    '[url=JaVaScRiPt:alert(1)]x[/url]',
    '[url=java\tscript:alert(1)]x[/url]',
    '[url=//evil.example]x[/url]',
    '[url=data:text/html,<script>]x[/url]',
    '[url]vbscript:x[/url]',
  ])('%j is not a link', (text) => {
    expect(html(text)).not.toContain('href');
  });

  it('never puts a tag, an attribute or a style of its author into the page', () => {
    const evil = fc.constantFrom(
      '<script>',
      '"onload="',
      "'",
      '[b]',
      '[/b]',
      '[color=red;x:y]',
      '[/color]',
      '[img]',
      '[/img]',
      '[size=1"]',
      '[quote="]',
      '<img src=x onerror=y>',
      '[url="><b>]',
      '[/url]',
      'x',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(evil, { maxLength: 30 }), (parts) => {
        const made = html(parts.join(''));
        const tags = made.match(/<[^>]*>/gu) ?? [];
        for (const tag of tags) {
          expect(tag).toMatch(
            /^<(?:\/?(?:b|u|i|s|div|span|blockquote|cite)|br \/|span style="color:[#\w]+"|a href="[^"<>]*" rel="noopener noreferrer"|\/a)>$/u,
          );
        }
      }),
    );
  });

  it('never hangs, however often it repeats a piece', () => {
    const cases = [
      '[',
      '[b]',
      '[url=',
      '[*]',
      '[list]',
      '[code]',
      '[/b]',
      '[quote]',
      '>>\n',
      `${'-'.repeat(54)}\n`,
      '[img]',
    ];
    for (const piece of cases) {
      const text = piece.repeat(200_000 / piece.length);
      const nodes = parseMarkup(text, piece.startsWith('[') ? 'document' : 'chat');
      expect(toPlain(nodes).length).toBeLessThan(text.length * 3);
      expect(toHtml(nodes).length).toBeLessThan(text.length * 20);
    }
  });

  it('never hangs over HTML and Markdown either, and reads no address that is endless', () => {
    const pieces = [
      '<',
      '<a ',
      '<a href=',
      '<img src="',
      '<script>',
      '<p>',
      '&#1',
      '![',
      '[](',
      '](<',
      'https://',
      '<!--',
      'http://[',
      '/calendar/?',
    ];
    for (const piece of pieces) {
      const text = piece.repeat(200_000 / piece.length);
      for (const form of ['html', 'document', 'markdown', 'plain', 'chat'] as const) {
        expect(referencesOfText(text, form).every(({ id }) => id.length <= 4_096)).toBe(true);
        expect(plainText(text, form).length).toBeLessThanOrEqual(text.length * 3);
      }
    }
  });

  // Each took from seconds to minutes, for its time grew with the square of the length.
  it.each([
    ['spaces that end no line', ' '.repeat(100_000), (text: string) => plainText(`[b]x[/b]${text}x`, 'document')],
    ['spaces inside of a bold text', ' '.repeat(100_000), (text: string) => markdown(`[b]x${text}x[/b]`)],
    ['empty lines', '\n'.repeat(100_000), (text: string) => markdown(`x${text}x`)],
    [
      'addresses of Markdown that do not end',
      '![]('.repeat(25_000),
      (text: string) => richText(text, 'markdown', none),
    ],
    [
      'lines of Markdown, each a block',
      '> a\n# b\n'.repeat(45_000),
      (text: string) => richText(text, 'markdown', none),
    ],
    ['items of HTML', `${'['.repeat(200_000)}${'<li>'.repeat(50_000)}`, htmlToMarkdown],
    ['attributes of HTML that do not end', `${'<img src="'.repeat(5_000)}${']('.repeat(25_000)}`, htmlToMarkdown],
    ['breaks inside of a cell', `<table><tr><td>${'<br>'.repeat(90_000)}x</td></tr></table>`, htmlToMarkdown],
    [
      'a heading of a quote that is all brackets',
      `${'-'.repeat(54)}\n${'a ['.repeat(120_000)}\n${'-'.repeat(54)}`,
      chat,
    ],
  ] as const)('takes no longer for %s than for other texts of their length', (_what, text, read) => {
    timed(() => read(text.slice(0, 2_000)));
    expect(timed(() => read(text))).toBeLessThan(2_500);
  });

  it('reads no references in a text that is longer than any real one', () => {
    const text = `[user=5]x[/user]${' '.repeat(4_000_000)}`;
    expect(referencesOfText(text, 'document')).toEqual([]);
    expect(referencesOfText(text.slice(0, 100), 'document')).toHaveLength(1);
  });

  it('goes no deeper than 32 tags, and loses no letter below', () => {
    const depth = (nodes: readonly MarkupNode[]): number =>
      Math.max(0, ...nodes.map((node) => (node.type === 'text' ? 0 : 1 + depth(node.children))));
    const nodes = parseMarkup(`${'[quote]'.repeat(500)}дно${'[/quote]'.repeat(500)}`);
    expect(depth(nodes)).toBe(32);
    expect(toPlain(nodes)).toContain('дно');
  });
});

describe('no letter outside of tags is lost', () => {
  const word = fc.stringMatching(/^[а-яёa-z0-9]{1,8}$/u);
  const opening = fc.constantFrom(
    '[b]',
    '[i]',
    '[list]',
    '[*]',
    '[quote]',
    '[table]',
    '[tr]',
    '[td]',
    '[user=5]',
    '[spoiler=x]',
    '[size=20]',
    '[p]',
    '[left]',
  );
  const closing = fc.constantFrom(
    '[/b]',
    '[/i]',
    '[/list]',
    '[/quote]',
    '[/table]',
    '[/tr]',
    '[/td]',
    '[/user]',
    '[/spoiler]',
    '[/size]',
    '[/p]',
    '[/left]',
    '[unknown]',
    ' ',
    '\n',
  );

  it.each(['document', 'chat'] as const)('in the dialect of a %s', (dialect) => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, opening, closing), { maxLength: 60 }), (parts) => {
        const said = parts.filter((part) => !part.startsWith('[') && part.trim() !== '').join('');
        const shown = letters(toPlain(parseMarkup(parts.join(''), dialect)));
        // Values of tags may be shown beside what is said; what is said comes in order and whole.
        expect(isSubsequence(said, shown)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('and nothing that a text points to, though most texts are not read at all', () => {
    const piece = fc.constantFrom(
      '[b]',
      '[/b]',
      '[user=5]',
      '[/user]',
      '[disk file id=n7]',
      '[url]/a[/url]',
      '[chat=3]x[/chat]',
      '<p>',
      'слово ',
      '[project=2]',
      '[/project]',
      '[attach=9]',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom('document' as const, 'chat' as const),
        (parts, form) => {
          const text = parts.join('');
          const read = referencesIn(parseMarkup(text, form)).map(({ to, id }) => `${to}:${id}`);
          const told = new Set(referencesOfText(text, form).map(({ to, id }) => `${to}:${id}`));
          expect(read.filter((each) => !told.has(each))).toEqual([]);
        },
      ),
    );
  });

  it('in any text whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(() => toMarkdown(parseMarkup(text, 'chat'))).not.toThrow();
        if (!/[[:\r>]/u.test(text)) expect(plain(text).replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
      }),
    );
  });
});

/** What is said, without tags and marks. */
function letters(text: string): string {
  return text.replaceAll(/\[[^\]]*\]|[^а-яёa-z0-9]/gu, '');
}

function isSubsequence(needle: string, hay: string): boolean {
  let at = 0;
  for (const character of hay) if (character === needle[at]) at++;
  return at === needle.length;
}
