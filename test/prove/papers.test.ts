import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';
import { paperDocx } from '../../src/formats/paper/docx.ts';
import { paperPdf } from '../../src/formats/paper/pdf.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { ACT_LABELS } from '../../src/journey/prove/act.ts';
import { writeEu, writeRu179 } from '../../src/journey/prove/package.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import type { ProofReport } from '../../src/journey/prove/types.ts';
import { writeProof } from '../../src/journey/prove/write.ts';
import { kinds } from '../../src/kinds/index.ts';
import { describeWith, describeWithAll } from '../support/needs.ts';
import { planFile, takenHome } from '../support/taken-home.ts';
import { launch } from '../ui/support/app.ts';

const FACTS = {
  operator: { name: 'ООО «Ромашка»', address: 'Москва, ул. Полевая, 1' },
  processor: { notApplicable: 'обработка никому не поручалась' },
  persons: [{ name: 'Иванова Анна Петровна', position: 'администратор' }],
  checkedBy: { name: 'Петров Пётр', position: 'директор' },
  reason: 'достигнута цель обработки (ч. 4 ст. 21 152-ФЗ)',
  archive: { holder: 'ООО «Ромашка»', basis: 'договор', destroyBy: '2027-01-01' },
};
const tidies: (() => Promise<void>)[] = [];
let folder = '';
let scratch = '';
let report: ProofReport;
/** When the last destruction was seen: papers are kept three years from there. */
let act: { readonly fields: Readonly<Record<string, string>>; readonly retainUntil: string };

// One exit, and all papers of it; the tests only read them.
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'bye24-papers-'));
  const home = await takenHome(60, (tidy) => tidies.push(tidy));
  const policy = { kinds: 'all', where: [], keep: [] } as const;
  const plan = await planFile(home, startOf(home.facts, policy), planEntries(home.facts, policy));
  await apply({ ...home.options, plan });
  await prove({ ...home.options, archived: home.options.archive.archived });
  folder = join(home.folder, 'proof');
  const shared = { disk: nodeDisk, journalPath: home.options.journalPath, folder, kinds };
  const printer = { pdf: paperPdf, docx: paperDocx };
  const written = await writeProof({
    ...shared,
    pdf: paperPdf,
    more: async () => [
      ...(await writeRu179({ ...shared, printer }, FACTS)),
      ...(await writeEu({ ...shared, printer }, 'a key of the operator')),
    ],
  });
  report = written.report;
  act = JSON.parse(readFileSync(join(folder, 'ru-179/act.ru.json'), 'utf8')) as typeof act;
}, 120_000);
afterAll(async () => {
  for (const tidy of tidies.toReversed()) await tidy();
  rmSync(scratch, { recursive: true, force: true });
});

/** Words without the places where a line, a word or a page is broken. */
const flat = (text: string): string => text.replaceAll(/[^\n]+ · \d+ \/ \d+/gu, '').replaceAll(/[\s-]+/gu, '');

/** What of these a paper does not say; papers are long, so the test's own words stay short. */
const lacking = (text: string, wanted: readonly string[]): readonly string[] =>
  wanted.filter((words) => !text.includes(flat(words)));

const FIELDS_OF_LOG = [
  'а) субъект или иная информация',
  'б) категории данных',
  'в) информационная система',
  'г) причина уничтожения',
  'д) дата уничтожения',
];

function holdsAct(text: string): void {
  const hands = report.byHand.filter(({ doneBy }) => doneBy === undefined).length;
  const fields = Object.entries(ACT_LABELS).flatMap(([letter, label]) => [
    `${letter}) ${label}`,
    act.fields[letter] ?? '?',
  ]);
  expect(Object.keys(ACT_LABELS).join('')).toBe('абвгдежзик');
  expect(
    lacking(text, [
      ...fields,
      `хранятся три года, до ${act.retainUntil} (пункт 8)`,
      'Уничтожил(а): Иванова Анна Петровна, администратор',
      'Проверил(а): Петров Пётр, директор',
      'Архив портала хранит те же данные, акт касается только портала',
      'не уничтожено и в счёт акта не входит',
      'не является средством защиты информации, прошедшим оценку соответствия',
      'письмо с запросом подтверждения приложено',
      'Что осталось на дисках поставщика, не проверялось',
      `Вручную остаётся сделать: ${hands}.`,
      'удалить через REST нельзя',
    ]),
  ).toEqual([]);
  // Nobody signs but people: for each of the two a blank line to sign and one for the date.
  expect(text.match(/_/gu)?.length).toBeGreaterThanOrEqual(2 * 40);
}

