import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { htmlToMarkdown } from '../../src/markup/html-markdown.ts';

describe('HTML as Markdown', () => {
  it.each([
    ['<h1>Раз</h1><p>два <b>три</b> <i>четыре</i></p>', '# Раз\n\nдва **три** *четыре*'],
    ['<ol><li>а<ul><li>б</li></ul></li><li>в</li></ol>', '1. а\n  - б\n2. в'],
    ['<a href="https://a.example/(x)">т</a> <a href="javascript:alert(1)">нет</a>', '[т](<https://a.example/(x)>) нет'],
    ['<style>p{color:red}</style><script>alert(1)</script><p>чисто</p>', 'чисто'],
    ['<p>a &lt;b&gt; &amp; *c*</p>', 'a \\<b\\> &amp; \\*c\\*'],
    ['раз<br>два', 'раз\\\nдва'],
  ])('%s', (html, markdown) => {
    expect(htmlToMarkdown(html)).toBe(markdown);
  });

  it('keeps a table a table, though a cell holds a list or a bar', () => {
    const html =
      '<table><tr><td>а|б</td><td><ul><li>раз</li><li>два</li></ul></td></tr><tr><td>в</td><td></td></tr></table>';
    expect(htmlToMarkdown(html)).toBe('| а\\|б | - раз<br>- два |\n| --- | --- |\n| в |  |');
  });

  it('lets nothing through that a reader of Markdown would run, whatever the page holds', () => {
    const piece = fc.constantFrom('<script>', '</script>', '<img src=x onerror=alert(1)>', '<a href="javascript:x">', '</a>', '<', '>', '"', "'", '<p', 'текст', '<style>', '<!--', '-->', '<svg/onload=x>', '&lt;script&gt;'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = htmlToMarkdown(pieces.join(''));
        expect(/(?<!\\)<(?:script|img|style|svg|a)\b|\]\(<?javascript:/iu.exec(text)).toBeNull();
      }),
    );
  });
});
