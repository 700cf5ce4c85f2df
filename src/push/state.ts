import { z } from 'zod';

import type { AppendFile, Disk } from '../base/disk.ts';
import { linesOf } from '../base/lines.ts';

const lineSchema = z.object({
  path: z.string(),
  sent: z.string(),
  etag: z.string().optional(),
  id: z.string().optional(),
});

/** What was put where: the hash of what we sent, the mark that the server gave it, and its number there, if it has one. */
export type Pushed = z.infer<typeof lineSchema>;

/** Remembers what this computer put on a server, so that a repeat sends nothing twice and overwrites no one's work. */
export class PushState {
  readonly #file: AppendFile;
  readonly #byPath = new Map<string, Pushed>();

  private constructor(file: AppendFile) {
    this.#file = file;
  }

  static async open(disk: Disk, path: string): Promise<PushState> {
    const lines: Pushed[] = [];
    let good = 0;
    if ((await disk.sizeBytes(path)) !== undefined) {
      for await (const { text, end, whole } of linesOf(disk.chunks(path))) {
        const line = whole ? parsed(text) : undefined;
        if (line === undefined) break;
        lines.push(line);
        good = end;
      }
    }
    const state = new PushState(await disk.append(path, { from: good }));
    for (const line of lines) state.#byPath.set(line.path, line);
    return state;
  }

  get(path: string): Pushed | undefined {
    return this.#byPath.get(path);
  }

  async set(line: Pushed): Promise<void> {
    this.#byPath.set(line.path, line);
    await this.#file.write(`${JSON.stringify(line)}\n`);
    await this.#file.sync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

function parsed(text: string): Pushed | undefined {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
