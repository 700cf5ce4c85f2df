import { createReadStream } from 'node:fs';
import { basename, extname, join } from 'node:path';

import { z } from 'zod';

import { isPacked, zipStream } from '../formats/zip.ts';
import { simpleWorkbook } from '../formats/xlsx/simple.ts';
import { entriesOf, readPlan } from '../journey/plan/file.ts';
import { textsFor } from '../texts/catalogue.ts';
import type { ExitFiles } from './archives.ts';
import type { Context } from './context.ts';
import { type FileContent, toWeb } from './library.ts';
import { planCells } from './plan-table.ts';

/** A file of a proof, as its manifest names it. */
export interface ProofEntry {
  readonly name: string;
  readonly sizeBytes: number;
}

const manifestSchema = z.object({
  files: z.array(z.object({ name: z.string().regex(/^[\w.-]+(?:\/[\w.-]+)?$/u), sizeBytes: z.number() })),
});

/** What may be shown in a page; the page that checks hashes runs a script and so is only ever taken away. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.pdf': 'application/pdf',
  '.json': 'text/plain',
  '.jsonl': 'text/plain',
  '.csv': 'text/plain',
  '.md': 'text/plain',
};

type Place = Pick<Context, 'disk'>;

/** Files of the proof that was written last; [] when there is none, or one that was not written to its end. */
export async function proofEntries({ disk }: Place, { proof }: ExitFiles): Promise<readonly ProofEntry[]> {
  const path = join(proof, 'manifest.json');
  const sizeBytes = await disk.sizeBytes(path);
  if (sizeBytes === undefined) return [];
  const { files } = manifestSchema.parse(JSON.parse(Buffer.from(await disk.read(path)).toString()));
  return [{ name: 'manifest.json', sizeBytes }, ...files];
}

/** The bytes of a proof's file; undefined when its manifest does not name it. */
export async function proofFile(context: Place, files: ExitFiles, name: string): Promise<FileContent | undefined> {
  const found = (await proofEntries(context, files)).find((entry) => entry.name === name);
  if (found === undefined) return undefined;
  const path = join(files.proof, found.name);
  const runs = name === 'verify.html';
  return {
    name: basename(name),
    contentType: runs ? 'application/octet-stream' : (contentTypes[extname(name)] ?? 'application/octet-stream'),
    sizeBytes: found.sizeBytes,
    read: (start, end) => toWeb(createReadStream(path, { start, end })),
  };
}

/** The whole proof as a ZIP, to be handed on and checked with verify.html; undefined when there is none. */
export async function proofZip(context: Place, files: ExitFiles, portal: string): Promise<FileContent | undefined> {
  const entries = await proofEntries(context, files);
  if (entries.length === 0) return undefined;
  return {
    name: `proof ${portal}.zip`,
    contentType: 'application/zip',
    sizeBytes: undefined,
    read: () =>
      toWeb(
        zipStream(
          entries.map(({ name }) => ({
            path: `proof/${name}`,
            packed: isPacked(name),
            open: () => createReadStream(join(files.proof, name)),
          })),
        ),
      ),
  };
}

const widths = [9, 22, 18, 12, 48, 60];

/** The whole plan as a workbook. Raises PLAN_ABSENT and PLAN_ALTERED. */
export async function planWorkbook(
  { disk, language }: Pick<Context, 'disk' | 'language'>,
  { plan }: ExitFiles,
): Promise<FileContent> {
  const { header } = await readPlan(disk, plan);
  const { views, ui } = textsFor(language);
  const rows = async function* (): AsyncGenerator<readonly (string | number)[], void, void> {
    for await (const entry of entriesOf(disk, plan)) yield planCells(entry, views.plan, language, header);
  };
  const sheet = {
    title: ui.pages.plan,
    columns: views.plan.tableHead.map((title, index) => ({ title, width: widths[index] ?? 20 })),
    rows: rows(),
  };
  return {
    name: `${ui.pages.plan} ${header.portal}.xlsx`,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    sizeBytes: undefined,
    read: () => toWeb(simpleWorkbook(sheet, language)),
  };
}
