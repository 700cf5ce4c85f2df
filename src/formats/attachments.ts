import { join } from 'node:path';

import type { Archive } from '../archive/archive.ts';
import type { ArchivedFile, RecordKey } from '../archive/types.ts';
import { copyBlob } from './blobs.ts';
import type { Losses } from './losses.ts';
import { Names } from './names.ts';
import { fileTitle, linkTo } from './people.ts';

export interface Attached {
  readonly title: string;
  /** What it is called in its folder. */
  readonly name: string;
  readonly href: string;
  readonly isImage: boolean;
}

/** Copies files of records into one folder beside a page, each once, and remembers where they lie. */
export class Attachments {
  readonly #archive: Archive;
  readonly #folder: string;
  readonly #href: readonly string[];
  readonly #losses: Losses;
  readonly #names = new Names();
  readonly #byId = new Map<string, Attached>();

  /** `folder` is where they go, `href` the same place as the page sees it. */
  constructor(archive: Archive, folder: string, href: readonly string[], losses: Losses) {
    this.#archive = archive;
    this.#folder = folder;
    this.#href = href;
    this.#losses = losses;
  }

  /** Files of a record; what has no bytes in the archive is told as lost. */
  async of(owner: RecordKey): Promise<readonly Attached[]> {
    const found: Attached[] = [];
    for (const file of this.#archive.files(owner)) {
      const known = this.#byId.get(file.fileId) ?? (await this.#copy(file));
      if (known === undefined) {
        this.#losses.add({ ru: 'Файла нет в архиве', en: 'The file is not in the archive' }, owner);
        continue;
      }
      this.#byId.set(file.fileId, known);
      found.push(known);
    }
    return found;
  }

  hrefOf(fileId: string): string | undefined {
    return this.#byId.get(fileId)?.href;
  }

  async #copy(file: ArchivedFile): Promise<Attached | undefined> {
    const { blob } = file;
    if (blob === undefined) return undefined;
    const title = fileTitle(file);
    const name = this.#names.take(title);
    await copyBlob(this.#archive, blob, join(this.#folder, name));
    return { title, name, href: linkTo(...this.#href, name), isImage: /\.(?:png|jpe?g|gif|webp|avif)$/iu.test(name) };
  }
}
