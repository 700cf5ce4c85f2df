import { basename, dirname, join, resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import type { Text } from '../base/text.ts';
import { convertTo } from '../formats/convert.ts';
import type { ConvertOptions, Format } from '../formats/format.ts';
import { formatById, formats } from '../formats/index.ts';
import type { Loss } from '../formats/losses.ts';
import { Mapping, mappingTable } from '../formats/mapping.ts';
import { writeText } from '../formats/output.ts';
import { archivedKinds } from '../kinds/index.ts';
import { findArchive, withArchive } from './archives.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Watch } from './progress.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['convert']['parameters']>;
type Tell = NonNullable<ConvertOptions['tell']>;

export interface FormatsResult {
  readonly type: 'formats';
  readonly formats: readonly { readonly id: string; readonly title: Text }[];
}

export interface ConvertResult {
  readonly type: 'convert';
  readonly archive: string;
  readonly written: readonly { readonly format: string; readonly folder: string; readonly losses: readonly Loss[] }[];
  /** The words for stages and statuses, to be edited before the next conversion. */
  readonly mapping: string;
}

function chosen(names: readonly string[]): readonly Format[] {
  return [...new Set(names)].map((name) => {
    const format = formatById(name);
    if (format === undefined) {
      throw new Bye24Error('FORMAT_UNKNOWN', { format: name, known: formats.map(({ id }) => id).join(', ') });
    }
    return format;
  });
}

/** Where conversions of an archive go unless told: `acme.bitrix24.ru.open` beside it. */
export function openFolderOf(archive: string): string {
  return join(dirname(archive), `${basename(archive).replace(/\.bye24$/u, '')}.open`);
}

async function mappingAt({ disk }: Context, path: string): Promise<Mapping | undefined> {
  if ((await disk.sizeBytes(path)) === undefined) return undefined;
  return Mapping.read(Buffer.from(await disk.read(path)).toString('utf8'));
}

/** Progress of one format, from its beginning to its end: a kind that told less than all of it is done as well. */
function progressOf({ id: of }: Format, watch: Watch): { readonly tell: Tell; readonly end: () => void } {
  const open = new Map<string, number>();
  watch({ type: 'stage', stage: 'convert', state: 'started', of });
  const tell: Tell = (kind, done, total) => {
    if (done < total) open.set(kind, total);
    else open.delete(kind);
    watch({ type: 'kind', stage: 'convert', kind, done, total, state: done < total ? 'running' : 'finished' });
  };
  const end = (): void => {
    for (const [kind, total] of open) tell(kind, total, total);
    watch({ type: 'stage', stage: 'convert', state: 'finished', of });
  };
  return { tell, end };
}

/** Writes an archive in formats that others open, or lists those. Partial when a record lost something. */
export async function run(context: Context, input: Input): Promise<Done<FormatsResult | ConvertResult>> {
  const { archive: named, to, list, into, replace } = input;
  if (list || to.length === 0) {
    return { ending: 'whole', result: { type: 'formats', formats: formats.map(({ id, title }) => ({ id, title })) } };
  }
  const wanted = chosen(to);
  const path = await findArchive(context, named);
  const target = into === undefined ? openFolderOf(path) : resolve(context.folder, into);
  const mappingPath = join(target, 'mapping.csv');
  const { language, signal, watch } = context;
  return withArchive(context, path, 'read', async (archive) => {
    const mapping = await mappingAt(context, mappingPath);
    const written: ConvertResult['written'][number][] = [];
    for (const format of wanted) {
      const { tell, end } = progressOf(format, watch);
      written.push(
        await convertTo(format, archive, target, {
          language,
          kinds: archivedKinds,
          signal,
          replace,
          ...(mapping === undefined ? {} : { mapping }),
          tell,
        }),
      );
      end();
    }
    if (mapping === undefined) await writeText(mappingPath, mappingTable(archive));
    const lost = written.some(({ losses }) => losses.some(({ count }) => count > 0));
    return {
      ending: lost ? 'partial' : 'whole',
      result: { type: 'convert', archive: path, written, mapping: mappingPath },
    };
  });
}
