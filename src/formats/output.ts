import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

const bufferedCharacters = 1 << 16;

/** A text file that is written from front to back, a large piece at a time. */
export class Output {
  readonly #file: FileHandle;
  #waiting: string[] = [];
  #length = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Makes the file, and the folders above it. Refuses to write over another. */
  static async create(path: string): Promise<Output> {
    await mkdir(dirname(path), { recursive: true });
    return new Output(await open(path, 'wx'));
  }

  async write(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#length += text.length;
    if (this.#length >= bufferedCharacters) await this.#flush();
  }

  async close(): Promise<void> {
    try {
      await this.#flush();
    } finally {
      await this.#file.close();
    }
  }

  async #flush(): Promise<void> {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#length = 0;
    // Lone halves of letters have no bytes of their own.
    await this.#file.appendFile(text.toWellFormed());
  }
}

/** Writes a whole small text file. */
export async function writeText(path: string, text: string): Promise<void> {
  const output = await Output.create(path);
  try {
    await output.write(text);
  } finally {
    await output.close();
  }
}
