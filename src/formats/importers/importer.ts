import { join } from 'node:path';

import type { Json, JsonObject } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { csvLine } from '../csv-text.ts';
import type { ConvertOptions, Format } from '../format.ts';
import { Losses } from '../losses.ts';
import { Output, writeText } from '../output.ts';
import { customTitles } from '../tables/dictionary.ts';
import { walk } from '../tables/walk.ts';
import { World } from './world.ts';

export type ImportColumn = readonly [header: string, value: (record: ArchivedRecord, world: World) => string];

/** One file of an import. `title` names it in the order of work. */
export interface ImportFile {
  readonly name: string;
  readonly title: Text;
  readonly kinds: readonly KindId[];
  readonly columns: readonly ImportColumn[];
  /** Columns of which no two rows may hold the same value: a second one is left empty and told. */
  readonly unique?: readonly string[];
}

/** How another system takes records in: its headers, its ways to write values, the order of its files. */
export interface Importer {
  readonly id: string;
  readonly title: Text;
  /** What to do there, step by step. */
  readonly first: readonly Text[];
  readonly files: readonly ImportFile[];
  /** More rows go into a further file. */
  readonly rowsMax?: number;
}

/** Its own id and address on the portal: for a custom field there, and to check the import by. */
export const identity: readonly ImportColumn[] = [
  ['b24_id', (record, world) => world.id(record)],
  ['b24_url', (record, world) => world.url(record)],
];

const vanished: Text = {
  ru: 'Запись исчезла с портала до последней выгрузки и не переносится.',
  en: 'The record was gone from the portal before the last export and is not taken along.',
};

/** Fields that say nothing beyond what other columns or the id say. */
const technical = /^(?:id|entityTypeId|webformId|xmlId|searchContent|(?:un)?lastActivity\w*|.*Formatted)$/iu;

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === '0' || value === 0) return true;
  if (value === false || value === 'N') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A row that remembers which of its fields were looked at: the others did not make it into the file. */
function watched(row: JsonObject, seen: Set<string>): JsonObject {
  return new Proxy(row, {
    get(target, name): Json | undefined {
      if (typeof name === 'string') seen.add(name);
      return typeof name === 'string' ? target[name] : undefined;
    },
  });
}

async function writeFile(
  file: ImportFile,
  importer: Importer,
  world: World,
  folder: string,
  losses: Losses,
  options: ConvertOptions,
): Promise<readonly string[]> {
  const header = csvLine(file.columns.map(([name]) => name));
  const names: string[] = [];
  let output: Output | undefined;
  let rows = 0;
  const unique = new Map((file.unique ?? []).map((name) => [name, new Set<string>()]));
  try {
    for (const kind of file.kinds) {
      const seen = new Set<string>();
      const filled = new Map<string, number>();
      for (const record of walk(world.archive, kind, options)) {
        if (record.vanishedAtMs !== undefined) {
          losses.add(vanished, record.key);
          continue;
        }
        if (output === undefined || rows === (importer.rowsMax ?? Infinity)) {
          await output?.close();
          const part = names.length === 0 ? '' : `-${names.length + 1}`;
          names.push(`${file.name}${part}.csv`);
          output = await Output.create(join(folder, names.at(-1) ?? ''));
          await output.write(header);
          rows = 0;
        }
        for (const [name, value] of Object.entries(record.row)) {
          if (!isEmpty(value)) filled.set(name, (filled.get(name) ?? 0) + 1);
        }
        await output.write(
          csvLine(cellsOf(file, { ...record, row: watched(record.row, seen) }, world, unique, losses)),
        );
        rows++;
      }
      tellUnread(
        options.kinds.find(({ id }) => id === kind),
        customTitles(world.archive),
        filled,
        seen,
        losses,
      );
    }
  } finally {
    await output?.close();
  }
  return names;
}

function cellsOf(
  file: ImportFile,
  record: ArchivedRecord,
  world: World,
  unique: ReadonlyMap<string, Set<string>>,
  losses: Losses,
): readonly string[] {
  return file.columns.map(([name, valueOf]) => {
    const value = valueOf(record, world).replaceAll(/\r\n?/gu, '\n');
    const taken = unique.get(name);
    if (taken === undefined || value === '') return value;
    if (!taken.has(value.toLowerCase())) {
      taken.add(value.toLowerCase());
      return value;
    }
    losses.add(
      {
        ru: `${name}: значение уже есть у другой записи, а должно быть единственным; оставлено пустым.`,
        en: `${name}: another record has this value already and it must be unique; left empty.`,
      },
      record.key,
    );
    return '';
  });
}

function tellUnread(
  kind: Kind | undefined,
  titles: ReadonlyMap<string, Text>,
  filled: ReadonlyMap<string, number>,
  seen: ReadonlySet<string>,
  losses: Losses,
): void {
  for (const [name, count] of filled) {
    if (seen.has(name) || technical.test(name)) continue;
    const title = kind?.columns.find(({ field }) => field === name || field === `${name}[]`)?.title ?? titles.get(name);
    const { ru, en } = kind?.title.many ?? { ru: '', en: '' };
    losses.note({
      ru: `${ru}: поле ${title === undefined ? name : `«${title.ru}» (${name})`} не перенесено (заполнено в записях: ${count}).`,
      en: `${en}: the field ${title === undefined ? name : `“${title.en}” (${name})`} is not taken along (records that have it: ${count}).`,
    });
  }
}

/** Kinds of the archive that the files have no place for. */
function tellAbsent(archive: Archive, importer: Importer, options: ConvertOptions, losses: Losses): void {
  const taken = new Set(importer.files.flatMap(({ kinds }) => kinds));
  for (const kind of archive.kinds()) {
    if (taken.has(kind)) continue;
    const title = options.kinds.find(({ id }) => id === kind)?.title.many ?? { ru: kind, en: kind };
    losses.note({
      ru: `Не переносится: ${title.ru}, записей: ${archive.size(kind)}.`,
      en: `Not taken along: ${title.en}, records: ${archive.size(kind)}.`,
    });
  }
}

function firstPage(importer: Importer, files: readonly (readonly [ImportFile, readonly string[]])[]): string {
  const part = (language: keyof Text, heading: string, order: string): string => {
    const steps = [
      ...importer.first.map((step) => step[language]),
      ...files.map(
        ([{ title }, names]) => `${order} ${names.map((name) => `\`${name}\``).join(', ')} → **${title[language]}**`,
      ),
    ];
    return `## ${heading}\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}\n`;
  };
  const ru = part('ru', 'Сделайте сначала', 'Загрузите');
  return `# ${importer.title.ru} · ${importer.title.en}\n\n${ru}\n${part('en', 'Do this first', 'Import')}`;
}

/** A format made of an importer's profile: its CSV files and a page that says what to do with them. */
export function importerFormat(importer: Importer): Format {
  return {
    id: importer.id,
    title: importer.title,
    async write(archive, folder, options) {
      const losses = new Losses();
      losses.note({
        ru: 'Файлы, комментарии и история дел этим путём не переносятся: импорт принимает только таблицы.',
        en: 'Files, comments and the history of activities do not go this way: the import takes tables only.',
      });
      const world = new World(archive, options.kinds, options.mapping);
      const files: (readonly [ImportFile, readonly string[]])[] = [];
      for (const file of importer.files) {
        const names = await writeFile(file, importer, world, folder, losses, options);
        if (names.length > 0) files.push([file, names]);
      }
      tellAbsent(archive, importer, options, losses);
      await writeText(join(folder, 'README.md'), firstPage(importer, files));
      return losses;
    },
  };
}
