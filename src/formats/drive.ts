import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Archive } from '../archive/archive.ts';
import type { ArchivedRecord, Blob } from '../archive/types.ts';
import { textAt } from '../kinds/fields.ts';
import { copyBlob } from './blobs.ts';
import { csvLine } from './csv-text.ts';
import type { ConvertOptions, Format } from './format.ts';
import { Losses } from './losses.ts';
import { Names } from './names.ts';
import { Output } from './output.ts';
import { outerId } from './tables/dictionary.ts';

const absent = {
  ru: 'Байтов файла нет в архиве: вместо него ничего не лежит, причина — в index.csv.',
  en: 'The bytes of the file are not in the archive: nothing lies in its place, index.csv says why.',
};
/** Deeper paths no system opens. */
const depthMax = 200;
const tooDeep = {
  ru: 'Папка лежит глубже 200 уровней: её содержимое не выписано.',
  en: 'A folder lies deeper than 200 levels: what is in it is not written.',
};

interface Place {
  /** Folders from the top, as they are called on the disk, and as the portal calls them. */
  readonly safe: readonly string[];
  readonly original: readonly string[];
}

/** Where the tree goes: a disk, or a server. Paths are names from the top. */
export interface DriveSink {
  folder(path: readonly string[]): Promise<void>;
  file(path: readonly string[], blob: Blob, changedAtMs: number | undefined): Promise<void>;
  /** One line of the index, for every folder and file. */
  line?(cells: readonly string[]): Promise<void>;
}

class Tree {
  readonly #archive: Archive;
  readonly #sink: DriveSink;
  readonly #losses: Losses;
  readonly #options: ConvertOptions;
  readonly #written = new Set<string>();
  readonly #total: number;
  #files = 0;

  constructor(archive: Archive, sink: DriveSink, losses: Losses, options: ConvertOptions) {
    this.#archive = archive;
    this.#sink = sink;
    this.#losses = losses;
    this.#options = options;
    this.#total = archive.size('disk-file');
    options.tell?.('disk-file', 0, this.#total);
  }

  /** Folders and files whose parent is the folder of this number, and all below it. */
  async walk(folderId: string, place: Place): Promise<void> {
    await this.#sink.folder(place.safe);
    const names = new Names();
    const above = { kind: 'disk-folder', id: folderId };
    for (const { from, field } of this.#archive.referencesTo(above)) {
      const child = field === 'PARENT_ID' ? this.#archive.record(from) : undefined;
      if (child?.key.kind === 'disk-file') await this.file(child, place, names);
      if (child?.key.kind !== 'disk-folder' || !this.#first(child)) continue;
      const name = child.name || child.key.id;
      const own = names.take(name);
      const below = { safe: [...place.safe, own], original: [...place.original, name] };
      await this.#line(child, below, '', '', '');
      if (below.safe.length > depthMax) this.#losses.add(tooDeep, child.key);
      else await this.walk(child.key.id, below);
    }
  }

  /** Writes a file that was not written yet. */
  async file(record: ArchivedRecord, place: Place, names: Names): Promise<void> {
    this.#options.signal?.throwIfAborted();
    if (!this.#first(record)) return;
    const [file] = this.#archive.files(record.key);
    const name = record.name || file?.name || record.key.id;
    const original = [...place.original, name];
    if (file?.blob === undefined) {
      this.#losses.add(absent, record.key);
      await this.#line(record, { safe: [], original }, '', '', file?.missing?.code ?? 'NOT_TAKEN');
    } else {
      const safe = [...place.safe, names.take(name)];
      await this.#sink.file(safe, file.blob, record.changedAtMs ?? record.createdAtMs);
      await this.#line(record, { safe, original }, String(file.blob.sizeBytes), file.blob.sha512, '');
    }
    this.#files += 1;
    if (this.#files % 100 === 0) this.#options.tell?.('disk-file', this.#files, this.#total);
  }

  #first({ key }: ArchivedRecord): boolean {
    const name = `${key.kind}:${key.id}`;
    if (this.#written.has(name)) return false;
    this.#written.add(name);
    return true;
  }

  async #line(
    { key, row }: ArchivedRecord,
    place: Place,
    size: string,
    sha512: string,
    missing: string,
  ): Promise<void> {
    const renamed = place.safe.length > 0 && place.safe.join('/') !== place.original.join('/') ? 'yes' : '';
    await this.#sink.line?.([
      outerId(key.kind, key.id),
      place.safe.join('/'),
      place.original.join('/'),
      renamed,
      size,
      sha512,
      textAt(row, 'CREATE_TIME'),
      textAt(row, 'UPDATE_TIME'),
      textAt(row, 'CREATED_BY'),
      missing,
    ]);
  }
}

/** Every folder and file of the Drive, each once, under names that any system takes. */
export async function walkDrive(
  archive: Archive,
  losses: Losses,
  options: ConvertOptions,
  sink: DriveSink,
): Promise<void> {
  const tree = new Tree(archive, sink, losses, options);
  const names = new Names();
  for (const storage of archive.records('disk-storage')) {
    const name = storage.name || storage.key.id;
    await tree.walk(textAt(storage.row, 'ROOT_OBJECT_ID'), { safe: [names.take(name)], original: [name] });
  }
  // What nobody above holds any more still has to be somewhere.
  const stray = options.language === 'ru' ? 'Без папки' : 'No folder';
  const place = { safe: [names.take(stray)], original: [''] };
  const strayNames = new Names();
  for (const record of archive.records('disk-file')) {
    await tree.file(record, place, strayNames);
  }
}

/** The Drive as plain folders and files, and a table of what each was called and where it came from. */
export const drive: Format = {
  id: 'drive',
  title: { ru: 'Диск: папки и файлы', en: 'Drive: folders and files' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'Права доступа и прежние версии файлов в папках не хранятся. Имена, которых не приняли бы Windows или macOS, изменены: как было — в index.csv.',
      en: 'Folders hold no access rights and no earlier versions. Names that Windows or macOS would refuse are changed: index.csv says what they were.',
    });
    const index = await Output.create(join(folder, 'index.csv'));
    try {
      const header = [
        'b24_id',
        'path',
        'original_path',
        'renamed',
        'size',
        'sha512',
        'created',
        'changed',
        'created_by',
        'missing',
      ];
      await index.write(csvLine(header));
      const files = join(folder, 'files');
      await walkDrive(archive, losses, options, {
        folder: async (path) => void (await mkdir(join(files, ...path), { recursive: true })),
        file: (path, blob, changedAtMs) => copyBlob(archive, blob, join(files, ...path), changedAtMs),
        line: (cells) => index.write(csvLine(cells)),
      });
    } finally {
      await index.close();
    }
    return losses;
  },
};
