import { createHmac } from 'node:crypto';

import { Bye24Error } from '../../base/error.ts';
import type { Disk } from '../../base/disk.ts';
import { sha256 } from '../../base/hash.ts';
import type { Paper } from '../../base/paper.ts';
import type { Kind } from '../../kinds/kind.ts';
import { actFields, actPaper, LOG_HEAD, logPaper, logRow, ROWS_ON_PAPER } from './act.ts';
import { type ActFacts, retainUntil } from './act-facts.ts';
import { Destroyed, type DestroyedSummary, type Destruction } from './destroyed.ts';
import { euPaper } from './eu.ts';
import { cell, type ProofFile, Writing } from './writing.ts';

/** How papers become files; handed in, since making them is no matter of the journey. */
export interface Printer {
  pdf(paper: Paper, madeAt: Date): Promise<Uint8Array>;
  docx(paper: Paper, madeAt: Date): Promise<Uint8Array>;
}

export interface PackageOptions {
  readonly disk: Disk;
  readonly journalPath: string;
  /** The proof's folder; each package has one of its own inside. */
  readonly folder: string;
  readonly kinds: readonly Kind[];
  readonly printer: Printer;
}

/** Files of one package, hashed as they are written. */
class Shelf {
  readonly files: ProofFile[] = [];
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #name: string;

  constructor(disk: Disk, folder: string, name: string) {
    this.#disk = disk;
    this.#folder = folder;
    this.#name = name;
  }

  async put(file: string, data: string | Uint8Array): Promise<void> {
    const name = `${this.#name}/${file}`;
    await this.#disk.replace(`${this.#folder}/${name}`, data);
    this.files.push({ name, sha256: sha256(data), sizeBytes: Buffer.byteLength(data) });
  }

  async print(file: string, paper: Paper, printer: Printer, madeAt: Date): Promise<void> {
    await this.put(`${file}.pdf`, await printer.pdf(paper, madeAt));
    await this.put(`${file}.docx`, await printer.docx(paper, madeAt));
  }

  /** A table that grows as it is read; the first rows are given back for the paper. */
  async table(
    file: string,
    head: readonly string[],
    rows: AsyncIterable<readonly string[]>,
  ): Promise<readonly (readonly string[])[]> {
    const first: (readonly string[])[] = [];
    const table = await Writing.to(this.#disk, this.#folder, `${this.#name}/${file}`);
    await table.write(`\uFEFF${head.map(cell).join(';')}\r\n`);
    for await (const row of rows) {
      if (first.length < ROWS_ON_PAPER) first.push(row);
      await table.write(`${row.map(cell).join(';')}\r\n`);
    }
    this.files.push(await table.end());
    return first;
  }
}

async function destroyedOf({ disk, journalPath, kinds }: PackageOptions): Promise<Destroyed> {
  const destroyed = await Destroyed.of(disk, journalPath, kinds);
  if (destroyed === undefined) throw new Bye24Error('JOURNAL_ABSENT', { path: journalPath });
  if (destroyed.summary.count === 0) throw new Bye24Error('ACT_NOTHING');
  return destroyed;
}

/** The papers are dated by the last destruction, so that the same journal gives the same files. */
function dateOf({ toMs = 0 }: DestroyedSummary): Date {
  return new Date(toMs);
}

/**
 * Profile `ru-179`: the act and the export of the log that order No. 179 asks for, as data, PDF and DOCX.
 * @throws Bye24Error JOURNAL_ABSENT, ACT_NOTHING
 */
export async function writeRu179(options: PackageOptions, facts: ActFacts): Promise<readonly ProofFile[]> {
  const { disk, folder, kinds, printer } = options;
  const destroyed = await destroyedOf(options);
  const { summary } = destroyed;
  const madeAt = dateOf(summary);
  await disk.makeFolder(`${folder}/ru-179`);
  const shelf = new Shelf(disk, folder, 'ru-179');
  const { portal } = summary.report;
  const rows = await shelf.table(
    'log-export.csv',
    LOG_HEAD,
    mapped(destroyed.rows(), (row) => logRow(row, portal, facts.reason)),
  );
  await shelf.print('log-export.ru', logPaper(summary, rows, facts), printer, madeAt);
  const act = {
    version: 1,
    order: 'Роскомнадзор, 28.10.2022, № 179',
    fields: actFields(summary, facts),
    total: summary.count,
    kinds: summary.kinds,
    retainUntil: retainUntil(madeAt.getTime()),
    journal: summary.report.journal,
    plan: summary.report.plan,
  };
  await shelf.put('act.ru.json', `${JSON.stringify(act, undefined, 2)}\n`);
  await shelf.print('act.ru', actPaper(summary, facts, kinds), printer, madeAt);
  return shelf.files;
}

/**
 * Profile `eu`: the fact of the erasure without anything that was erased. A record is a keyed hash; who holds the key can
 * still tell whether a certain record was among them.
 * @throws Bye24Error JOURNAL_ABSENT, ACT_NOTHING
 */
export async function writeEu(options: PackageOptions, key: string): Promise<readonly ProofFile[]> {
  const { disk, folder, kinds, printer } = options;
  const destroyed = await destroyedOf(options);
  const { summary } = destroyed;
  const madeAt = dateOf(summary);
  await disk.makeFolder(`${folder}/eu`);
  const shelf = new Shelf(disk, folder, 'eu');
  const head = ['record', 'kind', 'categories', 'how', 'time_utc', 'journal_line'];
  await shelf.table(
    'log-export.csv',
    head,
    mapped(destroyed.rows(), (row) => euRow(row, summary.report.portal, key)),
  );
  const paper = euPaper(summary, kinds);
  await shelf.put('record.json', `${JSON.stringify(euRecord(summary), undefined, 2)}\n`);
  await shelf.print('record.en', paper, printer, madeAt);
  return shelf.files;
}

function euRow(row: Destruction, portal: string, key: string): readonly string[] {
  const record = createHmac('sha256', key).update(`${portal}/${row.kind}/${row.id}`).digest('hex');
  return [record, row.kind, row.categories.join(' '), row.how, new Date(row.atMs).toISOString(), String(row.event)];
}

function euRecord({ report, count, fromMs, toMs, kinds, categories }: DestroyedSummary): unknown {
  const { portal, plan, sealRoot, journal, total } = report;
  return { version: 1, portal, plan, sealRoot, journal, count, fromMs, toMs, categories, kinds, total };
}

async function* mapped<From, To>(rows: AsyncIterable<From>, by: (row: From) => To): AsyncGenerator<To, void, void> {
  for await (const row of rows) yield by(row);
}
