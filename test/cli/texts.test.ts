import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { styleFor } from '../../src/cli/style.ts';
import { pageOn } from '../../src/cli/terminal.ts';
import { show as showApplied } from '../../src/cli/views/apply.ts';
import { show as showInventory } from '../../src/cli/views/inventory.ts';
import { show as showOpen } from '../../src/cli/views/open.ts';
import type { Language } from '../../src/base/text.ts';
import type { Page } from '../../src/cli/terminal.ts';
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

it('a date that ends a Russian sentence ends it once', () => {
  const { request, lookAgain } = textsFor('ru').views.profile;
  const atMs = Date.UTC(2026, 11, 28);
  for (const text of [request.waiting(1, atMs), request.done(1, atMs), request.overdue(31, atMs), lookAgain(atMs)])
    expect(text).not.toContain('..');
});

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
    // Once an export was to take from 0.3 s to 1 min 26 s.
    expect(en.durationRange(300, 86_400)).toBe('1s – 1m 26s');
    expect(en.durationRange(119_400, 1_000_000)).toBe('1m 59s – 17m');
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

/** What a view lays out, in one line, for words may be wrapped anywhere. */
function laidOut(language: Language, show: (page: Page) => void): string {
  let text = '';
  const write = (words: string): void => void (text += words);
  show(pageOn({ isTerminal: false, style: styleFor(false, {}), columns: () => 80, write }, textsFor(language)));
  return text.replaceAll(/\s+/gu, ' ');
}

describe('a screen', () => {
  it('lists a task’s history by the task and the words for what changed: once there were codes alone', () => {
    const row = { id: 1, field: 'STATUS', value: { from: '2', to: '5' }, user: { id: 7 } };
    const one = { key: { kind: 'task-history', id: '1' }, name: 'STATUS · 2026-01-02', called: 'Позвонить', row };
    const records = [{ ...one, fingerprint: '', witnesses: [], seenAtMs: 0 }];
    const result = { type: 'records', kind: 'task-history', total: 1, offset: 0, records } as const;
    const shown = (language: Language): string => laidOut(language, (page) => showOpen(result, page));
    expect(shown('ru')).toContain('Позвонить · Статус · Ждёт выполнения · Завершена');
    expect(shown('en')).toContain('Позвонить · Status · Waiting · Done');
  });

  it('names what an export would spend most on, and how to leave it out; nothing where all of it is quick', () => {
    const counted = {
      type: 'inventory',
      portal: 'acme.bitrix24.ru',
      kinds: [{ kind: 'lead', state: 'here', total: 100_000 }],
      requestsEstimate: { from: 2041, to: 2041 },
      exportMs: { from: 60_000, to: 120_000 },
    } as const;
    const costs = [
      { kind: 'timeline-note', requests: { from: 2000, to: 2000 }, ms: { from: 1_000_000, to: 1_000_000 } },
      { kind: 'lead', requests: { from: 41, to: 41 }, ms: { from: 20_500, to: 20_500 } },
    ];
    const inventoryWith = (language: Language, some: typeof costs): string =>
      laidOut(language, (page) => showInventory({ ...counted, costs: some } as never, page));
    const english = inventoryWith('en', costs);
    expect(english).toMatch(/What costs most Timeline notes: 2,000 to 2,000 requests, .*Leads: 41 to 41 requests/u);
    expect(english).toContain('bye24 export --without timeline-note');
    expect(inventoryWith('ru', costs)).toMatch(/Заметки таймлайна: .*bye24 export --without timeline-note/u);
    expect(inventoryWith('en', [])).not.toMatch(/costs most|--without/u);
  });

  it('says whose connection nothing went through, why, and what to do', () => {
    const applied = {
      type: 'applied',
      plan: '',
      ended: 'finished',
      states: { absent: 1 },
      acknowledgedNow: 0,
    };
    const shown = (language: Language, more: object): string =>
      laidOut(language, (page) => showApplied({ ...applied, ...more } as never, page));
    const unreached = [{ connection: 'user-3', code: 'PORTAL_BAD_CREDENTIAL' }];
    expect(shown('en', { unreached })).toContain(
      'Nothing went through the connection of employee 3 (PORTAL_BAD_CREDENTIAL)',
    );
    expect(shown('ru', { unreached })).toMatch(
      /подключение сотрудника 3 ничего не ушло \(PORTAL_BAD_CREDENTIAL\).*bye24 team add --who 3/u,
    );
    expect(shown('en', {})).not.toContain('team add');
  });
});
