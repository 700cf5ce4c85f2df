import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { textsFor } from '../../src/texts/catalogue.ts';
import { detailReader } from '../../src/texts/detail.ts';
import { formatFor } from '../../src/texts/format.ts';
import { chooseLanguage } from '../../src/texts/language.ts';

const source = join(import.meta.dirname, '..', '..', 'src');
const pages = join(import.meta.dirname, '..', '..', 'ui', 'src');
const code = [source, pages]
  .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name) && !entry.parentPath.includes(join('src', 'texts')))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

/** Codes that stand as the first argument of an error of ours, and those of the portal's errors, made from its kinds. */
function raisedCodes(): ReadonlySet<string> {
  const raised = code.flatMap((text) =>
    [...text.matchAll(/new \w*Error\(\s*'([A-Z][A-Z0-9_]+)'/gu)].map(([, found]) => found ?? ''),
  );
  const errors = readFileSync(join(source, 'bitrix24', 'errors.ts'), 'utf8');
  const kinds = errors.slice(errors.indexOf('PortalErrorKind ='), errors.indexOf('export class'));
  const ofPortal = [...kinds.matchAll(/\| '(\w+)'/gu)].map(
    ([, kind]) => `PORTAL_${(kind ?? '').replaceAll(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase()}`,
  );
  return new Set([...raised, ...ofPortal]);
}

describe('the words for errors', () => {
  const known = new Set(Object.keys(textsFor('en').errors));

  it('are there for every code that is raised', () => {
    expect([...raisedCodes().difference(known)]).toEqual([]);
  });

  it('are there for no code that nobody raises', () => {
    const mentioned = new Set(
      code.flatMap((text) => [...text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/gu)].map(([, found]) => found ?? '')),
    );
    expect(
      [...known].filter(
        (one) => one !== 'UNEXPECTED' && one !== 'CANCELLED' && !mentioned.has(one) && !raisedCodes().has(one),
      ),
    ).toEqual([]);
  });

  it('say what happened, whether anything is lost and what to do, in both languages', () => {
    for (const language of ['en', 'ru'] as const) {
      const { errors, format } = textsFor(language);
      for (const make of Object.values(errors)) {
        const words = make(detailReader({}, format));
        for (const text of Object.values(words)) {
          expect(text).not.toBe('');
          expect(text).not.toMatch(/undefined|NaN|\[object/u);
          if (language === 'ru') expect(text).toMatch(/[а-яё]/iu);
        }
      }
    }
  });
});

describe('formats', () => {
  const ru = formatFor('ru');
  const en = formatFor('en');

  it('count in Russian with its three forms', () => {
    const { records } = textsFor('ru').views.progress;
    expect([1, 2, 5, 11, 21, 104, 1_005].map(records)).toEqual([
      '1\u00a0запись',
      '2\u00a0записи',
      '5\u00a0записей',
      '11\u00a0записей',
      '21\u00a0запись',
      '104\u00a0записи',
      '1\u00a0005\u00a0записей',
    ]);
  });

  it('round sizes and durations to what a person cares about', () => {
    expect(en.bytes(0)).toBe('0 bytes');
    expect(en.bytes(999)).toBe('999 bytes');
    expect(en.bytes(1_500)).toBe('1.5 kB');
    expect(en.bytes(203_000_000)).toBe('203 MB');
    expect(ru.bytes(203_000_000)).toBe('203 МБ');
    expect(en.duration(400)).toBe('0.4s');
    expect(en.duration(59_700)).toBe('60s');
    expect(en.duration(125_000)).toBe('2m 5s');
    expect(en.duration(7_500_000)).toBe('2h 5m');
    expect(en.durationRange(3_000, 3_000)).toBe('3s');
  });
});

describe('the choice of a language', () => {
  it.each([
    [{ asked: 'ru', environment: { BYE24_LANG: 'en' } }, 'ru'],
    [{ environment: { BYE24_LANG: 'ru', LC_ALL: 'en_GB' } }, 'ru'],
    [{ environment: { LC_ALL: 'ru_RU.UTF-8', LANG: 'en_GB' } }, 'ru'],
    [{ environment: { LANG: 'ru_RU.UTF-8' } }, 'ru'],
    [{ environment: { LANG: 'C.UTF-8' } }, 'en'],
    [{ environment: {} }, 'en'],
  ] as const)('%j gives %s', (wishes, language) => {
    expect(chooseLanguage(wishes)).toBe(language);
  });
});
