import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Names, safeName } from '../../src/formats/names.ts';

const bases = [
  'Договор',
  'con',
  'AUX',
  'nul',
  'com1',
  'LPT9',
  'é',
  'e\u0301',
  'ЙОД',
  'И\u0306од',
  'a',
  '👨‍👩‍👧‍👦',
  'שלום',
  'ß',
  'SS',
];
const heads = [
  '',
  '.',
  '..',
  '../',
  '..\\',
  '..././',
  ' ',
  '\u202E',
  '\u0000',
  'C:',
  '/',
  '\\\\host\\',
  '~',
  '-',
  '%2e%2e',
  '\uFEFF',
];
const tails = [
  '',
  '.',
  ' ',
  '...',
  ':stream',
  '.txt',
  '.TXT',
  '\n',
  '\r\n',
  '*',
  '?',
  '|',
  '"<>',
  '\u200B',
  '.docx.',
  '%',
  '\uD800',
];
/** Three hundred names that break one file system or another, and a few thousand of their kin. */
const corpus = [
  ...bases.flatMap((base) => tails.map((tail) => base + tail)),
  ...heads.flatMap((head) => bases.slice(0, 4).map((base) => head + base)),
  'Я'.repeat(4096),
  '🚀'.repeat(300),
  `${'x'.repeat(300)}.docx`,
  'e\u0301'.repeat(400),
  '',
  ' ',
  '.',
  '..',
  '...',
];

const anyName = fc.oneof(
  fc.constantFrom(...corpus),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .tuple(fc.constantFrom(...heads), fc.constantFrom(...bases), fc.constantFrom(...tails))
    .map((parts) => parts.join('')),
);

const windowsReserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/iu;

describe('safe names', () => {
  it('are taken by every file system', () => {
    expect(corpus.length).toBeGreaterThan(300);
    fc.assert(
      fc.property(anyName, (name) => {
        const safe = safeName(name);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
        expect(safe).not.toMatch(/[<>:"/\\|?*%\p{Cc}\u202A-\u202E\u200B]|[. ]$|^\s|^\.{1,2}$|^$/u);
        expect(safe).not.toMatch(windowsReserved);
        expect(safe.normalize('NFC')).toBe(safe);
        expect(safe.isWellFormed()).toBe(true);
        expect(safeName(safe)).toBe(safe);
      }),
      { numRuns: 3_000 },
    );
  });

  it('keep an ordinary name as it is', () => {
    for (const name of ['Договор № 5 (от 12.03).docx', 'отчёт.tar.gz', '.htaccess', 'a b', 'Ёлка «1».PDF']) {
      expect(safeName(name)).toBe(name);
    }
  });

  it('keep the ending of a name that is too long', () => {
    expect(safeName(`${'Я'.repeat(400)}.docx`)).toMatch(/^Я{60,}\.docx$/u);
  });

  it('are never two for one in a folder, whatever case or composition a file system looks past', () => {
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 40 }), (list) => {
        const names = new Names();
        const taken = list.map((name) => names.take(name));
        const seen = taken.map((name) => name.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD'));
        expect(new Set(seen).size).toBe(list.length);
      }),
    );
    expect(
      ['é.txt', 'e\u0301.TXT', 'É.txt'].map(
        (
          (names) => (name) =>
            names.take(name)
        )(new Names()),
      ),
    ).toEqual(['é.txt', 'é (2).TXT', 'É (3).txt']);
  });

  it('make files inside the folder, each once, by the name that was given out', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bye24-names-'));
    try {
      const names = new Names();
      const taken = corpus.map((name) => names.take(name));
      for (const name of taken) writeFileSync(join(folder, name), '', { flag: 'wx' });
      expect(new Set(readdirSync(folder))).toEqual(new Set(taken));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
