import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import type { JsonObject } from '../../src/base/json.ts';
import type { ConvertOptions, Format } from '../../src/formats/format.ts';
import type { Losses } from '../../src/formats/losses.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import { emptyArchive, pageOf } from '../support/archive.ts';

export const options: ConvertOptions = { language: 'ru', kinds };

export interface FileToKeep {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly bytes?: string;
  readonly slot?: string;
  readonly fileId?: string;
}

/** An archive of the given rows of real kinds, gone after the test. `of` names the parent of rows that do not say it. */
export async function archiveOf(
  rows: Readonly<Record<string, readonly JsonObject[]>>,
  files: readonly FileToKeep[] = [],
  parentOf: (kind: string, row: JsonObject) => { readonly kind: string; readonly id: string } | undefined = () =>
    undefined,
): Promise<Archive> {
  const made = await emptyArchive({ kinds });
  const { archive } = made;
  onTestFinished(async () => {
    await archive.close();
    await made.remove();
  });
  const { writer } = archive;
  await writer.beginRun({ connection: 'admin' });
  for (const [id, list] of Object.entries(rows)) {
    const kind = kindById(id);
    if (kind === undefined) throw new Error(`no kind ${id}`);
    const page = pageOf(kind, list);
    await writer.addPage({
      ...page,
      rows: page.rows.map((row) => {
        const parent = parentOf(id, row.row);
        return parent === undefined ? row : { ...row, parent };
      }),
    });
  }
  for (const { kind, id, name, bytes, slot = 'content', fileId = id } of files) {
    const file = { owner: { kind, id }, slot, fileId, name };
    if (bytes === undefined) await writer.addFile({ ...file, missing: { code: 'PORTAL_NOT_FOUND', message: 'gone' } });
    else await writer.addFile({ ...file, blob: await writer.putBlob([Buffer.from(bytes)]) });
  }
  await writer.finishRun('complete');
  return archive;
}

/** An empty folder that is gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bye24-formats-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a format of an archive into a new folder. */
export async function written(
  format: Format,
  archive: Archive,
  changes: Partial<ConvertOptions> = {},
): Promise<{ readonly folder: string; readonly losses: Losses }> {
  const folder = await emptyFolder();
  return { folder, losses: await format.write(archive, folder, { ...options, ...changes }) };
}

/** What goes wrong in tables of other people: formulas, zeros, signs that can't be seen, lines, alphabets. */
export const hostileTexts = [
  "=cmd|' /C calc'!A0",
  '+7 916 123-45-67',
  '-5',
  '@SUM(1+1)',
  '\t=1+1',
  '=HYPERLINK("http://x","y")',
  '007',
  '770001234567890123',
  'Ёлка «№ 5» — ₽',
  'שלום עולם',
  'مرحبا',
  '🚀👨‍👩‍👧‍👦',
  'две\nстроки',
  'a;b,c"d"',
  ' края ',
  '_x0041_',
  '<b>&amp;</b>',
  "'апостроф",
  'NULL',
  '1e5',
  '1.5',
  '03/04/2026',
] as const;
