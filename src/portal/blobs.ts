import { closeSync, openSync, readSync } from 'node:fs';

import { seeded } from '../base/random.ts';
import type { Store } from './store.ts';

const chunkBytes = 65_536;

/** A file's bytes made on the fly from a number: the same seed always gives the same file, and it needs no disk. */
function* madeBytes(seed: number, from: number, to: number): Generator<Uint8Array> {
  for (let chunk = Math.floor(from / chunkBytes); chunk * chunkBytes < to; chunk++) {
    const random = seeded(seed * 1_000_003 + chunk);
    const bytes = new Uint32Array(chunkBytes / 4);
    // A few random words a chunk, then cheap mixing: a 200 MB file must not take long to make.
    let word = Math.floor(random() * 4_294_967_296);
    for (let index = 0; index < bytes.length; index++) {
      word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0;
      bytes[index] = word ^ (word >>> 13);
    }
    const start = chunk * chunkBytes;
    yield new Uint8Array(bytes.buffer).subarray(Math.max(0, from - start), Math.min(chunkBytes, to - start));
  }
}

/** Bytes of a file on this computer. */
function* fileBytes(path: string, from: number, to: number): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (let at = from; at < to;) {
      const bytes = new Uint8Array(Math.min(chunkBytes, to - at));
      const count = readSync(file, bytes, 0, bytes.length, at);
      if (count === 0) throw new Error('The file is shorter than it was.');
      at += count;
      yield bytes.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

/** Files of the portal: real bytes, here or in a file elsewhere, or a size and a seed from which they are made. */
export class Blobs {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Keeps bytes; returns the blob's number. */
  add(bytes: Uint8Array): number {
    const done = this.#store.prepare('INSERT INTO blob (size, bytes) VALUES (?, ?)').run(bytes.byteLength, bytes);
    return Number(done.lastInsertRowid);
  }

  /** A file of `sizeBytes` that is made whenever it is read. */
  addMade(sizeBytes: number, seed: number): number {
    const done = this.#store.prepare('INSERT INTO blob (size, seed) VALUES (?, ?)').run(sizeBytes, seed);
    return Number(done.lastInsertRowid);
  }

  /** The blob of this number is a file that lies elsewhere; it is read when it is asked for, and never changed. */
  putFile(id: number, path: string, sizeBytes: number): void {
    this.#store.prepare('INSERT OR REPLACE INTO blob (id, size, path) VALUES (?, ?, ?)').run(id, sizeBytes, path);
  }

  /** There are no bytes of this number. */
  forget(id: number): void {
    this.#store.prepare('DELETE FROM blob WHERE id = ?').run(id);
  }

  sizeBytes(id: number): number | undefined {
    const row = this.#store.prepare('SELECT size FROM blob WHERE id = ?').get(id);
    return row === undefined ? undefined : Number(row['size']);
  }

  /** The bytes from `from` up to `to`, in chunks. */
  *read(id: number, from = 0, to = Number.MAX_SAFE_INTEGER): Generator<Uint8Array> {
    const row = this.#store.prepare('SELECT size, seed, bytes, path FROM blob WHERE id = ?').get(id);
    if (row === undefined) return;
    const end = Math.min(to, Number(row['size']));
    if (row['path'] !== null) yield* fileBytes(String(row['path']), from, end);
    else if (row['bytes'] === null) yield* madeBytes(Number(row['seed']), from, end);
    else if (from < end) yield (row['bytes'] as Uint8Array).subarray(from, end);
  }
}
