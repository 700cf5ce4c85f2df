import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';
import { seeded } from '../../src/base/random.ts';
import { paperDocx } from '../../src/formats/paper/docx.ts';
import { paperPdf } from '../../src/formats/paper/pdf.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { ACT_LABELS, actFields } from '../../src/journey/prove/act.ts';
import { type ActFacts, parseActFacts, retainUntil } from '../../src/journey/prove/act-facts.ts';
import { Destroyed } from '../../src/journey/prove/destroyed.ts';
import { writeEu, writeRu179 } from '../../src/journey/prove/package.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import { VERIFY_SCRIPT, verifyPage } from '../../src/journey/prove/verify-page.ts';
import { writeProof } from '../../src/journey/prove/write.ts';
import { kinds } from '../../src/kinds/index.ts';
import { planFile, type TakenHome, takenHome } from '../support/taken-home.ts';

const facts: ActFacts = {
  operator: { name: 'ООО «Ромашка»', address: 'Москва, ул. Полевая, 1' },
  processor: { notApplicable: 'обработка никому не поручалась' },
  persons: [{ name: 'Иванова Анна Петровна', position: 'администратор' }],
  checkedBy: { name: 'Петров Пётр', position: 'директор' },
  reason: 'достигнута цель обработки (ч. 4 ст. 21 152-ФЗ)',
  archive: { holder: 'ООО «Ромашка»', basis: 'договор', destroyBy: '2027-01-01' },
};
const printer = { pdf: paperPdf, docx: paperDocx };

interface Proven {
  readonly home: TakenHome;
  readonly folder: string;
  readonly journalPath: string;
}

const tidies: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const tidy of tidies.toReversed()) await tidy();
});

async function proven(size: number): Promise<Proven> {
  const home = await takenHome(size, (tidy) => tidies.push(tidy));
  const { options, facts: planFacts } = home;
  const policy = { kinds: 'all', where: [], keep: [] } as const;
  const plan = await planFile(home, startOf(planFacts, policy), planEntries(planFacts, policy));
  await apply({ ...options, plan });
  await prove({ ...options, archived: options.archive.archived });
  const folder = join(home.folder, 'proof');
  const { journalPath } = options;
  const shared = { disk: nodeDisk, journalPath, folder, kinds };
  await writeProof({
    ...shared,
    more: async () => [
      ...(await writeRu179({ ...shared, printer }, facts)),
      ...(await writeEu({ ...shared, printer }, 'a key of the operator')),
    ],
  });
  return { home, folder, journalPath };
}

interface Verdict {
  readonly ok: boolean;
  readonly bad: readonly string[];
  readonly extra: readonly string[];
}
type Check = (files: ReadonlyMap<string, Blob>) => Promise<Verdict>;

/** What the page's own script says of a folder, outside a browser. */
const check = runInThisContext(`(() => {${VERIFY_SCRIPT}; return check;})()`) as Check;

async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1).replaceAll('\\', '/'), await readFile(path));
  }
  return files;
}

function asBlobs(files: ReadonlyMap<string, Buffer>): ReadonlyMap<string, Blob> {
  return new Map([...files].map(([name, bytes]) => [name, new Blob([new Uint8Array(bytes)])]));
}

