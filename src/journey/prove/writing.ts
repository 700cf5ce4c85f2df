import { createHash, type Hash } from 'node:crypto';

import type { AppendFile, Disk } from '../../base/disk.ts';

/** A file of a proof and its hash. */
export interface ProofFile {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A cell that no spreadsheet takes for a formula. */
export function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/u.test(value) ? `'${value}` : String(value);
  return /[;"\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A file that is written piece by piece, and hashed on the way. */
export class Writing {
  readonly #name: string;
  readonly #file: AppendFile;
  readonly #hash: Hash = createHash('sha256');
  #sizeBytes = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  private constructor(name: string, file: AppendFile) {
    this.#name = name;
    this.#file = file;
  }

  static async to(disk: Disk, folder: string, name: string): Promise<Writing> {
    return new Writing(name, await disk.append(`${folder}/${name}`, { from: 0 }));
  }

  async write(data: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(data as string);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > 1 << 18) await this.#flush();
  }

  async #flush(): Promise<void> {
    const block = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#hash.update(block);
    this.#sizeBytes += block.length;
    await this.#file.write(block);
  }

  async end(): Promise<ProofFile> {
    await this.#flush();
    await this.#file.sync();
    await this.#file.close();
    return { name: this.#name, sha256: this.#hash.digest('hex'), sizeBytes: this.#sizeBytes };
  }
}
