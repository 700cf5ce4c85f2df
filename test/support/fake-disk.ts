import type { AppendFile, Disk } from '../../src/base/disk.ts';
import type { Random } from '../../src/base/random.ts';

/** What a fake disk throws when the "machine" dies at a call, and at every call after it. */
export class PowerLoss extends Error {}

export type DiskCall =
  'read' | 'list' | 'size' | 'open' | 'write' | 'sync' | 'replace' | 'createNew' | 'move' | 'remove';

interface FakeFile {
  /** Safe in a power loss. */
  durable: Buffer;
  /** Written and not yet synced. */
  pending: Buffer[];
}

/**
 * A disk in memory that tells what is durable from what is not. `onCall` runs before each call and may throw: an error
 * of the disk, or PowerLoss. After a power loss, `reboot` gives the disk that a new process finds.
 */
export class FakeDisk implements Disk {
  readonly files = new Map<string, FakeFile>();
  onCall: (call: DiskCall, path: string, number: number) => void = () => {};
  calls = 0;
  #dead = false;

  #call(call: DiskCall, path: string): void {
    if (this.#dead) throw new PowerLoss(call);
    this.calls += 1;
    try {
      this.onCall(call, path, this.calls);
    } catch (error) {
      if (error instanceof PowerLoss) this.#dead = true;
      throw error;
    }
  }

  /** The power fails here and now. */
  die(): void {
    this.#dead = true;
  }

  /** What is left: all that was synced, and of the rest what `random` lets through, whole, torn or garbled. */
  reboot(random: Random): FakeDisk {
    const next = new FakeDisk();
    for (const [path, { durable, pending }] of this.files) {
      next.files.set(path, { durable: Buffer.concat([durable, torn(Buffer.concat(pending), random)]), pending: [] });
    }
    return next;
  }

  text(path: string): string {
    return this.#content(path).toString('utf8');
  }

  #content(path: string): Buffer {
    const file = this.files.get(path);
    if (file === undefined) throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' });
    return Buffer.concat([file.durable, ...file.pending]);
  }

  async read(path: string): Promise<Uint8Array> {
    this.#call('read', path);
    return this.#content(path);
  }

  async *chunks(path: string, from = 0): AsyncGenerator<Uint8Array> {
    this.#call('read', path);
    const content = this.#content(path);
    for (let at = from; at < content.length; at += 1000) yield content.subarray(at, at + 1000);
  }

  async scan(path: string, look: (piece: Uint8Array) => void): Promise<void> {
    for await (const piece of this.chunks(path)) look(piece);
  }

  async list(path: string): Promise<readonly string[]> {
    this.#call('list', path);
    if (this.files.has(path)) throw Object.assign(new Error(`${path} is no folder`), { code: 'ENOTDIR' });
    const inside = [...this.files.keys()].filter((file) => file.startsWith(`${path}/`));
    return [...new Set(inside.map((file) => file.slice(path.length + 1).split('/')[0] ?? ''))].toSorted();
  }

  async sizeBytes(path: string): Promise<number | undefined> {
    this.#call('size', path);
    return this.files.has(path) ? this.#content(path).length : undefined;
  }

  async append(path: string, options?: { readonly from?: number }): Promise<AppendFile> {
    this.#call('open', path);
    const file = this.files.get(path) ?? { durable: Buffer.alloc(0), pending: [] };
    this.files.set(path, file);
    if (options?.from !== undefined) {
      file.durable = this.#content(path).subarray(0, options.from);
      file.pending = [];
    }
    return {
      write: async (data) => {
        this.#call('write', path);
        file.pending.push(Buffer.from(data));
      },
      sync: async () => {
        this.#call('sync', path);
        file.durable = Buffer.concat([file.durable, ...file.pending]);
        file.pending = [];
      },
      close: async () => {},
    };
  }

  async replace(path: string, data: string | Uint8Array): Promise<void> {
    this.#call('replace', path);
    this.files.set(path, { durable: Buffer.from(data), pending: [] });
  }

  async createNew(path: string, data: string): Promise<boolean> {
    this.#call('createNew', path);
    if (this.files.has(path)) return false;
    this.files.set(path, { durable: Buffer.from(data), pending: [] });
    return true;
  }

  async move(from: string, to: string): Promise<void> {
    this.#call('move', from);
    this.files.set(to, { durable: this.#content(from), pending: [] });
    this.files.delete(from);
  }

  async remove(path: string): Promise<void> {
    this.#call('remove', path);
    for (const file of this.files.keys()) if (file === path || file.startsWith(`${path}/`)) this.files.delete(file);
  }

  async makeFolder(): Promise<void> {}
}

/** Unsynced bytes after a power loss: none, a part, all, or with a block of zeros in them. */
function torn(bytes: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return bytes;
  const part = bytes.subarray(0, Math.floor(random() * (bytes.length + 1)));
  if (random() < 0.6 || part.length < 2) return part;
  const from = Math.floor(random() * part.length);
  const garbled = Buffer.from(part);
  garbled.fill(0, from, Math.min(garbled.length, from + 1 + Math.floor(random() * 40)));
  return garbled;
}
