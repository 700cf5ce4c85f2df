import {
  closeSync,
  constants,
  createReadStream,
  fsync,
  ftruncateSync,
  openSync,
  renameSync,
  statSync,
  write,
  writeSync,
} from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The file system as a port: everything whose durability a promise of ours leans on goes through it, so that a
 * simulation can tear, reorder and refuse writes. SQLite has its own way to the disk and does not come through here.
 */
export interface Disk {
  /** Bytes of a file; rejects with code ENOENT when there is none. */
  read(path: string): Promise<Uint8Array>;
  /** A file's bytes piece by piece, from byte `from` on: for what may be larger than memory. Rejects like `read`. */
  chunks(path: string, from?: number): AsyncIterable<Uint8Array>;
  /**
   * Shows a whole file to `look`, piece by piece. A piece is there only until `look` returns, so that the largest file costs
   * no more memory than the smallest, and reading goes on while `look` works. Rejects like `read`, or with what `look` threw.
   */
  scan(path: string, look: (piece: Uint8Array) => void): Promise<void>;
  /** Names in a folder, sorted; [] when there is no such folder. */
  list(path: string): Promise<readonly string[]>;
  /** Size in bytes, or undefined when there is no such file. */
  sizeBytes(path: string): Promise<number | undefined>;
  /**
   * Creates the file, or truncates it to `from` bytes and goes on from there. The name of a `temporary` one need not
   * be durable: it gets another before anybody leans on it.
   */
  append(path: string, options?: { readonly from?: number; readonly temporary?: boolean }): Promise<AppendFile>;
  /** All or nothing: after it returns, the file holds `data` even if the power fails; before, the old content. */
  replace(path: string, data: string | Uint8Array): Promise<void>;
  /** Makes a file that was not there; false, and nothing done, when it was. The one atomic race that locks are made of. */
  createNew(path: string, data: string): Promise<boolean>;
  /** Moves a file; durable when it returns. A `temporary` old name may come back after a power cut. */
  move(from: string, to: string, options?: { readonly temporary?: boolean }): Promise<void>;
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
}

export interface AppendFile {
  write(data: string | Uint8Array): Promise<void>;
  /** Everything written so far is durable once this returns. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What the system answers out of its memory is asked for on the spot: to hand it to another thread and back costs ten times
 * as much, and a small file would be handed over nine times. What waits for the disk itself, waits on another thread.
 */
const syncAside = promisify(fsync);
const writeAside = promisify(write);
/** So few bytes go into the system's memory at once. */
const FEW_BYTES = 1 << 15;

async function syncFolder(path: string): Promise<void> {
  // Windows can't open a folder to sync it and needs no such step.
  if (process.platform === 'win32') return;
  const folder = openSync(path, constants.O_RDONLY);
  try {
    await syncAside(folder);
  } finally {
    closeSync(folder);
  }
}

class NodeAppendFile implements AppendFile {
  /** Undefined once it is closed: its number may then be another file's. */
  #file: number | undefined;
  readonly #folder: string;
  #folderSynced: boolean;
  /** What was begun on another thread: the file stays open until that has ended. */
  #aside: Promise<void> = Promise.resolve();

  constructor(file: number, folder: string, isTemporary: boolean) {
    this.#file = file;
    this.#folder = folder;
    this.#folderSynced = isTemporary;
  }

  #opened(): number {
    if (this.#file === undefined) throw Object.assign(new Error('the file is closed'), { code: 'EBADF' });
    return this.#file;
  }

  async write(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    const isFew = bytes.length <= FEW_BYTES;
    for (let from = 0; from < bytes.length;) {
      const file = this.#opened();
      if (isFew) from += writeSync(file, bytes, from);
      else from += (await this.#follow(writeAside(file, bytes, from, bytes.length - from))).bytesWritten;
    }
  }

  async sync(): Promise<void> {
    await this.#follow(syncAside(this.#opened()));
    if (this.#folderSynced) return;
    await syncFolder(this.#folder);
    this.#folderSynced = true;
  }

  #follow<T>(begun: Promise<T>): Promise<T> {
    const before = this.#aside;
    const ended = async (): Promise<void> => {
      await before;
      await begun.catch(() => undefined);
    };
    this.#aside = ended();
    return begun;
  }

  async close(): Promise<void> {
    const file = this.#opened();
    this.#file = undefined;
    await this.#aside;
    closeSync(file);
  }
}

/** Two of them are all that scanning a file takes. */
const SCAN_BYTES = 1 << 20;

async function scan(path: string, look: (piece: Uint8Array) => void): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    // With a byte to spare, the end of a small file shows in its one reading: less comes than there is room for.
    const bytes = Math.min(SCAN_BYTES, size + 1);
    let room = Buffer.allocUnsafeSlow(bytes);
    let spare: typeof room | undefined;
    for (let { bytesRead } = await file.read(room, 0, bytes, null); bytesRead > 0;) {
      if (bytesRead < bytes) return look(room.subarray(0, bytesRead));
      const piece = room;
      room = spare ?? Buffer.allocUnsafeSlow(bytes);
      spare = piece;
      const next = file.read(room, 0, bytes, null);
      try {
        look(piece);
      } finally {
        // No file is closed under a reading that is on its way.
        ({ bytesRead } = await next);
      }
    }
  } finally {
    await file.close();
  }
}

/** The real disk. */
export const nodeDisk: Disk = {
  read: (path) => readFile(path),
  chunks: (path, from = 0) => createReadStream(path, { start: from, highWaterMark: 1 << 18 }),
  scan,
  async list(path) {
    try {
      return (await readdir(path)).toSorted();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  },
  async sizeBytes(path) {
    return statSync(path, { throwIfNoEntry: false })?.size;
  },
  async append(path, options) {
    const file = openSync(path, 'a', 0o600);
    try {
      if (options?.from !== undefined) ftruncateSync(file, options.from);
    } catch (error) {
      closeSync(file);
      throw error;
    }
    return new NodeAppendFile(file, dirname(path), options?.temporary === true);
  },
  async replace(path, data) {
    const temporary = join(dirname(path), `.${process.pid}.${Date.now().toString(36)}.part`);
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(data);
      await file.sync();
    } catch (error) {
      await file.close();
      await rm(temporary, { force: true });
      throw error;
    }
    await file.close();
    await rename(temporary, path);
    await syncFolder(dirname(path));
  },
  async createNew(path, data) {
    let file: FileHandle;
    try {
      file = await open(path, 'wx', 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    try {
      await file.writeFile(data);
      await file.sync();
    } catch (error) {
      await file.close();
      // Half of it must not stand there as if somebody had made it.
      await rm(path, { force: true });
      throw error;
    }
    await file.close();
    await syncFolder(dirname(path));
    return true;
  },
  async move(from, to, options) {
    renameSync(from, to);
    await syncFolder(dirname(to));
    if (dirname(from) !== dirname(to) && options?.temporary !== true) await syncFolder(dirname(from));
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
  async makeFolder(path) {
    try {
      await mkdir(path, { recursive: true });
    } catch (error) {
      // On a read-only disk `recursive` says ENOENT; asked plainly, the system says what it is.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(path);
    }
  },
};
