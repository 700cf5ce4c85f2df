import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Rich, richText, type Resolve } from '../../src/markup/rich.ts';
import type { TextForm } from '../../src/markup/text.ts';
import { payloads } from '../ui/support/hostile.ts';

const none: Resolve = () => undefined;
const people: Resolve = ({ to, id }) => (to === 'user' ? { to: { kind: 'user', id }, title: 'Анна' } : undefined);
const forms: readonly TextForm[] = ['document', 'chat', 'html', 'markdown', 'plain'];

function nodesOf(rich: readonly Rich[]): readonly Exclude<Rich, string>[] {
  return rich.flatMap((node) => (typeof node === 'string' ? [] : [node, ...nodesOf(node.children)]));
}

function wordsOf(rich: readonly Rich[]): string {
  return rich.map((node) => (typeof node === 'string' ? node : wordsOf(node.children))).join('');
}

describe('a formatted text', () => {
  it('leads to web, mail and phone alone, whatever was written', () => {
    for (const payload of payloads) {
      for (const form of forms) {
        for (const { href } of nodesOf(richText(payload, form, none))) {
          expect(href ?? 'https://x', `${form}: ${payload}`).toMatch(/^(?:https?:|mailto:|tel:)/u);
        }
      }
    }
  });

  it('never fails, and holds no tag but ours', () => {
    const pieces = fc.constantFrom(
      '<b>',
      '</b>',
      '[b]',
      '[/b]',
      '<a href="javascript:1">',
      '[url=data:x]',
      '|',
      '- ',
      '# ',
      '\n',
      '```',
      'слово',
      '<td>',
      '[*]',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.constantFrom(...forms), (parts, form) => {
        const text = parts.join('');
        for (const { tag } of nodesOf(richText(text, form, none))) expect(tag).toMatch(/^[a-z]+$/u);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the words of HTML and drops what is no text', () => {
    const rich = richText('<p>Раз <b>два</b><script>три()</script></p><ul><li>четыре</li></ul>', 'html', none);
    expect(wordsOf(rich).replaceAll(/\s+/gu, ' ').trim()).toBe('Раз двачетыре');
    expect(nodesOf(rich).map(({ tag }) => tag)).toEqual(['p', 'b', 'ul', 'li']);
  });

  it('reads headings, lists, tables and code of Markdown', () => {
    const rich = richText(
      '# Глава\n\n- раз\n- **два**\n\n| а | б |\n|---|---|\n| 1 | 2 |\n\n```\nкод\n```',
      'markdown',
      none,
    );
    expect(rich.map((node) => (typeof node === 'string' ? node : node.tag))).toEqual(['heading', 'ul', 'table', 'pre']);
  });

  it('links to the record that a reference stands for', () => {
    expect(richText('[USER=5]коллега[/USER]', 'document', people)).toEqual([
      { tag: 'mention', children: ['коллега'], to: { kind: 'user', id: '5' } },
    ]);
  });
});