describe('the papers of a proof', () => {
  let made: Proven;
  // One exit for all of these: they only read.
  beforeAll(async () => {
    made = await proven(80);
  }, 60_000);

  it('fill in each of the ten fields, and are refused while anything is lacking', async () => {
    const destroyed = await Destroyed.of(nodeDisk, made.journalPath, kinds);
    if (destroyed === undefined) throw new Error('no journal');
    const fields = actFields(destroyed.summary, facts);
    expect(Object.keys(fields)).toEqual(Object.keys(ACT_LABELS));
    for (const value of Object.values(fields)) expect(value).not.toBe('');
    for (const lacking of ['operator', 'processor', 'persons', 'reason', 'archive'] as const) {
      const { [lacking]: _, ...rest } = facts;
      expect(() => parseActFacts(rest)).toThrow(expect.objectContaining({ code: 'ACT_INCOMPLETE' }));
    }
    expect(() => parseActFacts({ ...facts, operator: { name: ' ', address: 'x' } })).toThrow(/ACT_INCOMPLETE/u);
  });

  it('say of each destruction which line of the journal it is, once, and agree in their sums', async () => {
    const journal = (await readFile(join(made.folder, 'journal.jsonl'), 'utf8')).trimEnd().split('\n');
    const log = (await readFile(join(made.folder, 'ru-179', 'log-export.csv'), 'utf8'))
      .trimEnd()
      .split('\r\n')
      .slice(1);
    const act = JSON.parse(await readFile(join(made.folder, 'ru-179', 'act.ru.json'), 'utf8')) as {
      total: number;
      fields: Record<string, string>;
      kinds: { deleted: number; fieldsEmptied: number }[];
    };
    expect(log.length).toBe(act.total);
    expect(act.kinds.reduce((sum, { deleted, fieldsEmptied }) => sum + deleted + fieldsEmptied, 0)).toBe(act.total);
    const lines = new Set<number>();
    for (const row of log) {
      const [n = '', hash = ''] = row.split(';').slice(-2);
      const line = JSON.parse(journal[Number(n) - 1] ?? '') as Record<string, unknown>;
      expect(line).toMatchObject({ n: Number(n), type: 'found', hash });
      expect(['absent', 'scrubbed']).toContain(line['state']);
      lines.add(Number(n));
    }
    expect(lines.size).toBe(log.length);
  });

  it('never call destroyed what lies in a bin', async () => {
    const destroyed = await Destroyed.of(nodeDisk, made.journalPath, kinds);
    const bins = destroyed?.summary.report.kinds.filter(({ inBin }) => inBin > 0) ?? [];
    expect(bins.length).toBeGreaterThan(0);
    for (const { kind, gone } of bins) {
      expect(destroyed?.summary.kinds.find((each) => each.kind === kind)?.deleted ?? 0).toBe(gone);
    }
  });

  it('hold ids and no value of what was erased', async () => {
    const files = await filesIn(made.folder);
    const canaries: string[] = [];
    for (const { row } of made.home.archive.records('contact')) {
      for (const field of ['lastName', 'name']) {
        const value = row[field];
        if (typeof value === 'string' && value.length > 4) canaries.push(value);
      }
    }
    expect(canaries.length).toBeGreaterThan(20);
    const ids = made.home.archive
      .records('contact')
      .map(({ key }) => key.id)
      .toArray();
    for (const [name, bytes] of files) {
      if (!/\.(?:json|jsonl|csv|html|md)$/u.test(name)) continue;
      const text = bytes.toString('utf8');
      // The names of those who sign are the operator's own.
      const found = canaries.filter((canary) => text.includes(canary) && !JSON.stringify(facts).includes(canary));
      expect(found, name).toEqual([]);
    }
    const eu = files.get('eu/log-export.csv')?.toString('utf8') ?? '';
    expect(ids.filter((id) => eu.includes(`;${id};`))).toEqual([]);
  });

  it('are printed as a tagged PDF and a DOCX that can be opened', async () => {
    const files = await filesIn(made.folder);
    const pdf = files.get('ru-179/act.ru.pdf') ?? Buffer.alloc(0);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/u);
    expect(pdf.toString('latin1')).toContain('/MarkInfo');
    const docx = files.get('ru-179/act.ru.docx') ?? Buffer.alloc(0);
    expect(docx.subarray(0, 2).toString()).toBe('PK');
    expect(docx.toString('latin1')).toContain('word/document.xml');
  });

  it('keep the papers three years', () => {
    expect(retainUntil(Date.parse('2024-02-29T12:00:00Z'))).toBe('2027-02-28');
    expect(retainUntil(Date.parse('2026-11-28T23:59:59Z'))).toBe('2029-11-28');
  });

  it('are checked by a page that finds any changed byte, missing or extra file, and runs only its own script', async () => {
    const files = await filesIn(made.folder);
    expect(await check(asBlobs(files))).toMatchObject({ ok: true, bad: [], extra: [] });
    const names = [...files.keys()].filter((name) => name !== 'manifest.json');
    const random = seeded(24);
    for (const name of names) {
      const bytes = Buffer.from(files.get(name) ?? []);
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      const verdict = await check(asBlobs(new Map([...files, [name, bytes]])));
      expect(verdict.ok, name).toBe(false);
      expect(verdict.bad).toContain(name);
    }
    const less = new Map(files);
    less.delete('ru-179/act.ru.pdf');
    expect((await check(asBlobs(less))).bad).toEqual(['ru-179/act.ru.pdf']);
    expect((await check(asBlobs(new Map([...files, ['note.txt', Buffer.from('x')]])))).extra).toEqual(['note.txt']);
    const hash = createHash('sha256').update(VERIFY_SCRIPT).digest('base64');
    expect(verifyPage()).toContain(`default-src 'none'; script-src 'sha256-${hash}'`);
  }, 60_000);
});
