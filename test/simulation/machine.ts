import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Random } from '../../src/base/random.ts';
import { Death, type DiskCall, SimulatedDisk } from './disk.ts';

/** When and how a process ends before its time. */
export interface Doom {
  readonly at: { readonly by: 'request' | 'disk'; readonly nth: number };
  /** `process`: what was written stays. `power`: only what was synced. `errno`: that one call of the disk fails. */
  readonly how: 'process' | 'power' | 'ENOSPC' | 'EIO' | 'EACCES' | 'EMFILE';
}

const DATABASE = ['data/archive.sqlite', 'data/archive.sqlite-wal'] as const;
const WRITES: ReadonlySet<DiskCall> = new Set(['open', 'write', 'sync', 'replace', 'createNew', 'move']);

/** A computer on which one process of the journey runs after the other, and dies as its doom says. */
export class Machine {
  readonly disk = new SimulatedDisk();
  readonly archive: string;
  readonly #random: Random;
  #doom: Doom | undefined;
  #requests = 0;
  #diskCalls = 0;
  #failed = false;
  /** The database as the process left it when it died: closing its handles must not mend it. */
  #left: ReadonlyMap<string, Buffer | undefined> | undefined;

  constructor(folder: string, random: Random) {
    this.archive = join(folder, 'acme.bye24');
    this.#random = random;
    this.disk.onCall = (call) => this.#onDisk(call);
  }

  get isDead(): boolean {
    return this.disk.isDead;
  }

  /** The disk has failed the present process once. */
  get hasFailed(): boolean {
    return this.#failed;
  }

  /** How many requests and calls of the disk the present process has made. */
  get counts(): { readonly requests: number; readonly diskCalls: number } {
    return { requests: this.#requests, diskCalls: this.#diskCalls };
  }

  /** Runs one process to its end, good or bad. */
  async run<Result>(doom: Doom | undefined, work: () => Promise<Result>): Promise<Ended<Result>> {
    this.#doom = doom;
    this.#requests = 0;
    this.#diskCalls = 0;
    this.#failed = false;
    let ended: Ended<Result>;
    try {
      ended = { is: 'done', result: await work() };
    } catch (error) {
      ended = { is: 'failed', error: error as Error };
    }
    if (!this.isDead) return ended;
    this.#revive();
    return { is: 'died' };
  }

  /** To be called for each request; true when the process dies at it, before or after it is carried out. */
  onRequest(): boolean {
    this.#requests += 1;
    const { at, how } = this.#doom ?? {};
    if (at?.by !== 'request' || at.nth !== this.#requests) return false;
    return how === 'process' || how === 'power';
  }

  die(): void {
    if (this.disk.isDead) return;
    this.#left = new Map(
      DATABASE.map((name) => {
        const path = join(this.archive, name);
        return [path, existsSync(path) ? readFileSync(path) : undefined];
      }),
    );
    this.disk.die();
  }

  #onDisk(call: DiskCall): void {
    this.#diskCalls += 1;
    const { at, how } = this.#doom ?? {};
    if (at?.by !== 'disk' || how === undefined || this.#diskCalls < at.nth) return;
    if (how === 'process' || how === 'power') {
      this.die();
      throw new Death('the process died here');
    }
    // A full disk still reads; and it fails once, at the first call from there on that it can fail at.
    if (how === 'ENOSPC' && !WRITES.has(call)) return;
    this.#doom = undefined;
    this.#failed = true;
    throw Object.assign(new Error(`${how}: ${call}`), { code: how });
  }

  #revive(): void {
    const isPower = this.#doom?.how === 'power';
    for (const [path, bytes] of this.#left ?? []) {
      if (bytes === undefined) rmSync(path, { force: true });
      else if (path.endsWith('-wal') && isPower) {
        // The log of a database is not synced at each commit; SQLite finds its whole part.
        if (this.#random() < 0.3) rmSync(path, { force: true });
        else writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * this.#random())));
      } else writeFileSync(path, bytes);
    }
    rmSync(join(this.archive, 'data/archive.sqlite-shm'), { force: true });
    this.#left = undefined;
    if (isPower) this.disk.reboot(this.#random);
    else this.disk.restart();
    // The number in this lock is that of this very process, and in a simulation that one is still alive.
    rmSync(join(this.archive, 'lock'), { force: true });
  }
}

export type Ended<Result> =
  | { readonly is: 'done'; readonly result: Result }
  | { readonly is: 'failed'; readonly error: Error }
  | { readonly is: 'died' };
