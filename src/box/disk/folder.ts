import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
} from 'node:fs';

const onLinux = process.platform === 'linux';

/**
 * A folder held open. On Linux everything in it is reached through its descriptor, so that nobody can put a link in the
 * place of a folder between our look and our deed, and no path is too long. Names are bytes: not all of them are UTF-8.
 */
export class Folder {
  /** For people; not what files are reached by. */
  readonly path: string;
  /** Where it lies, with all links resolved. */
  readonly realPath: string;
  readonly #descriptor: number;
  readonly #base: Buffer;

  private constructor(descriptor: number, path: string, realPath: string) {
    this.path = path;
    this.realPath = realPath;
    this.#descriptor = descriptor;
    this.#base = Buffer.from(onLinux ? `/proc/self/fd/${descriptor}/` : `${path}/`);
  }

  /** Opens a folder; a link as the last part of the path is followed. Rejects like fs.open. */
  static open(path: string): Folder {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
    return new Folder(descriptor, path, onLinux ? readlinkSync(`/proc/self/fd/${descriptor}`) : path);
  }

  /** The same, or undefined when there is no such folder. */
  static openIfThere(path: string): Folder | undefined {
    try {
      return Folder.open(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw error;
    }
  }

  #at(name: Buffer): Buffer {
    return Buffer.concat([this.#base, name]);
  }

  stat(): Stats {
    return fstatSync(this.#descriptor);
  }

  /** A folder in it; a link in its place is refused. */
  child(name: Buffer): Folder {
    const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
    return new Folder(openSync(this.#at(name), flags), this.pathOf(name), `${this.realPath}/${name.toString('utf8')}`);
  }

  pathOf(name: Buffer): string {
    return `${this.path}/${name.toString('utf8')}`;
  }

  entries(): readonly Dirent<Buffer>[] {
    return readdirSync(this.#base, { encoding: 'buffer', withFileTypes: true });
  }

  lstat(name: Buffer): Stats {
    return lstatSync(this.#at(name));
  }

  /** The first bytes of a regular file; links and everything that is no file are refused. */
  head(name: Buffer, bytes: number): Buffer {
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const descriptor = openSync(this.#at(name), flags);
    try {
      const buffer = Buffer.alloc(bytes);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, 0));
    } finally {
      closeSync(descriptor);
    }
  }

  unlink(name: Buffer): void {
    unlinkSync(this.#at(name));
  }

  removeFolder(name: Buffer): void {
    rmdirSync(this.#at(name));
  }

  makeFolder(name: Buffer, mode: number): Folder {
    mkdirSync(this.#at(name), mode);
    return this.child(name);
  }

  /** Moves what is called `name` here into another folder, under the same name. */
  moveInto(name: Buffer, target: Folder): void {
    renameSync(this.#at(name), target.#at(name));
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
