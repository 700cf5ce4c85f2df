import type { Disk } from '../../base/disk.ts';
import { sha256 } from '../../base/hash.ts';
import type { Language } from '../../base/text.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import type { JournalLine } from '../journal/events.ts';
import { readJournal } from '../journal/read.ts';
import { reportHtml } from './html.ts';
import { reportOf } from './prove.ts';
import { README, vendorLetter } from './letter.ts';
import type { Printer } from './package.ts';
import { reportPaper } from './report-paper.ts';
import type { ProofReport } from './types.ts';
import { verifyPage } from './verify-page.ts';
import { cell, type ProofFile, Writing } from './writing.ts';

export type { ProofFile } from './writing.ts';

const COLUMNS = [
  'event',
  'time_utc',
  'portal',
  'kind',
  'id',
  'categories',
  'what',
  'result',
  'method',
  'code',
  'step',
  'archived_fingerprint',
  'plan',
  'chain',
] as const;

/**
 * Writes the proof folder: report.json, a printable report in each language, the journal itself, the log as a table,
 * and a manifest with the hashes of them all. Everything comes from the journal, and from what the kinds declare of
 * themselves (titles, categories of personal data). The manifest comes last: a folder without it is unfinished.
 */
export async function writeProof(options: {
  readonly disk: Disk;
  readonly journalPath: string;
  readonly folder: string;
  readonly kinds: readonly Kind[];
  readonly languages?: readonly Language[];
  /** Prints the report; handed in, since making files of papers is no matter of the journey. Left out: no PDF. */
  readonly pdf?: Printer['pdf'];
  /** Writes what a profile asks for beside the report; its files come into the manifest, too. */
  readonly more?: () => Promise<readonly ProofFile[]>;
}): Promise<{ readonly report: ProofReport; readonly files: readonly ProofFile[] }> {
  const { disk, journalPath, folder, kinds, languages = ['ru', 'en'], pdf, more } = options;
  const report = await reportOf(disk, journalPath);
  await disk.makeFolder(folder);
  await disk.remove(`${folder}/manifest.json`);
  const files: ProofFile[] = [];
  const small = async (name: string, data: string | Uint8Array): Promise<void> => {
    await disk.replace(`${folder}/${name}`, data);
    files.push({ name, sha256: sha256(data), sizeBytes: Buffer.byteLength(data) });
  };
  await small('report.json', `${JSON.stringify(report, undefined, 2)}\n`);
  for (const language of languages) await small(`report.${language}.html`, reportHtml(report, kinds, language));
  if (pdf !== undefined) {
    // Dated by the journal, so that the same journal gives the same file.
    const madeAt = new Date(report.journal.lastAtMs);
    for (const language of languages) {
      await small(`report.${language}.pdf`, await pdf(reportPaper(report, kinds, language), madeAt));
    }
  }
  for (const language of languages) await small(`vendor-letter.${language}.md`, vendorLetter(report, language));
  await small('README.md', README);
  await small('verify.html', verifyPage());
  files.push(...(await writeJournal(disk, journalPath, folder, report, kinds)));
  // Papers that can't be made yet take nothing from the proof itself: what they lack is told once it is whole.
  let lacking: { readonly error: unknown } | undefined;
  try {
    if (more !== undefined) files.push(...(await more()));
  } catch (error) {
    lacking = { error };
  }
  const manifest = {
    version: 1,
    portal: report.portal,
    plan: report.plan,
    sealRoot: report.sealRoot,
    journalHead: report.journal.head,
    journalLines: report.journal.lines,
    files,
  };
  await disk.replace(`${folder}/manifest.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
  if (lacking !== undefined) throw lacking.error;
  return { report, files };
}

/** The journal as it is, and as a table that a spreadsheet opens (UTF-8 with a mark, semicolons). */
async function writeJournal(
  disk: Disk,
  journalPath: string,
  folder: string,
  report: ProofReport,
  kinds: readonly Kind[],
): Promise<readonly ProofFile[]> {
  const copy = await Writing.to(disk, folder, 'journal.jsonl');
  for await (const chunk of disk.chunks(journalPath)) await copy.write(chunk);
  const categories = new Map(
    kinds.map(({ id, personal }) => [id, [...new Set(Object.values(personal))].toSorted().join(' ')]),
  );
  const table = await Writing.to(disk, folder, 'log.csv');
  await table.write(`\uFEFF${COLUMNS.join(';')}\r\n`);
  for await (const line of readJournal(disk, journalPath)) {
    await table.write(`${cellsOf(line, report, categories).map(cell).join(';')}\r\n`);
  }
  return [await copy.end(), await table.end()];
}

function cellsOf(
  { n, atMs, event, hash }: JournalLine,
  { portal, plan }: ProofReport,
  categories: ReadonlyMap<KindId, string>,
): readonly (string | number)[] {
  const facts: Record<string, unknown> = { ...event };
  const of = (name: string): string => {
    const value = facts[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const kind = of('kind');
  const result = [of('is'), of('state'), of('reason'), of('count'), of('total')]
    .filter((text) => text !== '')
    .join(' ');
  return [
    n,
    new Date(atMs).toISOString(),
    portal,
    kind,
    of('id'),
    categories.get(kind) ?? '',
    event.type === 'found' ? `found (${event.by})` : event.type,
    result,
    of('method'),
    of('code'),
    of('step'),
    of('fingerprint'),
    plan,
    hash,
  ];
}
