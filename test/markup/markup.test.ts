import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeEmoji } from '../../src/markup/emoji.ts';
import { toHtml } from '../../src/markup/html.ts';
import { toMarkdown } from '../../src/markup/markdown.ts';
import { parseMarkup } from '../../src/markup/parse.ts';
import { toPlain } from '../../src/markup/plain.ts';
import type { Printing } from '../../src/markup/printing.ts';
import { recordOfAddress, referencesIn } from '../../src/markup/references.ts';

const html = (text: string, printing?: Printing): string => toHtml(parseMarkup(text), printing);
const chat = (text: string): string => toHtml(parseMarkup(text, 'chat'));
const markdown = (text: string): string => toMarkdown(parseMarkup(text));
const plain = (text: string): string => toPlain(parseMarkup(text));

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
    ['/workgroups/group/5/tasks/', 'workgroup', '5'],
  ])('%s leads to %s %s', (address, kind, id) => {
    expect(recordOfAddress(address)).toEqual({ kind, id });
  });

  it('elsewhere leads to no record', () => {
    expect(recordOfAddress('https://example.org/about/')).toBeUndefined();
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