describeWithAll(['poppler', 'qpdf'], 'the PDFs of a proof', ([pdftotext, qpdf]) => {
  vi.setConfig({ testTimeout: 120_000 });
  const textOf = (file: string): string =>
    flat(execFileSync(pdftotext, [join(folder, file), '-'], { encoding: 'utf8' }));

  it('are sound to a program that we did not write', () => {
    for (const file of [
      'report.ru.pdf',
      'report.en.pdf',
      'ru-179/act.ru.pdf',
      'ru-179/log-export.ru.pdf',
      'eu/record.en.pdf',
    ]) {
      const said = execFileSync(qpdf, ['--check', join(folder, file)], { encoding: 'utf8' });
      expect(said, file).toContain('No syntax or stream encoding errors found');
    }
  });

  it('hold the ten fields of the act, blank lines to sign, the day until when to keep it, and what it does not say', () => {
    holdsAct(textOf('ru-179/act.ru.pdf'));
  });

  it('hold the five fields of the export of the log', () => {
    const wanted = [...FIELDS_OF_LOG, 'Выгрузка из журнала регистрации событий', 'По пункту 5 Требований'];
    expect(lacking(textOf('ru-179/log-export.ru.pdf'), wanted)).toEqual([]);
  });

  it('tell what the page tells, number by number, in both languages', () => {
    for (const language of ['ru', 'en'] as const) {
      const planned = report.kinds.filter((each) => each.planned > 0);
      const numbers = planned.map((each) => {
        const title = kinds.find(({ id }) => id === each.kind)?.title.many[language] ?? each.kind;
        return `${title}: ${language === 'ru' ? 'По плану' : 'Planned'} ${each.planned}`;
      });
      const limits = language === 'ru' ? 'О чём это подтверждение не говорит' : 'What this proof does not say';
      const wanted = [report.plan, report.journal.head, limits, ...numbers];
      expect(lacking(textOf(`report.${language}.pdf`), wanted)).toEqual([]);
    }
  });

  it('of the profile for the EU hold no name that was erased', () => {
    const text = textOf('eu/record.en.pdf');
    expect(text.length).toBeGreaterThan(500);
    expect(text).not.toMatch(/Иванова|Ромашка/u);
  });
});

describeWith('writer', 'the DOCX of a proof', (lowriter) => {
  it('opens in LibreOffice Writer with all that it has to hold', () => {
    const profile = pathToFileURL(join(scratch, 'profile')).href;
    const files = ['act.ru.docx', 'log-export.ru.docx'].map((name) => join(folder, 'ru-179', name));
    execFileSync(
      lowriter,
      [
        `-env:UserInstallation=${profile}`,
        '--headless',
        '--convert-to',
        'txt:Text (encoded):UTF8',
        '--outdir',
        scratch,
        ...files,
      ],
      { stdio: 'ignore' },
    );
    const read = (name: string): string => flat(readFileSync(join(scratch, name), 'utf8'));
    holdsAct(read('act.ru.txt'));
    expect(lacking(read('log-export.ru.txt'), FIELDS_OF_LOG)).toEqual([]);
  }, 120_000);
});

describeWith('browser', 'the page that checks a proof', (chromium) => {
  it('finds a whole folder whole and names a file with one changed byte, offline, from a file', async () => {
    const browser = await launch(chromium);
    try {
      const context = await browser.newContext({ offline: true });
      const page = await context.newPage();
      const asked: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('pageerror', (error) => complaints.push(error.message));
      const address = pathToFileURL(join(folder, 'verify.html')).href;
      const verdict = async (): Promise<string> => {
        await page.goto(address);
        await page.setInputFiles('#files', folder);
        await page.waitForSelector('#out[data-ok]');
        return (await page.textContent('#out')) ?? '';
      };
      const whole = await verdict();
      expect(whole).toContain('✓ Всё сходится · Everything agrees');
      expect(whole).toContain(`${report.journal.lines}, ${report.journal.head}`);
      for (const name of ['journal.jsonl', 'report.ru.pdf', 'ru-179/act.ru.docx']) {
        const path = join(folder, name);
        const bytes = readFileSync(path);
        const changed = Buffer.from(bytes);
        const at = Math.floor(bytes.length / 2);
        changed[at] = (changed[at] ?? 0) ^ 1;
        writeFileSync(path, changed);
        const said = await verdict();
        writeFileSync(path, bytes);
        expect(said).toContain('✗ Не сходится · Does not agree:');
        expect(said).toContain(name);
      }
      expect(await verdict()).toContain('✓');
      expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 120_000);
});

describe('the folder of a proof', () => {
  it('holds the human report, the machine report, the journal, the letter, the page that checks, and hashes of all', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      readonly files: readonly { readonly name: string }[];
    };
    const names = manifest.files.map(({ name }) => name);
    for (const name of [
      'report.ru.html',
      'report.en.html',
      'report.ru.pdf',
      'report.en.pdf',
      'report.json',
      'journal.jsonl',
      'log.csv',
      'verify.html',
      'README.md',
      'vendor-letter.ru.md',
      'vendor-letter.en.md',
      'ru-179/act.ru.pdf',
      'ru-179/act.ru.docx',
      'ru-179/act.ru.json',
      'ru-179/log-export.csv',
      'ru-179/log-export.ru.pdf',
      'ru-179/log-export.ru.docx',
      'eu/record.en.pdf',
      'eu/log-export.csv',
    ]) {
      expect(names).toContain(name);
    }
    for (const language of ['ru', 'en']) {
      const letter = readFileSync(join(folder, `vendor-letter.${language}.md`), 'utf8');
      expect(letter).toContain(report.portal);
      expect(letter).toMatch(/_{10,}/u);
    }
  });
});
