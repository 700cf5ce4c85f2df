import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { z } from 'zod';

import type { AppendFile, Disk } from '../../base/disk.ts';
import { linesOf } from '../../base/lines.ts';

const line = z.object({ key: z.string(), value: z.unknown() });

/** What a backup has done so far, on the disk: one line for each step, so that a killed one goes on where it was. */
export class Progress {
  readonly #file: AppendFile;
  readonly #known: Map<string, unknown>;

  private constructor(file: AppendFile, known: Map<string, unknown>) {
    this.#file = file;
    this.#known = known;
  }

  static async open(disk: Disk, folder: string): Promise<Progress> {
    const path = join(folder, 'steps.jsonl');
    const known = new Map<string, unknown>();
    let whole = 0;
    if ((await disk.sizeBytes(path)) !== undefined) {
      for await (const { text, end, whole: isWhole } of linesOf(disk.chunks(path))) {
        // A torn tail was never promised to anybody.
        if (!isWhole) break;
        const { key, value } = line.parse(JSON.parse(text));
        known.set(key, value);
        whole = end;
      }
    }
    return new Progress(await disk.append(path, { from: whole }), known);
  }

  /** What an earlier run, or this one, got for a step; otherwise does it and writes it down, durable. */
  async step<T>(key: string, schema: z.ZodType<T>, work: () => Promise<T>): Promise<T> {
    const known = schema.safeParse(this.#known.get(key));
    if (known.success) return known.data;
    const value = await work();
    await this.#file.write(`${JSON.stringify({ key, value })}\n`);
    await this.#file.sync();
    this.#known.set(key, value);
    return value;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** A name that nothing else has. */
export function freshName(): string {
  return `bye24_scratch_${randomBytes(6).toString('hex')}`;
}

/** A short name for a path, the same every time. */
export function shortName(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 8);
}
