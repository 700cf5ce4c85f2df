import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

import type { AppendFile, Disk } from '../../src/base/disk.ts';
import type { Random } from '../../src/base/random.ts';

/** What every call throws once the machine, or the process, has died. */
export class Death extends Error {}

export type DiskCall =
  'read' | 'list' | 'size' | 'open' | 'write' | 'sync' | 'close' | 'replace' | 'createNew' | 'move' | 'remove';

/** What of a file would survive a power cut: so many bytes of it, or what it was before it was cut short. */
interface Unsynced {
  durableBytes: number;
  /** Its name is not durable either. */
  isNew: boolean;
  readonly before?: Buffer;
}

const BLOCK = 64;

/**
 * The disk port over real files (SQLite needs some), which knows what of them is durable. Nothing takes time: every
 * call is carried out at once, so a run depends on its seed alone. `onCall` may throw an error of the disk, or call
 * `die`.
 */
export class SimulatedDisk implements Disk {
  onCall: (call: DiskCall, path: string, number: number) => void = () => {};
  calls = 0;
  readonly #unsynced = new Map<string, Unsynced>();
  #dead = false;

  get isDead(): boolean {
    return this.#dead;
  }

  /** From here on every call fails. */
  die(): void {
    this.#dead = true;
  }

  /** After the death of the process: what it wrote is there, synced or not. */
  restart(): void {
    this.#dead = false;
  }

  /** After a power cut: of what was not synced, whatever chance let through: none, a part, or a later block without an earlier one. */
  reboot(random: Random): void {
    for (const [path, { durableBytes, isNew, before }] of this.#unsynced) {
      if (!existsSync(path)) continue;
      if (isNew && random() < 0.3) rmSync(path);
      else if (before !== undefined && random() < 0.5) writeFileSync(path, before);
      else writeFileSync(path, torn(readFileSync(path), durableBytes, random));
    }
    this.#unsynced.clear();
    this.#dead = false;
  }

  /** What a power cut at this moment could not take away. */
  durable(path: string): Buffer {
    if (!existsSync(path)) return Buffer.alloc(0);
    const bytes = readFileSync(path);
    const state = this.#unsynced.get(path);
    return state === undefined ? bytes : bytes.subarray(0, state.durableBytes);
  }

  #call(call: DiskCall, path: string): void {
    if (this.#dead) throw new Death('the process is dead');
    this.calls += 1;
    this.onCall(call, path, this.calls);
    if (this.#dead) throw new Death('the process died here');
  }

  async read(path: string): Promise<Uint8Array> {
    this.#call('read', path);
    return readFileSync(path);
  }

  async *chunks(path: string, from = 0): AsyncGenerator<Uint8Array> {
    this.#call('read', path);
    const content = readFileSync(path);
    for (let at = from; at < content.length; at += 1 << 16) yield content.subarray(at, at + (1 << 16));
  }

  async scan(path: string, look: (piece: Uint8Array) => void): Promise<void> {
    for await (const piece of this.chunks(path)) look(piece);
  }

  async list(path: string): Promise<readonly string[]> {
    this.#call('list', path);
    return existsSync(path) ? readdirSync(path).toSorted() : [];
  }

  async sizeBytes(path: string): Promise<number | undefined> {
    this.#call('size', path);
    return existsSync(path) ? statSync(path).size : undefined;
  }

  async append(path: string, options?: { readonly from?: number }): Promise<AppendFile> {
    this.#call('open', path);
    const isNew = !existsSync(path);
    if (isNew) writeFileSync(path, '');
    const size = statSync(path).size;
    const known = this.#unsynced.get(path);
    const state: Unsynced = known ?? { durableBytes: size, isNew };
    if (options?.from !== undefined && options.from < size) {
      const before = this.durable(path);
      truncateSync(path, options.from);
      const durableBytes = Math.min(options.from, state.durableBytes);
      this.#unsynced.set(path, { durableBytes, isNew: state.isNew, before: known?.before ?? before });
    } else this.#unsynced.set(path, state);
    return {
      write: async (data) => {
        this.#call('write', path);
        appendFileSync(path, data);
      },
      sync: async () => {
        this.#call('sync', path);
        this.#unsynced.set(path, { durableBytes: statSync(path).size, isNew: false });
      },
      close: async () => {
        if (!this.#dead) this.#call('close', path);
      },
    };
  }

  async replace(path: string, data: string | Uint8Array): Promise<void> {
    this.#call('replace', path);
    writeFileSync(path, data);
    this.#unsynced.delete(path);
  }

  async createNew(path: string, data: string): Promise<boolean> {
    this.#call('createNew', path);
    if (existsSync(path)) return false;
    writeFileSync(path, data);
    this.#unsynced.delete(path);
    return true;
  }

  async move(from: string, to: string): Promise<void> {
    this.#call('move', from);
    renameSync(from, to);
    const state = this.#unsynced.get(from);
    this.#unsynced.delete(from);
    if (state === undefined) this.#unsynced.delete(to);
    else this.#unsynced.set(to, { ...state, isNew: false });
  }

  async remove(path: string): Promise<void> {
    this.#call('remove', path);
    rmSync(path, { recursive: true, force: true });
    for (const name of this.#unsynced.keys()) {
      if (name === path || name.startsWith(`${path}/`)) this.#unsynced.delete(name);
    }
  }

  async makeFolder(path: string): Promise<void> {
    if (!existsSync(path)) this.#call('createNew', dirname(path));
    mkdirSync(path, { recursive: true });
  }
}

function torn(bytes: Buffer, durableBytes: number, random: Random): Buffer {
  const loose = bytes.length - durableBytes;
  if (loose <= 0) return bytes;
  const kept = Buffer.from(bytes.subarray(0, durableBytes + Math.floor(random() * (loose + 1))));
  // Writes that are not synced reach the disk in any order: a block in the middle may be the one that did not.
  if (random() < 0.4 && kept.length > durableBytes) {
    const from = durableBytes + Math.floor(random() * (kept.length - durableBytes));
    kept.fill(0, from, Math.min(kept.length, from + BLOCK));
  }
  return kept;
}
